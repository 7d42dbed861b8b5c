"""Rows put where they belong: what one names must be there, and no two may be the same."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from catalog.exchange.core.formats.tables.layout import NAMES, Table, tables
from catalog.exchange.core.formats.tables.rows import Messages, Row, named

Chain = tuple[str, ...]


class Placed:
    """The rows of a file that are taken, by table and by what they belong to."""

    def __init__(self, said: Messages) -> None:
        self._said = said
        self._rows: dict[tuple[type, type | None, Chain], list[Row]] = defaultdict(list)
        self._seen: set[tuple[Any, ...]] = set()
        self._keys: dict[type, dict[Chain, Chain]] = defaultdict(dict)

    def take(self, rows: Iterable[Row]) -> None:
        """Take rows of one sheet, after those of the sheets that they refer to; what cannot be placed is told."""
        taken = [placed for row in rows if (placed := self._placed(row)) is not None]
        for table, outer, row in taken:
            if "slug" in row.values:
                self._name(table.of, (*outer, row.values["slug"]), row)

    def rows_in(self, name: str) -> list[Row]:
        """The rows of a sheet whose rows belong to nothing."""
        return [
            row
            for (of, owner, _), rows in self._rows.items()
            for row in rows
            if owner is None and row.table.name == name
        ]

    def things_in(self, of: type, chain: Chain) -> dict[str, Any]:
        """What a thing holds, by the names of its fields."""
        owner = None if not chain else of
        return {
            table.field: tuple(self._thing(table, chain, row) for row in self._rows.get((table.of, owner, chain), ()))
            for table in tables()
            if table.field != "framework" and table.field and (table.within[-1] if table.within else None) is owner
        }

    def _thing(self, table: Table, chain: Chain, row: Row) -> Any:
        inner = (*chain, row.values["slug"]) if "slug" in row.values else ()
        return table.of(**row.values, **(self.things_in(table.of, inner) if inner else {}))

    def _placed(self, row: Row) -> tuple[Table, Chain, Row] | None:
        table = row.table
        outer: Chain = ()
        for of, key in zip(table.within, row.outer, strict=True):
            found = self._find(of, outer, key)
            if found is None:
                self._said.reject(row.place, "tables-unknown", value=key, sheet=NAMES[of])
                return None
            outer = found
        if not self._refer(row):
            return None
        identity = (table.of, table.within, outer, *(row.values[name] for name in table.key))
        if identity in self._seen:
            self._said.reject(row.place, "tables-twice", value=" ".join(str(part) for part in identity[2:] if part))
            return None
        self._seen.add(identity)
        self._rows[table.of, table.within[-1] if table.within else None, outer].append(row)
        return table, outer, row

    def _refer(self, row: Row) -> bool:
        """Put the keys of what a row names into it; tells of what is not there."""
        for column in row.table.columns:
            if column.refers is None:
                continue
            value = row.values[column.field]
            keys = value if isinstance(value, tuple) else (value,)
            found = [self._find(column.refers, (), key) for key in keys]
            if None in found:
                self._said.reject(
                    row.places[column.field],
                    "tables-unknown",
                    value=keys[found.index(None)],
                    sheet=NAMES[column.refers],
                )
                return False
            named_keys = tuple(chain[-1] for chain in found if chain)
            row.values[column.field] = named_keys if isinstance(value, tuple) else named_keys[0]
        return True

    def _find(self, of: type, outer: Chain, key: str) -> Chain | None:
        by_name = named(key)
        found = self._keys[of].get((*outer, key))
        return found or (self._keys[of].get((*outer, f" {by_name}")) or None if by_name else None)

    def _name(self, of: type, chain: Chain, row: Row) -> None:
        """Let a thing be found by its key, and by its name where no other has that."""
        self._keys[of][chain] = chain
        by_name = (*chain[:-1], f" {named(row.values.get('name', ''))}")
        self._keys[of][by_name] = () if by_name in self._keys[of] else chain
