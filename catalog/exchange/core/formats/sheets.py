"""Spreadsheets as tables of texts: XLSX, XLS, ODS, CSV and its kin, each cell as a person reads it."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import PurePath
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from catalog.core.files import FileUnfit, text_of
from catalog.exchange.core.formats import sheet_look
from catalog.exchange.core.formats.a1 import Cell, letters
from catalog.exchange.core.imported import Files
from catalog.exchange.core.tidying import tidy

MOST_CELLS = 1_000_000
DELIMITERS = ",;\t|"
TEXT_ENDINGS = {".csv", ".tsv", ".tab", ".txt"}
_LOOKED_AT = 60
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sheet:
    """A sheet from its first cell, A1, to the last that holds something.

    `filled` are cells that belong to a merged range and have its text, `broken` those whose formula came to an error
    and that are empty here. Rows and columns count from 0; a `turned` sheet has them exchanged.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    filled: frozenset[Cell] = frozenset()
    broken: tuple[Cell, ...] = ()
    turned: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def column_name(self, column: int) -> str:
        """What a column is called: its letters, and on a turned sheet the number of the row that it was."""
        return str(column + 1) if self.turned else letters(column)

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell or a row is, as spreadsheets say it: "Sheet1!B7", and "Sheet1!7" for a row."""
        if column is None:
            return f"{self.name}!{letters(row) if self.turned else row + 1}"
        if self.turned:
            row, column = column, row
        return f"{self.name}!{letters(column)}{row + 1}"


def is_workbook(data: bytes) -> bool:
    """Whether bytes look like XLSX, ODS or XLS."""
    return data.startswith((ZIP, OLE))


def sheets_of(files: Files) -> tuple[Sheet, ...]:
    """All sheets of a file or of a folder of files, in order; a text file is one sheet of its name.

    Raises FileUnfit for what is no spreadsheet, cannot be read, or has too many cells.
    """
    found: list[Sheet] = []
    for name, data in files.items():
        if is_workbook(data):
            found.extend(_of_workbook(data))
        elif len(files) == 1 or PurePath(name).suffix.lower() in TEXT_ENDINGS:
            found.append(_of_text(name, data))
    if sum(len(sheet.rows) * sheet.width for sheet in found) > MOST_CELLS:
        raise FileUnfit("sheets-too-large", most=MOST_CELLS)
    if not any(sheet.rows for sheet in found):
        raise FileUnfit("sheets-empty")
    return tuple(found)


def _of_workbook(data: bytes) -> Iterator[Sheet]:
    look = sheet_look.look(data, MOST_CELLS)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in workbook.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_name(about.name)
                yield _of_cells(about.name, sheet, about.visible != SheetVisibleEnum.Visible, look.get(about.name, ()))
    except (CalamineError, ValueError, OverflowError) as problem:
        raise FileUnfit("sheets-unreadable", str(problem) or type(problem).__name__) from problem


def _of_cells(name: str, sheet: Any, hidden: bool, broken: Sequence[Cell]) -> Sheet:
    start, end = sheet.start or (0, 0), sheet.end or (0, 0)
    if (end[0] + 1) * (end[1] + 1) > MOST_CELLS:
        raise FileUnfit("sheets-too-large", most=MOST_CELLS)
    rows = [[""] * (end[1] + 1) for _row in range(start[0])]
    rows.extend([""] * start[1] + [_text(value) for value in row] for row in sheet.to_python())
    filled = frozenset(_unmerge(rows, sheet.merged_cell_ranges or ()))
    return Sheet(tidy(name), _cut(rows), hidden, filled, tuple(broken))


def _text(value: object) -> str:
    """A value as a person reads it: 3 and not 3.0, a day as 2026-11-30."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _unmerge(rows: list[list[str]], ranges: Sequence[tuple[Cell, Cell]]) -> Iterator[Cell]:
    """Give each cell of a merged range the text of its first; the range may reach beyond what holds something.

    No honest file has ranges on top of one another, so that all of them have no more cells than a sheet may.
    """
    in_all = 0
    for (top, left), (bottom, right) in ranges:
        text = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if not text:
            continue
        in_all += (min(bottom + 1, len(rows)) - top) * (min(right + 1, len(rows[top])) - left)
        if in_all > MOST_CELLS:
            raise FileUnfit("sheets-too-large", most=MOST_CELLS)
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left):
                    rows[row][column] = text
                    yield row, column


def _cut(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """The rows without empty ones at the end and without empty columns at the right, all of one width."""
    width = max((column + 1 for row in rows for column, text in enumerate(row) if text), default=0)
    height = max((number + 1 for number, row in enumerate(rows) if any(row)), default=0)
    return tuple(tuple((row + [""] * (width - len(row)))[:width]) for row in rows[:height])


def _of_text(name: str, data: bytes) -> Sheet:
    text, _encoding = text_of(data)
    if text.lstrip()[:1] in {"{", "[", "<"}:
        raise FileUnfit("sheets-no-table")
    first, _break, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[-1], rest
    else:
        delimiter = _delimiter(text)
    try:
        rows = [[tidy(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as problem:
        raise FileUnfit("sheets-unreadable", str(problem) or type(problem).__name__) from problem
    if len(rows) * max(map(len, rows), default=0) > MOST_CELLS:
        raise FileUnfit("sheets-too-large", most=MOST_CELLS)
    return Sheet(tidy(PurePath(name).stem) or "CSV", _cut(rows))


def _delimiter(text: str) -> str:
    """The sign that parts most of the first rows into the same number of cells."""
    return max(DELIMITERS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, sign: str) -> tuple[float, int]:
    # No cell of a text so short is too long for the reader.
    rows = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=sign)
    widths = [len(row) for row in islice(rows, _LOOKED_AT) if row]
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0, 0
    usual = max(set(wide), key=wide.count)
    return wide.count(usual) / len(widths), usual
