"""Bringing a file into a framework: hand it in, look at what it would change, put it into the draft, undo that."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import site as admin_site
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from catalog.admin.exchange import exports, mapping, telling
from catalog.admin.exchange.forms import UploadForm
from catalog.admin.routes import posted, route
from catalog.copying import free_key
from catalog.core.files import FileUnfit
from catalog.editing.typed import ModelAdmin
from catalog.exchange import importing, later, wording
from catalog.models import FileImport, Framework
from catalog.restore import DraftChanged

ON_THE_LIST = 50
State = FileImport.State
# What is at work is told on the page of its file, and nowhere else.
admin_site.unregister(DBTaskResult)


def addresses(admin: ModelAdmin) -> list[URLPattern]:
    """The pages of imports and exports, below the admin of frameworks."""
    return [
        route(admin, "import/", upload_page, "import"),
        route(admin, "<int:pk>/import/", upload_page, "import_into"),
        route(admin, "import/<int:number>/", import_page, "import_one"),
        route(admin, "import/<int:number>/state/", state, "import_state"),
        route(admin, "import/<int:number>/messages.csv", said_of_rows, "import_messages"),
        route(admin, "import/<int:number>/apply/", posted(apply), "import_apply"),
        route(admin, "import/<int:number>/undo/", posted(undo), "import_undo"),
        route(admin, "import/<int:number>/columns/", posted(correct), "import_columns"),
        *exports.addresses(admin),
    ]


def upload_page(admin: ModelAdmin, request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Hand in a file for a framework or for a new one; what was handed in before."""
    framework = get_object_or_404(Framework, pk=pk) if pk is not None else None
    _may_look(admin, request, framework)
    may = _may_bring(request, framework)
    form = UploadForm(framework=framework)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES, framework=framework)
        if form.is_valid() and (row := _brought(request, form, framework)) is not None:
            return redirect("admin:catalog_framework_import_one", row.pk)
    rows = FileImport.objects.select_related("framework").defer("data", "payload", "messages", "foreign")
    found = rows.filter(framework=framework) if framework else rows.filter(Q(framework=None) | ~Q(slug=""))
    context = {
        "title": _("Import into %s") % framework.name if framework else _("Import a framework"),
        "framework": framework,
        "form": form,
        "may_bring": may,
        "imports": [importing.as_seen(row, timezone.now()) for row in found.order_by("-pk")[:ON_THE_LIST]],
    }
    return _page(admin, request, "upload", context, status=422 if form.is_bound else 200)


def _brought(request: HttpRequest, form: UploadForm, framework: Framework | None) -> FileImport | None:
    """Keep a file, and have it read; None where it is refused, which the form then says."""
    said = form.cleaned_data
    file, title, saved = said["file"], said.get("name", ""), said.get("saved")
    try:
        row = importing.bring(
            name=file.name,
            data=file.read(),
            by=request.user.get_username(),
            at=timezone.now(),
            framework=framework,
            slug="" if framework else _key(title or file.name.rpartition(".")[0]),
            title=title,
            format=said["format"],
            mapping=saved.mapping if saved else None,
        )
    except FileUnfit as error:
        form.add_error("file", wording.said(error))
        return None
    row.save()
    later.preview_later(row)
    return row


def _key(name: str) -> str:
    """The key of a new framework that is called so."""
    return free_key(name, "framework", Framework.objects.values_list("slug", flat=True), 64)


def import_page(admin: ModelAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """One file: being read or applied, what it would change, or what became of it."""
    row = _row(admin, request, number)
    severity = request.GET.get("severity", "")
    context = {
        "title": row.file_name,
        "subtitle": row.framework.name if row.framework else row.name or row.slug,
        "row": row,
        "framework": row.framework,
        "may_bring": _may_bring(request, row.framework),
        "may_publish": request.user.has_perm("catalog.publish_edition"),
        "is_at_work": row.state in importing.AT_WORK,
        "counts": telling.counts(row),
        "recognised": telling.recognised(row),
        "told": telling.told(row, severity),
    }
    if row.state == State.PREVIEWED:
        context["compared"] = telling.changes(row, request.GET)
        context["changes_nothing"] = telling.changes_nothing(row)
        context["keep"] = f"severity={severity}&" if severity in wording.SEVERITIES else ""
    if row.state in {State.PREVIEWED, State.REFUSED}:
        context["columns"] = mapping.form_of(row)
    return _page(admin, request, "one", context)


def state(admin: ModelAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """How far an import is, for the page that waits for it."""
    row = _row(admin, request, number)
    return JsonResponse({"is_at_work": row.state in importing.AT_WORK, "stage": row.get_stage_display()})


def said_of_rows(admin: ModelAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """What was said of the rows of a file, as a table to work through beside it."""
    row = _row(admin, request, number)
    response = HttpResponse(telling.as_csv(row), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{row.pk}.csv"'
    return response


def apply(admin: ModelAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """Put a file into the draft, all of it or nothing."""
    row = _waiting(admin, request, number)
    try:
        later.apply_later(row=row, by=request.user.get_username(), at=timezone.now())
    except importing.NotWaiting:
        messages.warning(request, _("Nothing was done: this file waits no more. Here is what became of it."))
    return redirect("admin:catalog_framework_import_one", number)


def correct(admin: ModelAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """Read a file again, with its columns as an editor says what they are."""
    row = _waiting(admin, request, number)
    form = mapping.form_of(row, request.POST)
    if form is None or not form.is_valid():
        messages.error(
            request, _("Nothing was read again: please look at what is chosen, and at the numbers of the rows.")
        )
        return redirect("admin:catalog_framework_import_one", number)
    row.mapping = form.mapping()
    row.save(update_fields=["mapping"])
    later.preview_later(row)
    return redirect("admin:catalog_framework_import_one", number)


def undo(admin: ModelAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """Bring back the draft of before a file."""
    row = _waiting(admin, request, number)
    try:
        importing.undo(row=row, by=request.user.get_username(), at=timezone.now())
        messages.success(request, _("Undone: the draft is as it was before the file."))
    except DraftChanged:
        messages.error(
            request, _("Nothing was undone: the draft was changed after the file. Editions keep what was before.")
        )
    except importing.NotWaiting:
        messages.warning(request, _("Nothing was undone: this file is in no draft."))
    return redirect("admin:catalog_framework_import_one", number)


def _row(admin: ModelAdmin, request: HttpRequest, number: int) -> FileImport:
    row = get_object_or_404(FileImport.objects.select_related("framework", "kept").defer("data"), pk=number)
    _may_look(admin, request, row.framework)
    return importing.as_seen(row, timezone.now())


def _waiting(admin: ModelAdmin, request: HttpRequest, number: int) -> FileImport:
    """An import that somebody may do something with."""
    importing.settle(at=timezone.now())
    row = _row(admin, request, number)
    if not _may_bring(request, row.framework):
        raise PermissionDenied
    return row


def _may_look(admin: ModelAdmin, request: HttpRequest, framework: Framework | None) -> None:
    if not (request.user.has_perm("catalog.view_fileimport") and admin.has_view_permission(request, framework)):
        raise PermissionDenied


def _may_bring(request: HttpRequest, framework: Framework | None) -> bool:
    right = "change" if framework else "add"
    return request.user.has_perms(["catalog.add_fileimport", f"catalog.{right}_framework"])


def _page(
    admin: ModelAdmin, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    whole = {**admin.admin_site.each_context(request), "opts": admin.opts, **context}
    return TemplateResponse(request, f"admin/catalog/exchange/{name}.html", whole, status=status)
