"""Choosing within a framework: what a field of a stored row offers is of the framework of that row."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from catalog.editing.posted import is_number
from catalog.editing.typed import ModelAdmin
from catalog.models import Framework
from catalog.models.base import ELSEWHERE, NaturallyKeyed, framework_of

ASKED = "framework"  # in the address that a chooser asks for what it may offer

if TYPE_CHECKING:
    Base = ModelAdmin
    Chooser = AutocompleteMixin
else:
    Base = Chooser = object


class Within(Base):
    """For admins and inlines of what belongs to a framework."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return self._limited(super().formfield_for_foreignkey, Select, db_field, request, kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return self._limited(super().formfield_for_manytomany, SelectMultiple, db_field, request, kwargs)

    def _limited(self, make: Any, widget: Any, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> Any:
        framework, using = self._framework(db_field, request), kwargs.get("using")
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = widget(db_field, self.admin_site, using=using, framework=framework)
        if framework is None:
            return make(db_field, request, **kwargs)
        related = db_field.related_model
        offered = self.get_field_queryset(using, db_field, request)
        offered = related._default_manager.using(using) if offered is None else offered
        kwargs["queryset"] = offered.filter(**{related.FRAMEWORK: framework})
        field = make(db_field, request, **kwargs)
        field.error_messages["invalid_choice"] = ELSEWHERE
        return field

    def _framework(self, db_field: Any, request: HttpRequest) -> int | None:
        """The framework of the row that is edited, where a field names another row of one."""
        related = db_field.related_model
        if not (issubclass(related, NaturallyKeyed) and related.FRAMEWORK):
            return None
        model = self.parent_model if isinstance(self, InlineModelAdmin) else self.model
        match = request.resolver_match
        key = match.kwargs.get("object_id") if match else None
        if key is None:
            return None
        # No row leaves its framework, so a request asks once for each, however many fields it has.
        known = request.__dict__.setdefault("_frameworks", {})
        if (model, key) not in known:
            try:
                known[model, key] = framework_of(model._default_manager.filter(pk=unquote(str(key))).first())
            except (ValueError, ValidationError):
                known[model, key] = None
        found: int | None = known[model, key]
        return found


class _Limited(Chooser):
    """Asks for what belongs to one framework, or to any; shows nothing chosen where what came is no row's number."""

    def __init__(self, *args: Any, framework: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework

    def get_url(self) -> str:
        address = super().get_url()
        return address if self.framework is None else f"{address}?{ASKED}={self.framework}"

    def optgroups(self, name: str, value: Any, attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, [each for each in value if is_number(str(each))], attr)


class Select(_Limited, AutocompleteSelect):
    pass


class SelectMultiple(_Limited, AutocompleteSelectMultiple):
    pass


class Found(AutocompleteJsonView):
    """What a chooser may offer; where that is of several frameworks, each says of which."""

    def get_queryset(self) -> QuerySet[Any]:
        found = super().get_queryset()
        way = getattr(found.model, "FRAMEWORK", "")
        if not way:
            return found
        asked = self.request.GET.get(ASKED, "")
        return found.filter(**{way: asked}) if is_number(asked) else found.select_related(way)

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        if isinstance(obj, NaturallyKeyed) and obj.FRAMEWORK and self.names_frameworks:
            result["text"] += f" ({obj.natural_key()[0]})"
        return result

    @cached_property
    def names_frameworks(self) -> bool:
        return ASKED not in self.request.GET and Framework.objects.count() > 1
