"""Queries that are asked over and over, such as those of each save, with their SQL built once.

Django builds the SQL of a query anew each time it is asked. With the three of a save prepared, a save costs about half
(ADR 32).
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Part = int | str | tuple[int, ...] | tuple[str, ...]
M = TypeVar("M", bound=Model)
Converter = Callable[[Any, Any, Any], Any]


class _Built(NamedTuple):
    sql: str
    converters: list[tuple[int, list[Converter], Any]]


class Prepared:
    """A query of rows of values, by the function that builds it.

    The function gives a queryset of `values_list`; it looks for nothing but what it is given, each once and in that
    order. What it is given are whole numbers and texts, or tuples of them without doubles, as `in` takes them.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._built: dict[tuple[object, ...], _Built] = {}

    def __call__(self, *parts: Part) -> list[tuple[Any, ...]]:
        """The rows that the query has for these. Raises ValueError where the function looks for them in another way than
        it may."""
        if () in parts:
            return []  # nothing is in nothing
        given = [value for part in parts for value in (part if isinstance(part, tuple) else (part,))]
        shape = (connection.vendor, *(len(part) if isinstance(part, tuple) else None for part in parts))
        built = self._built.get(shape)
        if built is None:
            built = self._built[shape] = self._make(parts, given)
        with connection.cursor() as cursor:
            cursor.execute(built.sql, given)
            rows = cursor.fetchall()
        return [_converted(row, built.converters) for row in rows]

    def _make(self, parts: tuple[Part, ...], given: list[int | str]) -> _Built:
        compiler = self._build(*parts).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if list(params) != given:
            raise ValueError(f"the query looks for {params!r}, and was given {given!r}")
        found = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return _Built(sql, [(at, converters, column) for at, (converters, column) in found.items()])


def _converted(row: tuple[Any, ...], converters: list[tuple[int, list[Converter], Any]]) -> tuple[Any, ...]:
    values = list(row)
    for at, convert, column in converters:
        for each in convert:
            values[at] = each(values[at], column, connection)
    return tuple(values)


def columns(model: type[Model], way: str = "") -> list[str]:
    """The names for `values_list` of all that `rows_of` needs of a model; `way` leads to it from another one."""
    return [way + field.attname for field in model._meta.concrete_fields]


def rows_of(model: type[M], found: list[tuple[Any, ...]]) -> list[M]:
    """Rows as the model has them, of the values of `columns`."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [model.from_db(connection.alias, names, values) for values in found]
