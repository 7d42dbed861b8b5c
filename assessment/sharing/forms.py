"""The form of a link: what its reader sees, how long it works, and what the owner calls it."""

from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.role.forms import helper, offer
from assessment.sharing.core.parts import LEAST_DAYS, MOST_DAYS, NAME, NOTES, PLAN, USUAL_DAYS, Parts
from assessment.words import texts
from assessment.words.refusals import Refused

_DAYS = _("Type a whole number of days from 1 to 90.")


class LabelField(forms.CharField):
    """What the owner calls a link, cleaned before it is measured."""

    def to_python(self, value: Any) -> str:
        try:
            return texts.label(super().to_python(value) or "")
        except Refused as refused:
            raise forms.ValidationError(
                _("It holds a character that cannot be printed. Please type it again.")
            ) from refused


class ShareForm(forms.Form):
    """`person_name` is the name on the report: without one there is none to show."""

    shows = forms.MultipleChoiceField(
        label=_("What may the reader see besides the report?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The report itself is always there: where you stand, the gaps, and the step you chose for each skill."
        ),
        error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), _("Tick parts of the list only.")),
    )
    days = forms.IntegerField(
        label=_("For how many days?"),
        help_text=_("From 1 to 90. You can stop it earlier at any time."),
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        widget=forms.NumberInput(attrs={"min": LEAST_DAYS, "max": MOST_DAYS, "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _DAYS),
    )
    label = LabelField(
        label=_("A label, for you alone"),
        max_length=texts.LABEL_LIMIT,
        required=False,
        help_text=_("Such as “for my mentor”. The reader does not see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Use at most %(limit_value)d characters; these are %(show_value)d.")},
    )
    plan_query = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person_name: str, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = [(NAME, _("My name: %s") % person_name)] if person_name else []
        offer(self, "shows", [*name, (NOTES, _("My evidence: what I wrote to back my answers")), (PLAN, _("My plan"))])
        send = Submit("share", _("Make the link"), css_class="btn-lg")
        self.helper = helper("shows", "days", "label", "plan_query", send, action=action)

    @property
    def parts(self) -> Parts:
        """What the reader of a link from this form, once it is valid, sees."""
        return Parts(**dict.fromkeys(self.cleaned_data["shows"], True))
