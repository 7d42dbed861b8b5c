"""How a form of ours is drawn."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms


def helper(*layout: Any, action: str = "") -> FormHelper:
    made = FormHelper()
    made.layout = Layout(*layout)
    made.form_action = action
    made.attrs = {"novalidate": True}
    return made


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Let a field of a form choose among `choices`, each a value and its words."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no field to choose in")
    field.choices = list(choices)
