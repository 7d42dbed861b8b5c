"""Each code that a format reports has its sentence, and each sentence its code."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from django.utils.functional import Promise

from catalog.core.files import Facts


def codes_in(*modules: ModuleType, prefix: str) -> set[str]:
    """The codes with such a beginning that the sources of modules name."""
    sources = [Path(str(module.__file__)).read_text() for module in modules]
    return {code for source in sources for code in re.findall(rf'"({prefix}-[a-z-]+)"', source)}


def said(sentences: Mapping[str, Promise], code: str, facts: Facts) -> str:
    """The sentence of a code with its values; fails where one has no value."""
    return str(sentences[code] % dict(facts))
