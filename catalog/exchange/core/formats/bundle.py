"""Our bundle: an archive of CSV files, one for each table of a framework, the same as the sheets of our workbook.

A spreadsheet program takes a cell that begins with =, +, -, @ or a tab for a formula. Such a cell gets an apostrophe before
it, and so does one that begins with an apostrophe itself, so that exactly this one is taken off again.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from catalog.core.files import FileUnfit, text_of
from catalog.core.snapshot import Snapshot
from catalog.exchange.core.formats.tables.cells import Cell
from catalog.exchange.core.formats.tables.reading import is_ours, read_tables
from catalog.exchange.core.formats.tables.rows import Grid
from catalog.exchange.core.formats.tables.writing import Sheet, written
from catalog.exchange.core.imported import Files, Foreign, Imported

SUFFIX = "zip"
MEDIA_TYPE = "application/zip"
NAME = "bundle"

GUARD = "'"
GUARDED = ("=", "+", "-", "@", "\t", "\r", GUARD)
_DELIMITERS = ",;\t"


def write(snapshot: Snapshot, foreign: Sequence[Foreign] = ()) -> bytes:
    """A framework, and what other systems say of it, as an archive of CSV files in UTF-8 with a mark at the beginning."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for sheet in written(snapshot, foreign):
            # Without the time of day: the same framework gives the same bytes.
            archive.writestr(ZipInfo(f"{sheet.name}.csv"), _table(sheet).encode("utf-8-sig"), ZIP_DEFLATED)
    return packed.getvalue()


def fits(files: Files) -> bool:
    """Whether the files of an upload are called like our tables."""
    return is_ours(name for name, _ in _tables(files))


def read(files: Files) -> Imported:
    """The framework of a folder of CSV files. Raises FileUnfit for one that is no table, and as `read_tables` does."""
    return read_tables({name: _rows(name, data) for name, data in _tables(files)}, NAME)


def guarded(cell: Cell) -> str:
    """A cell as a text that no spreadsheet program takes for a formula."""
    text = "" if cell is None else str(cell)
    return GUARD + text if text.startswith(GUARDED) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(GUARDED) else text


def _table(sheet: Sheet) -> str:
    lines = io.StringIO(newline="")
    # All is quoted, so that no comma, semicolon or line break within a cell can begin another one.
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL)
    writer.writerow([heading for heading, _ in sheet.columns])
    writer.writerows([guarded(cell) for cell in row] for row in sheet.rows)
    return lines.getvalue()


def _tables(files: Files) -> Iterator[tuple[str, bytes]]:
    for name, data in files.items():
        path = PurePosixPath(name.replace("\\", "/"))
        if path.suffix.casefold() == ".csv":
            yield path.stem, data


def _rows(name: str, data: bytes) -> Grid:
    text, _ = text_of(data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return [
            [unguarded(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise FileUnfit("bundle-table", name) from error
