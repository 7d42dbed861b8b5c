"""Saving the questions of a page by its form: the one way for all pages that ask, and what to show where it fails."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from assessment.answering import actions
from assessment.answering.core import saving
from assessment.answering.core.saving import MainSave, Save
from assessment.models import Answer, Assessment
from assessment.role import reading
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.questionnaire import Question
from assessment.words.refusals import Refused

NOTHING = Answer(step=None, rev=0)


class SaveResult(NamedTuple):
    """What became of a page: for each question that was not saved why, as HTML, and what was typed, to show again.

    A main field has its notice under the key of `saving.main_key`, and what was chosen, by group, in `main`.
    """

    notices: dict[str, str]
    typed: dict[str, Answer]
    main: dict[str, MainSave]
    status: int


# What there is to tell of a page that is only looked at.
SHOWN = SaveResult({}, {}, {}, 200)


def may_be_repeated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose form may be sent again and is then done again: revisions say whether it is the newest."""
    vars(view)["may_be_repeated"] = True  # read by config.presses
    return view


def keep(
    assessment: Assessment, compiled: CompiledRole, questions: Sequence[Question], fields: Mapping[str, str]
) -> SaveResult:
    """Save the given questions of a page, with the main fields that are asked there. Raises actions.AlreadySubmitted."""
    main = [group for question in questions if (group := compiled.asks_main_before.get(question.skill.slug))]
    result = _keep_answers(assessment, compiled, questions, fields)
    for group in main:
        found = keep_main(assessment, compiled, group, fields)
        result = SaveResult(
            {**result.notices, **found.notices},
            result.typed,
            {**result.main, **found.main},
            min(result.status, found.status),
        )
    return result


def keep_main(assessment: Assessment, compiled: CompiledRole, group: str, fields: Mapping[str, str]) -> SaveResult:
    """Save the main field of a group, where one was chosen. Raises actions.AlreadySubmitted."""
    key, groups = saving.main_key(group), compiled.rules.groups
    try:
        save = saving.parse_main_form(fields, group, groups)
    except Refused as refused:
        return SaveResult({key: _refusal(refused)}, {}, {}, 422)
    outcome = save and actions.save_main(assessment=assessment, save=save, at=timezone.now())
    if not outcome or not outcome.is_conflict:
        return SaveResult({}, {}, {}, 422)
    theirs = next((skill.name for skill in groups[group] if skill.slug == outcome.member), "")
    notice = render_to_string("assessment/answering/_conflict.html", {"theirs": theirs, "stored": None})
    return SaveResult({key: notice}, {}, {group: outcome.save._replace(rev=outcome.rev)}, 409)


def _keep_answers(
    assessment: Assessment, compiled: CompiledRole, questions: Sequence[Question], fields: Mapping[str, str]
) -> SaveResult:
    saves, notices = _parse(compiled, questions, fields)
    typed = {slug: _as_sent(compiled, fields, slug) for slug in notices}
    outcomes = actions.save_answers(assessment=assessment, saves=saves, at=timezone.now())
    conflicts = [outcome for outcome in outcomes if outcome.is_conflict]
    for outcome in conflicts:
        notices[outcome.save.skill] = _conflict_notice(compiled, outcome)
        typed[outcome.save.skill] = _as_typed(outcome.save, outcome.rev)
    return SaveResult(notices, typed, {}, 409 if conflicts else 422)


def trouble(compiled: CompiledRole, result: SaveResult) -> str:
    """The list of what was not saved, as HTML, in the order of asking; empty for nothing."""
    if not result.notices:
        return ""  # nearly always, and a role may have a thousand questions
    troubled = []
    for question in compiled.questionnaire.questions:
        slug = question.skill.slug
        key = saving.main_key(compiled.asks_main_before.get(slug, ""))
        if key in result.notices:
            troubled.append((key, gettext("Your main field")))
        if slug in result.notices:
            troubled.append((slug, question.skill.name))
    return render_to_string("assessment/answering/_trouble.html", {"troubled": troubled})


def incomplete() -> HttpResponse:
    """The answer to a form that was cut off on the way."""
    return HttpResponse(render_to_string("errors/400.html"), status=400)


def too_late(assessment: Assessment) -> HttpResponse:
    """The answer to a save into what was handed in."""
    return HttpResponse(render_to_string("errors/409.html", {"assessment": assessment}), status=409)


def cleared(asked: str, stored: Mapping[str, Answer]) -> dict[str, str]:
    """The notice of the question that was just cleared, as HTML by skill; none where it holds something."""
    answer = stored.get(asked)
    if answer is None or answer.step is not None or answer.evidence:
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
            fields = {**fields, **{f"{slug}-{name}": "" for name in ("step", "unsure", "evidence")}}
        try:
            saves.append(saving.parse_form(fields, slug, compiled.questionnaire.question, scale))
        except Refused as refused:
            notices[slug] = _refusal(refused)
    return saves, notices


def _refusal(refused: Refused) -> str:
    return render_to_string("assessment/answering/_refused.html", {"refused": refused})


def _as_typed(save: Save, rev: int) -> Answer:
    return Answer(step=save.step, unsure=save.unsure, evidence=save.evidence or "", rev=rev)


def _as_sent(compiled: CompiledRole, fields: Mapping[str, str], slug: str) -> Answer:
    """What was typed, as far as it can be shown again: the text in full, choices where they are on the form."""
    step = fields.get(f"{slug}-step", "")
    known = {str(value.value) for value in compiled.snapshot.scale}
    rev = fields.get(f"{slug}-rev", "")
    return Answer(
        step=int(step) if step in known else None,
        unsure=bool(fields.get(f"{slug}-unsure")) and step in known,
        evidence=fields.get(f"{slug}-evidence", ""),
        rev=int(rev) if rev.isascii() and rev.isdigit() and len(rev) < 10 else 0,
    )


def _conflict_notice(compiled: CompiledRole, outcome: actions.Outcome) -> str:
    anchors = compiled.questionnaire.question[outcome.save.skill].skill.anchor_at
    stored = outcome.stored
    theirs = anchors[stored.step].text if stored and stored.step is not None else ""
    return render_to_string("assessment/answering/_conflict.html", {"theirs": theirs, "stored": stored})
