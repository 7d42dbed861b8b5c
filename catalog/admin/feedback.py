"""What visitors say of questions: the editors' list."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalog.editing.typed import ModelAdmin
from catalog.models import Feedback, Skill


@admin.register(Feedback)
class FeedbackAdmin(ModelAdmin):
    """A remark is read and marked as done; its words are the visitor's and stay as they are."""

    list_display = ["skill", "kind", "text", "day", "edition", "is_done", "at_skill"]
    list_filter = ["is_done", "kind", "edition__framework", "skill"]
    list_select_related = ["edition"]
    search_fields = ["skill", "text"]
    ordering = ["is_done", "-day", "skill"]
    fields = ["skill", "at_skill", "kind", "text", "day", "edition", "is_done"]
    readonly_fields = ["skill", "at_skill", "kind", "text", "day", "edition"]
    actions = ["mark_done", "open_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feedback]:
        skills = Skill.objects.filter(framework=OuterRef("edition__framework"), slug=OuterRef("skill"))
        found = super().get_queryset(request).defer("edition__payload")
        annotated: QuerySet[Feedback] = found.annotate(skill_pk=Subquery(skills.values("pk")[:1]))
        return annotated

    @admin.display(description=_("in the editor"))
    def at_skill(self, remark: Any) -> str:
        if remark.skill_pk is None:
            return "–"
        address = reverse("admin:catalog_skill_change", args=[remark.skill_pk])
        return format_html('<a href="{}">{}</a>', address, remark.skill)

    @admin.action(description=_("Mark as done"), permissions=["change"])
    def mark_done(self, request: HttpRequest, rows: QuerySet[Feedback]) -> None:
        self._mark(request, rows, is_done=True)

    @admin.action(description=_("Open again"), permissions=["change"])
    def open_again(self, request: HttpRequest, rows: QuerySet[Feedback]) -> None:
        self._mark(request, rows, is_done=False)

    def _mark(self, request: HttpRequest, rows: QuerySet[Feedback], *, is_done: bool) -> None:
        # By their numbers: the rows of the list carry a query of their own.
        keys = list(rows.exclude(is_done=is_done).values_list("pk", flat=True))
        count = Feedback.objects.filter(pk__in=keys).update(is_done=is_done)
        messages.success(request, ngettext("%d remark changed.", "%d remarks changed.", count) % count)
