"""What lists are filtered by: in a list of one framework, its own areas and roles alone."""

from typing import Any

from django.contrib.admin import RelatedFieldListFilter
from django.http import HttpRequest

from catalog.editing.posted import is_number
from catalog.editing.typed import ModelAdmin


class OfFramework(RelatedFieldListFilter):
    """Offers the rows of the framework that the list is filtered by; all, where it is filtered by none."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: ModelAdmin) -> Any:
        asked = request.GET.get(f"{model_admin.model.FRAMEWORK}__id__exact", "")
        related: Any = field.related_model
        limit = {related.FRAMEWORK: asked} if is_number(asked) else {}
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=limit)
