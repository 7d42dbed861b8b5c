"""Tables are read by the names of sheets and headings; what is bad costs its row and is told with its place."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from catalog.core.files import FileUnfit
from catalog.core.snapshot import Link, Snapshot
from catalog.exchange.core.formats.tables import cells, layout, placed, reading, rows, things
from catalog.exchange.core.formats.tables.reading import read_tables
from catalog.exchange.words.tables import SENTENCES
from tests.catalog.core.sound import sound
from tests.catalog.exchange.core.formats.tables.grids import Grids, grids, of_framework, told
from tests.catalog.exchange.sentences import codes_in, said

MIDNIGHT = datetime(2026, 10, 1)  # noqa: DTZ001 - as a spreadsheet has a day


def read(given: Grids) -> Snapshot:
    found = read_tables(given, "tables")
    assert (found.messages, found.rejected, found.tells) == ((), 0, None)
    return found.snapshot


def test_sheets_and_columns_are_found_by_their_names_in_any_order_case_and_punctuation():
    given = {
        name.upper().replace(" ", "_"): [
            [str(cell).lower().replace(" ", "-") for cell in reversed(head)],
            *([*reversed(row)] for row in rows),
        ]
        for name, (head, *rows) in reversed(grids().items())
    }
    assert read(given) == sound()


def test_empty_rows_blanks_and_examples_are_passed_over():
    given = grids()
    for name, (head, *lines) in given.items():
        spaced = [
            [f"  {cell}\u00a0\n" if isinstance(cell, str) and not cell.startswith("\\") else cell for cell in row]
            for row in lines
        ]
        given[name] = [
            [],
            [None, ""],
            [*head, "", None],
            [" "],
            *(row for line in spaced for row in ([*line, ""], [])),
            ["# shown", 1],
        ]
    assert read(given) == sound()


def test_numbers_and_words_are_understood_as_people_type_them():
    found = of_framework(
        Areas=[["Key", "Name", "Counts in"], ["a", "A", "MONTHS"]],
        Skills=[
            ["Key", "Area", "Name", "Effort percent", "In demand", "Retired"],
            ["one", "a", "One", 120.0, "Yes", 0.0],
            ["two", "a", "Two", "80", True, "N"],
        ],
    )
    assert told(found) == []
    one, two = found.snapshot.skills
    assert (one.effort_percent, one.in_demand, one.retired, two.effort_percent, two.in_demand, two.retired) == (
        120,
        True,
        False,
        80,
        True,
        False,
    )
    assert found.snapshot.areas[0].counts_in == "months"


def test_a_new_thing_needs_no_key_and_no_position_and_is_found_by_its_name():
    found = of_framework(
        Areas=[["Key", "Name"], [None, "Data work"], ["data-work-2", "Other"], ["", "Data  Work!"]],
        Skills=[["Area", "Name"], ["other", "Python"], ["Other", "SQL"]],
        Roles=[["Key", "Name"], ["analyst", "Analyst"]],
        Levels=[["Role", "Key", "Name", "Rank"], ["ANALYST", None, "Junior analyst", 1]],
        Requirements=[
            ["Role", "Level", "Skill", "Step"],
            ["Analyst", "Junior Analyst", "Python", 2],
            ["analyst", "junior-analyst", "sql", None],
        ],
    )
    assert told(found) == []
    assert [(area.slug, area.position) for area in found.snapshot.areas] == [
        ("data-work", 1),
        ("data-work-2", 2),
        ("data-work-3", 3),
    ]
    assert [(skill.slug, skill.area) for skill in found.snapshot.skills] == [
        ("python", "data-work-2"),
        ("sql", "data-work-2"),
    ]
    asked = found.snapshot.role["analyst"].level["junior-analyst"].requirement_of
    assert (asked["python"].step, asked["sql"].step, asked["sql"].importance) == (2, None, "essential")


def test_a_row_without_key_and_name_is_left_out():
    found = of_framework(Areas=[["Key", "Name", "Description"], ["", "", "Nameless"]])
    assert told(found) == [("Areas!A2", "tables-no-key")]


def test_a_name_that_two_have_names_neither():
    found = of_framework(
        Areas=[["Key", "Name"], ["a", "Same"], ["b", "same"]], Skills=[["Key", "Area"], ["x", "Same"], ["y", "?"]]
    )
    assert told(found) == [("Skills!B2", "tables-unknown"), ("Skills!B3", "tables-unknown")]


def test_what_a_cell_of_text_holds_otherwise_is_read_and_told():
    found = of_framework(
        Areas=[
            ["Key", "Name"],
            ["a", 7.0],
            ["b", 1.1],
            ["c", date(2026, 10, 1)],
            ["d", MIDNIGHT],
            ["e", True],
        ],
        Skills=[["Key", "Area", "Name"], ["s", "a", "S"]],
        Reviews=[["Skill", "Role", "Level", "By", "Day"], ["s", "", "", "Ada", MIDNIGHT]],
    )
    assert [area.name for area in found.snapshot.areas] == ["7", "1.1", "2026-10-01", "2026-10-01", "True"]
    assert [place for place in told(found, "warning") if place[1] == "tables-not-text"] == [
        (f"Areas!B{row}", "tables-not-text") for row in (2, 3, 4, 5, 6)
    ]
    assert found.snapshot.skills[0].reviews[0].day == "2026-10-01"


def test_each_bad_row_is_left_out_with_its_place_and_the_others_stay():
    given = grids()
    given["Areas"] += [
        ["BAD KEY", "Bad", None, 1, None],
        ["no!", "", "no name", 1, None],
        ["area", "Again", None, 1, None],
        ["z", "Z", "", "first", "weeks"],
    ]
    given["Skills"] += [["new", "nowhere", *given["Skills"][1][2:]], ["new", None, *given["Skills"][1][2:]]]
    given["Skills"][1][13] = "maybe"
    given["Anchors"] += [["new", 1, "I do.", None], ["cook", 1.5, "I do.", None], ["cook", 1, "Again.", None]]
    given["Requirements"] += [
        ["role", "low", "nothing", 1, "essential"],
        ["role", "lowest", "cook", 1, "essential"],
        ["role", "low", "dog", 1, "vital"],
    ]
    given["Framework"] += [["second", *given["Framework"][1][1:]]]
    found = read_tables(given, "tables")
    of_others = ("Anchors", "Prerequisites", "Requirements", "Resource")
    assert sorted(each for each in told(found) if not each[0].startswith(of_others)) == [
        ("Areas!5", "tables-twice"),
        ("Areas!A3", "tables-key"),
        ("Areas!A4", "tables-key"),
        ("Areas!D6", "tables-number"),
        ("Areas!E6", "tables-choice"),
        ("Framework!3", "tables-one-framework"),
        ("Skills!B7", "tables-unknown"),
        ("Skills!B8", "tables-blank"),
        ("Skills!N2", "tables-yes-no"),
    ]
    assert {("Anchors!22", "tables-unknown"), ("Anchors!B23", "tables-number"), ("Anchors!24", "tables-twice")} <= set(
        told(found)
    )
    assert ("Requirements!C16", "tables-unknown") in told(found)
    assert ("Requirements!17", "tables-unknown") in told(found)
    assert ("Requirements!E18", "tables-choice") in told(found)
    assert [skill.slug for skill in found.snapshot.skills] == ["cook", "cat", "dog", "smoke"]
    rows = {re.sub("![A-Z]*", "!", place) for place, _ in told(found)}
    assert found.rejected == len(rows)


def test_a_review_is_of_a_skill_or_of_a_level():
    head = ["Skill", "Role", "Level", "By", "Day"]
    given = grids() | {
        "Reviews": [head, ["cook", "", "", "Ada", "2026-01-01"], ["", "role", "low", "Ada", "2026-01-01"], ["", "role", "", "Ada", "2026-01-01"], ["cook", "role", "low", "Ada", "2026-01-01"], ["", "", "", "Ada", "2026-01-01"]]
    }  # fmt: skip
    found = read_tables(given, "tables")
    assert told(found) == [(f"Reviews!{row}", "tables-owner") for row in (4, 5, 6)]
    assert [len(skill.reviews) for skill in found.snapshot.skills] == [0, 1, 0, 0, 0]
    assert found.snapshot.roles[0].level["low"].reviews[0].by == "Ada"


def test_what_is_missing_is_told_and_not_spoken_of():
    given = grids()
    del given["Resources"], given["Resource steps"], given["Anchors"]
    given["Skills"] = [row[:4] for row in given["Skills"]]
    given["More"] = [["a"]]
    found = read_tables(given, "tables")
    assert told(found, "note") == [("More", "tables-sheet-unknown")]
    left = ["Anchors", "Resources", "Resource steps"]
    assert told(found, "warning")[:3] == [(name, "tables-sheet-left") for name in left]
    assert {each[1] for each in told(found, "warning")[3:]} == {"tables-column-left"}
    assert found.tells is not None
    assert found.tells["Skill"] == {"slug", "area", "code", "name", "prerequisites", "links", "reviews"}
    assert found.tells["Snapshot"] == {"framework", "policy", "scale", "practice", "areas", "skills", "roles"}
    assert found.tells["Policy"] >= {"essential", "met_percent"}
    assert "Resource" not in found.tells
    assert found.recognised[0] == ("tables-sheet", (("sheet", "Framework"), ("rows", 1)))


def test_a_column_that_is_unknown_or_there_twice_is_told():
    found = of_framework(
        Areas=[["Key", "Name", "Colour", "name", "Name (2)", "Name (2)"], ["a", "A", "red", "B", "lpha", "x"]]
    )
    assert found.snapshot.areas[0].name == "Alpha"
    assert [each for each in told(found, "warning") if each[0].startswith("Areas!")] == [
        ("Areas!C1", "tables-column-unknown"), ("Areas!D1", "tables-column-twice"), ("Areas!F1", "tables-column-twice"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "code", "sentence"),
    [
        ({}, "tables-sheet-missing", "Framework"),
        ({"Framework": []}, "tables-column-missing", "Key"),
        ({"Framework": [["Key"]]}, "tables-no-framework", "no row"),
        ({"Framework": [["Key"], ["A B"]]}, "tables-no-framework", "no row"),
        ({"Framework": [["Name"], ["A B"]], "Skills": [["Key"]]}, "tables-column-missing", "Area"),
        ({"Framework": [["Name"], *[["A"]] * 50_000]}, "tables-many", "50000"),
    ],
)
def test_a_file_without_what_it_needs_is_refused(given, code, sentence):
    with pytest.raises(FileUnfit) as found:
        read_tables(given, "tables")
    assert found.value.code == code
    assert sentence in said(SENTENCES, code, found.value.facts)


def test_what_other_systems_say_must_be_of_a_kind_and_an_object():
    found = of_framework(
        Foreign=[["Format", "Identifier", "Kind", "Key", "Data"], ["case", "1", "planet", "a", "{}"], ["case", "2", "skill", "a", "[]"], ["case", "3", "", "", "{"], ["case", "4", "level", "a\nb", '{"x": 1}'], ["case", "4", "level", "a\nb", "{}"]]
    )  # fmt: skip
    assert told(found) == [
        ("Foreign!6", "tables-twice"),
        ("Foreign!C2", "tables-foreign-kind"),
        ("Foreign!E3", "tables-foreign-data"),
        ("Foreign!E4", "tables-foreign-data"),
    ]
    [only] = found.foreign
    assert (only.identifier, only.thing, only.data) == ("4", ("level", ("a", "b")), {"x": 1})


def test_two_links_of_a_skill_may_not_be_the_same():
    given = grids()
    given["Links"] += [
        ["cook", "esco", "1", "x:1", "Cook", "exactMatch"],
        ["cook", "esco", "2", "x:1", "Cook", "exactMatch"],
    ]
    found = read_tables(given, "tables")
    assert told(found) == [("Links!3", "tables-twice")]
    assert found.snapshot.skill["cook"] == replace(
        sound().skill["cook"], links=(Link("esco", "1", "x:1", "Cook", "exactMatch"),)
    )


def test_each_code_has_its_sentence():
    modules = (cells, layout, placed, reading, rows, things)
    assert codes_in(*modules, prefix="tables") == {code for code in SENTENCES if code.startswith("tables-")}
