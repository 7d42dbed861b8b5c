"""A Snapshot, and what other systems say of it, as tables."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from catalog.core.snapshot import Snapshot
from catalog.exchange.core.formats.tables.cells import EXAMPLE, LONGEST, Cell, cell_of, parts_of
from catalog.exchange.core.formats.tables.layout import Column, ForeignRow, Table, outer_column, sheets, tables
from catalog.exchange.core.imported import Foreign


class Sheet(NamedTuple):
    """A sheet to write: its name, its columns (one stands there again where a text goes on in it), and its rows."""

    name: str
    columns: tuple[tuple[str, Column], ...]
    rows: tuple[tuple[Cell, ...], ...]


def written(snapshot: Snapshot, foreign: Sequence[Foreign] = ()) -> tuple[Sheet, ...]:
    """All sheets in their order; one without rows has its headings."""
    found: dict[str, list[dict[str, Cell]]] = {name: [] for name in sheets()}
    for table in tables():
        for outer, thing in _things(snapshot, foreign, table):
            row: dict[str, Cell] = {outer_column(of).heading: key for of, key in zip(table.within, outer, strict=True)}
            row.update({column.heading: cell_of(_value(thing, column), column) for column in table.columns})
            found[table.name].append(row)
    return tuple(_sheet(name, columns, found[name]) for name, columns in sheets().items())


def marked(sheet: Sheet) -> Sheet:
    """A sheet whose rows are examples: each begins with a sign that has it passed over when it is read."""
    rows = ((f"{EXAMPLE} {'' if row[0] is None else row[0]}".strip(), *row[1:]) for row in sheet.rows)
    return sheet._replace(rows=tuple(rows))


def continued(heading: str, part: int) -> str:
    """The heading of the column in which a long text goes on: "Text (2)" for the second part."""
    return heading if part == 1 else f"{heading} ({part})"


def _sheet(name: str, columns: Iterable[Column], rows: list[dict[str, Cell]]) -> Sheet:
    split = {
        column.heading: max((len(_parts(row.get(column.heading))) for row in rows), default=1) for column in columns
    }
    laid = [
        tuple(cell for heading, count in split.items() for cell in _filled(_parts(row.get(heading)), count))
        for row in rows
    ]
    headed = tuple(
        (continued(column.heading, part), column) for column in columns for part in range(1, split[column.heading] + 1)
    )
    return Sheet(name, headed, tuple(laid))


def _parts(cell: Cell) -> Sequence[Cell]:
    return parts_of(cell) if isinstance(cell, str) and len(cell) > LONGEST else [cell]


def _filled(parts: Sequence[Cell], count: int) -> Iterator[Cell]:
    yield from parts
    yield from [None] * (count - len(parts))


def _things(snapshot: Snapshot, foreign: Sequence[Foreign], table: Table) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each thing of a table with the keys of what it belongs to."""
    if table.of is ForeignRow:
        yield from (((), _row(each)) for each in foreign)
        return
    if table.field == "framework":
        yield (), snapshot
        return
    field_of = {each.of: each.field for each in tables()}
    owners: list[tuple[tuple[str, ...], Any]] = [((), snapshot)]
    for of in table.within:
        owners = [((*keys, each.slug), each) for keys, owner in owners for each in getattr(owner, field_of[of])]
    for keys, owner in owners:
        yield from ((keys, each) for each in getattr(owner, table.field))


def _value(thing: Any, column: Column) -> Any:
    """The value of a column; the framework and its rule are one row."""
    if isinstance(thing, Snapshot):
        return getattr(thing.framework if hasattr(thing.framework, column.field) else thing.policy, column.field)
    return getattr(thing, column.field)


def _row(each: Foreign) -> ForeignRow:
    kind, key = each.thing or ("", ())
    return ForeignRow(each.format, each.identifier, kind, key, json.dumps(dict(each.data), ensure_ascii=False))
