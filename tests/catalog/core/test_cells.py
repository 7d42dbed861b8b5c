"""What an editor may type or paste into the grid of a role, and what a reader makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.core import cells

SCALE = ((0, "Not yet"), (1, "Foundation"), (2, "Working"), (3, "Practitioner"), (4, "Expert in all"))
READER = cells.reader(SCALE, {"essential": "unerlässlich"})
CODES = ["", *(f"{importance}-{step}" for importance in ("essential", "important", "helpful") for step in "1234x")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("essential-3", "essential-3"),
        ("E3", "essential-3"),
        ("e 3", "essential-3"),
        ("3 M", "essential-3"),
        ("must 3", "essential-3"),
        ("3 must-have", "essential-3"),
        (" 3 Practitioner, must-have ", "essential-3"),
        ("Practitioner (must have)", "essential-3"),
        ("step 3; mandatory", "essential-3"),
        ("level 3: essential", "essential-3"),
        ("Unerlässlich 3", "essential-3"),
        ("３ｍ", "essential-3"),  # as a keyboard of another width writes it
        ("3.0 i", "important-3"),
        ("3,00 important", "important-3"),
        ("should 3", "important-3"),
        ("EXPERT IN ALL / helpful", "helpful-4"),
        ("nice to have 4", "helpful-4"),
        ("h4", "helpful-4"),
        ("m?", "essential-x"),
        ("helpful, step not stated", "helpful-x"),
        ("important unknown", "important-x"),
    ],
)
def test_a_cell_is_written_in_many_ways(text, code):
    assert READER.read(text) == code


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", " . ", "none", "No", "n/a", "N.A.", "not required"])
@pytest.mark.parametrize("kept", ["", "essential-3"])
def test_an_empty_cell_is_not_required(text, kept):
    assert READER.read(text, kept) == ""


@pytest.mark.parametrize(
    ("text", "kept", "code"),
    [
        ("3", "", "important-3"),
        ("3", "essential-2", "essential-3"),
        ("working", "helpful-x", "helpful-2"),
        ("?", "", "important-x"),
        ("?", "essential-2", "essential-x"),
        ("m", "", "essential-x"),
        ("m", "helpful-2", "essential-2"),
        ("helpful", "essential-x", "helpful-x"),
    ],
)
def test_what_is_said_in_part_keeps_the_other_part(text, kept, code):
    assert READER.read(text, kept) == code


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "not yet",
        "5",
        "-3",
        "− 3",  # the sign for minus
        "3-4",
        "3.5",
        "3 working",
        "3%",
        "3+",
        "must should 3",
        "vital 3",
        "3; DROP",
        "step",
        "expert",
        "me",
        "essential-9",
        "=A1",
        "<script>",
    ],
)
def test_what_is_not_understood_whole_is_not_taken(text):
    assert READER.read(text) is None


def test_a_step_that_the_scale_has_lost_cannot_be_kept():
    assert READER.read("m", "important-9") is None
    assert READER.read("m2", "important-9") == "essential-2"


def test_a_name_of_a_step_does_not_hide_an_importance():
    odd = cells.reader([(1, "None"), (2, "Must"), (3, ""), (4, "Step")])
    assert odd.read("must 3") == "essential-3"
    assert odd.read("helpful step") == "helpful-4"


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_a_code_means_itself_whatever_the_cell_had(code, kept):
    assert READER.read(code, kept) == code


@given(st.text(), st.sampled_from(CODES))
def test_whatever_is_typed_comes_to_a_code_or_to_nothing(text, kept):
    assert READER.read(text, kept) in {*CODES, None}


def test_a_block_is_read_over_the_cells_that_it_covers():
    text = 'must 3\t\t4\r\nabc\t"helpful\n2"\t?\r\n'
    kept = [["", "essential-1", "helpful-1"], ["", "", ""]]
    assert READER.block(text, kept) == [["essential-3", "", "helpful-4"], [None, "helpful-2", "important-x"]]


def test_what_lies_beyond_the_grid_is_told_unless_it_is_empty():
    assert READER.block("3\tm3\t\n2\t\t", [["essential-1"]]) == [["essential-3", None, ""], [None, "", ""]]


def test_a_code_has_two_parts():
    assert cells.code("essential", 3) == "essential-3"
    assert cells.code("helpful", None) == "helpful-x"
    assert cells.parts("helpful-x") == ("helpful", "x")
    assert cells.parts("") == ("", "")


@given(st.text(alphabet=st.sampled_from('m3\t\n\r" \0é')))
def test_any_text_is_a_block(text):
    assert all(code in {*CODES, None} for row in READER.block(text, [[""] * 9] * 9) for code in row)
