"""Our workbook as a person opens it, and what other programs or hands make of it. EXPORTS says how many are looked
through for formulas."""

import io
import os
import random
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from catalog.core.files import FileUnfit, opened
from catalog.exchange.core.formats import workbook
from catalog.exchange.core.formats.tables.explained import ABOUT
from catalog.exchange.core.formats.tables.layout import sheets
from catalog.exchange.words.tables import SENTENCES
from tests.catalog.core import mini
from tests.catalog.core.hostile import OF_A_WORKBOOK, archive
from tests.catalog.core.sound import sound
from tests.catalog.exchange.sentences import codes_in, said
from tests.catalog.exchange.wild import wild

EXPORTS = int(os.environ.get("EXPORTS", "20"))
# What runs, or fetches something, in whichever part it stands.
ALIVE = re.compile(rb"<(?:\w+:)?(?:f|hyperlink|ddeLink|oleLink|externalReference)[\s/>]|TargetMode=\"External\"")


def book_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> dict[str, bytes]:
    file = io.BytesIO()
    book.save(file)
    return opened("mine.xlsx", file.getvalue())


def test_a_person_finds_what_is_where():
    book = book_of(workbook.write(sound()))
    assert book.sheetnames == ["Read me", *sheets()]
    told = [[cell.value for cell in row] for row in book["Read me"].iter_rows()]
    assert [row[0] for row in told[: len(ABOUT)]] == list(ABOUT)
    assert ["Skills", "Area", "The area that it stands in. It must be filled in."] in told
    for name in sheets():
        sheet = book[name]
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.freeze_panes is not None
        assert all(10 <= size.width <= 62 for size in sheet.column_dimensions.values())
    assert (book["Skills"].freeze_panes, book["Requirements"].freeze_panes) == ("B2", "D2")


def test_cells_are_typed_and_never_formulas():
    rich = mini.rich()
    book = book_of(workbook.write(rich))
    head, row, *_ = book["Scale"].iter_rows()
    by_heading = {title.value: cell for title, cell in zip(head, row, strict=True)}
    assert (by_heading["Value"].data_type, by_heading["Name"].data_type, by_heading["Name"].number_format) == (
        "n",
        "s",
        "@",
    )
    texts = ("=1+1", "+1", "-1", "@x", "{=1}", "1.10", "007", "2026-01-01", "http://x.org", "TRUE")
    for text in texts:
        name = book_of(workbook.write(mini.snapshot([mini.skill("s", name=text)], [])))["Skills"]["D2"]
        assert (name.value, name.data_type, name.hyperlink) == (text, "s", None)


@settings(max_examples=EXPORTS)
@given(wild())
def test_no_cell_of_any_framework_is_a_formula(snapshot):
    assert alive(workbook.write(snapshot)) == []


def alive(data: bytes) -> list[str]:
    """The parts of a workbook in which something runs."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return [name for name in parts.namelist() if ALIVE.search(parts.read(name))]


def test_a_formula_would_be_seen():
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    [data] = saved(book).values()
    assert alive(data) == ["xl/worksheets/sheet1.xml"]


def test_words_are_there_to_choose_from():
    book = book_of(workbook.template())
    lists = {
        (name, str(each.sqref).rstrip("0123456789")): each.formula1
        for name in sheets()
        for each in book[name].data_validations.dataValidation
    }
    assert lists["Requirements", "E2:E"] == '"essential,important,helpful"'
    assert lists["Areas", "E2:E"] == '"hours,months"'
    assert lists["Resources", "G2:G"] == '"free,partly,paid"'
    assert '"yes,no"' in lists.values()


def test_a_template_shows_how_and_what_is_typed_into_it_is_read():
    book = book_of(workbook.template())
    assert all(str(row[0].value).startswith("#") for name in sheets() for row in book[name].iter_rows(min_row=2))
    assert all(book[name].max_row == 2 or name == "Scale" for name in sheets())
    assert [row[0].value for row in book["Scale"].iter_rows()] == ["Value", "# 0", "# 1"]
    with pytest.raises(FileUnfit, match="tables-no-framework"):
        workbook.read(saved(book))
    for name, row in {
        "Framework": ["", "", "Kitchens"],
        "Areas": ["", "Heat"],
        "Skills": ["", "Heat", "1.10", "Fry"],
        "Roles": ["", "Cook"],
        "Levels": ["Cook", "", 1, "", "Sous-chef"],
        "Requirements": ["Cook", "Sous-chef", "Fry", 2, "important"],
    }.items():
        for column, value in enumerate(row, 1):
            book[name].cell(4, column, value)
    found = workbook.read(saved(book))
    assert found.messages == ()
    assert found.tells is None
    assert (found.snapshot.framework.slug, found.snapshot.skill["fry"].code) == ("kitchens", "1.10")
    assert found.snapshot.role["cook"].level["sous-chef"].requirement_of["fry"].importance == "important"


def test_what_another_program_saved_again_is_the_same():
    for snapshot in (sound(), mini.rich()):
        found = workbook.read(saved(book_of(workbook.write(snapshot))))
        assert (found.snapshot, found.messages, found.tells) == (snapshot, (), None)


def test_a_chart_among_the_sheets_is_passed_over():
    book = book_of(workbook.write(sound()))
    book.create_chartsheet("Picture").add_chart(openpyxl.chart.BarChart())
    assert workbook.read(saved(book)).messages == ()


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"a": b"PK", "b": b"PK"},
        {"a.csv": b"Framework,Skills,Areas"},
        {"a.zip": archive({"a": b"1"})},
        {"a.xlsx": archive({OF_A_WORKBOOK: b"<Types/>", "xl/workbook.xml": b"<workbook/>"})},
        saved(openpyxl.Workbook()),
    ],
    ids=["none", "two", "text", "archive", "broken", "another"],
)
def test_what_is_no_workbook_of_ours_does_not_fit(files):
    assert not workbook.fits(files)


def test_a_workbook_that_cannot_be_opened_is_refused():
    whole = workbook.write(sound())
    with pytest.raises(FileUnfit) as found:
        workbook.read({"a.xlsx": whole[:-1000]})
    assert found.value.code == "workbook-broken"


def test_changed_bytes_give_a_framework_or_a_refusal():
    whole = workbook.write(sound())
    chance, outcomes = random.Random(12), set()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        try:
            outcomes.add(workbook.read(opened("a.xlsx", bytes(data))).format)
        except FileUnfit as error:
            outcomes.add(error.code)
    assert "broken_archive" in outcomes


def test_a_sheet_that_is_damaged_is_named():
    whole = workbook.write(sound())
    with openpyxl.reader.excel.ZipFile(io.BytesIO(whole)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["xl/worksheets/sheet3.xml"] = parts["xl/worksheets/sheet3.xml"].replace(b"</sheetData>", b"</sheetdata>")
    with pytest.raises(FileUnfit) as found:
        workbook.read(opened("a.xlsx", archive(parts)))
    assert (found.value.code, found.value.detail) == ("workbook-sheet", "Scale")
    assert "Scale" in said(SENTENCES, found.value.code, found.value.facts)


def test_each_code_has_its_sentence():
    assert codes_in(workbook, prefix="workbook") == {code for code in SENTENCES if code.startswith("workbook-")}
