"""Forms around an attempt: start, warm-up, re-check, import, delete. They validate and nothing else."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessment.role.core.questionnaire import Page
from assessment.role.forms import helper, offer
from catalog.core.snapshot import Role, Snapshot

# A report with a full text for every answer of a large role stays below; a form with it stays below the site's limit.
IMPORT_LIMIT = 400_000


class StartForm(forms.Form):
    """What to know before the first question. It steers the focus of the report, never the score."""

    target = forms.ChoiceField(label=_("Which level do you want to look at?"), required=False, widget=forms.RadioSelect)

    # Only where there is something to bring; a form without it begins empty.
    bring = forms.ChoiceField(label=_("Bring these answers along?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, role: Role, left: int | None = None, **kwargs: Any) -> None:
        """`left` is how many questions are still open for who brings answers along; None where there are none to bring."""
        super().__init__(*args, **kwargs)
        if left is not None:
            bring = (
                ngettext("Bring them along, and ask me %d more", "Bring them along, and ask me %d more", left) % left
            )
            offer(self, "bring", [("1", bring), ("", _("Begin empty, and ask me everything"))])
            self.fields["bring"].initial = "1"
        else:
            del self.fields["bring"]
        levels = [
            (level.slug, f"{level.name} ({', '.join(level.titles)})" if level.titles else level.name)
            for level in role.ladder
        ]
        offer(self, "target", [("", _("The next one after mine (the report tells which that is)")), *levels])
        self.fields["target"].help_text = _("You are scored against every level in any case.")


class PersonField(forms.ChoiceField):
    """Who the catalogue describes; the template marks the language of that."""

    language: str


class WarmUpForm(forms.Form):
    """The warm-up: which sentence fits each person? Nothing of it is stored."""

    def __init__(self, *args: Any, snapshot: Snapshot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(step.value), step.meaning) for step in snapshot.steps]
        for person in snapshot.practice:
            field = PersonField(
                label=person.description,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose the sentence that fits best. A guess is fine.")},
            )
            field.language = snapshot.framework.language
            self.fields[f"person-{person.position}"] = field
        self.helper = helper(*self.fields, Submit("show", _("Show what fits and why")))


class DeleteForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, delete this assessment and everything in it, for good."),
        error_messages={"required": _("Tick the box if you want to delete it. Nothing was deleted.")},
    )

    def __init__(self, *args: Any, action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("sure", Submit("delete", _("Delete"), css_class="btn-danger"), action=action)


class ForgetForm(forms.Form):
    forget = forms.BooleanField(
        label=_("Yes, close it on this device. I know that I cannot open it here again."),
        error_messages={"required": _("Tick the box if you want to close it here. Nothing was changed.")},
    )


class RecheckForm(forms.Form):
    """Which areas to ask again. Sent without the form's own button, none stands for those with gaps."""

    areas = forms.MultipleChoiceField(
        label=_("Which areas?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those with a gap are ticked."),
        error_messages={"invalid_choice": _("There is no such area. Choose from the list.")},
    )

    def __init__(self, data: QueryDict | None, *, pages: Sequence[Page], gaps: Sequence[str]) -> None:
        super().__init__(data, initial={"areas": gaps})
        offer(self, "areas", [(page.area.slug, f"{page.area.name} ({len(page.questions)})") for page in pages])
        self.helper = helper("areas", Submit("chosen", _("Start the re-check"), css_class="btn-lg"))

    def clean_areas(self) -> list[str]:
        """At least one where somebody was asked to choose."""
        areas: list[str] = self.cleaned_data["areas"]
        if not areas and "chosen" in self.data:
            raise forms.ValidationError(_("Choose at least one area."))
        return areas


class ImportForm(forms.Form):
    """A JSON report of ours. What is in it is read strictly by `core.report_file`."""

    file = forms.FileField(
        label=_("The JSON file of a report"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/json,.json"}),
        error_messages={
            "required": _("Choose the JSON file of a report first."),
            "empty": _("This file is empty. Download the report as JSON once more."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("file", Submit("look", _("See what fits")), action=reverse("assessment:import"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > IMPORT_LIMIT:
            raise forms.ValidationError(_("This file is larger than any report. Choose the JSON file of a report."))
        return file
