from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog import lifecycle
from catalog.admin.copying import Copied
from catalog.admin.filters import OfFramework
from catalog.admin.grid import read_pasted, requirements_grid
from catalog.admin.labels import LabelledInline
from catalog.admin.public import address_of
from catalog.editing.typed import Form, ModelAdmin
from catalog.editing.within import Within
from catalog.models import Role, RoleLevel, RoleNote, SalaryRange


class LevelInline(LabelledInline):
    model = RoleLevel
    fields = ["slug", "name", "rank", "track"]
    show_change_link = True
    prepopulated_fields = {"slug": ["name"]}


class RoleForm(Form):
    hidden = forms.BooleanField(
        label=_("Hidden from visitors"),
        required=False,
        help_text=_(
            "At once, without publishing: the role can neither be found nor begun, and its pages answer “not found”. What "
            "people began goes on, and reports stay."
        ),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.initial.setdefault("hidden", self.instance.pk is not None and self.instance.is_hidden)


@admin.register(Role)
class RoleAdmin(Copied, ModelAdmin):
    form: type[Form] = RoleForm
    prepopulated_fields = {"slug": ["name"]}
    view_on_site = staticmethod(address_of)
    list_display = ["name", "slug", "framework", "position", "hidden"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["name", "slug"]
    inlines = [LevelInline]
    change_form_template = "admin/catalog/role/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/requirements/", view(self.grid), name="catalog_role_requirements"),
            path("<int:pk>/requirements/read/", view(self.read_pasted), name="catalog_role_read_pasted"),
            *super().get_urls(),
        ]

    @admin.display(description=_("visitors"))
    def hidden(self, role: Role) -> str:
        return gettext("hidden") if role.is_hidden else ""

    def save_model(self, request: HttpRequest, obj: Role, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        key = form.initial.get("slug", "")
        before = key in obj.framework.hidden_roles.split()  # stays where a form has no such tick
        lifecycle.hide_role(role=obj, is_hidden=form.cleaned_data.get("hidden", before), key_before=key)

    def grid(self, request: HttpRequest, pk: int) -> HttpResponse:
        return requirements_grid(self, request, pk)

    def read_pasted(self, request: HttpRequest, pk: int) -> HttpResponse:
        return read_pasted(self, request, pk)


@admin.register(RoleLevel)
class RoleLevelAdmin(Copied, Within, ModelAdmin):
    prepopulated_fields = {"slug": ["name"]}
    view_on_site = staticmethod(address_of)
    list_display = ["name", "role", "slug", "rank", "track"]
    list_filter = ["role__framework", ("role", OfFramework)]
    list_select_related = ["role"]
    search_fields = ["name", "slug", "titles"]
    ordering = ["role", "rank"]
    autocomplete_fields = ["role"]


@admin.register(RoleNote)
class RoleNoteAdmin(Within, ModelAdmin):
    prepopulated_fields = {"slug": ["title"]}
    view_on_site = staticmethod(address_of)
    list_display = ["title", "kind", "role", "position", "as_of"]
    list_filter = ["role__framework", ("role", OfFramework), "kind"]
    list_select_related = ["role"]
    search_fields = ["title", "text", "slug"]
    autocomplete_fields = ["role", "skills"]


@admin.register(SalaryRange)
class SalaryRangeAdmin(Within, ModelAdmin):
    prepopulated_fields = {"slug": ["title", "employer"]}
    view_on_site = staticmethod(address_of)
    list_display = ["title", "employer", "low", "median", "high", "currency", "year"]
    list_filter = ["role__framework", ("role", OfFramework), "currency", "year"]
    search_fields = ["title", "employer", "slug"]
    autocomplete_fields = ["role"]
