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
from assessment.answering import actions, feedback, fragments, page_saving
from assessment.answering import reading as answering_reading
from assessment.answering.core import quick_check, saving
from assessment.answering.core.quick_check import QuickCheck
from assessment.answering.page_saving import NOTHING, SHOWN, SaveResult
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
from catalog.core import timing


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
    return state_of(compiled, {answer.skill: answer for answer in assessment.answers.all()})


def state_of(compiled: CompiledRole, rows: Mapping[str, Answer]) -> State:
    """How far a quick attempt is by all of its stored answers, by skill."""
    check = quick_check.of(compiled)
    # A newer edition may have made a must-have a lesser skill: its answer stays, and is no question of the check.
    seen = frozenset(compiled.rules.index[slug] for slug in rows).intersection(check.order)
    return State(check, rows, scoring.intervals(compiled.rules, reading.given(rows.values())), seen)


def _page_of(assessment: Assessment, compiled: CompiledRole, position: int) -> str:
    return reverse("assessment:quick-question", args=[assessment.public_id, compiled.rules.skills[position].slug])


def _main_page(assessment: Assessment, group: str) -> str:
    return reverse("assessment:quick-main", args=[assessment.public_id, group])


def _next_page(assessment: Assessment, compiled: CompiledRole, state: State) -> str:
    """The main field or the question to ask next, or the result."""
    for group in state.check.groups:
        if group not in assessment.main:
            return _main_page(assessment, group)
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
    onward = _next_page(assessment, compiled, state)
    if onward != request.path:
        return redirect(onward)
    return render(request, "assessment/answering/quick_result.html", _result(assessment, compiled, state))


@page_saving.may_be_repeated
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, public_id: str, skill: str) -> HttpResponse:
    """One must-have. POST saves it, as the page does without JavaScript, and goes on."""
    assessment = access.find(request, public_id)
    compiled = reading.compiled_for(assessment)
    if skill not in quick_check.of(reading.asked_by(assessment)).slugs:
        raise Http404
    asked = compiled.questionnaire.question[skill]
    if request.method == "POST":
        return _save(request, assessment, compiled, asked)
    if assessment.is_submitted or assessment.kind != Assessment.Kind.QUICK:
        return redirect("assessment:go-on", public_id)
    if skill not in quick_check.of(compiled).slugs:
        return redirect("assessment:quick", public_id)
    folds = feedback.thanked(compiled, request.GET.get("thanks", ""))
    return _page(request, assessment, compiled, asked, SHOWN, told=request.GET.get("cleared", ""), folds=folds)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    compiled: CompiledRole,
    asked: Question,
    result: SaveResult,
    *,
    told: str = "",
    folds: Mapping[str, str] | None = None,
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
        "is_first": progress.number == 1 and not state.check.groups,
        "steps": compiled.snapshot.steps,
        "question": joined(
            [fragments.lone_question(compiled, slug, answer, notices.get(slug, ""), (folds or {}).get(slug, ""))]
        ),
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
        remark = feedback.take(request, compiled, fields)
        if result.notices or remark.refused:
            folds = feedback.folds(compiled, [asked.skill.slug], fields, remark)
            return _page(request, assessment, compiled, asked, remark.over(result), folds=folds)
        address = _onward(assessment, compiled, asked.skill.slug, fields, remark.skill)
    except actions.AlreadySubmitted:
        return page_saving.too_late(assessment)
    return SeeOther(address)


def _onward(assessment: Assessment, compiled: CompiledRole, slug: str, fields: Mapping[str, str], thanks: str) -> str:
    """Where to go after a save. Who goes on without an answer has passed the question over; it is not asked again."""
    here = reverse("assessment:quick-question", args=[assessment.public_id, slug])
    if assessment.kind != Assessment.Kind.QUICK:
        return reverse("assessment:go-on", args=[assessment.public_id])
    if thanks:
        return f"{here}?thanks={thanks}#q-{slug}"
    if fields.get("clear") == slug:
        return f"{here}?cleared={slug}#q-{slug}"
    state = _state(assessment, compiled)
    if fields.get("to") != "back":
        if slug not in state.rows:
            actions.pass_over(assessment=assessment, skill=slug, at=timezone.now())
            state = state._replace(seen=state.seen | {compiled.rules.index[slug]})
        return _next_page(assessment, compiled, state)
    return _page_before(assessment, compiled, state, slug)


