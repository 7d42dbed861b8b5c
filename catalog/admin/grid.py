"""A role's requirements as a grid: a row for each skill, a column for each level, one code in each cell.

Only the cells that an editor changed are sent, each with what the page had shown of it. A script makes the table a grid
for the keyboard; without one, the cells of an area or of a search are the fields of a plain form. Both are sent alike.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import audit
from catalog.admin.grid_cells import Changes, Grid, key_of, name_of
from catalog.admin.grid_levels import LevelForm
from catalog.core import cells
from catalog.editing.locking import lasting
from catalog.editing.typed import ModelAdmin
from catalog.models import Role, Skill

# So long a text may be pasted: some 10,000 cells.
LONGEST_PASTED = 100_000
# Where the session keeps what the last save of this editor replaced, and by what.
LAST_SAVE = "catalog.grid.last_save"
NOTHING = Changes({}, (), {})


def requirements_grid(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The grid's page; POST writes the cells that were changed, or adds a level."""
    with lasting(request):
        role = _role(model_admin, request, pk)
        if request.method != "POST":
            return _page(model_admin, request, Grid(role))
        if "add-level" in request.POST:
            return _add_level(model_admin, request, Grid(role))
        return _save(model_admin, request, Grid(role))


def read_pasted(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """What a block comes to that is pasted at a cell, as JSON; writes nothing.

    `text` is the block, `kept` the codes of the cells from there on, as a block too. Answers `rows` of codes, null for
    what is not understood, and `texts`, the same cells as they came.
    """
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    role = _role(model_admin, request, pk)
    text, kept = request.POST.get("text", ""), request.POST.get("kept", "")
    if len(text) > LONGEST_PASTED:
        return JsonResponse({"detail": _("This is too much at once. Paste a smaller block.")}, status=422)
    block = Grid(role).reader.block(text, [line.split("\t") for line in kept.split("\n")])
    return JsonResponse({"rows": block, "texts": cells.rows_of(text)})


def _role(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> Role:
    """The role, kept from others until the transaction ends where something may be written."""
    is_post = request.method == "POST"
    roles = Role.objects.select_for_update(of=("self",)) if is_post and "text" not in request.POST else Role.objects
    role = get_object_or_404(roles.select_related("framework"), pk=pk)
    may = model_admin.has_change_permission if is_post else model_admin.has_view_permission
    if not may(request, role):
        raise PermissionDenied
    return role


def _save(model_admin: ModelAdmin, request: HttpRequest, grid: Grid) -> HttpResponse:
    is_whole = "end" in request.POST  # stands last on the page: a form that was cut off on its way lacks it
    changes = grid.changes(request.POST) if is_whole else NOTHING
    if not is_whole or changes.wrong or changes.differences:
        return _page(model_admin, request, grid, changes, is_whole=is_whole)
    before = {name_of(key): grid.stored(key) for key in changes.codes}
    grid.write(changes.codes)
    count = len(changes.codes)
    changed = ngettext("%d requirement changed", "%d requirements changed", count) % count
    if count:
        after = {name_of(key): code for key, code in changes.codes.items()}
        request.session[LAST_SAVE] = {"role": grid.role.pk, "before": before, "after": after}
    messages.success(request, f"{changed}. " + _("Visitors see it after the next publishing."))
    return redirect(request.get_full_path())


def _add_level(model_admin: ModelAdmin, request: HttpRequest, grid: Grid) -> HttpResponse:
    if not request.user.has_perm("catalog.add_rolelevel"):
        raise PermissionDenied
    form = LevelForm(request.POST, role=grid.role, levels=grid.levels)
    if not form.is_valid():
        return _page(model_admin, request, grid, level_form=form)
    messages.success(request, _("Added level “%s”.") % form.save().name)
    return redirect(request.get_full_path())


def _page(
    model_admin: ModelAdmin,
    request: HttpRequest,
    grid: Grid,
    changes: Changes = NOTHING,
    *,
    is_whole: bool = True,
    level_form: LevelForm | None = None,
) -> HttpResponse:
    area, query = request.GET.get("area", ""), request.GET.get("q", "").strip()
    skills = [skill for skill in grid.skills if _is_asked(skill, area, query)]
    shown = {skill.pk for skill in skills}
    # What was typed is lost nowhere: cells that the page does not show are shown all the same.
    lost = {key[0] for key in (*changes.codes, *changes.wrong)} - shown
    skills = [skill for skill in grid.skills if skill.pk in shown or skill.pk in lost]
    may_change = model_admin.has_change_permission(request, grid.role)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Requirements of %s") % grid.role.name,
        "opts": model_admin.model._meta,
        "role": grid.role,
        "grid": grid,
        "areas": list(grid.areas(skills, changes.codes, changes.wrong)),
        "filtered": {"area": area, "query": query},
        "is_plain": may_change and "plain" in request.GET,
        "may_change": may_change,
        "may_add_level": may_change and request.user.has_perm("catalog.add_rolelevel"),
        "level_form": level_form or LevelForm(role=grid.role, levels=grid.levels),
        "is_level_refused": level_form is not None,
        "is_whole": is_whole,
        "wrong": [(grid.called(key), text) for key, text in changes.wrong.items()],
        "differences": changes.differences,
        "last": audit.of_page(Role, grid.role.pk).first() if changes.differences else None,
        "undo": _undo(request, grid) if may_change and changes is NOTHING else {},
    }
    status = 200 if request.method != "POST" else 409 if changes.differences else 422
    return TemplateResponse(request, "admin/catalog/role/requirements.html", context, status=status)


def _is_asked(skill: Skill, area: str, query: str) -> bool:
    return area in {"", skill.area.slug} and query.casefold() in f"{skill.name} {skill.slug}".casefold()


def _undo(request: HttpRequest, grid: Grid) -> Mapping[str, Any]:
    """The cells of this editor's last save with what they were and what they are, while nobody changed one since."""
    last = request.session.get(LAST_SAVE, {})
    if last.get("role") != grid.role.pk:
        return {}
    still = all((key := key_of(name)) and grid.stored(key) == code for name, code in last["after"].items())
    if not still or not set(last["before"].values()) <= grid.choices.keys():
        return {}
    return {name: (before, last["after"][name]) for name, before in last["before"].items()}
