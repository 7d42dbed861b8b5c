"""Asking: a page per area, a save per answer, a last look, and handing in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment import access
from assessment.access import SeeOther
from assessment.answering import actions, feedback, fragments, page_saving, reading
from assessment.answering.core import consistency, saving
from assessment.answering.core.consistency import Contradiction
from assessment.answering.core.saving import MainSave, Save
from assessment.answering.forms import SubmitForm
from assessment.answering.page_saving import NOTHING, SaveResult
from assessment.fragments import joined
from assessment.models import Answer, Assessment
from assessment.role import reading as role_reading
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.questionnaire import Page, Question
from assessment.words.refusals import Refused

BODY_LIMIT = 64_000
PAIRS_IN_SIGHT = 5


@page_saving.may_be_repeated
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, public_id: str, area: str) -> HttpResponse:
    """One area's questions. POST saves them all, as the page does without JavaScript, and goes where was asked."""
    assessment = access.find(request, public_id)
    answers = _answers(assessment) if request.method != "POST" else None
    compiled = role_reading.asked_by(assessment, answers.by_skill.values() if answers is not None else None)
    current = compiled.questionnaire.page.get(area)
    if current is None:
        raise Http404
    if assessment.is_submitted:
        is_save = request.method == "POST"
        return page_saving.too_late(assessment) if is_save else redirect("assessment:report", public_id)
    if answers is None:
        return _save_page(request, assessment, compiled, current)
    if assessment.kind == Assessment.Kind.QUICK:
        return redirect("assessment:quick", public_id)
    told = page_saving.cleared(request.GET.get("cleared", ""), answers.by_skill)
    folds = feedback.thanked(compiled, request.GET.get("thanks", ""))
    return _page(request, assessment, compiled, current, answers, told=told, folds=folds)


class Answers(NamedTuple):
    """What is stored for an attempt, and what the plan of an earlier one suggests."""

    by_skill: dict[str, Answer]
    ticked: list[reading.Ticked]


def _answers(assessment: Assessment) -> Answers:
    answers, ticked = reading.answers_and_ticks(assessment)
    return Answers({answer.skill: answer for answer in answers}, ticked)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    compiled: CompiledRole,
    current: Page,
    stored: Answers,
    *,
    result: SaveResult = page_saving.SHOWN,
    told: dict[str, str] | None = None,
    folds: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page of an area. `result` says what of it was not saved and why, `told` what became of it otherwise, `folds`
    what is open of the remarks on questions."""
    shown = {**(told or {}), **result.notices}
    answers = stored.by_skill
    suggested = reading.suggested(stored.ticked, compiled)
    pieces: list[str] = []
    for position, question in enumerate(current.questions):
        slug = question.skill.slug
        if group := compiled.asks_main_before.get(slug):
            said = result.main.get(group) or reading.said_main(assessment, group)
            pieces.append(fragments.main_field(compiled, group, said, shown.get(saving.main_key(group), "")))
        answer = answers.get(slug, NOTHING)
        carried = answer.carried if answer.step is not None else None
        pieces.append(
            fragments.question(
                compiled,
                current.area.slug,
                position,
                answer,
                shown.get(slug, ""),
                suggested.get(slug),
                (folds or {}).get(slug, ""),
                said_on=role_reading.said_on(assessment, carried) if carried else "",
                is_folded=role_reading.is_from_elsewhere(assessment, carried),
            )
        )
    body = fragments.questions_page(
        compiled,
        current.area.slug,
        public_id=assessment.public_id,
        csrf_token=get_token(request),
        answered=_answered(compiled, answers),
        questions=joined(pieces),
        newer=page_saving.newer(assessment),
        trouble=page_saving.trouble(compiled, result),
        onward=_after(assessment, compiled, current, answers.values()),
    )
    return HttpResponse(body, status=result.status)


def _answered(compiled: CompiledRole, answers: dict[str, Answer]) -> dict[str, int]:
    """How many questions of each area have an answer."""
    counts = {page.area.slug: 0 for page in compiled.questionnaire.pages}
    for skill, answer in answers.items():
        if answer.step is not None and skill in compiled.questionnaire.area_of:
            counts[compiled.questionnaire.area_of[skill]] += 1
    return counts


def _save_page(request: HttpRequest, assessment: Assessment, compiled: CompiledRole, current: Page) -> HttpResponse:
    if "end" not in request.POST:
        return page_saving.incomplete()
    fields = request.POST.dict()
    try:
        result = page_saving.keep(assessment, compiled, current.questions, fields)
    except actions.AlreadySubmitted:
        return page_saving.too_late(assessment)
    remark = feedback.take(request, compiled, fields)
    if not result.notices and not remark.refused:
        return _onward(assessment, compiled, current, fields, remark.skill)
    stored = _answers(assessment)
    stored.by_skill.update(result.typed)
    folds = feedback.folds(compiled, [question.skill.slug for question in current.questions], fields, remark)
    return _page(request, assessment, compiled, current, stored, result=remark.over(result), folds=folds)


def _onward(
    assessment: Assessment, compiled: CompiledRole, current: Page, fields: dict[str, str], thanks: str
) -> HttpResponse:
    pages = compiled.questionnaire.pages
    place = pages.index(current)
    to = fields.get("to", "next")
    if thanks:
        address = reverse("assessment:questions", args=[assessment.public_id, current.area.slug])
        address += f"?thanks={thanks}#q-{thanks}"
    elif fields.get("clear") in compiled.questionnaire.question:
        address = reverse("assessment:questions", args=[assessment.public_id, current.area.slug])
        address += f"?cleared={fields['clear']}#q-{fields['clear']}"
    elif to in compiled.questionnaire.page:
        address = reverse("assessment:questions", args=[assessment.public_id, to])
    elif to == "back" and place > 0:
        address = reverse("assessment:questions", args=[assessment.public_id, pages[place - 1].area.slug])
    elif to == "next":
        address = _after(assessment, compiled, current, assessment.answers.all() if assessment.carried_from_id else ())
    else:
        address = reverse("assessment:check", args=[assessment.public_id])
    return SeeOther(address)


def _after(assessment: Assessment, compiled: CompiledRole, current: Page, answers: Iterable[Answer]) -> str:
    """The address after a page: the next one that asks what was not answered at another role already, or what may be
    backed up where there is none. `answers` are the attempt's."""
    later = compiled.questionnaire.pages[compiled.questionnaire.pages.index(current) + 1 :]
    known = {
        row.skill for row in answers if row.step is not None and role_reading.is_from_elsewhere(assessment, row.carried)
    }
    after = next((page for page in later if any(each.skill.slug not in known for each in page.questions)), None)
    if after is None:
        return reverse("assessment:back-it-up", args=[assessment.public_id])
    return reverse("assessment:questions", args=[assessment.public_id, after.area.slug])


