"""What may become of an edition: made current, withdrawn, annotated, compared, restored as the draft, and that undone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import editions, lifecycle
from catalog.admin.publishing import TidyField, may_publish
from catalog.compared import Compared, compared
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core.diff import Change, diff
from catalog.core.snapshot import Snapshot
from catalog.editing.typed import ModelAdmin
from catalog.models import Edition, EditionNote, Framework, KeptDraft, Publication, Withdrawal
from catalog.restore import CannotHold, DraftChanged, restore

KEPT_SHOWN = 10


class SeenForm(forms.Form):
    # What the page showed: replacing something else than was looked at is refused.
    digest = forms.CharField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    reason = TidyField(
        label=gettext_lazy("Reason, for visitors"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stands on the edition's public page, such as “A step was described wrongly.”"),
    )


class NoteForm(forms.Form):
    label = TidyField(
        label=gettext_lazy("Another label"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Reports keep the label that it had when it was published."),
    )
    text = TidyField(label=gettext_lazy("Note, for visitors"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> None:
        if not any(self.cleaned_data.values()):
            raise ValidationError(_("Write a label or a note."))


if TYPE_CHECKING:
    ModelChoiceField = forms.ModelChoiceField[Edition]
else:
    ModelChoiceField = forms.ModelChoiceField


class EditionChoice(ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.framework.name}: {name_of(obj)}"


class CompareForm(forms.Form):
    old = EditionChoice(label=gettext_lazy("From"), queryset=Edition.objects.none())
    new = EditionChoice(label=gettext_lazy("To"), queryset=Edition.objects.none())

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        found = with_state(Edition.objects.light()).select_related("framework").order_by("framework__name", "-pk")
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = found

    def clean(self) -> None:
        old, new = (self.cleaned_data.get(name) for name in ("old", "new"))
        if old and new and old.framework_id != new.framework_id:
            raise ValidationError(_("Choose two editions of one framework."))


def with_state(rows: QuerySet[Edition]) -> QuerySet[Any]:
    """Editions with what became of them: `newest` is what their framework published last, `called` a later label."""
    of_framework = Publication.objects.filter(edition__framework=OuterRef("framework")).order_by("-pk")
    shown = Publication.objects.filter(edition=OuterRef("pk")).order_by("-pk")
    withdrawn = Withdrawal.objects.filter(edition=OuterRef("pk"), lifted_at=None)
    labels = EditionNote.objects.filter(edition=OuterRef("pk")).exclude(label="").order_by("-pk")
    return rows.annotate(
        newest=Subquery(of_framework.values("edition_id")[:1]),
        shown_at=Subquery(shown.values("at")[:1]),
        shown_by=Subquery(shown.values("by")[:1]),
        withdrawn_at=Subquery(withdrawn.values("at")[:1]),
        withdrawn_by=Subquery(withdrawn.values("by")[:1]),
        called=Subquery(labels.values("label")[:1]),
    )


def name_of(edition: Any) -> str:
    """What an edition is called now, and what it was called at first."""
    return f"{edition.called} ({edition.label})" if edition.called else str(edition.label)


def state_of(edition: Any) -> str:
    """Whether visitors see an edition, and who made it so."""
    if edition.withdrawn_at:
        said, at, by = _("withdrawn on %(day)s by %(name)s"), edition.withdrawn_at, edition.withdrawn_by
    elif edition.newest == edition.pk:
        said, at, by = _("current since %(day)s, by %(name)s"), edition.shown_at, edition.shown_by
    else:
        return ""
    return said % {"day": f"{timezone.localdate(at):%Y-%m-%d}", "name": by or "?"}


def story_of(edition: Edition) -> dict[str, Any]:
    """What the page of an edition tells beside its own fields: four queries."""
    kept = KeptDraft.objects.filter(framework=edition.framework_id).defer("payload", "aside").order_by("-pk")
    return {
        "publications": edition.publications.order_by("-pk"),
        "withdrawals": edition.withdrawals.order_by("-pk"),
        "notes": edition.later.order_by("-pk"),
        "kept_drafts": kept[:KEPT_SHOWN],
    }


def _edition(request: HttpRequest, pk: int) -> Any:
    if not may_publish(request):
        raise PermissionDenied
    return get_object_or_404(with_state(Edition.objects.light()).select_related("framework"), pk=pk)


def _page(
    model_admin: ModelAdmin, request: HttpRequest, template: str, context: Mapping[str, Any], *, acts: bool = True
) -> HttpResponse:
    shared = {**model_admin.admin_site.each_context(request), "opts": model_admin.model._meta}
    status = 422 if acts and request.method == "POST" else 200
    return TemplateResponse(request, f"admin/catalog/edition/{template}.html", {**shared, **context}, status=status)


def _back(edition: Edition) -> HttpResponse:
    return redirect("admin:catalog_edition_change", edition.pk)


def current_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether visitors shall see an edition again; POST makes it so."""
    edition = _edition(request, pk)
    if request.method == "POST":
        is_new = lifecycle.make_current(edition=edition, by=request.user.get_username(), at=timezone.now())
        said = _("Visitors see edition %s now.") if is_new else _("Visitors see edition %s already.")
        messages.success(request, said % edition.label)
        return _back(edition)
    current = editions.current_of(edition.framework)
    after = editions.as_read(edition)
    before = editions.as_read(current) if current else after
    changes = diff(before, after)
    context = {
        "title": _("Make edition %s current") % name_of(edition),
        "edition": edition,
        "current": current,
        "is_current": current == edition,
        "changes": changes,
        "compared": _compared(request, before, after, changes),
    }
    return _page(model_admin, request, "make_current", context)


