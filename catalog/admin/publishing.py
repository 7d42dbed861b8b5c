"""Before publishing: what would change for visitors and what is wrong, and the button that makes it so."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import drafts, editions
from catalog.admin.health import findings_context
from catalog.compared import Compared, compared
from catalog.core import canonical
from catalog.drafts import Draft
from catalog.editing.typed import ModelAdmin
from catalog.models import Framework


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


def may_publish(request: HttpRequest) -> bool:
    return request.user.has_perm("catalog.publish_edition")


def publish_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing the live catalogue of a framework would change, for those who may; POST publishes it."""
    if not may_publish(request):
        raise PermissionDenied
    framework = get_object_or_404(Framework, pk=pk)
    form = PublishForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            return _published(model_admin, request, framework, form)
        except editions.CatalogueUnfit:
            messages.error(request, _("Nothing was published: the catalogue has errors."))
        except editions.CatalogueChanged:
            messages.warning(request, _("The catalogue changed while you looked. Please look at it again."))
    draft = drafts.draft_of(framework)
    if form is None or form.is_valid():
        form = PublishForm(initial={**(form.cleaned_data if form else {}), "digest": draft.digest})
    older = editions.of_digest(draft.digest)
    context = {
        **model_admin.admin_site.each_context(request),
        **findings_context(request, framework, draft.findings),
        "title": _("Publish %s") % framework.name,
        "opts": model_admin.model._meta,
        "framework": framework,
        "draft": draft,
        "compared": _compared(request, draft),
        "older": older,
        "older_is_withdrawn": older is not None and older.withdrawals.filter(lifted_at=None).exists(),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/catalog/edition/publish.html", context, status=status)


def _compared(request: HttpRequest, draft: Draft) -> Compared | None:
    """What differs from the current edition, in words; None before the first."""
    if draft.before is None or draft.current is None:
        return None
    return compared(draft.before, draft.live, draft.changes, since=draft.current.label, asked=request.GET)


def _published(model_admin: ModelAdmin, request: HttpRequest, framework: Framework, form: PublishForm) -> HttpResponse:
    edition = editions.publish(
        framework=framework,
        by=request.user.get_username(),
        at=timezone.now(),
        label=form.cleaned_data["label"],
        notes=form.cleaned_data["notes"],
        seen=form.cleaned_data["digest"],
    )
    messages.success(request, _("Published as edition %s. Visitors see it now.") % edition.label)
    kept = {"label": canonical.tidy(edition.label), "notes": canonical.tidy(edition.notes)}
    if lost := [text for name, text in form.cleaned_data.items() if name in kept and text not in {"", kept[name]}]:
        said = _("It was published before and keeps the label and the note that it had. Not stored: %s")
        messages.warning(request, said % " · ".join(lost))
    return redirect("admin:catalog_edition_changelist")
