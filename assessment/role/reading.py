"""From rows to the values of the core: the compiled role of an edition, a person's answers, their gap report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from assessment.history.core.compare import Side
from assessment.models import Answer, Assessment, PlanTick
from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.role.core import newer, questionnaire
from assessment.role.core.compiled import CompiledRole, compile_role
from assessment.role.core.newer import Differs
from assessment.role.core.scoring import Answer as Given
from catalog import editions
from catalog.core.snapshot import Snapshot


@lru_cache(maxsize=64)
def compiled(digest: str, role: str) -> CompiledRole:
    """A role of an edition with all that is derived from it, kept for ever: an edition never changes."""
    return compile_role(editions.load(digest), digest, role)


def compiled_for(assessment: Assessment) -> CompiledRole:
    return compiled(editions.name_of(assessment.edition_id).digest, assessment.role)


def asked_by(assessment: Assessment, answers: Iterable[Answer] | None = None) -> CompiledRole:
    """The compiled role with the questions that this attempt asks: all, or in a re-check those of its areas and those
    that could not be carried over. `answers` are all of its answers, where they are loaded already.
    """
    whole = compiled_for(assessment)
    if assessment.kind != Assessment.Kind.RECHECK:
        return whole
    answers = assessment.answers.all() if answers is None else answers
    carried = {answer.skill for answer in answers if answer.carried_at}
    areas = assessment.areas.split()
    asked = frozenset(
        slug for slug, area in whole.questionnaire.area_of.items() if area in areas or slug not in carried
    )
    return _narrowed(whole.digest, assessment.role, asked) if asked else whole


@lru_cache(maxsize=256)
def _narrowed(digest: str, role: str, asked: frozenset[str]) -> CompiledRole:
    # Kept, because the kept fragments of its pages belong to it.
    whole = compiled(digest, role)
    return replace(whole, questionnaire=questionnaire.narrow(whole.questionnaire, asked))


def given(answers: Iterable[Answer]) -> dict[str, Given]:
    """What was answered, by skill. Cleared answers are not answers."""
    return {
        answer.skill: Given(answer.step, answer.unsure, answer.evidence, answer.last_used)
        for answer in answers
        if answer.step is not None
    }


def given_in(assessment: Assessment) -> tuple[dict[str, Given], dict[str, datetime]]:
    """The stored answers of an attempt by skill, and when those were first said that were carried over: one query, no
    rows made into objects."""
    rows = assessment.answers.filter(step__isnull=False)
    values = list(rows.values_list("skill", "carried_at", "step", "unsure", "evidence", "last_used"))
    dates = {skill: carried_at for skill, carried_at, *_value in values if carried_at}
    return {skill: Given(*value) for skill, _carried_at, *value in values}, dates


def report_of(assessment: Assessment, *, focus: str = "", answers: dict[str, Given] | None = None) -> GapReport:
    """The gap report of a submitted attempt; `focus` is a level of its role, by default the target or the next.
    `answers` are its own, where they are loaded already."""
    return reports.build(
        compiled_for(assessment),
        given_in(assessment)[0] if answers is None else answers,
        target=assessment.target,
        focus=focus,
        person_name=assessment.person_name,
        submitted_on=f"{assessment.submitted_at:%Y-%m-%d}" if assessment.submitted_at else "",
        edition_label=editions.name_of(assessment.edition_id).label,
    )


class Today(NamedTuple):
    """The current edition: what helps comes from it, what scored from its own."""

    digest: str
    snapshot: Snapshot


def today_for(assessment: Assessment) -> Today | None:
    """The current edition of the attempt's framework; None when it holds the role no more. One query."""
    digest = editions.current_digest(editions.name_of(assessment.edition_id).framework_id)
    if digest is None or assessment.role not in editions.load(digest).role:
        return None
    return Today(digest, editions.load(digest))


@lru_cache(maxsize=64)
def differs(digest: str, newer_digest: str, role: str) -> Differs:
    """What a newer edition changes for a role, kept: neither edition can change."""
    return newer.differs(compiled(digest, role), compiled(newer_digest, role))


def newer_for(assessment: Assessment) -> Today | None:
    """The current edition, where it would ask or score this attempt otherwise than its own does. One query."""
    today, digest = today_for(assessment), editions.name_of(assessment.edition_id).digest
    if today is None or today.digest == digest or not differs(digest, today.digest, assessment.role).is_any:
        return None
    return today


def sides_of(attempts: Iterable[Assessment]) -> list[Side]:
    """Attempts with their answers, as the core compares them: one query for all."""
    attempts = list(attempts)
    answers: dict[int, dict[str, Given]] = {attempt.pk: {} for attempt in attempts}
    rows = Answer.objects.filter(assessment__in=attempts, step__isnull=False)
    for attempt, skill, *value in rows.values_list("assessment", "skill", "step", "unsure", "evidence", "last_used"):
        answers[attempt][skill] = Given(*value)
    return [Side(compiled_for(attempt), answers[attempt.pk]) for attempt in attempts]


def done_steps(attempts: Iterable[Assessment], *, after: datetime, until: datetime) -> list[tuple[str, int]]:
    """The plan steps of some attempts that were ticked as done in a span of time: skill and step reached."""
    ticks = PlanTick.objects.filter(assessment__in=list(attempts), state=PlanTick.State.DONE)
    return list(ticks.filter(ticked_at__gt=after, ticked_at__lte=until).values_list("skill", "to_step"))
