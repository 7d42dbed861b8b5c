"""Every row of some tables as they are stored, to see whether anything changed: read by SQL, a tenth of what models cost."""

from collections.abc import Collection, Iterable
from functools import cache

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

Rows = dict[str, list[tuple[object, ...]]]
NONE: frozenset[tuple[str, str]] = frozenset()


def all_rows(models: Iterable[type[Model]], without: Collection[tuple[str, str]] = NONE) -> Rows:
    """Rows by the label of their model, in the order of their keys; `without` names models with fields to leave out."""
    with connection.cursor() as cursor:
        return {model._meta.label: _of(cursor, model, frozenset(without)) for model in models}


def _of(cursor: CursorWrapper, model: type[Model], without: frozenset[tuple[str, str]]) -> list[tuple[object, ...]]:
    cursor.execute(_sql(model, without))
    return list(cursor.fetchall())


@cache
def _sql(model: type[Model], without: frozenset[tuple[str, str]]) -> str:
    names = [str(field.column) for field in model._meta.concrete_fields if (model.__name__, field.name) not in without]
    quote = connection.ops.quote_name
    return f"SELECT {', '.join(map(quote, names))} FROM {quote(model._meta.db_table)} ORDER BY {quote(str(model._meta.pk.column))}"
