"""The tables of a skill's page: a row for each step of the scale, and one for each level that asks for the skill."""

from typing import Any, NamedTuple

from django import forms
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalog.admin.labels import LabelledFormSet, LabelledInline
from catalog.admin.skills import PrerequisiteFormSet, PrerequisiteInline
from catalog.editing.typed import Form
from catalog.models import Anchor, Requirement, ScaleStep, Skill


def scale_of(skill: Skill) -> list[ScaleStep]:
    """The steps of a skill's framework, from the lowest, asked for once for each skill."""
    if "_scale" not in skill.__dict__:
        skill.__dict__["_scale"] = list(skill.area.framework.steps.order_by("value"))
    steps: list[ScaleStep] = skill.__dict__["_scale"]
    return steps


class StepRow(NamedTuple):
    """An anchor's form beside its step; the name is "" where the scale has lost the step."""

    value: str
    name: str
    meaning: str
    form: Any


class AnchorFormSet(LabelledFormSet):
    """A row for each step of the scale, whether its anchor is written or not; nobody types the number of a step."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if self.instance.pk and not self.is_bound:
            there = set(self.get_queryset().values_list("step", flat=True))
            self.initial_extra = [{"step": each.value} for each in self.scale if each.value not in there]
            self.extra = len(self.initial_extra)

    @property
    def scale(self) -> list[ScaleStep]:
        return scale_of(self.instance)

    def rows(self) -> list[StepRow]:
        """The rows in the order of their steps."""
        steps = {str(each.value): each for each in self.scale}
        found = []
        for form in self.forms:
            value = str(form["step"].value() if "step" in form.fields else form.instance.step)
            step = steps.get(value)
            for name in ("text", "next_step", "DELETE") if form.fields else ():
                if name in form.fields:
                    label = _("Delete") if name == "DELETE" else form.fields[name].label
                    form.fields[name].widget.attrs["aria-label"] = f"{label}, {step or value}"
            found.append(StepRow(value, step.name if step else "", step.meaning if step else "", form))
        return sorted(found, key=lambda row: row.value)


class AnchorForm(Form):
    filled_in = frozenset({"step"})  # what the page says of a row that nobody has typed into

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - (set() if self.instance.pk else self.filled_in))


class AnchorRows(LabelledInline):
    model = Anchor
    form = AnchorForm
    formset = AnchorFormSet
    template = "admin/catalog/workbench/anchors.html"
    ordering = ["step"]

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "step":
            field.widget = forms.HiddenInput()
        elif field is not None:
            field.widget.attrs.update({"rows": 3})
        return field


def choose_steps(form: Any, skill: Skill, names: tuple[str, ...]) -> None:
    """Let a form offer the steps above the lowest by their names; one that the scale has lost stays until it is changed."""
    known = [(str(step.value), str(step)) for step in scale_of(skill)[1:]]
    for name in names:
        if (field := form.fields.get(name)) is None:
            continue
        value = str(getattr(form.instance, name) or "")
        lost = [(value, _("%s (not on the scale)") % value)] if value and value not in dict(known) else []
        blank = [("", "---------" if field.required else _("not stated"))]
        chosen = forms.TypedChoiceField(
            choices=[*blank, *known, *lost], coerce=int, empty_value=None, required=field.required, label=field.label
        )
        chosen.widget.attrs.update({key: text for key, text in field.widget.attrs.items() if key == "aria-label"})
        form.fields[name] = chosen


class RequirementFormSet(LabelledFormSet):
    def add_fields(self, form: "forms.ModelForm[Any]", index: int | None) -> None:
        super().add_fields(form, index)
        choose_steps(form, self.instance, ("step",))
        level = form.instance.level if form.instance.pk else ""
        for name, field in form.fields.items():
            field.widget.attrs["aria-label"] = f"{_('Delete') if name == 'DELETE' else field.label}, {level}"


class RequirementRows(LabelledInline):
    """Who asks for the skill. What is not asked for yet is chosen in the grid of the role."""

    model = Requirement
    formset = RequirementFormSet
    fields = ["importance", "step"]
    template = "admin/catalog/workbench/requirements.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Requirement]:
        found = super().get_queryset(request).select_related("level__role")
        return found.order_by("level__role__position", "level__role__slug", "level__rank", "level__track")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NeedFormSet(PrerequisiteFormSet):
    def add_fields(self, form: "forms.ModelForm[Any]", index: int | None) -> None:
        super().add_fields(form, index)
        choose_steps(form, self.instance, ("step", "needs_step"))


class NeedRows(PrerequisiteInline):
    formset = NeedFormSet
