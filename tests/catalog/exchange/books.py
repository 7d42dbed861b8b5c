"""Spreadsheets made for tests, and the files of others where they lie beside the repository."""

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

SHARED = Path(__file__).parents[4] / "shared" / "data"

Rows = Sequence[Sequence[object]]


def book(
    sheets: Mapping[str, Rows], merged: Mapping[str, Iterable[str]] | None = None, hidden: Iterable[str] = ()
) -> bytes:
    """An XLSX with these sheets; `merged` are ranges such as "A2:A4" by sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None and value != "":
                    sheet.cell(number, column, value)
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
        if name in hidden:
            sheet.sheet_state = "hidden"
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def shared(*parts: str) -> bytes:
    """A file of the shared data; the test is skipped where they are not there."""
    path = SHARED.joinpath(*parts)
    if not path.is_file():
        pytest.skip(f"needs {path.name} of the shared data beside the repository")
    return path.read_bytes()


def shared_folder(*parts: str) -> dict[str, bytes]:
    """The files below a folder of the shared data by their path in it; the test is skipped where it is not there."""
    folder = SHARED.joinpath(*parts)
    if not folder.is_dir():
        pytest.skip(f"needs {'/'.join(parts)} of the shared data beside the repository")
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
