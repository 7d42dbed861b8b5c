"""Spreadsheets of OpenSALT in small."""

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import known
from catalog.exchange.core.formats.known import opensalt
from catalog.exchange.core.imported import Imported
from tests.catalog.exchange.books import book

HEAD = "Identifier,Full Statement,Human Coding Scheme,Abbreviated Statement,Is Part Of,Is Child Of,smartLevel,Sequence Number"


def read(*rows: str) -> Imported:
    files = {"upload.csv": "\n".join((HEAD, *rows)).encode()}
    assert known.fits(files)
    return known.read(files)


def test_leaves_are_skills_and_what_is_above_them_areas():
    imported = read("a,Numbers and signs,1,Numbers,,,,", "b,Counts to ten,1.1,,else,a,,2", "c,Adds,1.2,,,a,,1")
    assert [area.name for area in imported.snapshot.areas] == ["Numbers"]
    assert [(skill.name, skill.code, skill.definition) for skill in imported.snapshot.skills] == [
        ("1.2 Adds", "1.2", "Adds"), ("1.1 Counts to ten", "1.1", "Counts to ten"),
    ]  # fmt: skip
    assert {"from": "b", "type": "ispartof", "to": "else"} in [dict(each.data) for each in imported.foreign]
    assert {message.code for message in imported.messages} == {"known-no-roles", "known-no-scale-there"}


def test_areas_are_told_by_numbering_and_by_codes():
    by_level = read("a,Above,,,,,1,", "b,Below,,,,,1.1,")
    by_code = read("a,Above,M,,,,,", "b,Below,M.1,,,,,")
    for imported in (by_level, by_code):
        assert (len(imported.snapshot.areas), len(imported.snapshot.skills)) == (1, 1)


def test_areas_called_alike_are_told_apart_by_their_codes():
    rows = [f"{year},Numbers,{year},Numbers,,,," for year in ("Y1", "Y2")]
    rows += [f"{year}a,Count,{year}.1,,,{year},," for year in ("Y1", "Y2")]
    assert [area.name for area in read(*rows).snapshot.areas] == ["Y1 Numbers", "Y2 Numbers"]


def test_a_long_statement_names_a_skill_by_its_first_words():
    [skill] = read(f"a,{'Counts and adds ' * 12},,,,,,").snapshot.skills
    assert skill.name.startswith("Counts and adds")
    assert skill.name.endswith("…")
    assert len(skill.name) <= 100


def test_a_row_without_a_statement_and_an_unknown_parent_are_said():
    imported = read("a,Counts,,,,,,", ",,,,,,,", "b,,X,,,,,", "c,Adds,,,,nowhere,,")
    assert [(each.code, each.place) for each in imported.messages if each.severity != "note"] == [
        ("known-opensalt-no-statement", "upload!4"), ("known-opensalt-parent-unknown", "upload!5"),
    ]  # fmt: skip
    assert (imported.rejected, len(imported.snapshot.skills)) == (1, 2)


def test_a_workbook_has_its_document_and_its_associations():
    sheets: dict[str, list[list[object]]] = {
        "CF Doc": [["creator", "title", "language", "publisher"], ["Me", "Maths", "en", "The school"]],
        "CF Item": [["identifier", "fullStatement", "humanCodingScheme"], ["a", "Numbers", "1"], ["b", "Counts", "2"]],
        "CF Association": [
            ["identifier", "associationType", "originNodeIdentifier", "destinationNodeIdentifier"],
            ["1", "isChildOf", "b", "a"],
            ["2", "isRelatedTo", "b", "z"],
            ["3", "isRelatedTo", "", ""],
            ["4", "isChildOf", "gone", "a"],
        ],
    }
    files = {"upload.xlsx": book(sheets)}
    assert known.fits(files)
    imported = known.read(files)
    about = imported.snapshot.framework
    assert (about.name, about.language, about.publisher) == ("Maths", "en", "The school")
    assert [skill.area for skill in imported.snapshot.skills] == [imported.snapshot.areas[0].slug]
    assert [each.identifier for each in imported.foreign if each.thing is None] == ["2"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "known-opensalt-empty"),
        (["a,Over,,,,b,,", "b,Under,,,,a,,"], "known-no-skills"),
    ],
)
def test_a_sheet_without_items_or_with_items_below_each_other_only_is_refused(rows, code):
    with pytest.raises(FileUnfit, match=code):
        read(*rows)


def test_very_many_items_are_refused(monkeypatch):
    monkeypatch.setattr(opensalt, "MOST_ITEMS", 1)
    with pytest.raises(FileUnfit, match="known-too-many"):
        read("a,Counts,,,,,,", "b,Adds,,,,,,")


@pytest.mark.parametrize(
    "data", [b"full statement in a text\n", b"PK\x03\x04 full statement", b"Full Statement,Note\na,b\n"]
)
def test_other_tables_with_statements_are_none_of_it(data):
    assert not opensalt.fits({"upload.csv": data})
