"""How a form of ours is drawn."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


def helper(*layout: Any, action: str = "") -> FormHelper:
    made = FormHelper()
    made.layout = Layout(*layout)
    made.form_action = action
    made.attrs = {"novalidate": True}
    return made
