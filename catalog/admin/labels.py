"""Labels for fields that the stock admin leaves without one: those in inlines and in editable lists."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Field
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalog.editing.typed import InlineFormSet, ModelAdmin, TabularInline
from catalog.editing.within import Within


def name_of(label: Any) -> str:
    text = str(label or "")
    return text[:1].upper() + text[1:]


class LabelledFormSet(InlineFormSet):
    """Names each field of each row, the tick that deletes the row included."""

    def add_fields(self, form: "forms.ModelForm[Any]", index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk and self.instance.pk:
            setattr(form.instance, self.fk.name, self.instance)  # so that no row is asked for what it belongs to
        row = _("new row") if index is None else _("row %d") % (index + 1)
        for name, field in form.fields.items():
            label = _("Delete") if name == "DELETE" else name_of(field.label)
            # The admin wraps a widget with its buttons, and all rows share the wrapper's own attributes.
            widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
            widget.attrs = {"aria-label": f"{label}, {row}"} | widget.attrs


class LabelledInline(Within, TabularInline):
    formset = LabelledFormSet
    extra = 0


class LabelledList(ModelAdmin):
    """For admins with `list_editable`: names each field in the list."""

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in self.list_editable:
            field.widget.attrs.setdefault("aria-label", name_of(db_field.verbose_name))
        return field
