"""The admin's generic classes: types name what they are of, which Django itself does not know at run time."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.forms.models import BaseInlineFormSet

FormSet = Any  # of any admin; the types of Django's formsets know neither their thing nor its key

if TYPE_CHECKING:
    InlineFormSet = BaseInlineFormSet[Any, Any, Any]
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    InlineFormSet, ModelAdmin, TabularInline = BaseInlineFormSet, admin.ModelAdmin, admin.TabularInline
