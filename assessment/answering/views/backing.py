"""The page "Back it up": after the questions, a line of evidence for some answers. All of it is optional.

What is written or chosen there is saved as on a page of questions.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessment import access
from assessment.access import SeeOther
from assessment.answering import actions, page_saving
from assessment.answering.core.backing import Backing, backings
from assessment.answering.page_saving import SHOWN, SaveResult
from assessment.answering.views import quick
from assessment.models import Answer, Assessment
from assessment.role import reading
from assessment.role.core.compiled import CompiledRole
from assessment.words.texts import EVIDENCE_LIMIT


@page_saving.may_be_repeated
@require_http_methods(["GET", "HEAD", "POST"])
def back_it_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """Must-haves to back, and what was written before. POST saves them, as the page does without JavaScript."""
    assessment = access.find(request, public_id)
    if assessment.is_submitted:
        is_save = request.method == "POST"
        return page_saving.too_late(assessment) if is_save else redirect("assessment:report", public_id)
    if request.method == "POST":
        return _save(request, assessment, _of(assessment, None))
    rows = _rows(assessment)
    compiled = _of(assessment, rows.values())
    asked = _asked(assessment, compiled, rows) if _is_over(assessment, compiled, rows) else []
    if not any(asked):
        return redirect(_onward(assessment, compiled, ""))
    return _page(request, assessment, compiled, asked, rows, SHOWN)


def _of(assessment: Assessment, rows: Iterable[Answer] | None) -> CompiledRole:
    """What the attempt asks, with its main field: of a group only what counts is worth backing."""
    return reading.for_main(reading.asked_by(assessment, rows), assessment.named)


def _rows(assessment: Assessment) -> dict[str, Answer]:
    return {answer.skill: answer for answer in assessment.answers.all()}


def _is_over(assessment: Assessment, compiled: CompiledRole, rows: Mapping[str, Answer]) -> bool:
    """Whether the questions are over: what comes up here tells what a must-have is."""
    if assessment.kind == Assessment.Kind.QUICK:
        return quick.state_of(compiled, rows).following is None
    given = reading.given(rows.values())
    return all(
        any(question.skill.slug in given for question in page.questions) for page in compiled.questionnaire.pages
    )


def _asked(assessment: Assessment, compiled: CompiledRole, rows: Mapping[str, Answer]) -> list[list[Backing]]:
    """What is to be backed, and what else something was written to, so that it can be changed."""
    given = reading.given(rows.values())
    found = list(backings(compiled, given, assessment.target))
    slugs = {each.skill.slug for each in found}
    written = [
        Backing(question.skill, None)
        for question in compiled.questionnaire.questions
        if (slug := question.skill.slug) not in slugs and slug in given and given[slug].evidence
    ]
    return [found, written]


def _page(
    request: HttpRequest,
    assessment: Assessment,
    compiled: CompiledRole,
    asked: Sequence[Sequence[Backing]],
    rows: Mapping[str, Answer],
    result: SaveResult,
) -> HttpResponse:
    items, written = ([_item(compiled, each, rows, result) for each in part] for part in asked)
    context = {
        "assessment": assessment,
        "role": compiled.role,
        "language": compiled.language,
        "items": items,
        "written": written,
        "troubled": [(item["skill"].slug, item["skill"].name) for item in (*items, *written) if item["notice"]],
        "onward": _onward(assessment, compiled, ""),
        "is_quick": assessment.kind == Assessment.Kind.QUICK,
        "evidence_limit": EVIDENCE_LIMIT,
    }
    return render(request, "assessment/answering/back_it_up.html", context, status=result.status)


def _item(compiled: CompiledRole, backing: Backing, rows: Mapping[str, Answer], result: SaveResult) -> dict[str, Any]:
    """One answer to back. All its sentences are on the page, for a clash with another tab; only some are in sight."""
    skill, snapshot = backing.skill, compiled.snapshot
    stored = rows.get(skill.slug, page_saving.NOTHING)
    answer = result.typed.get(skill.slug, stored)
    in_sight = {backing.neighbour, answer.step, stored.step}
    return {
        "skill": skill,
        "answer": answer,
        "has_neighbour": backing.neighbour is not None,
        "notice": result.notices.get(skill.slug, ""),
        "options": [
            (
                step,
                snapshot.sentence(skill, step.value),
                snapshot.tone(step.value),
                step.value in in_sight,
            )
            for step in snapshot.steps
        ],
    }


def _save(request: HttpRequest, assessment: Assessment, compiled: CompiledRole) -> HttpResponse:
    if "end" not in request.POST:
        return page_saving.incomplete()
    fields = request.POST.dict()
    known = compiled.questionnaire.question
    slugs = [name.removesuffix("-rev") for name in fields if name.endswith("-rev")]
    sent = [known[slug] for slug in slugs if slug in known]
    try:
        result = page_saving.keep(assessment, compiled, sent, fields)
    except actions.AlreadySubmitted:
        return page_saving.too_late(assessment)
    if not result.notices:
        return SeeOther(_onward(assessment, compiled, fields.get("to", "next")))
    rows = _rows(assessment)
    neighbour = {each.skill.slug: each.neighbour for part in _asked(assessment, compiled, rows) for each in part}
    asked = [Backing(question.skill, neighbour.get(question.skill.slug)) for question in sent]
    return _page(request, assessment, compiled, [asked, []], rows, result)


def _onward(assessment: Assessment, compiled: CompiledRole, to: str) -> str:
    if assessment.kind == Assessment.Kind.QUICK:
        return reverse("assessment:quick", args=[assessment.public_id])
    if to == "back":
        last = compiled.questionnaire.pages[-1].area.slug
        return reverse("assessment:questions", args=[assessment.public_id, last])
    return reverse("assessment:check", args=[assessment.public_id])
