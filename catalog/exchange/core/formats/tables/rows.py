"""The rows of a sheet as values, by its headings; each bad cell is told with its place, and its row left out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.core.files import FileUnfit
from catalog.core.typed_in import key_of
from catalog.exchange.core.formats.a1 import letters
from catalog.exchange.core.formats.tables.cells import EXAMPLE, value_of
from catalog.exchange.core.formats.tables.layout import FILLED, Column, Table, outer_column, sheets, tables
from catalog.exchange.core.imported import ERROR, WARNING, Message, Severity, message

Grid = Sequence[Sequence[Any]]

MOST_ROWS = 50_000
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_CONTINUED = re.compile(r"(.+?)\s*\(([0-9]{1,3})\)")
_NAMES = ("name", "title")


@dataclass
class Messages:
    """What is told of a file while it is read: messages, and how many rows are left out."""

    messages: list[Message] = field(default_factory=list)
    rejected: int = 0

    def say(self, severity: Severity, place: str, code: str, **facts: str | int) -> None:
        self.messages.append(message(severity, code, place, **facts))

    def reject(self, place: str, code: str, **facts: str | int) -> None:
        self.say(ERROR, place, code, **facts)
        self.rejected += 1


@dataclass(frozen=True)
class Row:
    """A row of a table: where it is in the file, the keys of what it belongs to as they stand there, and its values."""

    table: Table
    place: str
    outer: tuple[str, ...]
    values: dict[str, Any]
    places: Mapping[str, str]


def named(text: Any) -> str:
    """A name of a sheet or a heading without case, blanks and punctuation."""
    return re.sub(r"[\W_]", "", str(text).casefold())


def rows_of(name: str, grid: Grid, said: Messages) -> tuple[list[Row], frozenset[str]]:
    """The rows of a sheet that are whole, and the fields of which the sheet has no column. Raises FileUnfit for a sheet
    without a column that it needs."""
    lines = [(number, cells) for number, cells in enumerate(grid, 1) if any(_is_there(cell) for cell in cells)]
    if len(lines) > MOST_ROWS:
        raise FileUnfit("tables-many", name, most=MOST_ROWS)
    headed = _headed(name, lines[0] if lines else (1, []), said)
    missing = _missing(name, headed, said)
    taken = _keys(lines[1:], headed)
    found: list[Row] = []
    for number, cells in lines[1:]:
        if str(cells[min(index for index, cell in enumerate(cells) if _is_there(cell))]).startswith(EXAMPLE):
            continue
        row = _row(name, number, cells, headed, taken, said, len(found) + 1)
        if row is not None:
            found.append(row)
    return found, missing


def _is_there(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _headed(name: str, line: tuple[int, Sequence[Any]], said: Messages) -> dict[str, list[int]]:
    """Where each heading stands, a long text's second part after its first."""
    number, cells = line
    known = {named(column.heading): column.heading for column in sheets()[name]}
    parts: dict[str, dict[int, int]] = {}
    for index, cell in enumerate(cells):
        if not _is_there(cell):
            continue
        again = _CONTINUED.fullmatch(str(cell).strip())
        base, part = (again[1], int(again[2])) if again and named(cell) not in known else (str(cell), 1)
        if named(base) not in known:
            said.say(WARNING, _place(name, index, number), "tables-column-unknown", heading=str(cell))
        elif part in parts.setdefault(known[named(base)], {}):
            said.say(WARNING, _place(name, index, number), "tables-column-twice", heading=str(cell))
        else:
            parts[known[named(base)]][part] = index
    return {heading: [places[part] for part in sorted(places)] for heading, places in parts.items()}


def _missing(name: str, headed: Mapping[str, Any], said: Messages) -> frozenset[str]:
    missing = set()
    for column in sheets()[name]:
        if column.heading in headed:
            continue
        if column.blank is FILLED and not (column.field == "slug" and "Name" in headed):
            raise FileUnfit("tables-column-missing", column.heading, sheet=name)
        said.say(WARNING, name, "tables-column-left", heading=column.heading)
        missing.add(column.field)
    return frozenset(missing)


def _place(name: str, index: int, number: int) -> str:
    """A cell as a spreadsheet calls it, such as "Skills!C7"."""
    return f"{name}!{letters(index)}{number}"


def _keys(lines: Sequence[tuple[int, Sequence[Any]]], headed: Mapping[str, list[int]]) -> set[str]:
    [where, *_] = headed.get("Key", [-1])
    return {str(cells[where]).strip() for _, cells in lines if 0 <= where < len(cells)}


def _row(
    name: str,
    number: int,
    cells: Sequence[Any],
    headed: Mapping[str, list[int]],
    taken: set[str],
    said: Messages,
    place: int,
) -> Row | None:
    def parts(column: Column) -> list[Any]:
        return [cells[index] if index < len(cells) else None for index in headed.get(column.heading, [])]

    def where(column: Column) -> str:
        return _place(name, headed[column.heading][0], number) if column.heading in headed else f"{name}!{number}"

    table = _table(name, parts)
    if table is None:
        said.reject(f"{name}!{number}", "tables-owner")
        return None
    values: dict[str, Any] = {}
    outer, bad = [], False
    for column in (*map(outer_column, table.within), *table.columns):
        found = value_of(parts(column), column)
        if found.code == "tables-blank" and column.field == "slug":
            found = found._replace(value=None, code="", is_bad=False)
        if found.code:
            facts = {
                "heading": column.heading,
                "value": " ".join(str(part) for part in parts(column) if _is_there(part)),
            }
            said.say(ERROR if found.is_bad else WARNING, where(column), found.code, **facts)
            bad = bad or found.is_bad
        if column.field:
            values[column.field] = found.value
        else:
            outer.append(found.value)
    if bad:
        said.rejected += 1
        return None
    row = Row(
        table, f"{name}!{number}", tuple(outer), values, {column.field: where(column) for column in table.columns}
    )
    return _keyed(row, taken, said, place)


def _table(name: str, parts: Any) -> Table | None:
    """The table of a row: of several in one sheet that whose owner the row names."""
    several = [table for table in tables() if table.name == name]
    if len(several) == 1:
        return several[0]
    owners = {of for table in several for of in table.within}
    filled = {of for of in owners if any(_is_there(part) for part in parts(outer_column(of)))}
    return next((table for table in several if set(table.within) == filled), None)


def _keyed(row: Row, taken: set[str], said: Messages, place: int) -> Row | None:
    """A row with a key and a position, made where its cells are empty."""
    values = row.values
    if values.get("position", 0) is None:
        values["position"] = place
    if "slug" in values:
        name = next((str(values[each]) for each in _NAMES if values.get(each)), "")
        key: str = values["slug"] or (key_of(name, taken, row.table.of.__name__.lower()) if name else "")
        taken.add(key)
        if not _KEY.fullmatch(key):
            said.reject(row.places["slug"], "tables-key" if key else "tables-no-key", value=key)
            return None
        values["slug"] = key
    return row
