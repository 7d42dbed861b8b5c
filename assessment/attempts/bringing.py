"""What somebody who starts a role has answered already: the newest answer to each of its skills, and where it is from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from assessment.models import Answer as StoredAnswer
from assessment.models import Assessment
from assessment.role import reading
from assessment.role.core.carrying import Carriage, carriages
from assessment.role.core.compiled import CompiledRole, kept
from assessment.role.core.rules import main_in
from catalog import editions
from catalog.core.kindred import step_of


class Origin(NamedTuple):
    """An attempt that answers are from, at its role, and how many they are; `is_linked` for one of another framework."""

    attempt: Assessment
    compiled: CompiledRole
    answers: int
    is_linked: bool

    @property
    def day(self) -> datetime:
        return self.attempt.submitted_at or self.attempt.started_at


class Brought(NamedTuple):
    """Answers by skill as a new attempt may start from them, with their origins, the newest first, and a main field."""

    answers: Mapping[str, StoredAnswer]
    origins: tuple[Origin, ...]
    main: Mapping[str, str]


def brought(attempts: Iterable[Assessment], role: CompiledRole) -> Brought | None:
    """What attempts, the newest first, bring to a role of a current edition; None where nothing comes from another role.

    Of several answers to a skill the one that was said last counts. One query where there are attempts at other roles,
    and one more where some are of another framework.
    """
    asked = {attempt: reading.compiled_for(attempt) for attempt in attempts}
    if all(each.place == role.place for each in asked.values()):
        return None
    answers = _newest(asked, role)
    counts = Counter(answer.assessment_id for answer in answers.values())
    origins = tuple(
        Origin(attempt, each, counts[attempt.pk], not _is_within(each, role))
        for attempt, each in asked.items()
        if counts[attempt.pk]
    )
    if all(origin.compiled.place == role.place for origin in origins):
        return None
    return Brought(answers, origins, _main(origins, role))


def _is_within(asked: CompiledRole, role: CompiledRole) -> bool:
    return asked.snapshot.framework.slug == role.snapshot.framework.slug


def _newest(asked: Mapping[Assessment, CompiledRole], role: CompiledRole) -> dict[str, StoredAnswer]:
    """The answer that was said last to each skill that the role asks, as an answer to that skill."""
    today = {}
    if not all(_is_within(each, role) for each in asked.values()):
        today = {edition.framework_id: edition.digest for edition in editions.current()}
    ways = {
        attempt.pk: _ways(role, each.digest, today.get(reading.place_of(attempt)[0], ""))
        for attempt, each in asked.items()
    }
    attempts = {attempt.pk: attempt for attempt in asked}
    found: dict[str, StoredAnswer] = {}
    # Of an answer and its copies in later attempts, which have its day, the first counts.
    rows = StoredAnswer.objects.filter(assessment__in=attempts, step__isnull=False).order_by("assessment")
    for row in sorted(rows, key=lambda row: row.said_at, reverse=True):
        row.assessment = attempts[row.assessment_id]
        for way in ways[row.assessment_id].get(row.skill, ()):
            found.setdefault(way.asked, _as_said(row, way, asked[row.assessment], role))
    return found


@kept(64)
def _ways(role: CompiledRole, answered: str, today: str) -> Mapping[str, list[Carriage]]:
    """What the answers on an edition are worth for a role, by the skill that was answered; both by digest, "" for none."""
    ways: dict[str, list[Carriage]] = {}
    for way in carriages(editions.load(answered), editions.load(today) if today else None, role):
        ways.setdefault(way.given, []).append(way)
    return ways


def _as_said(row: StoredAnswer, way: Carriage, asked: CompiledRole, role: CompiledRole) -> StoredAnswer:
    """The answer as one to the skill that is asked, at the step that stands at its place on the scale there."""
    if not way.is_linked or row.step is None:
        return row
    return StoredAnswer(
        assessment=row.assessment,
        skill=way.asked,
        step=step_of(asked.snapshot, role.snapshot, row.step),
        unsure=row.unsure,
        evidence=row.evidence,
        saved_at=row.saved_at,
        carried_at=row.carried_at,
        carried_edition_id=row.carried_edition_id,
        carried_role=row.carried_role,
        imported=row.imported,
    )


def _main(origins: Iterable[Origin], role: CompiledRole) -> dict[str, str]:
    """The main field that was named last, for each group that the role has."""
    named: dict[str, str] = {}
    for origin in origins:
        if not origin.is_linked:
            named = {**main_in(role.rules, origin.attempt.named), **named}
    return named
