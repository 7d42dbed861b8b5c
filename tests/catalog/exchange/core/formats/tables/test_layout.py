"""The tables and columns of a framework: each field has its place, and each place its explanation."""

from dataclasses import fields
from typing import get_args, get_type_hints

from catalog.core import snapshot as s
from catalog.exchange.core.formats.tables.explained import COLUMNS, SHEETS, WORDS, said_of
from catalog.exchange.core.formats.tables.layout import ForeignRow, columns_of, sheets, tables
from catalog.models import ExternalLink, Resource


def classes(of: type) -> set[type]:
    """A class of the Snapshot with all classes inside it."""
    found = {of}
    for hint in get_type_hints(of).values():
        for inner in (hint, *get_args(hint)):
            if hasattr(inner, "__dataclass_fields__"):
                found |= classes(inner)
    return found


def test_every_field_of_a_framework_is_a_column_or_a_table():
    held = {(each.of, column.field) for each in tables() for column in each.columns}
    held |= {(s.Policy, column.field) for column in columns_of(s.Policy)}
    held |= {(each.within[-1] if each.within else s.Snapshot, each.field) for each in tables()}
    held |= {(s.Snapshot, "schema"), (s.Snapshot, "policy")}  # the row of the framework has its rule
    wanted = {(of, field.name) for of in classes(s.Snapshot) for field in fields(of)}
    assert wanted - held == set()


def test_the_sheets_have_their_order_and_the_columns_theirs():
    assert list(sheets()) == [
        "Framework", "Scale", "Practice people", "Areas", "Skills", "Anchors", "Prerequisites", "Links", "Roles", "Levels",
        "Requirements", "Notes", "Salaries", "Resources", "Resource steps", "Reviews", "Foreign",
    ]  # fmt: skip
    headings = {name: [column.heading for column in columns] for name, columns in sheets().items()}
    assert headings["Anchors"] == ["Skill", "Step", "Text", "Next step"]
    assert headings["Requirements"] == ["Role", "Level", "Skill", "Step", "Importance"]
    assert headings["Reviews"] == ["Skill", "Role", "Level", "By", "Looked at as", "Day", "Seen"]
    assert "Also in areas" in headings["Skills"]
    assert all(len(set(each)) == len(each) for each in headings.values())


def test_each_sheet_and_each_column_is_explained_and_nothing_else():
    assert set(SHEETS) == set(sheets())
    assert set(COLUMNS) == {column.heading for columns in sheets().values() for column in columns}
    [area] = (column for column in sheets()["Skills"] if column.heading == "Area")
    assert said_of("Skills", area) == "The area that it stands in. It must be filled in."


def test_the_words_to_choose_from_are_those_of_the_catalogue():
    assert {"cost": tuple(Resource.Cost.values), "relation": tuple(ExternalLink.Relation.values)} == WORDS


def test_what_a_row_is_told_from_another_by_is_among_its_columns():
    for table in tables():
        assert set(table.key) <= {field.name for field in fields(table.of)}
    assert tables()[-1].of is ForeignRow
