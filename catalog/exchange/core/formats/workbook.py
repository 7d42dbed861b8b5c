"""Our workbook: every table of a framework as a sheet, typed, so that nothing is lost on the way out and back in.

Its words are English for everybody, as its headings are: a file says the same wherever it goes.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import python_calamine
import xlsxwriter

from catalog.core.files import FileUnfit, is_archive
from catalog.core.snapshot import Snapshot
from catalog.exchange.core.formats.tables.cells import Cell
from catalog.exchange.core.formats.tables.example import EXAMPLE
from catalog.exchange.core.formats.tables.explained import ABOUT, SHEETS, WORDS, said_of
from catalog.exchange.core.formats.tables.layout import Column, sheets, tables
from catalog.exchange.core.formats.tables.reading import is_ours, read_tables
from catalog.exchange.core.formats.tables.rows import Grid
from catalog.exchange.core.formats.tables.writing import Sheet, marked, written
from catalog.exchange.core.imported import Files, Foreign, Imported

SUFFIX = "xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "workbook"
READ_ME = "Read me"

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NARROWEST, _WIDEST = 10, 60
_ROWS_TO_FILL = 2_000  # get the lists of words to choose from, at least
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no time zones; the same framework gives the same bytes


def write(snapshot: Snapshot, foreign: Sequence[Foreign] = ()) -> bytes:
    """A framework, and what other systems say of it, as a workbook."""
    return _book(written(snapshot, foreign))


def template() -> bytes:
    """A workbook to fill in: all headings, and examples that are passed over when it is read."""
    return _book(tuple(marked(sheet) for sheet in written(*EXAMPLE)))


def fits(files: Files) -> bool:
    """Whether an upload is one workbook with the sheets of ours."""
    if len(files) != 1:
        return False
    [data] = files.values()
    if not is_archive(data) or b"xl/" not in data:
        return False
    try:
        return is_ours(_opened(data).sheet_names)
    except FileUnfit:
        return False


def read(files: Files) -> Imported:
    """The framework of a workbook. Raises FileUnfit for one that cannot be opened, and as `tables.reading.read` does.

    The upload must have been looked at (`catalog.core.files.opened`).
    """
    [data] = files.values()
    return read_tables(dict(_grids(_opened(data))), NAME)


def _opened(data: bytes) -> Any:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.CalamineError as error:
        raise FileUnfit("workbook-broken") from error


def _grids(book: Any) -> Iterator[tuple[str, Grid]]:
    for about in book.sheets_metadata:
        if about.typ is python_calamine.SheetTypeEnum.WorkSheet:
            try:
                yield about.name, book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            except python_calamine.CalamineError as error:
                raise FileUnfit("workbook-sheet", about.name) from error


# Writing


def _book(made: Sequence[Sheet]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    book.set_properties({"title": "Framework", "created": _MADE})
    head = book.add_format({"bold": True, "bg_color": "#E4EFEC", "bottom": 1, "valign": "top", "text_wrap": True})
    # Cells to type in are text, so that 1.10 stays 1.10.
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"valign": "top"})
    _read_me(book.add_worksheet(READ_ME), head, text)
    owners = {table.name: len(table.within) for table in tables()}
    for sheet in made:
        page = book.add_worksheet(sheet.name)
        for index, (heading, column) in enumerate(sheet.columns):
            style = number if column.kind == "number" else text
            page.set_column(index, index, _width(heading, [row[index] for row in sheet.rows]), style)
            page.write_string(0, index, heading, head)
            _words_to_choose(page, index, column, len(sheet.rows))
        for row_number, row in enumerate(sheet.rows, 1):
            for index, cell in enumerate(row):
                if isinstance(cell, int):
                    page.write_number(row_number, index, cell, number)
                elif cell is not None:
                    page.write_string(row_number, index, cell, text)
        page.freeze_panes(1, owners[sheet.name] + 1)
    book.close()
    return file.getvalue()


def _read_me(page: Any, head: Any, text: Any) -> None:
    page.set_column(0, 1, 22, text)
    page.set_column(2, 2, 100, text)
    line = 0
    for sentence in ABOUT:
        page.write_string(line, 0, sentence)
        line += 1
    line += 1
    for index, heading in enumerate(("Sheet", "Column", "What it holds")):
        page.write_string(line, index, heading, head)
    for name, columns in sheets().items():
        line += 1
        page.write_string(line, 0, name, text)
        page.write_string(line, 2, SHEETS[name], text)
        for column in columns:
            line += 1
            page.write_string(line, 0, name, text)
            page.write_string(line, 1, column.heading, text)
            page.write_string(line, 2, said_of(name, column), text)


def _width(heading: str, cells: Sequence[Cell]) -> int:
    longest = max((len(line) for cell in cells for line in str(cell or "").split("\n")), default=0)
    return min(_WIDEST, max(_NARROWEST, len(heading) + 2, longest + 1))


def _words_to_choose(page: Any, index: int, column: Column, rows: int) -> None:
    words = column.choices or (("yes", "no") if column.kind == "yes-no" else WORDS.get(column.field, ()))
    if words:
        told = {"validate": "list", "source": list(words), "error_type": "stop" if column.choices else "warning"}
        page.data_validation(1, index, max(rows, _ROWS_TO_FILL), index, told)
