"""The workbench of one framework: its outline, and one skill or one role of it to work on."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import wording
from catalog.admin.public import address_of
from catalog.admin.routes import may_look_at, posted, route
from catalog.admin.workbench import actions, aside
from catalog.admin.workbench.benches import RoleBench, SkillBench
from catalog.admin.workbench.forms import AddForm
from catalog.admin.workbench.reading import Outline, health_of, outline
from catalog.core import ordering
from catalog.drafts import Draft, draft_of
from catalog.editing.typed import ModelAdmin
from catalog.models import Area, Framework, Role, Skill

COUNTED = "draft"  # in the address of a page that counts what the draft changes, and what is wrong


def addresses(admin: ModelAdmin) -> list[URLPattern]:
    """The workbench's pages, below the admin of frameworks."""
    return [
        route(admin, "help/", help_page, "help"),
        route(admin, "<int:pk>/workbench/", outline_page, "workbench"),
        route(admin, "<int:pk>/workbench/move/", posted(move), "workbench_move"),
        route(admin, "<int:pk>/workbench/add/", posted(add), "workbench_add"),
        route(admin, "<int:pk>/workbench/skill/<int:object_id>/", skill_page, "workbench_skill"),
        route(admin, "<int:pk>/workbench/role/add/", role_page, "workbench_role_add"),
        route(admin, "<int:pk>/workbench/role/<int:object_id>/", role_page, "workbench_role"),
    ]


def help_page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The words of the catalogue, for editors."""
    context = {**admin.admin_site.each_context(request), "title": _("Help for editors"), "opts": admin.opts}
    return TemplateResponse(request, "admin/catalog/workbench/help.html", context)


def outline_page(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    return _outline_page(admin, request, _framework(admin, request, pk))


def move(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Change the order, where it still is what the page showed; else both are shown and nothing is changed."""
    framework = _framework(admin, request, pk)
    asked = request.POST.get("move", "")
    try:
        wanted = ordering.read_move(asked)
        if not request.user.has_perm(f"catalog.change_{wanted.kind}"):
            raise PermissionDenied
        actions.move(framework=framework, move=wanted, seen=request.POST.get("seen", ""))
    except ordering.MoveUnknown:
        raise Http404 from None
    except actions.OrderChanged:
        return _outline_page(admin, request, framework, status=409, orders=_both(framework, request))
    admin.log_change(request, framework, [{"changed": {"fields": [_("order")]}}])
    return redirect(f"{_back(request, framework)}#move-{asked}")