@require_POST
def save(request: HttpRequest, public_id: str) -> HttpResponse:
    """One answer, as JSON, by the saving contract (docs/api.md). 200 means: committed and flushed."""
    try:
        if len(request.body) > BODY_LIMIT:
            raise Refused(413, "too_large")
        assessment = access.find(request, public_id)
        compiled = role_reading.compiled_for(assessment)
        scale = compiled.snapshot.lowest, compiled.snapshot.highest
        if request.content_type != "application/json":
            raise Refused(415, "not_json")
        sent = saving.parse_json(request.body, compiled.questionnaire.question, scale, compiled.rules.groups)
        at = timezone.now()
        return _saved_main(assessment, sent, at) if isinstance(sent, MainSave) else _saved(assessment, sent, at)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=refused.status)
    except actions.AlreadySubmitted:
        return JsonResponse({"error": "submitted"}, status=409)


def _saved(assessment: Assessment, sent: Save, at: datetime) -> HttpResponse:
    [outcome] = actions.save_answers(assessment=assessment, saves=[sent], at=at)
    if not outcome.is_conflict:
        return JsonResponse({"rev": outcome.rev})
    stored = outcome.stored or NOTHING
    value = {name: getattr(stored, name) for name in ("step", "unsure", "evidence")}
    return JsonResponse({"error": "conflict", "rev": outcome.rev, "stored": value}, status=409)


def _saved_main(assessment: Assessment, sent: MainSave, at: datetime) -> HttpResponse:
    outcome = actions.save_main(assessment=assessment, save=sent, at=at)
    if not outcome.is_conflict:
        return JsonResponse({"rev": outcome.rev})
    stored = {"member": outcome.member or None}
    return JsonResponse({"error": "conflict", "rev": outcome.rev, "stored": stored}, status=409)


@require_safe
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """The last look before handing in: what was skipped, what may not fit, all answers."""
    assessment = access.find(request, public_id)
    if assessment.is_submitted:
        return redirect("assessment:report", public_id)
    if assessment.kind == Assessment.Kind.QUICK:
        return redirect("assessment:quick", public_id)
    return _check(request, assessment, _submit_form(public_id))


def _submit_form(public_id: str, data: Any = None) -> SubmitForm:
    return SubmitForm(data, action=reverse("assessment:submit", args=[public_id]))


