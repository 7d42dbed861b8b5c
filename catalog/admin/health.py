"""What is wrong with a live catalogue, finding by finding, each with a link to where an editor mends it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import editions, feedback, wording
from catalog.compile import compile_live
from catalog.core import reviewing
from catalog.core.findings import Finding
from catalog.editing.typed import ModelAdmin
from catalog.models import Area, Framework, Resource, Role, RoleLevel, RoleNote, Skill

# Where each kind of thing is edited, and how its rows are found from the framework's key.
MODELS: Mapping[str, tuple[type[Model], str]] = {
    "area": (Area, "framework"),
    "framework": (Framework, "pk"),
    "level": (RoleLevel, "role__framework"),
    "note": (RoleNote, "role__framework"),
    "resource": (Resource, "framework"),
    "role": (Role, "framework"),
    "skill": (Skill, "area__framework"),
}


class Shown(NamedTuple):
    """A finding as a row of the page; `url` is empty for who may not edit the thing."""

    severity: str
    rule: str
    thing: str
    url: str
    message: str
    hint: str


def health_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The findings of a framework's live catalogue, for those who may look at editions."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    framework = get_object_or_404(Framework, pk=pk)
    live = compile_live(framework)
    remarks = feedback.open_by_skill(framework.pk)
    findings = editions.judge(framework, live, timezone.localdate())
    if thing := request.GET.get("thing", ""):
        findings = tuple(finding for finding in findings if f"{finding.kind}/{finding.slug}" == thing)
    context = {
        **model_admin.admin_site.each_context(request),
        **findings_context(request, framework, findings),
        "title": _("Health of %s") % framework.name,
        "opts": model_admin.model._meta,
        "framework": framework,
        "reviewed": reviewing.tallies(live),
        "remarks": remarks,
        "remark_count": sum(remarks.values()),
    }
    return TemplateResponse(request, "admin/catalog/edition/health.html", context)


def findings_context(request: HttpRequest, framework: Framework, findings: Iterable[Finding]) -> dict[str, Any]:
    """What the table of findings needs. A query for each kind of thing that has a finding."""
    found = tuple(findings)
    pages = {kind: _pages(request, framework, kind) for kind in {finding.kind for finding in found}}
    rows = [_shown(finding, pages[finding.kind].get(finding.slug, "")) for finding in found]
    return {"findings": rows, "summary": wording.summary(found), "is_unfit": any(each.is_error for each in found)}


def _shown(finding: Finding, url: str) -> Shown:
    return Shown(
        severity=str(wording.SEVERITIES[finding.severity]),
        rule=finding.rule,
        thing=f"{wording.KINDS[finding.kind]} {finding.slug}",
        url=url,
        message=wording.message(finding),
        hint=wording.hint(finding),
    )


def _pages(request: HttpRequest, framework: Framework, kind: str) -> dict[str, str]:
    """The page of each thing of a kind, by the slug that findings give it."""
    model, owner = MODELS[kind]
    name = model._meta.model_name
    if not request.user.has_perm(f"catalog.change_{name}"):
        return {}
    rows = model._default_manager.filter(**{owner: framework.pk})
    way = ("role__slug", "slug") if kind in {"level", "note"} else ("slug",)
    # What a level asks for is edited in its role's grid.
    page, key = ("role_requirements", "role_id") if kind == "level" else (f"{name}_change", "pk")
    return {"/".join(slugs): reverse(f"admin:catalog_{page}", args=[pk]) for *slugs, pk in rows.values_list(*way, key)}