def add(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Add an area, or skills by their names."""
    framework = _framework(admin, request, pk)
    form = AddForm(request.POST, framework=framework)
    if not request.user.has_perm("catalog.add_skill"):
        raise PermissionDenied
    if not form.is_valid():
        return _outline_page(admin, request, framework, status=422, form=form)
    area = form.cleaned_data["area"]
    if area is None and not request.user.has_perm("catalog.add_area"):
        raise PermissionDenied
    with transaction.atomic():
        if area is None:
            area = actions.add_area(framework=framework, name=form.cleaned_data["new_area"])
            _log(admin, request, area)
        skills = actions.add_skills(area=area, lines=form.cleaned_data["skills"])
        for skill in skills:
            _log(admin, request, skill)
    if not skills:
        messages.success(request, _("The area %s is added.") % area.name)
        return redirect("admin:catalog_framework_workbench", framework.pk)
    count = len(skills)
    messages.success(request, ngettext("%d skill added.", "%d skills added.", count) % count)
    return redirect("admin:catalog_framework_workbench_skill", framework.pk, skills[0].pk)


def skill_page(admin: ModelAdmin, request: HttpRequest, pk: int, object_id: int) -> HttpResponse:
    framework = _framework(admin, request, pk)
    found = Skill.objects.select_related("area__framework").filter(pk=object_id, framework=framework)
    if (skill := found.first()) is None and request.method != "POST":
        raise Http404
    context = _around(request, framework)
    if skill is not None:
        context |= {"title": skill.name, "subtitle": framework.name, "chosen": skill.pk, "chosen_area": skill.area_id}
        context |= {"aside": aside.of(skill), "findings": _findings(context["draft"], ("skill", skill.slug))}
        context |= {"may_add_resource": request.user.has_perms(["catalog.change_skill", "catalog.add_resource"])}
    return SkillBench(Skill, admin.admin_site).changeform_view(request, str(object_id), extra_context=context)


def role_page(admin: ModelAdmin, request: HttpRequest, pk: int, object_id: int | None = None) -> HttpResponse:
    framework = _framework(admin, request, pk)
    role = Role.objects.filter(pk=object_id, framework=framework).first() if object_id else None
    if object_id and role is None and request.method != "POST":
        raise Http404
    context = _around(request, framework)
    context |= {"title": role.name if role else _("New role"), "subtitle": framework.name, "chosen_role": object_id}
    if role is not None:
        levels = (f"{role.slug}/{slug}" for slug in role.levels.values_list("slug", flat=True))
        things = [("role", role.slug), *(("level", slug) for slug in levels)]
        context |= {"public": address_of(role), "findings": _findings(context["draft"], *things)}
    key = None if object_id is None else str(object_id)
    return RoleBench(Role, admin.admin_site).changeform_view(request, key, extra_context=context)


def _framework(admin: ModelAdmin, request: HttpRequest, pk: int) -> Framework:
    framework = get_object_or_404(Framework, pk=pk)
    may_look_at(admin, request, framework)
    return framework


def _around(request: HttpRequest, framework: Framework) -> dict[str, Any]:
    """What stands around whatever is worked on: the outline, and the draft where the address asks to count it."""
    draft = draft_of(framework) if COUNTED in request.GET else None
    return {
        "framework": framework,
        "outline": outline(framework, health_of(draft.findings) if draft else {}),
        "draft": draft,
        "errors_of_draft": sum(finding.is_error for finding in draft.findings) if draft else 0,
        "may_move": request.user.has_perm("catalog.change_skill"),
        "may_publish": request.user.has_perm("catalog.publish_edition"),
        "here": request.path,
        "draft_url": f"{request.path}?{COUNTED}=1",
    }


def _outline_page(
    admin: ModelAdmin,
    request: HttpRequest,
    framework: Framework,
    status: int = 200,
    form: AddForm | None = None,
    orders: Any = None,
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        **_around(request, framework),
        "title": _("Workbench"),
        "subtitle": framework.name,
        "opts": admin.opts,
        "form": form or AddForm(framework=framework),
        "orders": orders,
        "is_open": True,
        "draft_url": f"{reverse('admin:catalog_framework_workbench', args=[framework.pk])}?{COUNTED}=1",
    }
    return TemplateResponse(request, "admin/catalog/workbench/outline.html", context, status=status)


def _findings(draft: Draft | None, *things: tuple[str, str]) -> list[Mapping[str, str]]:
    """What is wrong with things, in words."""
    found = draft.findings if draft else ()
    return [
        {
            "severity": str(wording.SEVERITIES[each.severity]),
            "message": wording.message(each),
            "hint": wording.hint(each),
        }
        for each in found
        if (each.kind, each.slug) in things
    ]


def _both(framework: Framework, request: HttpRequest) -> list[tuple[str, list[str], list[str]]]:
    """For each area whose skills do not stand as they were seen, and for the areas: their names in both orders."""
    now: Outline = outline(framework, {})
    try:
        seen = ordering.read_order(request.POST.get("seen", ""))
    except ValueError:
        seen = {}
    areas = {area.pk: area.name for area in now.areas}
    skills = {skill.pk: skill.name for skill in now.skills}
    gone = _("(deleted)")
    found = [(_("Areas"), [areas.get(pk, gone) for pk in seen], list(areas.values()))]
    for area in now.areas:
        was = [skills.get(pk, gone) for pk in seen.get(area.pk, ())]
        found.append((area.name, was, [skill.name for skill in area.skills]))
    return [each for each in found if each[1] != each[2]]


def _log(admin: ModelAdmin, request: HttpRequest, row: Area | Skill) -> None:
    admin.admin_site.get_model_admin(type(row)).log_addition(request, row, [{"added": {}}])


def _back(request: HttpRequest, framework: Framework) -> str:
    """The page of the workbench that a move was made on."""
    home = reverse("admin:catalog_framework_workbench", args=[framework.pk])
    back = request.POST.get("back", "")
    is_ours = back.startswith(f"{home}skill/") and back.removeprefix(f"{home}skill/").removesuffix("/").isdecimal()
    return back if is_ours else home
