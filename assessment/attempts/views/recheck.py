"""Asking again, only in some areas or only the must-haves that are open: the answers there start empty, all others are
carried over with their dates."""

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessment import access, limits
from assessment.attempts import actions
from assessment.attempts.forms import RecheckForm
from assessment.attempts.views.start import opened
from assessment.models import Answer, Assessment
from assessment.report import reading as report_reading
from assessment.report.core.report import GapReport
from assessment.role import reading
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import main_in
from assessment.role.core.same_questions import same_questions
from catalog import editions


@require_http_methods(["GET", "HEAD", "POST"])
def recheck(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose areas, or POST without any for those that have a gap at `level`; then a new attempt that asks only these.

    With `open` it asks only the must-haves of `level` that were skipped or not sure.
    """
    before = access.find_submitted(request, public_id)
    now_asked = reading.offered_again(before)
    fields = request.POST if request.method == "POST" else request.GET
    level = fields.get("level", "")
    if level and level not in reading.compiled_for(before).role.level:
        raise Http404
    found = report_reading.report_of(before, focus=level)
    gaps = _areas_with_gaps(found, now_asked)
    form = RecheckForm(
        request.POST if request.method == "POST" else None, pages=now_asked.questionnaire.pages, gaps=gaps
    )
    still_open = found.undecided & now_asked.questionnaire.question.keys() if "open" in fields else frozenset()
    is_chosen = bool(still_open) if "open" in fields else form.is_valid()
    if request.method != "POST" or not is_chosen:
        context = {"assessment": before, "role": now_asked.role, "language": now_asked.language, "form": form}
        return render(request, "assessment/attempts/recheck.html", context, status=422 if form.is_bound else 200)
    at = timezone.now()
    limits.count(request, "start", at)
    areas = [] if still_open else form.cleaned_data["areas"] or gaps
    again = still_open or {slug for slug, area in now_asked.questionnaire.area_of.items() if area in areas}
    assessment, secret = actions.start(
        edition_id=editions.id_of(now_asked.digest),
        role=before.role,
        target=before.target if before.target in now_asked.role.level else "",
        owner_id=access.user_id(request),
        at=at,
        carry=_carried(before, now_asked, again),
        main=main_in(now_asked.rules, before.named),
        carried_from=before,
        kind=Assessment.Kind.RECHECK,
        areas=areas,
    )
    return opened(request, reverse("assessment:go-on", args=[assessment.public_id]), assessment, secret)


def _areas_with_gaps(found: GapReport, now_asked: CompiledRole) -> list[str]:
    """The areas of today in which a report has gaps at the level in focus; all where it has none."""
    open_areas = {found.skill(gap.skill).area for gap in found.gaps}
    pages = [page.area.slug for page in now_asked.questionnaire.pages]
    return [area for area in pages if area in open_areas] or pages


def _carried(before: Assessment, now_asked: CompiledRole, again: Collection[str]) -> dict[str, Answer]:
    """What is not asked again: the answers to all other questions that are still the same, and that some of these were
    skipped."""
    alike = same_questions(reading.compiled_for(before), now_asked)
    given = actions.carried(before.answers.all(), alike)
    skipped = Answer(step=None, saved_at=before.handed_in_at)
    return {
        slug: given.get(slug, skipped)
        for slug in now_asked.questionnaire.question
        if slug in alike and slug not in again
    }
