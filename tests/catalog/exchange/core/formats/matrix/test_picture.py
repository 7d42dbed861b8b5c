"""The picture of a table: its first rows, what its columns are taken for, and nobody's name."""

from typing import Any

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import matrix
from catalog.exchange.core.formats.matrix.mapping import Column, Mapping, Table

ROWS = "Shop ladder,,,\nArea,Skill,Owner,Master\n" + "Wood,Sawing,Ada Byron,Saws anything.\n" * 20
FILES = {"shop.csv": ROWS.encode()}
COLUMNS = (Column("A", "area"), Column("B", "skill"), Column("C", "people"), Column("D", "anchor", step=1))


def pictured(*columns: Column, **table) -> dict[str, Any]:
    mapping = Mapping("Shop", (Table("shop", header=2, first=3, columns=columns, **table),))
    [found] = matrix.pictures(FILES, mapping)
    return found


def test_the_rows_around_the_headings_are_shown_with_their_places_in_the_mapping():
    found = pictured(*COLUMNS)
    assert (found["sheet"], found["names"], found["places"]) == ("shop", ["A", "B", "C", "D"], [0, 1, 2, 3])
    assert (found["first"], len(found["rows"])) == (1, 8)
    assert found["rows"][1] == ["Area", "Skill", "", "Master"]


def test_what_is_about_people_is_not_shown():
    assert "Ada" not in str(pictured(*COLUMNS))


def test_a_column_that_the_mapping_does_not_name_has_no_place_there():
    assert pictured(Column("Skill", "skill"))["places"] == [None, 0, None, None]


def test_a_table_that_lies_across_is_shown_turned():
    files = {"shop.csv": b"Skill,Sawing,Gluing\nMaster,Saws anything.,Glues anything.\n"}
    columns = (Column("1", "skill"), Column("2", "anchor", step=1))
    mapping = Mapping("Shop", (Table("shop", header=1, first=2, columns=columns, turned=True),))
    [found] = matrix.pictures(files, mapping)
    assert (found["names"], found["rows"][1]) == (["1", "2"], ["Sawing", "Saws anything."])


def test_what_is_not_there_cannot_be_shown():
    with pytest.raises(FileUnfit):
        pictured(Column("Z", "skill"))
    with pytest.raises(FileUnfit):
        matrix.pictures(FILES, Mapping("Shop", (Table("other", header=1, first=2, columns=COLUMNS),)))
