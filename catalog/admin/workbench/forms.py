"""What the workbench takes beside the rows themselves: pasted lines, and a resource that is added with its skill."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.workbench.rows import scale_of
from catalog.core.typed_in import Line, key_of, lines_of, steps_of
from catalog.editing.typed import Form
from catalog.models import Area, Framework, Resource, Role, RoleLevel

MOST_LINES = 200


class AddForm(forms.Form):
    """New skills, a line for each, in an area that there is or in a new one."""

    area = forms.ModelChoiceField(
        Area.objects.none(), required=False, label=gettext_lazy("Area"), empty_label=gettext_lazy("a new one:")
    )
    new_area = forms.CharField(required=False, max_length=120, label=gettext_lazy("Name of the new area"))
    skills = forms.CharField(
        required=False,
        label=gettext_lazy("Skills, one per line"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A name, then – or a tab, then what it means: “Soldering – Join two parts for good.”"),
    )

    def __init__(self, *args: Any, framework: Framework, **named: Any) -> None:
        super().__init__(*args, **named)
        areas = self.fields["area"]
        assert isinstance(areas, forms.ModelChoiceField)  # noqa: S101 # a few lines above
        areas.queryset = framework.areas.all()

    def clean_skills(self) -> list[Line]:
        lines = lines_of(self.cleaned_data["skills"])
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Too many at once. Add them in parts, none of which goes over %d.") % MOST_LINES)
        longest = ((_("Name"), 120), (_("Definition"), 300))
        for line in lines:
            for text, (label, most) in zip(line, longest, strict=True):
                if len(text) > most:
                    fault = _("%(label)s: “%(text)s…” has more than %(most)d characters.")
                    raise ValidationError(fault % {"label": label, "text": text[:40], "most": most})
        return lines

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data["area"] and not data["new_area"]:
            raise ValidationError(_("Choose an area, or name a new one."))
        if not self.errors and data["area"] and not data["skills"]:
            raise ValidationError({"skills": _("Write a name, or several, one per line.")})
        return data


class SkillForm(Form):
    """A skill, and a resource that is added with it where one is named."""

    new_title = forms.CharField(required=False, max_length=200, label=gettext_lazy("Title"))
    new_url = forms.CharField(
        required=False, max_length=500, label=gettext_lazy("Address"), help_text=gettext_lazy("A task needs none.")
    )
    new_kind = forms.ChoiceField(
        required=False, choices=Resource.Kind.choices, initial="course", label=gettext_lazy("Kind")
    )
    new_hours = forms.IntegerField(required=False, min_value=1, max_value=32767, label=gettext_lazy("Hours"))
    new_steps = forms.CharField(
        required=False,
        max_length=40,
        label=gettext_lazy("Leads to the steps"),
        help_text=gettext_lazy("Such as 1-3 or 2, 4."),
    )
    new_description = forms.CharField(
        required=False, label=gettext_lazy("What to do with it"), widget=forms.Textarea(attrs={"rows": 2})
    )
    NEW = ("title", "url", "kind", "hours", "description")

    @property
    def adds_resource(self) -> bool:
        data = self.cleaned_data
        return any(data.get(f"new_{name}") for name in ("title", "url", "hours", "steps", "description"))

    @cached_property
    def resource(self) -> Resource:
        """The resource that was typed, not stored yet."""
        typed = {name: self.cleaned_data.get(f"new_{name}") for name in self.NEW}
        return Resource(
            **{name: value if value is not None or name == "hours" else "" for name, value in typed.items()}
        )

    def clean_new_steps(self) -> list[int]:
        try:
            steps = steps_of(self.cleaned_data["new_steps"])
        except ValueError:
            raise ValidationError(_("Write steps, such as 1-3 or 2, 4.")) from None
        known = [step.value for step in scale_of(self.instance)[1:]]
        if lost := [str(step) for step in steps if step not in known]:
            raise ValidationError(_("Nothing leads to step %s of this scale.") % ", ".join(lost))
        return steps

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.adds_resource:
            if not data.get("new_steps") and "new_steps" not in self.errors:
                self.add_error("new_steps", _("Say to which steps of this skill it leads."))
            try:
                self.resource.full_clean(exclude=["framework", "slug"])
            except ValidationError as error:
                for name, faults in error.error_dict.items():
                    where = f"new_{name}"
                    if where not in self.errors:
                        self.add_error(where if where in self.fields else "new_url", faults)
        return data


class RoleForm(Form):
    """A role of a framework that the page knows; a key that is left empty is made of the name."""

    framework: Framework

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if self.instance.pk is None:
            self.instance.framework = self.framework
            if "slug" in self.fields:
                self.fields["slug"].required = False
                self.fields["slug"].help_text = _("Leave it empty: it is made of the name.")

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        name = self.cleaned_data.get("name", "") or str(self.data.get(self.add_prefix("name"), ""))
        taken = Role.objects.filter(framework=self.instance.framework).values_list("slug", flat=True)
        return slug or key_of(name, set(taken), "role")

    def _get_validation_exclusions(self) -> set[str]:
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc] # the stubs lack it
        return found - {"framework"}


def with_levels_filled(data: Any, prefix: str, role: Role) -> Any:
    """What was sent of a role's levels; a row with a name has a key made of it and the next rank, where it says none."""
    stored = list(RoleLevel.objects.filter(role=role).values_list("slug", "rank")) if role.pk else []
    filled = data.copy()
    count = data.get(f"{prefix}-TOTAL_FORMS", "")
    rows = range(min(int(count), 100) if count.isdecimal() else 0)
    ranks = [int(text) for row in rows if (text := data.get(f"{prefix}-{row}-rank", "").strip()).isdecimal()]
    taken, last = {slug for slug, _rank in stored}, max([*ranks, *(rank for _slug, rank in stored), 0])
    taken |= {data.get(f"{prefix}-{row}-slug", "") for row in rows}
    for row in rows:
        name = data.get(f"{prefix}-{row}-name", "").strip()
        if not name:
            continue
        if not data.get(f"{prefix}-{row}-slug", "").strip():
            filled[f"{prefix}-{row}-slug"] = key = key_of(name, taken, "level", 40)
            taken.add(key)
        if not data.get(f"{prefix}-{row}-rank", "").strip():
            last += 1
            filled[f"{prefix}-{row}-rank"] = str(last)
    return filled
