"""What other systems say, from its rows."""

from collections.abc import Iterable, Iterator
from typing import get_args, get_type_hints

from catalog.core.files import FileUnfit, json_of
from catalog.exchange.core.formats.tables.rows import Messages, Row
from catalog.exchange.core.imported import Foreign, Thing

KINDS = get_args(get_type_hints(Thing)["kind"])


def foreign_of(rows: Iterable[Row], said: Messages) -> Iterator[Foreign]:
    """Each row as what another system says; one that is none is told."""
    for row in rows:
        values = row.values
        if values["kind"] not in ("", *KINDS):
            said.reject(row.places["kind"], "tables-foreign-kind", value=values["kind"])
            continue
        try:
            data = json_of(values["data"].encode())
        except FileUnfit:
            data = None
        if not isinstance(data, dict):
            said.reject(row.places["data"], "tables-foreign-data", value=values["data"])
            continue
        thing = Thing(values["kind"], values["key"]) if values["kind"] else None
        yield Foreign(values["format"], values["identifier"], thing, data)
