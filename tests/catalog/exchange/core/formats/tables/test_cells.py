"""What a cell holds: every text comes back, and most stand there as they are."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.core import snapshot as s
from catalog.exchange.core.formats.tables.cells import LONGEST, MARK, CellValue, cell_of, parts_of, value_of
from catalog.exchange.core.formats.tables.layout import Column, columns_of
from tests.catalog.exchange.wild import AWKWARD, LONG, TEXTS

COLUMNS = {
    column.field: column for column in (*columns_of(s.Skill), *columns_of(s.Requirement), *columns_of(s.Framework))
}
TEXT, LINES, NUMBER, SWITCH, CHOICE = (
    COLUMNS[name] for name in ("definition", "tips", "position", "retired", "importance")
)


@given(TEXTS | LONG)
def test_every_text_comes_back(text):
    for column in (TEXT, COLUMNS["language"], COLUMNS["name"]):
        cell = cell_of(text, column)
        assert value_of(parts_of(cell) if isinstance(cell, str) else [cell], column) == CellValue(text)


@given(st.lists(TEXTS).map(tuple))
def test_every_list_of_texts_comes_back(texts):
    assert value_of([cell_of(texts, LINES)], LINES) == CellValue(texts)


@pytest.mark.parametrize(
    "text", ["A plain sentence.", "Two\nlines", "=1+1", "'quoted'", "1.10", "\\n", "e\u0301 😀", "a\tb"]
)
def test_a_plain_text_stands_as_it_is(text):
    assert cell_of(text, TEXT) == text


@pytest.mark.parametrize("text", [" a", "a\r", "\x0b", "_x000D_", "\uffff", '\\"a"', "a <r>"])
def test_a_text_that_a_workbook_would_change_is_written_as_json(text):
    cell = cell_of(text, TEXT)
    assert isinstance(cell, str)
    assert cell.startswith(MARK)
    assert json.loads(cell[1:]) == text
    assert not any(odd in cell for odd in ("\r", "\x0b", "_x000D_", "\uffff", "<r>"))


def test_an_empty_text_is_an_empty_cell_unless_that_means_something_else():
    assert (cell_of("", TEXT), cell_of("", COLUMNS["language"]), cell_of((), LINES), cell_of(("",), LINES)) == (
        None,
        '\\""',
        None,
        '\\""',
    )
    assert value_of([], COLUMNS["language"]) == CellValue("en")
    assert value_of(["  "], TEXT) == CellValue("")


def test_somebody_may_begin_a_text_with_a_backslash_and_a_quote():
    assert value_of(['\\"so to say'], TEXT).value == '\\"so to say'


def test_a_long_text_is_parted_and_joined():
    text = "ab " * LONGEST
    parts = parts_of(text.strip())
    assert [len(part) for part in parts] == [LONGEST] * 2 + [LONGEST - 1]
    assert value_of([*parts, None, ""], TEXT).value == text.strip()


@pytest.mark.parametrize(
    ("column", "cell", "found"),
    [
        (NUMBER, 3.0, CellValue(3)),
        (NUMBER, " 12 ", CellValue(12)),
        (NUMBER, str(2**60), CellValue(2**60)),
        (NUMBER, 1.5, CellValue(None, "tables-number", is_bad=True)),
        (NUMBER, "1.0", CellValue(None, "tables-number", is_bad=True)),
        (NUMBER, True, CellValue(None, "tables-number", is_bad=True)),
        (SWITCH, 1.0, CellValue(True)),
        (SWITCH, "X", CellValue(True)),
        (SWITCH, False, CellValue(False)),
        (SWITCH, 2.0, CellValue(None, "tables-yes-no", is_bad=True)),
        (SWITCH, 0.5, CellValue(None, "tables-yes-no", is_bad=True)),
        (CHOICE, " Helpful", CellValue("helpful")),
        (CHOICE, "must", CellValue(None, "tables-choice", is_bad=True)),
        (COLUMNS["slug"], None, CellValue(None, "tables-blank", is_bad=True)),
    ],
)
def test_cells_are_read_kindly_and_not_guessed_at(column: Column, cell: object, found: CellValue):
    assert value_of([cell], column) == found


def test_numbers_that_a_workbook_cannot_hold_are_written_as_text():
    assert (cell_of(2**53, NUMBER), cell_of(2**53 + 1, NUMBER)) == (2**53, str(2**53 + 1))


def test_awkward_texts_are_all_different():
    assert len(set(AWKWARD)) == len(AWKWARD)
