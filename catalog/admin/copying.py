"""The button “Copy” on the page of a thing, and the small form behind it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import copying
from catalog.admin.publishing import TidyField
from catalog.editing.locking import lasting
from catalog.editing.typed import ModelAdmin
from catalog.models import Framework, Role, RoleLevel, Skill
from catalog.models.base import validate_key

if TYPE_CHECKING:
    Base = ModelAdmin
else:
    Base = object

# What a key must be the only one in, and what comes along.
SIBLINGS: dict[type[Model], Callable[[Any], QuerySet[Any]]] = {
    Framework: lambda row: Framework.objects.all(),
    Role: lambda row: row.framework.roles,
    RoleLevel: lambda row: row.role.levels,
    Skill: lambda row: row.framework.skills,
}
COMES_ALONG: dict[type[Model], Any] = {
    Framework: gettext_lazy("All of its draft comes along. The copy has no edition until you publish it."),
    Role: gettext_lazy("Its levels come along with what they require, its notes and what is paid."),
    RoleLevel: gettext_lazy("What it requires comes along. The copy stands above all other levels of the role."),
    Skill: gettext_lazy("Its anchors and prerequisites come along. No level requires the copy yet."),
}


class CopyForm(forms.Form):
    name = TidyField(label=gettext_lazy("Name of the copy"))
    slug = TidyField(
        label=gettext_lazy("Key"),
        required=False,
        validators=[validate_key],
        help_text=gettext_lazy("Left empty, it is made from the name."),
    )
    with_links = forms.BooleanField(
        label=gettext_lazy("With its links to public vocabularies"),
        required=False,
        help_text=gettext_lazy(
            "They say what this skill is the same as. Take them along only where that holds for the copy."
        ),
    )

    def __init__(self, *args: Any, row: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.row, self.taken = row, set(SIBLINGS[type(row)](row).values_list("slug", flat=True))
        longest = {name: row._meta.get_field(name).max_length for name in ("name", "slug")}
        for name, most in longest.items():
            field = self.fields[name]
            assert isinstance(field, forms.CharField)  # noqa: S101 # both are texts
            field.max_length = most
            field.widget.attrs["maxlength"] = str(most)
        self.longest = longest
        self.initial.setdefault("name", Truncator(_("Copy of %s") % row.name).chars(longest["name"]))
        if not isinstance(row, Skill):
            del self.fields["with_links"]

    def clean_name(self) -> str:
        return self._fits("name")

    def clean_slug(self) -> str:
        slug = self._fits("slug")
        if slug in self.taken:
            raise ValidationError(_("This key is taken."))
        return slug or copying.free_key(
            self.cleaned_data.get("name", ""), self.row.slug, self.taken, self.longest["slug"]
        )

    def _fits(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if len(text) > self.longest[name]:
            raise ValidationError(_("Too long: %d fit.") % self.longest[name])
        return text


class Copied(Base):
    """For admins of what can be copied."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.copy)
        return [path("<int:pk>/copy/", view, name=f"catalog_{self.opts.model_name}_copy"), *super().get_urls()]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and self.has_add_permission(request):
            context["copy_url"] = reverse(f"admin:catalog_{self.opts.model_name}_copy", args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def copy(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks for a name; POST makes the copy and leads to it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        with lasting(request):
            row = get_object_or_404(self.get_queryset(request), pk=pk)
            form = CopyForm(request.POST if request.method == "POST" else None, row=row)
            if form.is_valid():
                made = _copy(row, form.cleaned_data)
                messages.success(request, _("This is the copy: %s.") % made)
                return redirect(f"admin:catalog_{self.opts.model_name}_change", made.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Copy %s") % row,
            "opts": self.opts,
            "original": row,
            "form": form,
            "comes_along": COMES_ALONG[self.model],
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/catalog/copy.html", context, status=status)


def _copy(row: Any, asked: dict[str, Any]) -> Model:
    if isinstance(row, Framework):
        return copying.copy_framework(framework=row, at=timezone.now(), **asked)
    if isinstance(row, Role):
        return copying.copy_role(role=row, **asked)
    if isinstance(row, RoleLevel):
        return copying.copy_level(level=row, **asked)
    return copying.copy_skill(skill=row, **asked)
