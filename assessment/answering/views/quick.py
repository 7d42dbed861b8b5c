"""The quick check: one must-have a page until no answer could change the result, and what it comes to.

A quick attempt is an unfinished attempt. Its result is derived when it is looked at and never stored; one button turns
the attempt into the full assessment with every answer kept.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment import access
from assessment.access import SeeOther
from assessment.answering import actions, fragments, page_saving
from assessment.answering.core import quick_check
from assessment.answering.core.quick_check import QuickCheck
from assessment.answering.page_saving import NOTHING, SaveResult
from assessment.fragments import joined, picture
from assessment.models import Answer, Assessment
from assessment.report.reading import wording
from assessment.report.renderers import pictures
from assessment.report.views.reports import level_row
from assessment.role import reading
from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.questionnaire import Question
from assessment.words.ranges import Interval

SHOWN = SaveResult({}, {}, 200)


class State(NamedTuple):
    """How far a quick attempt is: its stored answers by skill, what they allow, and the questions that were asked."""

    check: QuickCheck
    rows: Mapping[str, Answer]
    spans: tuple[Interval, ...]
    seen: frozenset[int]

    @property
    def following(self) -> int | None:
        return quick_check.following(self.check, self.spans, self.seen)


def _state(assessment: Assessment, compiled: CompiledRole) -> State:
    rows = {answer.skill: answer for answer in assessment.answers.all()}
    check = quick_check.of(compiled)
    # A newer edition may have made a must-have a lesser skill: its answer stays, and is no question of the check.
    seen = frozenset(compiled.rules.index[slug] for slug in rows).intersection(check.order)
    return State(check, rows, scoring.intervals(compiled.rules, reading.given(rows.values())), seen)


def _page_of(assessment: Assessment, compiled: CompiledRole, position: int) -> str:
    return reverse("assessment:quick-question", args=[assessment.public_id, compiled.rules.skills[position].slug])


def _next_page(assessment: Assessment, compiled: CompiledRole, state: State) -> str:
    """The question to ask next, or the result."""
    if (position := state.following) is not None:
        return _page_of(assessment, compiled, position)
    return reverse("assessment:quick", args=[assessment.public_id])


@require_safe
def quick(request: HttpRequest, public_id: str) -> HttpResponse:
    """On to the next question; where none is left, what the must-haves come to."""
    assessment = access.find(request, public_id)
    if assessment.is_submitted or assessment.kind != Assessment.Kind.QUICK:
        return redirect("assessment:go-on", public_id)
    compiled = reading.compiled_for(assessment)
    state = _state(assessment, compiled)
    if state.following is not None:
        return redirect(_next_page(assessment, compiled, state))
    return render(request, "assessment/answering/quick_result.html", _result(assessment, compiled, state))


@page_saving.may_be_repeated
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, public_id: str, skill: str) -> HttpResponse:
    """One must-have. POST saves it, as the page does without JavaScript, and goes on."""
    assessment = access.find(request, public_id)
    compiled = reading.compiled_for(assessment)
    if skill not in quick_check.of(compiled).slugs:
        raise Http404
    asked = compiled.questionnaire.question[skill]
    if request.method == "POST":
        return _save(request, assessment, compiled, asked)
    if assessment.is_submitted or assessment.kind != Assessment.Kind.QUICK:
        return redirect("assessment:go-on", public_id)
    return _page(request, assessment, compiled, asked, SHOWN, told=request.GET.get("cleared", ""))


def _page(
    request: HttpRequest,
    assessment: Assessment,
    compiled: CompiledRole,
    asked: Question,
    result: SaveResult,
    *,
    told: str = "",
) -> HttpResponse:
    state = _state(assessment, compiled)
    slug = asked.skill.slug
    notices = {**page_saving.cleared(told, state.rows), **result.notices}
    position = compiled.rules.index[slug]
    answer = result.typed.get(slug) or state.rows.get(slug, NOTHING)
    progress = quick_check.progress(state.check, state.spans, state.seen, position)
    context = {
        "assessment": assessment,
        "role": compiled.role,
        "language": compiled.language,
        "asked": asked,
        "is_new": position not in state.seen,
        "progress": progress,
        "is_first": progress.number == 1,
        "question": joined([fragments.lone_question(compiled, slug, answer, notices.get(slug, ""))]),
        "newer": page_saving.newer(assessment),
    }
    return render(request, "assessment/answering/quick.html", context, status=result.status)


def _save(request: HttpRequest, assessment: Assessment, compiled: CompiledRole, asked: Question) -> HttpResponse:
    """Also for an attempt that was turned into the full one in another tab: what was answered here is its answer."""
    if assessment.is_submitted:
        return page_saving.too_late(assessment)
    if "end" not in request.POST:
        return page_saving.incomplete()
    fields = request.POST.dict()
    try:
        result = page_saving.keep(assessment, compiled, [asked], fields)
        if result.notices:
            return _page(request, assessment, compiled, asked, result)
        address = _onward(assessment, compiled, asked.skill.slug, fields)
    except actions.AlreadySubmitted:
        return page_saving.too_late(assessment)
    return SeeOther(address)


def _onward(assessment: Assessment, compiled: CompiledRole, slug: str, fields: Mapping[str, str]) -> str:
    """Where to go after a save. Who goes on without an answer has passed the question over; it is not asked again."""
    here = reverse("assessment:quick-question", args=[assessment.public_id, slug])
    if assessment.kind != Assessment.Kind.QUICK:
        return reverse("assessment:go-on", args=[assessment.public_id])
    if fields.get("clear") == slug:
        return f"{here}?cleared={slug}#q-{slug}"
    state = _state(assessment, compiled)
    if fields.get("to") != "back":
        if slug not in state.rows:
            actions.pass_over(assessment=assessment, skill=slug, at=timezone.now())
            state = state._replace(seen=state.seen | {compiled.rules.index[slug]})
        return _next_page(assessment, compiled, state)
    order = state.check.order
    before = [each for each in order[: state.check.slugs.index(slug)] if each in state.seen]
    return _page_of(assessment, compiled, before[-1]) if before else here


@require_POST
def to_full(request: HttpRequest, public_id: str) -> HttpResponse:
    """Turn the quick check into the full assessment. Twice is as good as once."""
    assessment = access.find(request, public_id)
    actions.ask_everything(assessment=assessment, at=timezone.now())
    return SeeOther(reverse("assessment:go-on", args=[public_id]))


def _result(assessment: Assessment, compiled: CompiledRole, state: State) -> dict[str, Any]:
    words = wording()
    given = reading.given(state.rows.values())
    found = quick_check.report(compiled, given)
    asked = [slug for slug in state.check.slugs if slug in state.rows]
    left = len(compiled.questionnaire.questions) - len(given)
    undecided = [compiled.rules.skills[at] for at in quick_check.open_questions(state.check, state.spans)]
    return {
        "assessment": assessment,
        "role": compiled.role,
        "language": compiled.language,
        "place": words.place(found, found.place),
        "coverage": words.coverage(found),
        "strip": picture(pictures.strip(found, words)),
        "legend": words.legend(),
        "levels": joined(level_row(found, level, words) for level in found.levels),
        "open": [{"skill": skill, "answer": state.rows.get(skill.slug)} for skill in undecided],
        "is_cut_short": any(skill.slug not in state.rows for skill in undecided),
        "most": quick_check.MOST,
        "left": left,
        "minutes": words.minutes(quick_check.minutes(left)),
        "answers": [_answer_row(compiled, slug, state.rows[slug]) for slug in asked],
        "caveat": words.caveat(),
        "newer": page_saving.newer(assessment),
    }


def _answer_row(compiled: CompiledRole, slug: str, answer: Answer) -> dict[str, Any]:
    skill = compiled.questionnaire.question[slug].skill
    return {
        "skill": skill,
        "answer": answer,
        "step": compiled.snapshot.step[answer.step] if answer.step is not None else None,
        "anchor": skill.anchor_at.get(answer.step) if answer.step is not None else None,
    }
