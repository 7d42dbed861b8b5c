"""What somebody brings who wants to check a report: its file, or the code on its first page."""

from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessment.role.forms import helper
from assessment.signing.core import codes
from assessment.signing.core.codes import CodeMistyped

# More than any report has, and less than a form may have here.
FILE_LIMIT = 900_000


class FileForm(forms.Form):
    """The JSON file of a report. What is in it is judged by `signing.core.signatures`."""

    file = forms.FileField(
        label=_("The JSON file of a report"),
        help_text=_("Choose it, or drop it here. We look at it and keep nothing of it."),
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
        error_messages={
            "required": _("Choose the JSON file of a report first."),
            "empty": _("This file is empty. Ask for the report as JSON once more."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("file", Submit("look", _("Check the file")), action=reverse("assessment:verify"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > FILE_LIMIT:
            raise forms.ValidationError(_("This file is larger than any report. Choose the JSON file of a report."))
        return file


class CodeForm(forms.Form):
    """The code of a report, as somebody types it off the paper."""

    code = forms.CharField(
        label=_("The code on the first page of the PDF"),
        help_text=_("24 letters and digits. Capitals, spaces and hyphens do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={
            "required": _("Type the code that stands on the first page of the PDF."),
            "max_length": _("This is longer than a code. It has 24 letters and digits."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("code", Submit("find", _("Check the code")), action=reverse("assessment:verify"))

    def clean_code(self) -> str:
        try:
            return codes.read(self.cleaned_data["code"])
        except CodeMistyped as error:
            said = _(
                "There is a slip in this code: no report can have it. Compare it with the paper, letter by letter."
            )
            raise forms.ValidationError(said) from error
