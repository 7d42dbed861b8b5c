"""Deleting what was looked at: a page that asks whether to delete carries what it was about."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.actions import delete_selected as stock
from django.contrib.admin.utils import NestedObjects
from django.db import router, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from catalog.editing.locking import lock
from catalog.editing.posted import frozen
from catalog.editing.typed import ModelAdmin

SEEN = "opened"


def digest(rows: Iterable[Model]) -> str:
    """What would go with some rows of a table, as one number: other rows of their app, with all their values."""
    rows = list(rows)
    if not rows:
        return ""
    collector = NestedObjects(using=router.db_for_write(type(rows[0])))
    collector.collect(rows)
    app = rows[0]._meta.app_label
    found = [
        f"{model._meta.label} {row.pk} {_values(row)}"
        for model, instances in collector.data.items()
        for row in instances
        if model._meta.app_label == app
    ]
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()


def _values(row: Model) -> list[tuple[str, str]]:
    return [(field.attname, str(field.value_from_object(row))) for field in row._meta.concrete_fields]


def delete_selected(admin: ModelAdmin, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
    """Django's own action, once it is about the very rows that the page showed."""
    with transaction.atomic():
        lock(rows.model, pk__in=rows.values("pk"))
        seen = digest(rows)
        is_other = "post" in request.POST and request.POST.get(SEEN, seen) != seen
        if is_other:
            asked = request.POST.copy()
            del asked["post"]
            request.POST = frozen(asked)  # asks again instead of deleting
        response = stock(admin, request, rows)
    if isinstance(response, TemplateResponse) and response.context_data is not None:
        response.context_data |= {SEEN: seen, "changed_meanwhile": is_other}
        response.status_code = 409 if is_other else response.status_code
    return response
