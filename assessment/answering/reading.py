"""From rows to a page of questions: what was answered, and what the plan of an earlier attempt suggests."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import DateTimeField, IntegerField, Value
from django.utils import timezone

from assessment.answering.core import quick_check
from assessment.answering.core.saving import MainSave
from assessment.models import Answer, Assessment, PlanTick
from assessment.role.core.compiled import CompiledRole, compile_role, kept
from assessment.role.core.same_questions import unchanged_questions
from catalog import editions
from catalog.core.snapshot import Snapshot
from catalog.index import Size

ASKED = ("skill", "step", "unsure", "evidence", "rev", "saved_at", "carried_at", "carried_edition_id", "carried_role")


def size(snapshot: Snapshot, role: str) -> Size:
    """How much a role of a snapshot asks, for the list of roles."""
    compiled = compile_role(snapshot, "", role)
    return Size(len(compiled.questionnaire.questions), quick_check.of(compiled).most, compiled.minutes)


class Ticked(NamedTuple):
    """A step ticked as done in the plan of an earlier attempt, and the edition of that one."""

    skill: str
    step: int
    edition: int
    at: datetime


def answers_and_ticks(assessment: Assessment) -> tuple[list[Answer], list[Ticked]]:
    """The answers of an attempt, and what was ticked as done in the one that it was pre-filled from: one query.

    The two are joined to one, since a page of questions has no query to spare (docs/performance.md, P7).
    """
    if assessment.carried_from_id is None:
        return list(assessment.answers.all()), []
    answers = assessment.answers.annotate(is_tick=Value(False)).values_list("is_tick", *ASKED)
    done = PlanTick.objects.filter(assessment=assessment.carried_from_id, state=PlanTick.State.DONE).annotate(
        is_tick=Value(True),
        no=Value(False),
        none=Value(""),
        never=Value(None, DateTimeField()),
        nowhere=Value(None, IntegerField()),
    )
    ticks = done.values_list(
        "is_tick", "skill", "to_step", "no", "none", "assessment__edition", "ticked_at", "never", "nowhere", "none"
    )
    found, ticked = [], []
    for is_tick, *row in answers.union(ticks, all=True):
        if is_tick:
            skill, step, _no, _none, edition, at, *_nothing = row
            ticked.append(Ticked(skill, step, edition, at))
        else:
            found.append(Answer(assessment=assessment, **dict(zip(ASKED, row, strict=True))))
    return found, ticked


def suggested(ticked: Iterable[Ticked], compiled: CompiledRole) -> dict[str, tuple[int, date]]:
    """The highest step that was ticked as done, and when, for each skill whose question is still the same."""
    return {
        tick.skill: (tick.step, timezone.localdate(tick.at))
        for tick in sorted(ticked, key=lambda tick: tick.step)
        if tick.skill in _unchanged(compiled, editions.name_of(tick.edition).digest)
    }


@kept(64)
def _unchanged(compiled: CompiledRole, digest: str) -> frozenset[str]:
    return frozenset(unchanged_questions(editions.load(digest), compiled.snapshot))


def said_main(assessment: Assessment, group: str) -> MainSave | None:
    """What an attempt says of the main field of a group; None for nothing yet."""
    entry = assessment.main.get(group)
    return MainSave(group, entry["member"], entry["rev"]) if entry else None