def _check(
    request: HttpRequest, assessment: Assessment, form: SubmitForm, *, status: int = 200, empty: bool = False
) -> HttpResponse:
    answers = {answer.skill: answer for answer in assessment.answers.all()}
    compiled = role_reading.for_main(role_reading.asked_by(assessment, answers.values()), assessment.named)
    questions = compiled.questionnaire.questions
    asked_now = compiled.questionnaire.question
    given = {slug: answer for slug, answer in role_reading.given(answers.values()).items() if slug in asked_now}
    asked = [
        answer for question in questions if (answer := answers.get(question.skill.slug)) and answer.step is not None
    ]
    times = sorted(answer.saved_at for answer in asked)
    seconds = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    skipped = [
        question
        for question in questions
        if question.skill.slug not in given and _counts(compiled, question.skill.slug)
    ]
    pairs = [_pair(each) for each in consistency.contradictions(compiled.graph, given)]
    context = {
        "assessment": assessment,
        "role": compiled.role,
        "language": compiled.language,
        "form": form,
        "empty": empty,
        "has_newer": role_reading.newer_for(assessment) is not None,
        "pages": [
            {
                "area": page.area,
                "rows": [
                    {**_check_row(compiled, question, given), "said_on": _said_on(assessment, answers, question)}
                    for question in page.questions
                ],
                "main": [
                    _main_row(assessment, compiled, group, page)
                    for question in page.questions
                    if (group := compiled.asks_main_before.get(question.skill.slug))
                ],
            }
            for page in compiled.questionnaire.pages
        ],
        "answered": len(given),
        "all": len(questions),
        "skipped_must_haves": [question for question in skipped if question.is_must_have],
        "skipped_others": len([question for question in skipped if not question.is_must_have]),
        "pairs": pairs[:PAIRS_IN_SIGHT],
        "more_pairs": pairs[PAIRS_IN_SIGHT:],
        "alike": _alike(compiled, [answer.step for answer in asked if answer.step is not None]),
        # Answers taken over at one stroke carry one time; only a person's own pace says anything.
        "is_hurried": consistency.is_hurried([pause for pause in seconds if pause > 0]),
        "quick_seconds": consistency.QUICK_SECONDS,
    }
    return render(request, "assessment/answering/check.html", context, status=status)


def _counts(compiled: CompiledRole, skill: str) -> bool:
    """Whether a skill moves any level: a field beside the main one does not."""
    return compiled.rules.index[skill] in compiled.rules.unit_of


def _pair(found: Contradiction) -> dict[str, Any]:
    return {
        "contradiction": found,
        "claimed": found.skill.anchor_at.get(found.step),
        "given": found.needs.anchor_at.get(found.given),
    }


def _alike(compiled: CompiledRole, steps: Sequence[int]) -> dict[str, Any] | None:
    """The step that was chosen many times in a row, and how often; None where there is none."""
    found = consistency.alike(steps)
    return {**found._asdict(), "step": compiled.snapshot.step[found.step]} if found else None


def _main_row(assessment: Assessment, compiled: CompiledRole, group: str, page: Page) -> dict[str, Any]:
    named = assessment.named.get(group)
    address = reverse("assessment:questions", args=[assessment.public_id, page.area.slug])
    return {
        "skill": compiled.snapshot.skill[named] if named else None,
        "address": f"{address}#q-{saving.main_key(group)}",
    }


def _said_on(assessment: Assessment, answers: dict[str, Answer], question: Question) -> str:
    """When and where the answer to a question was said, empty where that was in this attempt."""
    answer = answers.get(question.skill.slug)
    return role_reading.said_on(assessment, answer.carried) if answer and answer.carried else ""


def _check_row(compiled: CompiledRole, question: Question, given: dict[str, Any]) -> dict[str, Any]:
    answer = given.get(question.skill.slug)
    return {
        "question": question,
        "answer": answer,
        "step": compiled.snapshot.step[answer.step] if answer else None,
        "anchor": question.skill.anchor_at.get(answer.step) if answer else None,
    }


@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand the answers in. Twice is as good as once. A quick check is never handed in."""
    assessment = access.find(request, public_id)
    if assessment.kind == Assessment.Kind.QUICK:
        return redirect("assessment:quick", public_id)
    form = _submit_form(public_id, request.POST)
    if not form.is_valid():
        return _check(request, assessment, form, status=422)
    try:
        actions.submit(assessment=assessment, person_name=form.cleaned_data["person_name"], at=timezone.now())
    except actions.NothingAnswered:
        return _check(request, assessment, form, status=422, empty=True)
    return SeeOther(reverse("assessment:report", args=[public_id]))
