"""What a cell holds: a text, a whole number, yes or no, one of some words, or a text a line.

Most texts stand in a cell as they are. One that a cell would not give back as it was is written as a backslash and its JSON
text, `\\"  two blanks before"`: with blanks around it, with characters that XML cannot hold, or one that begins so itself.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from catalog.exchange.core.formats.tables.layout import FILLED, Column

Cell = str | int | None
EXAMPLE = "#"  # begins the first cell of a row that is there to show how
MARK = '\\"'
# Fewer than 32,767 units of UTF-16, the most that a cell of a workbook holds.
LONGEST = 16_000
EXACT = 2**53  # a workbook's numbers are whole up to here
DAYS = frozenset({"day", "checked_on", "as_of"})
YES, NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"no", "n", "false", "0"})

# What a workbook or its reader would change: control characters, escapes of Excel's own, marks of rich text.
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)|<(?=r>)")
_WHOLE = re.compile(r"[-+]?[0-9]{1,40}")


class CellValue(NamedTuple):
    """What a cell comes to; `code` says why it is none (`is_bad`), or how it was understood."""

    value: Any
    code: str = ""
    is_bad: bool = False


def cell_of(value: Any, column: Column) -> Cell:
    """The cell for a value of a column."""
    if value == column.blank and value in ("", (), None):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value if abs(value) <= EXACT else str(value)
    if isinstance(value, tuple):
        return "\n".join(_coded(line, "\n") for line in value)
    return _coded(value)


def parts_of(text: str) -> list[str]:
    """A text in parts that cells can hold, one after the other."""
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]


def value_of(parts: Iterable[Any], column: Column) -> CellValue:
    """What the cells of a column come to, given as a spreadsheet or a text has them; more than one is a long text."""
    cells = [cell for cell in parts if cell is not None and cell != ""]
    if not cells or (len(cells) == 1 and isinstance(cells[0], str) and not cells[0].strip()):
        return CellValue(None, "tables-blank", is_bad=True) if column.blank is FILLED else CellValue(column.blank)
    raw = cells[0] if len(cells) == 1 else "".join(str(cell) for cell in cells)
    if column.kind == "number":
        return _number(raw)
    if column.kind == "yes-no":
        return _yes_or_no(raw)
    text, code = _text(raw, column)
    if column.kind == "choice":
        chosen = next((choice for choice in column.choices if choice == text.casefold()), None)
        return CellValue(chosen, "" if chosen else "tables-choice", is_bad=chosen is None)
    if column.kind == "texts":
        lines = (line.strip() for line in text.split("\n"))
        return CellValue(tuple(_decoded(line) for line in lines if line), code)
    return CellValue(_decoded(text), code)


def _coded(text: str, parted_by: str = "") -> str:
    is_plain = text != "" and text == text.strip() and not text.startswith(MARK) and not _ODD.search(text)
    if is_plain and not (parted_by and parted_by in text):
        return text
    return "\\" + _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _decoded(text: str) -> str:
    if text.startswith(MARK):
        try:
            return str(json.loads(text[1:]))
        except json.JSONDecodeError:
            pass  # somebody's own backslash
    return text


def _text(raw: Any, column: Column) -> tuple[str, str]:
    """The text of a cell, and a code where the cell is no text, so that it may have stood there otherwise."""
    if isinstance(raw, str):
        return raw.replace("\r\n", "\n").replace("\r", "\n").strip(), ""
    if isinstance(raw, (date, datetime)):
        day = raw.date() if isinstance(raw, datetime) else raw
        return day.isoformat(), "" if column.field in DAYS else "tables-not-text"
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return str(raw), "tables-not-text"


def _number(raw: Any) -> CellValue:
    if isinstance(raw, float) and raw.is_integer():
        return CellValue(int(raw))
    if isinstance(raw, int) and not isinstance(raw, bool):
        return CellValue(raw)
    if isinstance(raw, str) and _WHOLE.fullmatch(raw.strip()):
        return CellValue(int(raw))
    return CellValue(None, "tables-number", is_bad=True)


def _yes_or_no(raw: Any) -> CellValue:
    word = str(int(raw) if isinstance(raw, float) and raw.is_integer() else raw).strip().casefold()
    if word in YES | NO:
        return CellValue(word in YES)
    return CellValue(None, "tables-yes-no", is_bad=True)
