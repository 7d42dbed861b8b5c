"""The draft of a framework as values that can be asked and scored. Nothing of it is kept or stored."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from django.http import Http404
from django.utils import timezone

from assessment.preview.core.people import Outcome, TrialPerson, carried, outcomes, trial_people
from assessment.report.core import report as reports
from assessment.report.core import sample
from assessment.report.core.report import GapReport
from assessment.report.reading import wording
from assessment.role import reading as role_reading
from assessment.role.core.compiled import CompiledRole, compile_role
from assessment.role.core.scoring import Answer
from catalog.core.snapshot import Snapshot
from catalog.drafts import Draft


class Row(NamedTuple):
    """A level in words, now and by the draft."""

    level: str
    before: str
    after: str
    is_changed: bool


class Shown(NamedTuple):
    """A person with what both editions make of their answers; how many of these come along to the draft."""

    person: TrialPerson
    level: str
    rows: list[Row]
    carried: int
    given: int


def compiled(snapshot: Snapshot, role: str) -> CompiledRole:
    """A role of a draft. Without a key, so that nothing that is made of it is kept. Http404 for a role that is not there."""
    if role not in snapshot.role:
        raise Http404
    return replace(compile_role(snapshot, "", role), key="")


def now(draft: Draft, role: str) -> CompiledRole | None:
    """The role as visitors are asked it, None where it is not published."""
    if draft.current is None or draft.before is None or role not in draft.before.role:
        return None
    found = role_reading.compiled(draft.current.digest, role)
    return found if found.questionnaire.questions else None


def sample_of(role: CompiledRole) -> GapReport:
    """The report of the made-up person of a role, by the draft."""
    today = timezone.localdate().isoformat()
    zone = timezone.get_default_timezone_name()
    return reports.build(role, sample.answers_of(role), submitted_on=today, time_zone=zone, is_sample=True)


def people(before: CompiledRole | None, after: CompiledRole) -> list[Shown]:
    """The trial people of the role as it is now, or of the draft where it is new, scored by both."""
    return [shown(person, before, after) for person in trial_people(before or after)]


def shown(person: TrialPerson, before: CompiledRole | None, after: CompiledRole) -> Shown:
    """One person, scored by both: to the draft come those answers that would come along to a newer edition."""
    kept = carried(person.answers, before, after) if before else dict(person.answers)
    old = reports.build(before, person.answers) if before else None
    new = reports.build(after, kept)
    level = (before or after).role.level
    name = level[person.level].name if person.level else ""
    return Shown(person, name, [_row(each, old, new) for each in outcomes(old, new)], len(kept), len(person.answers))


def scored(answers: Mapping[str, Answer], before: CompiledRole | None, after: CompiledRole) -> list[Row]:
    """An editor's own answers to the draft, scored by it and, as far as they fit, as visitors are scored now."""
    old = reports.build(before, carried(answers, after, before)) if before else None
    new = reports.build(after, answers)
    return [_row(each, old, new) for each in outcomes(old, new)]


def _row(outcome: Outcome, old: GapReport | None, new: GapReport) -> Row:
    level = outcome.after or outcome.before
    name = level.level.name if level else ""
    words = wording()
    told = [
        f"{words.verdict_of(report, each)}, {words.percent_range(each.readiness)}" if report and each else ""
        for report, each in ((old, outcome.before), (new, outcome.after))
    ]
    return Row(name, told[0], told[1], old is not None and outcome.is_changed)
