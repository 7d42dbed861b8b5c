from django.contrib import admin

from catalog.admin.labels import LabelledInline
from catalog.admin.public import address_of
from catalog.editing.typed import ModelAdmin
from catalog.models import Resource, ResourceStep


class ResourceStepInline(LabelledInline):
    model = ResourceStep
    autocomplete_fields = ["skill"]
    ordering = ["skill__area__position", "skill__position", "step"]


@admin.register(Resource)
class ResourceAdmin(ModelAdmin):
    prepopulated_fields = {"slug": ["title"]}
    view_on_site = staticmethod(address_of)
    list_display = ["title", "kind", "cost", "hours", "language", "checked_on", "verified"]
    list_filter = ["framework", "kind", "cost", "language", "verified"]
    search_fields = ["title", "slug", "provider", "url"]
    date_hierarchy = "checked_on"
    inlines = [ResourceStepInline]
