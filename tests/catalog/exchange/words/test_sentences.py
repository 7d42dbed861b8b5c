"""Each code that spreadsheets and known shapes raise or report has its sentence, and no sentence is left over."""

import re
from pathlib import Path

from catalog.exchange.core.formats.matrix.mapping import MEANINGS
from catalog.exchange.words import known, matrix, sheets

CORE = Path(__file__).parents[4] / "catalog" / "exchange" / "core"


def codes(*names: str) -> set[str]:
    """The codes in the modules of these names, or in those of a folder."""
    found: set[str] = set()
    for name in names:
        path = CORE / name
        for module in path.rglob("*.py") if path.is_dir() else [path]:
            found.update(re.findall(r'"((?:matrix|sheets|yaml|gathering|known)-[a-z-]*[a-z])"', module.read_text()))
    return found


def test_each_code_has_its_sentence():
    used = codes("formats/matrix") | {f"matrix-column-{means}" for means in MEANINGS}
    shared = codes("formats/sheets.py", "formats/sheet_look.py", "safe_yaml.py", "gathering.py")
    assert codes("formats/known") == set(known.SENTENCES)
    assert used == set(matrix.SENTENCES)
    assert shared == set(sheets.SENTENCES)
