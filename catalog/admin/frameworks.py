from django.contrib import admin
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.copying import Copied
from catalog.admin.exchange import views as exchange
from catalog.admin.labels import LabelledInline
from catalog.admin.public import address_of
from catalog.admin.workbench import views as workbench
from catalog.editing.typed import ModelAdmin
from catalog.models import Framework, PracticePerson, ScaleStep


class StepInline(LabelledInline):
    model = ScaleStep


class PracticeInline(LabelledInline):
    model = PracticePerson


@admin.register(Framework)
class FrameworkAdmin(Copied, ModelAdmin):
    list_display = ["name", "workbench", "slug", "publisher", "language", "hidden"]
    prepopulated_fields = {"slug": ["name"]}
    view_on_site = staticmethod(address_of)
    search_fields = ["name", "slug"]
    readonly_fields = ["uuid"]
    inlines = [StepInline, PracticeInline]
    change_form_template = "admin/catalog/framework/change_form.html"
    change_list_template = "admin/catalog/framework/change_list.html"
    fieldsets = [
        (None, {"fields": ["slug", "name", "description", "publisher", "language", "uuid"]}),
        (_("On the site"), {"fields": ["is_hidden"]}),
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

    @admin.display(description=_("workbench"))
    def workbench(self, row: Framework) -> str:
        address = reverse("admin:catalog_framework_workbench", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, _("Workbench of %s") % row.name)

    def get_urls(self) -> list[URLPattern]:
        return [*workbench.addresses(self), *exchange.addresses(self), *super().get_urls()]

    @admin.display(description=_("visitors"), ordering="is_hidden")
    def hidden(self, framework: Framework) -> str:
        return gettext("hidden") if framework.is_hidden else ""
