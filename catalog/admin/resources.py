from django.contrib import admin

from catalog.admin.labels import LabelledInline
from catalog.editing.typed import ModelAdmin
from catalog.models import Resource, ResourceStep


class ResourceStepInline(LabelledInline):
    model = ResourceStep
    autocomplete_fields = ["skill"]


@admin.register(Resource)
class ResourceAdmin(ModelAdmin):
    list_display = ["title", "kind", "cost", "hours", "language", "checked_on", "verified"]
    list_filter = ["kind", "cost", "language", "verified"]
    search_fields = ["title", "slug", "provider", "url"]
    date_hierarchy = "checked_on"
    inlines = [ResourceStepInline]
