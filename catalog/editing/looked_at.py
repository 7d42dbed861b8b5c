"""For admins of rows that nobody types: they are looked at, and some may be deleted."""

from django.db.models import Model
from django.http import HttpRequest

from catalog.editing.typed import ModelAdmin


class LookedAt(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
