"""How the columns of a framework's files are read, kept for next time."""

from datetime import datetime
from typing import Any

from catalog.exchange.core.formats import matrix
from catalog.models import Framework, SavedMapping


def keep(*, framework: Framework, name: str, mapping: Any, by: str, at: datetime) -> SavedMapping:
    """Keep a mapping, as plain values, under a name; what was kept under that goes. Raises FileUnfit for what is none."""
    plain = matrix.plain(matrix.mapping_from(mapping))
    kept, _made = SavedMapping.objects.update_or_create(
        framework=framework, name=name[:200], defaults={"mapping": plain, "by": by, "at": at}
    )
    return kept