def _page_before(assessment: Assessment, compiled: CompiledRole, state: State, slug: str) -> str:
    """The question that was asked before; before the first one the main field, and else this one."""
    order, here = state.check.order, compiled.rules.index[slug]
    before = [each for each in order[: order.index(here) if here in order else None] if each in state.seen]
    if not before and state.check.groups:
        return _main_page(assessment, state.check.groups[-1])
    return _page_of(assessment, compiled, before[-1] if before else here)


@page_saving.may_be_repeated
@require_http_methods(["GET", "HEAD", "POST"])
def main_field(request: HttpRequest, public_id: str, group: str) -> HttpResponse:
    """The main field, before the first question. POST saves it, as the page does without JavaScript, and goes on."""
    assessment = access.find(request, public_id)
    compiled = reading.asked_by(assessment)
    if group not in quick_check.of(compiled).groups:
        raise Http404
    if request.method == "POST":
        return _save_main(request, assessment, compiled, group)
    if assessment.is_submitted or assessment.kind != Assessment.Kind.QUICK:
        return redirect("assessment:go-on", public_id)
    return _page_of_main(request, assessment, compiled, group, SHOWN)


def _page_of_main(
    request: HttpRequest, assessment: Assessment, compiled: CompiledRole, group: str, result: SaveResult
) -> HttpResponse:
    said = result.main.get(group) or answering_reading.said_main(assessment, group)
    notice = result.notices.get(saving.main_key(group), "")
    context = {
        "assessment": assessment,
        "role": compiled.role,
        "language": compiled.language,
        "group": group,
        "question": joined([fragments.main_field(compiled, group, said, notice, is_alone=True)]),
        "newer": page_saving.newer(assessment),
    }
    return render(request, "assessment/answering/quick_main.html", context, status=result.status)


def _save_main(request: HttpRequest, assessment: Assessment, compiled: CompiledRole, group: str) -> HttpResponse:
    """Who goes on without a choice has named none, and is not asked again."""
    if assessment.is_submitted:
        return page_saving.too_late(assessment)
    if "end" not in request.POST:
        return page_saving.incomplete()
    key = f"{saving.main_key(group)}-member"
    chosen = {} if key in request.POST or group in assessment.main else {key: ""}
    try:
        result = page_saving.keep_main(assessment, compiled, group, {**request.POST.dict(), **chosen})
    except actions.AlreadySubmitted:
        return page_saving.too_late(assessment)
    if result.notices:
        return _page_of_main(request, assessment, compiled, group, result)
    return SeeOther(reverse("assessment:go-on", args=[assessment.public_id]))


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
    left = [question.skill for question in compiled.questionnaire.questions if question.skill.slug not in given]
    undecided = [compiled.rules.skills[at] for at in quick_check.open_questions(state.check, state.spans)]
    return {
        "assessment": assessment,
        "role": compiled.role,
        "language": compiled.language,
        "place": words.place(found, found.place),
        "coverage": words.coverage(found),
        "ladder": picture(pictures.ladder(found, words)),
        "legend": words.marks_legend(),
        "levels": joined(level_row(found, level, words) for level in found.levels),
        "open": [{"skill": skill, "answer": state.rows.get(skill.slug)} for skill in undecided],
        "is_cut_short": any(skill.slug not in state.rows for skill in undecided),
        "most": quick_check.MOST,
        "left": len(left),
        "minutes": timing.minutes(compiled.snapshot, left),
        "main": [_main_row(assessment, compiled, group) for group in state.check.groups],
        "answers": [_answer_row(compiled, slug, state.rows[slug]) for slug in asked],
        "caveat": words.caveat(),
        "newer": page_saving.newer(assessment),
    }


def _main_row(assessment: Assessment, compiled: CompiledRole, group: str) -> dict[str, Any]:
    named = assessment.named.get(group)
    return {"skill": compiled.snapshot.skill[named] if named else None, "address": _main_page(assessment, group)}


def _answer_row(compiled: CompiledRole, slug: str, answer: Answer) -> dict[str, Any]:
    skill = compiled.questionnaire.question[slug].skill
    return {
        "skill": skill,
        "answer": answer,
        "step": compiled.snapshot.step[answer.step] if answer.step is not None else None,
        "anchor": skill.anchor_at.get(answer.step) if answer.step is not None else None,
    }
