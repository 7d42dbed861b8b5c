"""Tables as a Snapshot: by the names of sheets and headings, each row by itself, so that one bad cell costs one row."""

from collections.abc import Iterable, Mapping
from typing import Any

from catalog.core.files import FileUnfit
from catalog.core.snapshot import SCHEMA, Framework, Policy, Snapshot
from catalog.exchange.core.formats.tables.layout import columns_of, sheets, tables
from catalog.exchange.core.formats.tables.placed import Placed
from catalog.exchange.core.formats.tables.rows import Grid, Messages, Row, named, rows_of
from catalog.exchange.core.formats.tables.things import foreign_of
from catalog.exchange.core.imported import NOTE, WARNING, Imported, Recognised

FRAMEWORK = "Framework"
OUR_OWN = frozenset({"readme"})


def read_tables(grids: Mapping[str, Grid], format_name: str) -> Imported:
    """The framework of the sheets of a file; the first row with something in it is the heading of each.

    Cells are as a spreadsheet gives them: texts, numbers, days, None or "". Raises FileUnfit where the sheet of the
    framework is missing or not whole, where a sheet lacks a column that it cannot do without, and for too many rows.
    """
    said = Messages()
    given = _sheets(grids, said)
    placed = Placed(said)
    missing: dict[str, frozenset[str]] = {}
    recognised = []
    for name in sheets():
        if name not in given:
            continue
        found, missing[name] = rows_of(name, given[name], said)
        placed.take(found)
        recognised.append(Recognised("tables-sheet", (("sheet", name), ("rows", len(found)))))
    owners = placed.rows_in(FRAMEWORK)
    if not owners:
        raise FileUnfit("tables-no-framework")
    for row in owners[1:]:
        said.reject(row.place, "tables-one-framework")
    return Imported(
        format_name,
        _snapshot(owners[0], placed),
        tells=_tells(missing),
        foreign=tuple(foreign_of(placed.rows_in("Foreign"), said)),
        recognised=tuple(recognised),
        messages=tuple(said.messages),
        rejected=said.rejected,
    )


def is_ours(names: Iterable[str]) -> bool:
    """Whether tables of such names are ours: the framework, and at least two more that only ours are called so together."""
    found = {named(name) for name in names} & {named(name) for name in sheets()}
    return named(FRAMEWORK) in found and len(found) >= 3


def _sheets(grids: Mapping[str, Grid], said: Messages) -> dict[str, Grid]:
    ours = {named(name): name for name in sheets()}
    given: dict[str, Grid] = {}
    for name, grid in grids.items():
        if named(name) in ours:
            given[ours[named(name)]] = grid
        elif named(name) not in OUR_OWN:
            said.say(NOTE, name, "tables-sheet-unknown")
    if FRAMEWORK not in given:
        raise FileUnfit("tables-sheet-missing", FRAMEWORK)
    for name in ours.values():
        if name not in given and name != "Foreign":
            said.say(WARNING, name, "tables-sheet-left")
    return given


def _snapshot(owner: Row, placed: Placed) -> Snapshot:
    parts: dict[type, dict[str, Any]] = {
        of: {column.field: owner.values[column.field] for column in columns_of(of)} for of in (Framework, Policy)
    }
    return Snapshot(SCHEMA, Framework(**parts[Framework]), Policy(**parts[Policy]), **placed.things_in(Snapshot, ()))


def _tells(missing: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]] | None:
    """What the file speaks of; None where it is all of a framework."""
    of_framework = [table for table in tables() if table.field]
    if all(table.name in missing and not missing[table.name] for table in of_framework):
        return None
    tells: dict[str, set[str]] = {"Snapshot": {"framework", "policy"}}
    for table in of_framework:
        if table.name not in missing:
            continue
        for of in (Framework, Policy) if table.of is Framework else (table.of,):
            fields = {column.field for column in columns_of(of)}
            tells.setdefault(of.__name__, set()).update(fields - missing[table.name])
        owner = table.within[-1].__name__ if table.within else "Snapshot"
        tells.setdefault(owner, set()).add(table.field)
    return {name: frozenset(fields) for name, fields in tells.items()}
