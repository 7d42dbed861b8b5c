"""1EdTech CASE, versions 1.0 and 1.1: a framework as a package of items and associations.

`fits`, `read`, `write` and the rest of what every format has; `served` has what CASE's REST paths answer with.
"""

from catalog.exchange.core.formats.case.reading import fits, read
from catalog.exchange.core.formats.case.writing import build, write

__all__ = ["MEDIA_TYPE", "SUFFIX", "build", "fits", "read", "write"]

SUFFIX = ".json"
MEDIA_TYPE = "application/json"
