"""Sheets as tables of texts."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import sheet_look, sheets
from catalog.exchange.core.formats.a1 import column_of, letters, place_of
from catalog.exchange.core.formats.matrix.grids import turned
from catalog.exchange.core.formats.sheets import Sheet, sheets_of
from tests.catalog.exchange.bombs import merged
from tests.catalog.exchange.books import book


def one(data: bytes, name: str = "upload.csv") -> Sheet:
    [sheet] = sheets_of({name: data})
    return sheet


@pytest.mark.parametrize("number", [0, 1, 25, 26, 27, 51, 52, 701, 702, 16383])
def test_columns_have_letters(number):
    assert column_of(letters(number)) == number
    assert place_of(letters(number)) == place_of(str(number + 1)) == number


def test_letters_are_those_of_spreadsheets():
    assert [letters(number) for number in (0, 25, 26, 702)] == ["A", "Z", "AA", "AAA"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_told_by_content(sign):
    text = f'Skill{sign}What; it, is\nA{sign}"one\ntwo"\nB{sign}x\n'.replace("What; it, is", '"What; it, is"')
    assert one(text.encode()).rows == (("Skill", "What; it, is"), ("A", "one\ntwo"), ("B", "x"))


def test_excel_may_say_the_sign():
    assert one(b"sep=|\na,b|c\n").rows == (("a,b", "c"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    assert one("Fähigkeit,Größe\nÜben,schön\n".encode(encoding)).rows[0] == ("Fähigkeit", "Größe")


def test_unseen_signs_and_odd_spaces_are_tidied():
    assert one("\ufeff\u00a0A\t,b\u200b\u2003c \n x,\u200d\n".encode()).rows == (("A", "b c"), ("x", ""))


def test_cells_are_as_people_read_them():
    values = [
        3.0,
        1.1,
        "1.10",
        True,
        False,
        date(2026, 11, 30),
        datetime(2026, 11, 30, 8, 5),  # noqa: DTZ001
        time(9, 30),
        timedelta(hours=5),
        10**20,
    ]
    assert one(book({"S": [values]}), "a.xlsx").rows[0] == (
        "3", "1.1", "1.10", "TRUE", "FALSE", "2026-11-30", "2026-11-30 08:05", "09:30:00", "5:00:00", "1e+20",
    )  # fmt: skip


def test_merged_cells_have_the_text_of_the_first_and_say_so():
    sheet = one(
        book({"S": [["a", "", "x"], ["", "", "y"], ["", "b", "z"]]}, {"S": ["A1:A2", "A3:A9", "B1:B2"]}), "a.xlsx"
    )
    assert sheet.rows == (("a", "", "x"), ("a", "", "y"), ("", "b", "z"))
    assert sheet.filled == {(1, 0)}


def test_hidden_sheets_are_flagged_and_formatted_tails_cut():
    rows: list[list[object]] = [["a"]] + [[None]] * 998 + [["  "]]
    found = sheets_of({"a.xlsx": book({"S": rows, "H": [["x"]]}, hidden=["H"])})
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in found] == [("S", False, 1), ("H", True, 1)]


def test_formulas_that_come_to_an_error_are_empty_and_told():
    made = openpyxl.Workbook()
    made.active["B2"] = "x"
    made.active["C3"].value = "#REF!"
    made.active["C3"].data_type = "e"
    made.create_sheet("Two & three")["A1"] = "y"
    packed = io.BytesIO()
    made.save(packed)
    sheet, _other = sheets_of({"a.xlsx": packed.getvalue()})
    assert sheet.broken == ((2, 2),)
    assert sheet.rows == (("", ""), ("", "x"))


def test_a_sheet_that_is_a_chart_is_passed_over():
    made = openpyxl.Workbook()
    made.active["A1"] = "x"
    made.create_chartsheet("Chart")
    packed = io.BytesIO()
    made.save(packed)
    assert one(packed.getvalue(), "a.xlsx").name == "Sheet"


def test_a_sheet_starts_at_a1_and_knows_its_places():
    sheet = one(book({"S": [[], ["", "", "x"]]}), "a.xlsx")
    assert sheet.rows == (("", "", ""), ("", "", "x"))
    assert (sheet.place(1, 2), sheet.place(1), sheet.column_name(2)) == ("S!C2", "S!2", "C")
    other = turned(sheet)
    assert other.rows == (("", ""), ("", ""), ("", "x"))
    assert (other.place(2, 1), other.place(2), other.column_name(1)) == ("S!C2", "S!C", "2")
    assert turned(other) == sheet


def test_a_folder_of_text_files_is_a_sheet_each():
    found = sheets_of({"a.csv": b"x,y\n", "notes.bin": b"# no", "b.tsv": b"p\tq\n"})
    assert [sheet.name for sheet in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheets-empty"),
        (b" \n,,\n", "sheets-empty"),
        (b'{"a": 1}', "sheets-no-table"),
        (b"<html>", "sheets-no-table"),
        (b"PK\x03\x04nothing", "sheets-unreadable"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "sheets-unreadable"),
        (b'a,"' + b"x" * 200_000, "sheets-unreadable"),
        (b"\x00\x01\x02\x00\x03", None),
    ],
)
def test_what_is_no_sheet_is_refused(data, code):
    with pytest.raises(FileUnfit) as found:
        sheets_of({"upload.csv": data})
    assert code is None or found.value.code == code


def far(reference: str) -> bytes:
    """A workbook with one cell as far out as `reference`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book({"S": [["a"]]}))) as given, zipfile.ZipFile(packed, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith("sheet1.xml"):
                row = "".join(sign for sign in reference if sign.isdigit())
                cell = f'<row r="{row}"><c r="{reference}" t="n"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", cell.encode())
            made.writestr(name, data)
    return packed.getvalue()


def test_a_cell_in_the_far_corner_is_refused_before_it_is_read():
    assert len(one(far("B4"), "a.xlsx").rows) == 4
    with pytest.raises(FileUnfit, match="sheets-too-large"):
        sheets_of({"a.xlsx": far("XFD1048576")})


def test_sheets_that_are_too_much_together_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_CELLS", 10)
    for files in (
        {"a.csv": b"1,2,3,4,5,6\n" * 2},
        {"a.csv": b"1,2\n3,4\n5,6", "b.csv": b"1,2\n3,4\n5,6"},
    ):
        with pytest.raises(FileUnfit, match="sheets-too-large"):
            sheets_of(files)
    wide = book({"S": [["a"], ["", *"bcdefg"]]})
    monkeypatch.setattr(sheet_look, "look", lambda data, most: {})
    with pytest.raises(FileUnfit, match="sheets-too-large"):
        sheets_of({"a.xlsx": wide})


def test_a_look_into_what_is_no_workbook_finds_nothing():
    assert sheet_look.look(b"PK\x03\x04", 10) == {}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("xl/workbook.xml", '<sheet name="S" r:id="rId9"/>')
        made.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
    assert sheet_look.look(packed.getvalue(), 10) == {}


def test_cells_without_a_reference_are_passed_over():
    assert sheet_look._cells(b'<c t="e"><v/></c><c r="A2" t="e"><v/></c>', 10) == [(1, 0)]


def test_ranges_that_are_merged_again_and_again_are_refused(monkeypatch):
    """A few thousand of them over one large sheet would take the reader minutes."""
    monkeypatch.setattr(sheets, "MOST_CELLS", 1000)
    assert len(one(merged(rows=20, times=1), "a.xlsx").filled) == 20 * 41 - 1
    with pytest.raises(FileUnfit, match="sheets-too-large"):
        sheets_of({"a.xlsx": merged(rows=20, times=2)})
