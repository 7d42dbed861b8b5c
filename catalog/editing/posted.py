"""What a form holds, as a browser sends it: in these words what was shown, what is stored and what was typed compare."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, QuerySet
from django.forms.models import InlineForeignKeyField, ModelChoiceField, ModelMultipleChoiceField
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from catalog.editing.typed import AnyForm

if TYPE_CHECKING:
    from django.http.request import _ImmutableQueryDict

    Chosen = ModelMultipleChoiceField[Any]
else:
    Chosen = ModelMultipleChoiceField

# The values of a field by the end of the input's name: "" for most, "_0" and "_1" for a day with a time.
Value = dict[str, list[str]]
Row = dict[str, Value]


def compared(form: AnyForm) -> Iterator[str]:
    """The names of the fields that an editor can change; what says which row it is, is none."""
    key = form._meta.model._meta.pk.name
    for name, field in form.fields.items():
        if name not in {key, "DELETE"} and not field.disabled and not isinstance(field, InlineForeignKeyField):
            yield name


def shown(form: AnyForm) -> Row:
    """What a form that nobody has typed into would send."""
    return {name: _shown(form.fields[name].widget, form[name].value()) for name in compared(form)}


def sent(form: AnyForm, data: QueryDict) -> Row:
    """What was sent of a form."""
    return {name: _sent(form.fields[name].widget, data, form.add_prefix(name)) for name in compared(form)}


def write(data: QueryDict, name: str, value: Mapping[str, list[str]]) -> None:
    """Put a value where the form looks for it."""
    for end, values in value.items():
        data.setlist(name + end, values)
        if not values:
            del data[name + end]


def with_line_feeds(data: QueryDict) -> QueryDict:
    """What was sent, its lines ended as they are stored: what nobody touched must not count as changed."""
    found = QueryDict(mutable=True)
    for name, values in data.lists():
        found.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return found


def is_number(text: str) -> bool:
    """Whether it may be the number of a row: SQLite cannot even look for a longer one, and none of ours is."""
    return text.isdecimal() and len(text) < 10


def may_be_key(key: Any, text: str) -> bool:
    """Whether it may be the key of a row: a number, or whatever else the field holds."""
    try:
        key.to_python(text)
    except ValidationError:
        return False
    return is_number(text) or not isinstance(key, IntegerField)


class Several(Chosen):
    """A choice of several rows that takes nothing but what can be their keys."""

    def clean(self, value: Any) -> Any:
        rows = cast("QuerySet[Any]", self.queryset)
        for one in value or ():
            if not may_be_key(rows.model._meta.pk, str(one)):
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": one})
        return super().clean(value)


def keys_of_rows(data: QueryDict) -> list[str]:
    """What the form of a list sends as the keys of its rows: those that are ticked, and those that it edits."""
    edited = [one for name, one in data.items() if name.startswith("form-") and name.endswith("-id")]
    return [one for one in (*data.getlist(ACTION_CHECKBOX_NAME), *edited) if isinstance(one, str)]


def frozen(data: QueryDict) -> "_ImmutableQueryDict":
    """What was put together, as a request holds what was sent: nobody changes it any more."""
    return QueryDict(data.urlencode())


def words(field: forms.Field | None, value: Value) -> str:
    """A value as the page names it: chosen things by their names."""
    values = [one for part in value.values() for one in part]
    if field is not None and isinstance(_bare(field.widget), forms.CheckboxInput):
        return _("yes") if values else _("no")
    if isinstance(field, ModelChoiceField) and field.queryset is not None:
        keys = [one for one in values if one]
        numbers = list(filter(is_number, keys))
        found = field.queryset.model._default_manager.in_bulk(numbers)
        return ", ".join(str(found.get(int(one), one)) if one in numbers else one for one in keys)
    if isinstance(field, forms.ChoiceField):
        names = names_of(field.choices)
        return ", ".join(names.get(one, one) for one in values if one)
    return " ".join(values)


def names_of(choices: Any) -> dict[str, str]:
    """The names of the values of a choice, without its groups."""
    pairs: Any = flatten_choices(choices)
    return {str(value): str(name) for value, name in pairs}


def _bare(widget: forms.Widget) -> Any:
    """A widget without the buttons that the admin puts around it."""
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget


def _shown(widget: forms.Widget, value: Any) -> Value:
    widget = _bare(widget)
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list | tuple) else widget.decompress(value) or []
        return {
            end + rest: values
            for (end, inner), part in zip(_inner(widget), parts, strict=True)
            for rest, values in _shown(inner, part).items()
        }
    if isinstance(widget, forms.CheckboxInput):
        return {"": ["on"] if widget.check_test(value) else []}
    formatted: Any = widget.format_value(value)
    values = formatted if isinstance(formatted, list | tuple) else [formatted]
    return {"": plain(["" if one is None else str(one) for one in values])}


def _sent(widget: forms.Widget, data: QueryDict, name: str) -> Value:
    widget = _bare(widget)
    if isinstance(widget, forms.MultiWidget):
        return {
            end + rest: values
            for end, inner in _inner(widget)
            for rest, values in _sent(inner, data, name + end).items()
        }
    if isinstance(widget, forms.CheckboxInput):
        return {"": ["on"] if widget.value_from_datadict(data, MultiValueDict(), name) else []}
    if getattr(widget, "allow_multiple_selected", False):
        return {"": plain(data.getlist(name))}
    return {"": plain([data.get(name) or ""])}


def _inner(widget: Any) -> list[tuple[str, forms.Widget]]:
    """The widgets that make up one, such as a day and a time, by the ends of their names."""
    return list(zip(widget.widgets_names, widget.widgets, strict=True))


def plain(values: list[str]) -> list[str]:
    """Browsers send CRLF, and lists in the order of the page."""
    return sorted(value.replace("\r\n", "\n").replace("\r", "\n") for value in values)
