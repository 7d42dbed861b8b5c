"""Choosing two attempts to put side by side."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.role.forms import helper, offer


class CompareForm(forms.Form):
    """Two attempts at one role to put side by side. `attempts` are public ids with what to call them."""

    role = forms.CharField(widget=forms.HiddenInput)
    first = forms.ChoiceField(label=_("Compare"))
    second = forms.ChoiceField(label=_("with"))

    def __init__(self, *args: Any, attempts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            offer(self, name, attempts)
            self.fields[name].error_messages["invalid_choice"] = _("Choose an attempt from the list.")
        self.helper = helper(
            "role", "first", "second", Submit("", _("Show what changed"), css_id=str(self.auto_id) % "go")
        )
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
