"""The audit log: what was added, changed and deleted in the catalogue, by whom, with the values before and after.

Signals write it, so that nobody who saves a row can forget to. What goes past them says so itself, with `record`:
bulk verbs, such as restoring an edition, and publishing. Fixtures are not logged: they come with the program.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import (
    Anchor,
    AuditEntry,
    ExternalLink,
    PracticePerson,
    Prerequisite,
    Requirement,
    ResourceStep,
    ScaleStep,
    SkillPlace,
    Vocabulary,
)
from catalog.models.base import NaturallyKeyed, framework_of

ADDED, CHANGED, DELETED, PUBLISHED = "added", "changed", "deleted", "published"
MADE_CURRENT, WITHDRAWN, ANNOTATED, RESTORED = "made current", "withdrawn", "annotated", "restored"
COPIED, UPLOADED = "copied", "uploaded"
VERBS: dict[str, Any] = {
    ADDED: _("added"),
    CHANGED: _("changed"),
    DELETED: _("deleted"),
    PUBLISHED: _("published"),
    MADE_CURRENT: _("made current"),
    WITHDRAWN: _("withdrew"),
    ANNOTATED: _("annotated"),
    RESTORED: _("replaced the draft of"),
    COPIED: _("made a copy:"),
    UPLOADED: _("uploaded"),
}
# The page on which rows without one of their own are edited.
_PAGES: Mapping[type[Model], str] = {
    Anchor: "skill",
    ExternalLink: "skill",
    PracticePerson: "framework",
    Prerequisite: "skill",
    Requirement: "level.role",
    ResourceStep: "resource",
    ScaleStep: "framework",
    SkillPlace: "skill",
}
Values = dict[str, list[Any]]
Memo = dict[tuple[type[Model], Any], Model | None]


class _Scope:
    """Who writes just now, and the rows that were looked up to name what they write."""

    def __init__(self, by: Callable[[], str]) -> None:
        self.by = by
        self.memo: Memo = {}


_scope: ContextVar[_Scope | None] = ContextVar("scope of the audit log", default=None)


@contextmanager
def written_by(by: Callable[[], str]) -> Iterator[None]:
    """What is written within is by the name that `by` gives; it is asked only when something is written."""
    token = _scope.set(_Scope(by))
    try:
        yield
    finally:
        _scope.reset(token)


def writer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what a request writes is by its user. Who only reads is not asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with written_by(lambda: str(request.user.get_username())):
            return get_response(request)

    return middleware


def record(
    *,
    verb: str,
    framework_id: int | None,
    page: Model,
    name: str = "",
    values: Mapping[str, list[Any]] | None = None,
    by: str | None = None,
    at: datetime | None = None,
) -> None:
    """Write down a verb that is not told by the rows that it saved.

    `verb` is one of VERBS, `page` the thing that it was done to, `name` what that is called; `values` has, by any
    names, what was and what is. `by` is the name of who did it, by default whoever writes now; `at` the time.
    """
    if (scope := _scope.get()) is not None:
        scope.memo.clear()  # a bulk verb may have changed anything
    AuditEntry.objects.create(
        framework_id=framework_id,
        at=at or timezone.now(),
        by=(_who() if by is None else by)[:150],
        verb=verb,
        kind=_kind(page),
        name=(name or str(page))[:300],
        page_kind=_kind(page),
        page_id=str(page.pk),
        values=dict(values or {}),
    )


def of_page(model: type[Model], pk: object) -> QuerySet[AuditEntry]:
    """What was done on the page of a thing, to it and to its parts, the newest first."""
    found = AuditEntry.objects.filter(page_kind=model._meta.model_name, page_id=str(pk))
    return found.order_by("-pk")


def connect() -> None:
    """Watch every table of the catalogue that editors write to."""
    for model in apps.get_app_config("catalog").get_models():
        if issubclass(model, NaturallyKeyed):
            uid = f"audit {model._meta.label}"
            pre_save.connect(_remember, sender=model, dispatch_uid=uid)
            post_save.connect(_saved, sender=model, dispatch_uid=uid)
            post_delete.connect(_deleted, sender=model, dispatch_uid=uid)
            for field in model._meta.local_many_to_many:
                through = getattr(model, field.name).through
                m2m_changed.connect(_members(field), sender=through, weak=False, dispatch_uid=f"{uid} {field.name}")
    # That one came is told by whoever uploaded it.
    post_delete.connect(_deleted, sender=Vocabulary, dispatch_uid="audit vocabulary")


def _remember(instance: NaturallyKeyed, raw: bool, **_named: Any) -> None:
    was = None
    if not raw and instance.pk and not instance._state.adding:
        was = type(instance)._base_manager.filter(pk=instance.pk).values().first()
    instance.__dict__["_was"] = was


def _saved(instance: NaturallyKeyed, raw: bool, created: bool, **_named: Any) -> None:
    was: dict[str, Any] = instance.__dict__.pop("_was", None) or {}
    if (scope := _scope.get()) is not None:
        scope.memo.pop((type(instance), instance.pk), None)  # it may be called otherwise from now on
    if raw:
        return
    values: Values = {}
    for field in instance._meta.concrete_fields:
        before, after = was.get(field.attname), field.to_python(getattr(instance, field.attname))
        if not field.primary_key and before != after and (was or after not in {None, ""}):
            values[field.name] = [_told(field, before), _told(field, after)]
    if values or created:
        _write(ADDED if created else CHANGED, instance, values)


def _deleted(instance: NaturallyKeyed | Vocabulary, **_named: Any) -> None:
    values: Values = {}
    for field in instance._meta.concrete_fields:
        before = getattr(instance, field.attname)
        if not field.primary_key and before not in {None, ""}:
            values[field.name] = [_told(field, before), None]
    _write(DELETED, instance, values)


def _members(field: "ManyToManyField[Any, Any]") -> Callable[..., None]:
    """Tells of a list of other things, such as the skills of a note, what it was and what it is."""

    def changed(instance: Model, action: str, reverse: bool, **_named: Any) -> None:
        if reverse or not isinstance(instance, NaturallyKeyed):
            return
        now = sorted(str(each) for each in getattr(instance, field.name).all())
        if action.startswith("pre_"):
            instance.__dict__["_members"] = now
        elif (before := instance.__dict__.pop("_members", now)) != now:
            _write(CHANGED, instance, {field.name: [before, now]})

    return changed


def _write(verb: str, row: NaturallyKeyed | Vocabulary, values: Values) -> None:
    row = _with_parents(row)
    page: Model = row
    for step in filter(None, _PAGES.get(type(row), "").split(".")):
        page = getattr(page, step)
    AuditEntry.objects.create(
        framework_id=framework_of(row),
        at=timezone.now(),
        by=_who()[:150],
        verb=verb,
        kind=_kind(row),
        name=str(row)[:300],
        page_kind=_kind(page),
        page_id=str(page.pk),
        values=values,
    )


def _who() -> str:
    scope = _scope.get()
    return scope.by() if scope is not None else ""


def _kind(row: Model) -> str:
    return str(row._meta.model_name)


def _told(field: "Field[Any, Any]", value: Any) -> Any:
    """A value as the log keeps it: a number, a truth, or a text; another thing by its name."""
    if value is None or (isinstance(value, bool | int) and not isinstance(field, ForeignKey)):
        return value
    if isinstance(field, ForeignKey):
        other = _look_up(field.related_model, value)
        return str(value if other is None else _with_parents(other))
    return str(value)


def _with_parents(row: Any) -> Any:
    """A copy of a row that holds what it belongs to, so that it can be named; each of those is looked up once."""
    row = copy.copy(row)
    for field in row._meta.concrete_fields:
        is_parent = isinstance(field, ForeignKey) and issubclass(field.related_model, NaturallyKeyed)
        if is_parent and not field.is_cached(row) and (pk := getattr(row, field.attname)) is not None:
            parent = _look_up(field.related_model, pk)
            if parent is not None:
                field.set_cached_value(row, _with_parents(parent))
    return row


def _look_up(model: Any, pk: Any) -> Model | None:
    scope = _scope.get()
    memo: Memo = {} if scope is None else scope.memo
    if (model, pk) not in memo:
        memo[model, pk] = model._base_manager.filter(pk=pk).first()
    return memo[model, pk]
