"""Workbooks that ask for more room than there is are refused before they are read."""

import io

import pytest
import python_calamine
import xlsxwriter

from catalog.core.files import FileUnfit, opened
from catalog.core.workbook_parts import check_parts
from tests.catalog.core.hostile import OF_A_WORKBOOK, archive


def workbook(*cells: tuple[int, int, str]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for row, column, text in cells:
        if text:
            sheet.write_string(row, column, text)
        else:
            sheet.write_blank(row, column, None, bold)
    book.close()
    return file.getvalue()


def sheet_of(rows: str) -> bytes:
    return archive({OF_A_WORKBOOK: b"<Types/>", "xl/worksheets/sheet1.xml": f"<sheetData>{rows}</sheetData>".encode()})


def refused(data: bytes) -> str:
    with pytest.raises(FileUnfit) as found:
        opened("mine.xlsx", data)
    return str(found.value)


def test_a_long_tail_of_empty_cells_is_no_matter():
    data = workbook((0, 0, "a"), (0, 25, "b"), *((row, 300, "") for row in range(20_000)))
    assert opened("mine.xlsx", data) == {"mine.xlsx": data}
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert (sheet.height, sheet.width) == (1, 26)


def test_five_kilobytes_that_ask_for_half_a_terabyte_are_refused():
    assert refused(workbook((0, 0, "a"), (1_048_575, 16_383, "b"))) == "too_many_cells_inside: 2,000,000"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c><c/><c/><c><v>1</v></c></row>',
        "<x:row r='1'><x:c t='\">' r='XFD400'><x:v>1</x:v></x:c></x:row>",
        '<row r="9"><c\nr = "xfd400"\n><v>1</v></c></row>',
        "<row>" * 2_000 + "<c><v/></c>" * 1_001,
    ],
)
def test_a_cell_far_away_is_found_however_it_is_written(rows):
    assert refused(sheet_of(rows)) == "too_many_cells_inside: 2,000,000"


@pytest.mark.parametrize("rows", [f'<row r="1"><c {"a" * 400 * 60} r="XFD1048576"/></row>', '<row "><c "><c ">', "<c "])
def test_a_sheet_that_cannot_be_looked_at_is_refused(rows):
    assert refused(sheet_of(rows)) == "broken_workbook: xl/worksheets/sheet1.xml"


def test_sheets_are_counted_together_and_what_is_no_sheet_is_not():
    part = b'<sheetData><row r="1000"><c r="ALL1000"><v/></c></row></sheetData>'
    check_parts({"one": part, "other": b'<c r="XFD1048576">'})
    with pytest.raises(FileUnfit, match="too_many_cells_inside"):
        check_parts({str(number): part for number in range(3)})


def test_a_picture_may_have_its_document_type():
    check_parts({"xl/media/logo.svg": b"<!DOCTYPE svg>"})
