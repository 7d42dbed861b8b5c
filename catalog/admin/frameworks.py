from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.labels import LabelledInline
from catalog.editing.typed import ModelAdmin
from catalog.models import Framework, PracticePerson, ScaleStep


class StepInline(LabelledInline):
    model = ScaleStep


class PracticeInline(LabelledInline):
    model = PracticePerson


@admin.register(Framework)
class FrameworkAdmin(ModelAdmin):
    list_display = ["name", "slug", "publisher", "language"]
    search_fields = ["name", "slug"]
    readonly_fields = ["uuid"]
    inlines = [StepInline, PracticeInline]
    change_form_template = "admin/catalog/framework/change_form.html"
    fieldsets = [
        (None, {"fields": ["slug", "name", "description", "publisher", "language", "uuid"]}),
        (
            _("Rights and sources"),
            {"fields": ["licence", "attribution", "source"]},
        ),
        (
            _("Scoring rule"),
            {
                "description": _(
                    "Raise the version with every change: editions and JSON reports name it. The rules version that "
                    "reports print is that of the program."
                ),
                "fields": [
                    "policy_version",
                    ("weight_essential", "weight_important", "weight_helpful"),
                    ("met_percent", "close_percent"),
                    ("met_slip_percent", "close_slip_percent"),
                ],
            },
        ),
        (
            _("Practice question"),
            {"description": _("Shown before the first question; not scored."), "fields": ["practice_skill"]},
        ),
    ]
