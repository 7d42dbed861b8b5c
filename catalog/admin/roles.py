from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from catalog.admin.grid import requirements_grid
from catalog.admin.labels import LabelledInline
from catalog.editing.typed import ModelAdmin
from catalog.models import Role, RoleLevel, RoleNote, SalaryRange


class LevelInline(LabelledInline):
    model = RoleLevel
    fields = ["slug", "name", "rank", "track"]
    show_change_link = True


@admin.register(Role)
class RoleAdmin(ModelAdmin):
    list_display = ["name", "slug", "framework", "position"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["name", "slug"]
    inlines = [LevelInline]
    change_form_template = "admin/catalog/role/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        grid = path("<int:pk>/requirements/", self.admin_site.admin_view(self.grid), name="catalog_role_requirements")
        return [grid, *super().get_urls()]

    def grid(self, request: HttpRequest, pk: int) -> HttpResponse:
        return requirements_grid(self, request, pk)


@admin.register(RoleLevel)
class RoleLevelAdmin(ModelAdmin):
    list_display = ["name", "role", "slug", "rank", "track"]
    list_filter = ["role"]
    list_select_related = ["role"]
    search_fields = ["name", "slug", "titles"]
    ordering = ["role", "rank"]
    autocomplete_fields = ["role"]


@admin.register(RoleNote)
class RoleNoteAdmin(ModelAdmin):
    list_display = ["title", "kind", "role", "position", "as_of"]
    list_filter = ["role", "kind"]
    list_select_related = ["role"]
    search_fields = ["title", "text", "slug"]
    autocomplete_fields = ["role", "skills"]


@admin.register(SalaryRange)
class SalaryRangeAdmin(ModelAdmin):
    list_display = ["title", "employer", "low", "median", "high", "currency", "year"]
    list_filter = ["role", "currency", "year"]
    search_fields = ["title", "employer", "slug"]
    autocomplete_fields = ["role"]
