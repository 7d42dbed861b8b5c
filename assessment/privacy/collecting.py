"""All rows of one person, found by what the models say of their fields."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import ForeignKey, ManyToManyField, Model
from django_tasks_db.models import DBTaskResult

from assessment import traces
from assessment.privacy import reading
from assessment.privacy.core.copies import HeldRows, PersonalCopy
from assessment.privacy.core.tables import HeldTable

# Rows that no foreign key leads to, of an account.
FINDERS: dict[type[Model], Callable[[User, str], Iterable[Model]]] = {
    Session: lambda user, key: Session.objects.filter(pk=key) if key else traces.sessions_of({user.pk}),
    DBTaskResult: lambda user, _key: traces.tasks_of(traces.addresses_of(user)),
}
# What a session says of a log-in; the rest is there so that nobody can make one up.
_SESSION_SECRETS = {"_auth_user_hash", "_auth_user_backend"}


def of_account(user: User, at: datetime, *, session: str = "") -> PersonalCopy:
    """Everything that is held of the owner of an account. With the key of a `session` that one alone is told: only what is
    in a session says whose it is, and no page may read through all of them."""
    return PersonalCopy("account", at, list(_tables(reading.TO_ACCOUNT, user.pk, user, session)))


def of_attempt(attempt: int, at: datetime) -> PersonalCopy:
    """Everything that is held of one attempt, by its row's number."""
    return PersonalCopy("attempt", at, list(_tables(reading.TO_ATTEMPT, attempt)))


def _tables(to: str, pk: int, user: User | None = None, session: str = "") -> Iterator[HeldRows]:
    for table in reading.tables():
        if not table.is_of_owners:
            continue
        model: type[Model] = apps.get_model(table.label)
        if look_up := reading.way(model, to):
            rows: Iterable[Model] = model._base_manager.filter(**{look_up: pk}).order_by("pk")
        elif user and model in FINDERS:
            rows = FINDERS[model](user, session)
        else:
            continue
        yield _held(table, rows)


def _held(table: HeldTable, rows: Iterable[Model]) -> HeldRows:
    names: dict[type[Model], dict[Any, str]] = {}
    held = HeldRows(table, ())
    given = {field.name for field in held.given}
    return held._replace(
        rows=[
            {field.name: _value(row, field, names) for field in reading.fields_of(type(row)) if field.name in given}
            for row in rows
        ]
    )


def _value(row: Model, field: Any, names: dict[type[Model], dict[Any, str]]) -> Any:
    """What a field of a row holds, as somebody outside can read it: of the catalogue the name and not the number."""
    if isinstance(field, ManyToManyField):
        return [str(each) for each in getattr(row, field.name).all()]
    value = field.value_from_object(row)
    if isinstance(row, Session) and field.name == "session_data":
        return {key: said for key, said in row.get_decoded().items() if key not in _SESSION_SECRETS}
    if isinstance(field, ForeignKey) and value is not None:
        key = next((name for name in ("digest", "slug") if _has(field.related_model, name)), None)
        if key and field.related_model._meta.app_label == "catalog":
            known = names.setdefault(field.related_model, {})
            if value not in known:
                found = field.related_model._base_manager.filter(pk=value).values_list(key, flat=True)
                known[value] = str(found.first() or value)
            return known[value]
    return value


def _has(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)
