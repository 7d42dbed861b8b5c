"""A role's requirements as a grid: a row for each skill, a column for each level, one choice in each cell."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.editing.locking import lasting
from catalog.editing.merging import Difference
from catalog.editing.posted import names_of
from catalog.editing.typed import ModelAdmin
from catalog.models import Requirement, Role, Skill

UNKNOWN = "x"


class GridForm(forms.Form):
    """One choice a cell, such as "essential-3"; "essential-x" is required with the step not stated, "" not required."""

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Stands last on the page: a form that was cut off on its way lacks it.
        self.fields["end"] = forms.CharField(initial="1", widget=forms.HiddenInput)
        self.role = role
        self.levels = list(role.levels.order_by("rank", "track"))
        self.skills = list(
            Skill.objects.filter(area__framework=role.framework)
            .select_related("area")
            .order_by("area__position", "position", "slug")
        )
        choices = cell_choices(role)
        known = names_of(choices)
        self.stored = {(need.skill_id, need.level_id): need for need in Requirement.objects.filter(level__role=role)}
        for skill in self.skills:
            for level in self.levels:
                value = cell_value(self.stored.get((skill.pk, level.pk)))
                self.fields[cell_name(skill.pk, level.pk)] = forms.ChoiceField(
                    # A step that the scale has lost stays chosen until somebody chooses another.
                    choices=choices if value in known else [*choices, off_scale(value)],
                    required=False,
                    initial=value,
                    # The page carries what it showed, so that only what this editor touched counts as changed.
                    show_hidden_initial=True,
                    widget=forms.Select(attrs={"aria-label": f"{skill.name}, {level.name}"}),
                )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "skill": skill,
                "starts_area": not position or self.skills[position - 1].area_id != skill.area_id,
                "cells": [self[cell_name(skill.pk, level.pk)] for level in self.levels],
            }
            for position, skill in enumerate(self.skills)
        ]

    def save(self) -> int:
        """Write the cells that differ; gives how many."""
        changed = [name for name in self.changed_data if name != "end"]
        for name in changed:
            skill, level = (int(part) for part in name.split("-")[1:])
            importance, _dash, step = self.cleaned_data[name].partition("-")
            if not importance:
                Requirement.objects.filter(skill_id=skill, level_id=level).delete()
                continue
            Requirement.objects.update_or_create(
                skill_id=skill,
                level_id=level,
                defaults={"importance": importance, "step": None if step == UNKNOWN else int(step)},
            )
        return len(changed)


def cell_name(skill: int, level: int) -> str:
    return f"cell-{skill}-{level}"


def cell_value(need: Requirement | None) -> str:
    if need is None:
        return ""
    return f"{need.importance}-{UNKNOWN if need.step is None else need.step}"


def cell_choices(role: Role) -> list[tuple[str, Any]]:
    steps = list(role.framework.steps.order_by("value"))[1:]
    groups: list[tuple[str, Any]] = [("", _("not required"))]
    for importance, label in Requirement.Importance.choices:
        options = [(f"{importance}-{step.value}", f"{step.value} {step.name}, {label}") for step in steps]
        options.append((f"{importance}-{UNKNOWN}", _("step not stated, %s") % label))
        groups.append((str(label), options))
    return groups


def off_scale(value: str) -> tuple[str, Any]:
    importance, _dash, step = value.partition("-")
    label = Requirement.Importance(importance).label
    return _("not on the scale"), [
        (value, _("%(step)s (not on the scale), %(label)s") % {"step": step, "label": label})
    ]


def beside(form: GridForm, data: QueryDict) -> tuple[QueryDict, list[Difference]]:
    """What was sent, laid over what is stored: a cell that was not touched holds what is stored now.

    Gives also the cells that were touched here and, since the page was opened, by somebody else.
    """
    woven, found = data.copy(), []
    for skill in form.skills:
        for level in form.levels:
            name = cell_name(skill.pk, level.pk)
            now = str(form.fields[name].initial)
            opened = data.get(f"initial-{name}", now)
            mine = data.get(name, opened)
            if mine not in {opened, now} and now != opened:
                words = names_of(cast(forms.ChoiceField, form.fields[name]).choices)
                said = (words.get(value, value) for value in (opened, now, mine))
                found.append(Difference(f"{skill.name}, {level.name}", "", *said))
            woven[name] = now if mine == opened else mine
            woven[f"initial-{name}"] = now
    words = names_of(cell_choices(form.role))
    for name in (name for name in data if name.startswith("cell-") and name not in form.fields):
        opened, mine = data.get(f"initial-{name}", ""), data.get(name, "")
        if mine != opened:
            was, typed = words.get(opened, opened), words.get(mine, mine)
            found.append(Difference(_("a skill or a level"), "", was, _("deleted"), typed))
    return woven, found


def requirements_grid(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The grid's page; POST writes what was changed."""
    with lasting(request):
        return _requirements_grid(model_admin, request, pk)


def _requirements_grid(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    roles = Role.objects.select_for_update(of=("self",)) if request.method == "POST" else Role.objects
    role = get_object_or_404(roles.select_related("framework"), pk=pk)
    if not model_admin.has_change_permission(request, role):
        raise PermissionDenied
    form, found = GridForm(request.POST if request.method == "POST" else None, role=role), list[Difference]()
    if form.is_bound:  # and not yet judged
        form.data, found = beside(form, request.POST)
    if not found and form.is_valid():
        count = form.save()
        changed = ngettext("%d requirement changed", "%d requirements changed", count) % count
        model_admin.log_change(request, role, changed)
        messages.success(request, f"{changed}. " + _("Visitors see it after the next publishing."))
        return redirect("admin:catalog_role_requirements", pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Requirements of %s") % role.name,
        "opts": model_admin.model._meta,
        "role": role,
        "form": form,
        "differences": found,
    }
    status = 409 if found else 200
    return TemplateResponse(request, "admin/catalog/role/requirements.html", context, status=status)
