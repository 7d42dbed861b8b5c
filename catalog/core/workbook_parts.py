"""What a workbook holds, looked at before it is read: its reader makes room for every cell from the first to the last, so a
few bytes can ask for half a terabyte."""

import re
from collections.abc import Mapping

from catalog.core.unfit import FileUnfit

MOST_CELLS = 2_000_000  # of all sheets, from the first cell to the last that holds something

_OPENING = re.compile(rb"<(?:[^\s<>/:]+:)?(row|c)(?=[\s/>])")
_ATTRIBUTES = re.compile(rb"((?:[^<>\"']{1,300}+|\"[^\"<]{0,300}+\"|'[^'<]{0,300}+'){0,60}+)>")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,4})([0-9]{0,9})[\"']")


def is_workbook(parts: Mapping[str, bytes]) -> bool:
    """Whether the files of an archive are the parts of a workbook, of Excel's kinds or OpenDocument."""
    kind = parts.get("mimetype", b"")
    return "[Content_Types].xml" in parts or kind.startswith(b"application/vnd.oasis.opendocument")


def check_parts(parts: Mapping[str, bytes]) -> None:
    """Raises FileUnfit for a workbook whose XML declares a document type or entities, or whose sheets are too large."""
    cells = 0
    for name, data in parts.items():
        letters = data.replace(b"\0", b"")  # of UTF-16, too
        if not name.endswith(".svg") and (b"<!DOCTYPE" in letters or b"<!ENTITY" in letters):
            raise FileUnfit("entities", name)
        if b"sheetData" in letters:
            cells += _cells_of(name, letters)
        if cells > MOST_CELLS:
            raise FileUnfit("too_many_cells_inside", f"{MOST_CELLS:,}")


def _cells_of(name: str, sheet: bytes) -> int:
    """How many cells there are between the first and the last of a sheet that hold something."""
    row = column = last_row = last_column = 0
    for opening in _OPENING.finditer(sheet):
        attributes = _ATTRIBUTES.match(sheet, opening.end())
        if attributes is None:
            raise FileUnfit("broken_workbook", name)
        said = _PLACE.search(attributes[1])
        if opening[1] == b"row":
            row, column = int(said[2] or 0) if said else row + 1, 0
            continue
        column = _number(said[1]) if said else column + 1
        if not attributes[1].endswith(b"/"):
            last_row = max(last_row, int(said[2] or 0) if said else row)
            last_column = max(last_column, column)
    return last_row * last_column


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
