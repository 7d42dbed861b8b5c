"""Saving the questions of a page by its form: the one way for all pages that ask, and what to show where it fails."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from assessment.answering import actions
from assessment.answering.core import saving
from assessment.answering.core.saving import Save
from assessment.models import Answer, Assessment
from assessment.role import reading
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.questionnaire import Question
from assessment.words.refusals import Refused

NOTHING = Answer(step=None, rev=0)


class SaveResult(NamedTuple):
    """What became of a page: for each question that was not saved why, as HTML, and what was typed, to show again."""

    notices: dict[str, str]
    typed: dict[str, Answer]
    status: int


def may_be_repeated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose form may be sent again and is then done again: revisions say whether it is the newest."""
    vars(view)["may_be_repeated"] = True  # read by config.presses
    return view


def keep(
    assessment: Assessment, compiled: CompiledRole, questions: Sequence[Question], fields: Mapping[str, str]
) -> SaveResult:
    """Save the given questions of a page. Raises actions.AlreadySubmitted."""
    saves, notices = _parse(compiled, questions, fields)
    typed = {slug: _as_sent(compiled, fields, slug) for slug in notices}
    outcomes = actions.save_answers(assessment=assessment, saves=saves, at=timezone.now())
    conflicts = [outcome for outcome in outcomes if outcome.is_conflict]
    for outcome in conflicts:
        notices[outcome.save.skill] = _conflict_notice(compiled, outcome)
        typed[outcome.save.skill] = _as_typed(outcome.save, outcome.rev)
    return SaveResult(notices, typed, 409 if conflicts else 422)


def incomplete() -> HttpResponse:
    """The answer to a form that was cut off on the way."""
    return HttpResponse(render_to_string("errors/400.html"), status=400)


def too_late(assessment: Assessment) -> HttpResponse:
    """The answer to a save into what was handed in."""
    return HttpResponse(render_to_string("errors/409.html", {"assessment": assessment}), status=409)


def cleared(asked: str, stored: Mapping[str, Answer]) -> dict[str, str]:
    """The notice of the question that was just cleared, as HTML by skill; none where it holds something."""
    answer = stored.get(asked)
    if answer is None or answer.step is not None or answer.evidence or answer.last_used:
        return {}
    return {asked: render_to_string("assessment/answering/_cleared.html")}


def newer(assessment: Assessment) -> str:
    """The notice of a newer edition that asks or scores otherwise, as HTML, where there is one."""
    if reading.newer_for(assessment) is None:
        return ""
    return render_to_string("assessment/answering/_newer.html", {"public_id": assessment.public_id})


def _parse(
    compiled: CompiledRole, questions: Sequence[Question], fields: Mapping[str, str]
) -> tuple[list[Save], dict[str, str]]:
    """The saves of a page, and a notice for each question whose fields cannot be taken."""
    saves: list[Save] = []
    notices: dict[str, str] = {}
    scale = compiled.snapshot.lowest, compiled.snapshot.highest
    cleared = fields.get("clear")
    for question in questions:
        slug = question.skill.slug
        if slug == cleared:
            # All that was said of it goes, what was written too.
            fields = {**fields, **{f"{slug}-{name}": "" for name in ("step", "unsure", "evidence", "last_used")}}
        try:
            saves.append(saving.parse_form(fields, slug, compiled.questionnaire.question, scale))
        except Refused as refused:
            notices[slug] = render_to_string("assessment/answering/_refused.html", {"refused": refused})
    return saves, notices


def _as_typed(save: Save, rev: int) -> Answer:
    return Answer(step=save.step, unsure=save.unsure, evidence=save.evidence, last_used=save.last_used, rev=rev)


def _as_sent(compiled: CompiledRole, fields: Mapping[str, str], slug: str) -> Answer:
    """What was typed, as far as it can be shown again: the text in full, choices where they are on the form."""
    step = fields.get(f"{slug}-step", "")
    known = {str(value.value) for value in compiled.snapshot.scale}
    last_used, rev = fields.get(f"{slug}-last_used", ""), fields.get(f"{slug}-rev", "")
    return Answer(
        step=int(step) if step in known else None,
        unsure=bool(fields.get(f"{slug}-unsure")) and step in known,
        evidence=fields.get(f"{slug}-evidence", ""),
        last_used=last_used if last_used in Answer.LastUsed.values else "",
        rev=int(rev) if rev.isascii() and rev.isdigit() and len(rev) < 10 else 0,
    )


def _conflict_notice(compiled: CompiledRole, outcome: actions.Outcome) -> str:
    anchors = compiled.questionnaire.question[outcome.save.skill].skill.anchor_at
    stored = outcome.stored
    theirs = anchors[stored.step].text if stored and stored.step is not None else ""
    return render_to_string("assessment/answering/_conflict.html", {"theirs": theirs, "stored": stored})
