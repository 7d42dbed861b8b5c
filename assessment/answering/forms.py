"""The form that hands an attempt in. The questions' own parsing is strict and pure: `core.saving`."""

from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.role.forms import helper
from assessment.words.refusals import Refused
from assessment.words.texts import NAME_LIMIT, person_name


class NameField(forms.CharField):
    """A name, cleaned before it is measured."""

    def to_python(self, value: Any) -> str:
        try:
            return person_name(super().to_python(value) or "")
        except Refused as refused:
            raise forms.ValidationError(
                _("The name holds a character that cannot be printed. Please type it again.")
            ) from refused


class SubmitForm(forms.Form):
    person_name = NameField(
        label=_("Name to print on the report"),
        max_length=NAME_LIMIT,
        required=False,
        help_text=_(
            "Only if you want one. It stands on your report, and is shown to nobody unless you share it with your name."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(
            "person_name", Submit("submit", _("Finish and see my report"), css_class="btn-lg"), action=action
        )
