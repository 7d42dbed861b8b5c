"""What becomes of the rows of a table."""

import io

import openpyxl

from catalog.exchange.core.formats import matrix
from tests.catalog.exchange.books import book
from tests.catalog.exchange.core.formats.matrix.made import L, needs, read


def test_headings_that_stand_again_are_passed_over():
    head: list[object] = ["Skill", "Junior", "Senior"]
    imported = read(S=[head, ["Python", f"{L}1", f"{L}2"], head, ["SQL", f"{L}3", f"{L}4"]])
    assert [skill.name for skill in imported.snapshot.skills] == ["Python", "SQL"]
    assert len(imported.snapshot.areas) == 1


def test_a_no_asks_for_nothing_and_a_text_is_said_to_be_no_step():
    rows: list[list[object]] = [["Skill", "Data Analyst", "Data Engineer"], ["A", "1", "2"], ["B", "nein", "1"]]
    rows += [["C", "2", "1"], ["D", "2", L * 9], ["E", "2", "1"]]
    imported = read(S=rows)
    assert needs(imported)["Data Analyst/Data Analyst"] == {"a": 1, "c": 2, "d": 2, "e": 2}
    assert [each.place for each in imported.messages if each.code == "matrix-cell-unknown"] == ["S!C5"]


def test_a_statement_without_a_step_is_said():
    rows: list[list[object]] = [["Skill", "Level", "Statement"], ["Python", 1, "Reads"], ["Python", "", "Writes"], ["SQL", 2, "Asks"]]  # fmt: skip
    imported = read(S=rows)
    assert [each.place for each in imported.messages if each.code == "matrix-statement-without-step"] == ["S!B3"]
    assert [anchor.text for skill in imported.snapshot.skills for anchor in skill.anchors] == ["Reads", "Asks"]


def test_a_blank_role_or_level_is_that_of_the_row_above():
    rows: list[list[object]] = [["Role", "Level", "Skill", "Required level"], ["Analyst", "Junior", "Python", 1]]
    rows += [["", "", "SQL", 2], ["", "Senior", "Python", 2]]
    assert needs(read(S=rows)) == {"Analyst/Junior": {"python": 1, "sql": 2}, "Analyst/Senior": {"python": 2}}


def test_a_formula_that_came_to_an_error_is_said_with_its_place():
    rows = [["Skill", "Data Analyst", "Data Engineer"], ["Python", 1, 2], ["SQL", 2, 1], ["Talk", 1, 1]]
    made = openpyxl.load_workbook(io.BytesIO(book({"S": rows})))
    made["S"]["C3"].value = "#REF!"
    made["S"]["C3"].data_type = "e"
    packed = io.BytesIO()
    made.save(packed)
    imported = matrix.read({"upload.xlsx": packed.getvalue()})
    assert [each.place for each in imported.messages if each.code == "matrix-cell-broken"] == ["S!C3"]
    assert needs(imported)["Data Engineer/Data Engineer"] == {"python": 2, "talk": 1}
