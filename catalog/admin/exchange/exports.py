"""A framework as a file, its draft or an edition of it; and the empty workbook to begin with."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.routes import may_look_at, route
from catalog.editing.typed import ModelAdmin
from catalog.exchange import exporting
from catalog.exchange.core.formats import workbook
from catalog.models import Edition, Framework

GOOD_FOR = {
    "xlsx": gettext_lazy("Spreadsheet: to work on it in a spreadsheet and bring it back. Nothing is lost."),
    "case": gettext_lazy("CASE 1.1: for other systems of competencies, such as a school's or a learning platform."),
    "csv": gettext_lazy("CSV: a table of each kind, packed, for databases and scripts."),
    "json": gettext_lazy("JSON: all of it in one text, with what other systems call its things, for programs."),
}


def addresses(admin: ModelAdmin) -> list[URLPattern]:
    return [
        route(admin, "import/template.xlsx", template, "template"),
        route(admin, "<int:pk>/export/", export_page, "export"),
        route(admin, "<int:pk>/export/<slug:form>/", export_file, "export_file"),
    ]


def export_page(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The draft and the editions of a framework, each as files."""
    framework = get_object_or_404(Framework, pk=pk)
    may_look_at(admin, request, framework)
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Export %s") % framework.name,
        "framework": framework,
        "formats": [(name, GOOD_FOR[name]) for name in GOOD_FOR if name in exporting.formats()],
        "editions": framework.editions.defer("payload").order_by("-pk"),
        "chosen": _edition(request, framework),
    }
    return TemplateResponse(request, "admin/catalog/exchange/export.html", context)


def export_file(admin: ModelAdmin, request: HttpRequest, pk: int, form: str) -> HttpResponse:
    framework = get_object_or_404(Framework, pk=pk)
    may_look_at(admin, request, framework)
    edition = _edition(request, framework)
    if form not in exporting.formats():
        raise Http404
    name = f"{framework.slug}-{edition.digest[:12]}" if edition else f"{framework.slug}-draft"
    return _file(form, name, exporting.export(framework, form, edition))


def template(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """A workbook with examples in the place of data, to fill in."""
    may_look_at(admin, request)
    return _file("xlsx", "framework", workbook.template())


def _edition(request: HttpRequest, framework: Framework) -> Edition | None:
    digest = request.GET.get("edition", "")
    return get_object_or_404(Edition, framework=framework, digest=digest) if digest else None


def _file(form: str, name: str, content: bytes) -> HttpResponse:
    kind: Any = exporting.formats()[form]
    response = HttpResponse(content, content_type=kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind.suffix}"'
    return response
