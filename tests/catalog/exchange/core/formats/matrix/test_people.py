"""People in a spreadsheet of skills: left out or refused, and never named."""

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import matrix
from tests.catalog.exchange import shapes
from tests.catalog.exchange.books import book
from tests.catalog.exchange.core.formats.matrix.made import L, read
from tests.catalog.exchange.counting import codes, counts


def test_people_as_columns_are_left_out_and_never_named():
    files = {"upload.xlsx": shapes.people_as_columns()}
    imported = matrix.read(files)
    assert counts(imported)["skills"] == 17
    assert [step.name for step in imported.snapshot.scale] == [
        "No knowledge", "Basic", "Can work alone", "Can teach", "Expert",
    ]  # fmt: skip
    assert codes(imported) == {"matrix-people-columns", "matrix-no-levels"}
    everything = repr(imported) + matrix.as_yaml(matrix.propose(files))
    assert not any(part in everything for name in shapes.PEOPLE for part in name.split())


@pytest.mark.parametrize(
    "headings",
    [
        ["Anna", "Bernd", "Chidi"],
        ["A. Smith", "B. Okafor", "C. Lopez"],
        ["a.smith@example.org", "b.okafor@example.org", "c.lopez@example.org"],
        ["Person 1", "Person 2", "Person 3"],
        ["Zyx Qwerty", "Plugh Xyzzy", "Foo Barbaz"],
    ],
)
def test_columns_of_people_are_known_by_their_headings(headings):
    imported = read(Team=[["Skill", *headings], ["Python", 1, 2, 3], ["SQL", 2, 2, 1], ["Talks", 3, 1, 1]])
    assert counts(imported)["skills"] == 3
    assert "matrix-people-columns" in codes(imported)
    assert not imported.snapshot.roles


@pytest.mark.parametrize("over", ["Team members", ""])
def test_pairs_of_columns_below_a_name_are_people(over):
    names = [over or "Anna Smith", "", over or "Jo Kay", ""]
    rows = [
        ["", *names],
        ["Skill", "Level", "Required", "Level", "Required"],
        ["Python", 1, 2, 3, 3],
        ["SQL", 1, 2, 3, 3],
    ]
    imported = matrix.read({"upload.xlsx": book({"S": rows}, {"S": ["B1:C1", "D1:E1"]})})
    assert counts(imported) == {"areas": 1, "skills": 2, "roles": 0, "levels": 0, "anchors": 0, "requirements": 0}
    assert "matrix-people-columns" in codes(imported)


def test_people_as_rows_are_refused():
    with pytest.raises(FileUnfit) as found:
        matrix.read({"upload.xlsx": shapes.people_as_rows()})
    assert found.value.code == "matrix-people"
    assert found.value.facts == ()


def test_a_sheet_of_people_beside_one_of_skills_is_left_out():
    people = [["Name", "Python", "SQL"], ["Anna Smith", 1, 2], ["Bob Jones", 2, 2]]
    imported = read(Skills=[["Skill", "Junior", "Senior"], ["Python", f"{L}1", f"{L}2"]], Staff=people)
    assert "matrix-sheet-people" in codes(imported)
    assert "Jones" not in repr(imported)
