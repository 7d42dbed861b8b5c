"""What the database holds, as values: each table with its fields, and how each of them is classified."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from catalog.core.privacy import About, Classification, Export


class HeldField(NamedTuple):
    """A field, by its name in the table and in words."""

    name: str
    words: str
    classification: Classification


class HeldTable(NamedTuple):
    """A table, by its label (`assessment.Answer`) and in words."""

    label: str
    words: str
    fields: tuple[HeldField, ...]

    @property
    def is_of_people(self) -> bool:
        return any(field.classification.about != About.NOBODY for field in self.fields)

    @property
    def is_of_owners(self) -> bool:
        """Whether somebody can be told whose a row is."""
        return any(field.classification.export in {Export.GIVEN, Export.WITHHELD} for field in self.fields)


class Alike(NamedTuple):
    """Fields of one table that are classified alike: a row of the table that people read."""

    table: HeldTable
    fields: tuple[HeldField, ...]
    classification: Classification

    @property
    def names(self) -> str:
        return ", ".join(field.name for field in self.fields)

    @property
    def words(self) -> str:
        return ", ".join(field.words for field in self.fields)


def alike(tables: Iterable[HeldTable]) -> Iterator[Alike]:
    """All that is held of people, in the order of the tables, fields that are classified alike together."""
    for table in tables:
        told = [field for field in table.fields if field.classification.about != About.NOBODY]
        order = list(dict.fromkeys(field.classification for field in told))
        told.sort(key=lambda field: order.index(field.classification))
        for classification, fields in groupby(told, key=lambda field: field.classification):
            yield Alike(table, tuple(fields), classification)


class Periods(NamedTuple):
    """How long things are kept on this site, in days, from its settings."""

    unfinished: int
    finished: int
    unconfirmed: int
    remarks: int
    imports: int
    links: int
    sessions: int
    erasures: int
    idle: int
