from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import editions
from catalog.admin.health import findings_context, health_page
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core.diff import diff
from catalog.editing.typed import ModelAdmin
from catalog.models import Edition, Framework


class TidyField(forms.CharField):
    """A text as the catalogue stores texts, judged as it will be stored."""

    def to_python(self, value: object) -> str:
        return canonical.tidy(super().to_python(value) or "")


class PublishForm(forms.Form):
    label = TidyField(
        label=gettext_lazy("Label"), max_length=80, required=False, help_text=gettext_lazy("By default today's date.")
    )
    notes = TidyField(
        label=gettext_lazy("What changed, for visitors"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    # What the page showed: publishing something else than was looked at is refused.
    digest = forms.CharField(widget=forms.HiddenInput)


@admin.register(Edition)
class EditionAdmin(ModelAdmin):
    """Editions can be looked at and made, never changed."""

    list_display = ["label", "framework", "published_at", "published_by", "digest"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["label", "digest"]
    ordering = ["-pk"]
    readonly_fields = ["label", "framework", "published_at", "published_by", "notes", "digest"]
    change_list_template = "admin/catalog/edition/change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer("payload")

    def get_urls(self) -> list[URLPattern]:
        publish = path("publish/<int:pk>/", self.admin_site.admin_view(self.publish), name="catalog_edition_publish")
        health = path("health/<int:pk>/", self.admin_site.admin_view(self.health), name="catalog_edition_health")
        return [publish, health, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {"frameworks": Framework.objects.order_by("name"), "may_publish": self.may_publish(request)}
        return super().changelist_view(request, {**(extra_context or {}), **extra})

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalog.publish_edition")

    def health(self, request: HttpRequest, pk: int) -> HttpResponse:
        return health_page(self, request, pk)

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What would change for visitors, and the button that makes it so."""
        if not self.may_publish(request):
            raise PermissionDenied
        framework = get_object_or_404(Framework, pk=pk)
        form = PublishForm(request.POST) if request.method == "POST" else None
        if form is not None and form.is_valid():
            try:
                return self._published(request, framework, form)
            except editions.CatalogueUnfit:
                messages.error(request, _("Nothing was published: the catalogue has errors."))
            except editions.CatalogueChanged:
                messages.warning(request, _("The catalogue changed while you looked. Please look at it again."))
        live = compile_live(framework)
        payload = canonical.payload(live)
        digest = canonical.name(payload)
        if form is None or form.is_valid():
            form = PublishForm(initial={**(form.cleaned_data if form else {}), "digest": digest})
        findings = editions.judge(framework, live, timezone.localdate())
        current = editions.current_of(framework)
        before = editions.as_read(current) if current else None
        context = {
            **self.admin_site.each_context(request),
            **findings_context(request, framework, findings),
            "title": _("Publish %s") % framework.name,
            "opts": self.model._meta,
            "framework": framework,
            "current": current,
            "is_unchanged": before is not None and canonical.payload(before) == payload,
            "changes": diff(before, live) if before else [],
            "older": editions.of_digest(digest),
            "form": form,
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/catalog/edition/publish.html", context, status=status)

    def _published(self, request: HttpRequest, framework: Framework, form: PublishForm) -> HttpResponse:
        edition = editions.publish(
            framework=framework,
            by=request.user.get_username(),
            at=timezone.now(),
            label=form.cleaned_data["label"],
            notes=form.cleaned_data["notes"],
            seen=form.cleaned_data["digest"],
        )
        self.log_addition(request, edition, f"Published {edition.digest}")
        messages.success(request, _("Published as edition %s. Visitors see it now.") % edition.label)
        kept = {"label": canonical.tidy(edition.label), "notes": canonical.tidy(edition.notes)}
        if lost := [text for name, text in form.cleaned_data.items() if name in kept and text not in {"", kept[name]}]:
            said = _("It was published before and keeps the label and the note that it had. Not stored: %s")
            messages.warning(request, said % " · ".join(lost))
        return redirect("admin:catalog_edition_changelist")