def withdraw_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether nobody shall begin on an edition any more; POST makes it so."""
    edition = _edition(request, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        by = request.user.get_username()
        is_new = lifecycle.withdraw(edition=edition, by=by, at=timezone.now(), reason=form.cleaned_data["reason"])
        said = _("Nobody can begin on edition %s any more.") if is_new else _("Edition %s was withdrawn already.")
        messages.success(request, said % edition.label)
        return _back(edition)
    context = {
        "title": _("Withdraw edition %s from new use") % name_of(edition),
        "edition": edition,
        "is_current": edition.newest == edition.pk,
        "form": form,
    }
    return _page(model_admin, request, "withdraw", context)


def note_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """A label and a note for an edition that is published already; POST stores them."""
    edition = _edition(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        lifecycle.annotate(edition=edition, by=request.user.get_username(), at=timezone.now(), **said)
        messages.success(request, _("Stored. It stands on the edition's public page."))
        return _back(edition)
    context = {"title": _("Label or annotate edition %s") % name_of(edition), "edition": edition, "form": form}
    return _page(model_admin, request, "note", context)


def compare_page(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """What differs between any two editions of a framework, `?old=` and `?new=`."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    form = CompareForm(request.GET) if {"old", "new"} <= request.GET.keys() else CompareForm(initial=request.GET.dict())
    context: dict[str, Any] = {"title": _("Compare two editions"), "form": form}
    if form.is_valid():
        old, new = (form.cleaned_data[name] for name in ("old", "new"))
        before, after = editions.as_read(old), editions.as_read(new)
        changes = diff(before, after)
        context |= {
            "names": (name_of(old), name_of(new)),
            "changes": changes,
            "compared": _compared(request, before, after, changes),
            "keep": f"old={old.pk}&new={new.pk}&",
        }
    return _page(model_admin, request, "compare", context, acts=False)


def _compared(request: HttpRequest, before: Snapshot, after: Snapshot, changes: Sequence[Change]) -> Compared:
    """Changes in words. What they are counted from stands in each page's own heading."""
    return compared(before, after, changes, since="", asked=request.GET)


class Source(NamedTuple):
    """What may take the place of a draft."""

    name: str
    framework: Framework
    snapshot: Snapshot
    aside: Mapping[str, Mapping[str, Any]] | None = None


def restore_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """What the draft would lose and win, were an edition to take its place; POST makes it so."""
    edition = _edition(request, pk)
    source = Source(_("edition %s") % edition.label, edition.framework, editions.as_read(edition))
    return _restore(model_admin, request, source)


def bring_back_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a draft that was replaced: the way to undo it."""
    if not may_publish(request):
        raise PermissionDenied
    kept = get_object_or_404(KeptDraft.objects.select_related("framework"), pk=pk)
    source = Source(_("the draft of %s") % kept, kept.framework, canonical.parse(kept.payload), kept.aside)
    return _restore(model_admin, request, source)


def _restore(model_admin: ModelAdmin, request: HttpRequest, source: Source) -> HttpResponse:
    form = SeenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _restored(request, source, form.cleaned_data["digest"])
        except DraftChanged:
            messages.warning(request, _("The draft changed while you looked. Please look at it again."))
        except CannotHold as error:
            messages.error(request, _("Nothing was restored: the catalogue cannot hold it. %s") % error)
    live = compile_live(source.framework)
    changes = diff(live, source.snapshot)
    context = {
        "title": _("Restore %s as the draft") % source.name,
        "source": source,
        "framework": source.framework,
        "changes": changes,
        "compared": _compared(request, live, source.snapshot, changes),
        "counts": Counter(change.kind for change in changes),
        "form": SeenForm(initial={"digest": canonical.digest(live)}),
    }
    return _page(model_admin, request, "restore", context)


def _restored(request: HttpRequest, source: Source, seen: str) -> HttpResponse:
    kept = restore(
        framework=source.framework,
        snapshot=source.snapshot,
        by=request.user.get_username(),
        at=timezone.now(),
        reason=source.name,
        seen=seen,
        aside=source.aside,
    )
    if kept is None:
        messages.info(request, _("The draft says just this already. Nothing was replaced."))
    else:
        said = _("The draft is %s now. Visitors see it after the next publishing.") % source.name
        address = reverse("admin:catalog_edition_bring_back", args=[kept.pk])
        messages.success(request, format_html('{} <a href="{}">{}</a>', said, address, _("Undo")))
    return redirect(reverse("admin:catalog_edition_changelist") + f"?framework__id__exact={source.framework.pk}")
