"""The audit log, to read: who changed what, and when, with what it was and what it is."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import audit
from catalog.editing.looked_at import LookedAt
from catalog.models import AuditEntry

SHORT = 60  # letters of a value in the list


class Value(NamedTuple):
    """What a field was and what it is, in words; "" where there is nothing."""

    field: str
    was: str
    now: str


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        kinds = AuditEntry.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return sorted(((kind, kind_name(kind)) for kind in kinds), key=lambda each: each[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(LookedAt):
    list_display = ["at", "who", "done", "short"]
    list_filter = ["framework", KindFilter, "at"]
    list_select_related = ["framework"]
    list_per_page = 100
    show_full_result_count = False
    search_fields = ["name", "by"]
    ordering = ["-pk"]
    fields = ("at", "who", "framework", "done", "told")
    readonly_fields = fields

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup in {"page_kind", "page_id"} or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type] # the stubs know no None

    @admin.display(description=gettext_lazy("who"), ordering="by")
    def who(self, entry: AuditEntry) -> str:
        return entry.by or _("a command")

    @admin.display(description=gettext_lazy("what was done"))
    def done(self, entry: AuditEntry) -> str:
        return f"{audit.VERBS.get(entry.verb, entry.verb)}: {kind_name(entry.kind)} {entry.name}"

    @admin.display(description=gettext_lazy("values"))
    def short(self, entry: AuditEntry) -> str:
        cut = (Value(*(Truncator(part).chars(SHORT) for part in value)) for value in values_of(entry))
        return " · ".join(f"{each.field}: {each.was or '–'} → {each.now or '–'}" for each in cut)

    @admin.display(description=gettext_lazy("values"))
    def told(self, entry: AuditEntry) -> SafeString:
        return render_to_string("admin/catalog/auditentry/_values.html", {"values": list(values_of(entry))})


def values_of(entry: AuditEntry) -> Iterator[Value]:
    """What an entry says of each field, by the name that forms give it."""
    for name, (was, now) in entry.values.items():
        yield Value(_field_name(entry.kind, name), _word(was), _word(now))


def kind_name(kind: str) -> str:
    """What a table of the catalogue is called; one that is no more stands for itself."""
    try:
        return str(apps.get_model("catalog", kind)._meta.verbose_name)
    except LookupError:
        return kind


def _field_name(kind: str, name: str) -> str:
    try:
        return str(getattr(apps.get_model("catalog", kind)._meta.get_field(name), "verbose_name", name))
    except (LookupError, FieldDoesNotExist):
        return name


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
