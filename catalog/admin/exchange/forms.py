"""The form that takes a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.publishing import TidyField
from catalog.exchange.importing import MOST_BYTES
from catalog.models import Framework, SavedMapping

FORMATS = (
    ("", gettext_lazy("find out")),
    ("xlsx", gettext_lazy("a spreadsheet (.xlsx, .xls, .ods)")),
    ("csv", gettext_lazy("text with a row on each line (.csv, or a .zip of them)")),
    ("json", gettext_lazy("JSON: ours, or a CASE package")),
)


class UploadForm(forms.Form):
    """A file for a framework, or for a new one, which may be given a name."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "At most 5 MB; of a packed file 50 MB and 500 parts, unpacked. It is read and shown to you first: nothing is "
            "changed by that. Names of people are not taken in."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty. Choose another one."),
        },
    )
    name = TidyField(
        label=gettext_lazy("Name of the new framework"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Empty: as the file calls it."),
    )
    format = forms.ChoiceField(label=gettext_lazy("What it is"), required=False, choices=FORMATS)
    saved = forms.ModelChoiceField(
        SavedMapping.objects.none(),
        label=gettext_lazy("Read its columns"),
        required=False,
        empty_label=gettext_lazy("by their headings"),
        help_text=gettext_lazy("Or as you had a file read before."),
    )

    def __init__(self, *args: Any, framework: Framework | None, **named: Any) -> None:
        super().__init__(*args, **named)
        mappings = framework.mappings.order_by("-at") if framework else SavedMapping.objects.none()
        if framework is not None:
            del self.fields["name"]
        if mappings:
            saved = self.fields["saved"]
            assert isinstance(saved, forms.ModelChoiceField)  # noqa: S101 # a few lines above
            saved.queryset = mappings
        else:
            del self.fields["saved"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file has more than %(most)d MB. Leave out pictures and sheets that are not needed.")
                % {"most": MOST_BYTES // 1_000_000}
            )
        return file
