"""Reviews in the editor: recording one at a skill or a level, and how much of a framework is reviewed."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import reviews
from catalog.admin.publishing import TidyField
from catalog.editing.typed import ModelAdmin
from catalog.models import Framework, Review, RoleLevel, Skill
from catalog.reviews import TextChanged, Texts


class ReviewForm(forms.Form):
    by = TidyField(
        label=gettext_lazy("Reviewed by"),
        max_length=120,
        help_text=gettext_lazy("A name, or such as “3 practitioners”. It is shown to everybody: ask first."),
    )
    role = TidyField(
        label=gettext_lazy("Their role"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as “machine-learning engineer, 8 years”."),
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, texts: Texts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate()
        choices = {texts.public: _("what visitors see now"), texts.draft: _("the draft, as it stands here")}
        offered = [(seen, words) for seen, words in choices.items() if seen]
        # A plain text and no choice: of words that are gone meanwhile the verb says so.
        self.fields["seen"] = forms.CharField(
            label=_("What was looked at"),
            initial=offered[0][0],
            widget=forms.Select(choices=offered) if len(offered) > 1 else forms.HiddenInput(),
        )

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


@admin.register(Review)
class ReviewAdmin(ModelAdmin):
    """A review is recorded on the page of what it is of; here all stand together, to be corrected or taken back."""

    list_display = ["about", "by", "role", "day"]
    list_filter = ["framework"]
    list_select_related = ["skill", "level__role"]
    search_fields = ["by", "role", "skill__name", "level__name"]
    ordering = ["-day", "by"]
    fields = ["about", "by", "role", "day"]
    readonly_fields = ["about"]
    change_list_template = "admin/catalog/review/change_list.html"

    @admin.display(description=gettext_lazy("of"))
    def about(self, review: Review) -> str:
        return str(review.skill or review.level)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("of/<str:kind>/<int:pk>/", wrap(self.of), name="catalog_review_of"),
            path("framework/<int:pk>/", wrap(self.overview), name="catalog_review_overview"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {"frameworks": Framework.objects.order_by("name")}
        return super().changelist_view(request, {**(extra_context or {}), **extra})

    def overview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Each skill and each level of a framework, with its newest review."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        framework = get_object_or_404(Framework, pk=pk)
        lines = list(reviews.lines(framework))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Reviews of %s") % framework.name,
            "opts": self.model._meta,
            "kinds": [
                (kind, heading, [line for line in lines if isinstance(line.thing, model)])
                for kind, heading, model in (("level", _("Role levels"), RoleLevel), ("skill", _("Skills"), Skill))
            ],
        }
        return TemplateResponse(request, "admin/catalog/review/overview.html", context)

    def of(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """The reviews of a skill or a level, the words that they are about, and a form for one more."""
        may_add = request.user.has_perm("catalog.add_review")
        if not (may_add or self.has_view_permission(request)) or (request.method == "POST" and not may_add):
            raise PermissionDenied
        thing = _thing(kind, pk)
        texts = reviews.texts_of(thing)
        form = ReviewForm(request.POST if request.method == "POST" else None, texts=texts)
        status = 200
        if form.is_bound:
            status = self._refused(request, thing, form)
            if not status:
                return redirect("admin:catalog_review_of", kind, pk)
        value = reviews.value_of(thing)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Reviews of %s") % thing,
            "opts": self.model._meta,
            "kind": kind,
            "thing": thing,
            "value": value,
            "is_public": texts.draft == texts.public,
            "rows": [
                (row, row.seen == texts.draft, row.seen == texts.public) for row in thing.reviews.order_by("-day", "by")
            ],
            "form": form if may_add else None,
        }
        return TemplateResponse(request, "admin/catalog/review/of.html", context, status=status)

    def _refused(self, request: HttpRequest, thing: Skill | RoleLevel, form: ReviewForm) -> int:
        """Record what the form says; gives the status of a page that says why not, 0 where it was recorded."""
        if not form.is_valid():
            return 422
        try:
            review = reviews.record(thing=thing, **form.cleaned_data)
        except TextChanged:
            form.add_error(None, _("The words changed while you looked. Nothing was recorded yet: please look again."))
            form.data = {**request.POST.dict(), "seen": form.fields["seen"].initial}
            return 409
        except ValidationError:
            form.add_error("by", _("A review of this day by this name is here already."))
            return 422
        self.log_addition(request, review, f"{review.by}, {review.day}")
        messages.success(request, _("Recorded. Visitors see it after the next publishing."))
        return 0


def _thing(kind: str, pk: int) -> Skill | RoleLevel:
    if kind == "skill":
        return get_object_or_404(Skill.objects.select_related("area", "framework"), pk=pk)
    if kind == "level":
        return get_object_or_404(RoleLevel.objects.select_related("role__framework"), pk=pk)
    raise Http404
