from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.admin.copying import Copied
from catalog.admin.filters import OfFramework
from catalog.admin.labels import LabelledFormSet, LabelledInline, LabelledList
from catalog.admin.public import address_of
from catalog.core.prerequisites import find_cycle
from catalog.editing.typed import ModelAdmin
from catalog.editing.within import Within
from catalog.models import Anchor, Area, ExternalLink, Prerequisite, Skill, SkillPlace


@admin.register(Area)
class AreaAdmin(LabelledList):
    list_display = ["name", "slug", "framework", "position", "counts_in"]
    list_editable = ["position"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["name", "slug"]
    ordering = ["framework", "position"]
    prepopulated_fields = {"slug": ["name"]}


class PlaceInline(LabelledInline):
    model = SkillPlace
    verbose_name_plural = _("Also part of")


class AnchorInline(LabelledInline):
    model = Anchor
    ordering = ["step"]

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in {"text", "next_step"}:
            field.widget.attrs.update({"rows": 3, "cols": 50})
        return field


class PrerequisiteFormSet(LabelledFormSet):
    """Refuses a prerequisite that would come back to its own step."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        found = Prerequisite.objects.filter(skill__framework=self.instance.framework_id)
        others = found.select_related("skill", "needs").exclude(skill_id=self.instance.pk)
        edges = [((need.skill.slug, need.step), (need.needs.slug, need.needs_step)) for need in others]
        for form in self.forms:
            data = form.cleaned_data
            if data and not data.get("DELETE"):
                if data["needs"].pk == self.instance.pk:
                    raise ValidationError(_("A skill cannot need itself."))
                edges.append(((self.instance.slug, data["step"]), (data["needs"].slug, data["needs_step"])))
        if cycle := find_cycle(edges):
            path = " ← ".join(f"{skill} {step}" for skill, step in cycle)
            raise ValidationError(_("These prerequisites close a circle: %(path)s"), params={"path": path})


class PrerequisiteInline(LabelledInline):
    model = Prerequisite
    fk_name = "skill"
    formset = PrerequisiteFormSet
    autocomplete_fields = ["needs"]


class LinkInline(LabelledInline):
    model = ExternalLink


@admin.register(Skill)
class SkillAdmin(Copied, Within, ModelAdmin):
    list_display = ["name", "slug", "area", "any_one_of", "effort_percent", "in_demand", "retired_on"]
    list_filter = ["area__framework", ("area", OfFramework), "in_demand"]
    list_select_related = ["area"]
    search_fields = ["name", "slug", "definition"]
    ordering = ["area__position", "position"]
    autocomplete_fields = ["area"]
    prepopulated_fields = {"slug": ["name"]}
    view_on_site = staticmethod(address_of)
    change_form_template = "admin/catalog/skill/change_form.html"
    inlines = [PlaceInline, AnchorInline, PrerequisiteInline, LinkInline]
    fieldsets = [
        (None, {"fields": ["slug", "name", "definition", ("area", "position"), "code", "any_one_of"]}),
        (
            _("Around the question"),
            {
                "description": _("Shown beside the anchors; nothing here is scored."),
                "fields": ["evidence_prompt", "explain_prompt", "why", "tips"],
            },
        ),
        (_("Planning and sources"), {"fields": ["effort_percent", "in_demand", "citations", "retired_on"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        return super().get_queryset(request).select_related("area__framework")
