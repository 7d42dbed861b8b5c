"""What other systems call the things of a framework, from rows to values and back."""

from collections.abc import Iterable, Sequence
from typing import Any

from catalog.exchange.core.imported import Foreign, Thing
from catalog.models import ForeignRecord, Framework

AT_ONCE = 500  # rows of one statement
Stored = list[list[Any]]


def of(framework: Framework) -> tuple[Foreign, ...]:
    """The foreign records of a framework, in the order in which they came: one query."""
    rows = framework.foreign_records.order_by("pk").values_list("format", "identifier", "thing", "data")
    return tuple(Foreign(form, identifier, _thing(thing), data) for form, identifier, thing, data in rows)


def put(framework: Framework, foreign: Sequence[Foreign]) -> None:
    """Make the foreign records of a framework these. For whoever is in a transaction, and keeps others out."""
    if tuple(foreign) == of(framework):
        return
    rows = framework.foreign_records.all()
    rows._raw_delete(rows.db)
    ForeignRecord.objects.bulk_create(
        [
            ForeignRecord(
                framework=framework,
                format=each.format,
                identifier=each.identifier,
                thing=[each.thing.kind, *each.thing.key] if each.thing else [],
                data=each.data,
            )
            for each in foreign
        ],
        batch_size=AT_ONCE,
    )


def as_json(foreign: Iterable[Foreign]) -> Stored:
    """Foreign records as JSON values."""
    return [
        [each.format, each.identifier, [each.thing.kind, *each.thing.key] if each.thing else [], each.data]
        for each in foreign
    ]


def from_json(stored: Stored) -> tuple[Foreign, ...]:
    """Foreign records from JSON values."""
    return tuple(Foreign(form, identifier, _thing(thing), data) for form, identifier, thing, data in stored)


def _thing(stored: Sequence[Any]) -> Thing | None:
    return Thing(stored[0], tuple(stored[1:])) if stored else None
