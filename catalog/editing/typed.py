"""The admin's generic classes: types name what they are of, which Django itself does not know at run time."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.forms.models import BaseInlineFormSet, BaseModelForm, ModelForm

FormSet = Any  # of any admin; the types of Django's formsets know neither their thing nor its key

if TYPE_CHECKING:
    InlineFormSet = BaseInlineFormSet[Any, Any, Any]
    Form = ModelForm[Any]
    AnyForm = BaseModelForm[Any]
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    InlineFormSet, Form, AnyForm = BaseInlineFormSet, ModelForm, BaseModelForm
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline
