"""From rows to a plan: what somebody answered and ticked, what they want, and the library of today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import DateTimeField, Value

from assessment.models import Answer, Assessment, PlanTick
from assessment.plan.core import learning, planning
from assessment.plan.core.learning import Library, Preferences
from assessment.plan.core.planning import LearningPlan, Tick, PlanRequest
from assessment.plan.core.schedule import schedule
from assessment.role import reading
from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.same_questions import unchanged_questions
from assessment.role.core.scoring import Answer as Given
from catalog import editions
from catalog.core.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class PlanInputs:
    """What every plan of an attempt starts from; `doubtful` are the skills whose answer was skipped or unsure."""

    compiled: CompiledRole
    given: dict[str, Given]
    answered: tuple[int, ...]
    have: tuple[int, ...]
    avoided: frozenset[planning.Key]
    ticks: Mapping[tuple[str, int], PlanTick]
    doubtful: frozenset[int]

    @property
    def next_level(self) -> str:
        """The level to go for by the answers alone, so that a plan does not run away while it is being done."""
        rules = self.compiled.rules
        return rules.levels[planning.next_level(rules, self.answered)].level.slug


def inputs_of(assessment: Assessment) -> PlanInputs:
    """Read the answers and the ticks of a submitted attempt: one query each."""
    compiled = reading.compiled_for(assessment)
    given, _dates = reading.given_in(assessment)
    spans = scoring.intervals(compiled.rules, given)
    rows = {(row.skill, row.to_step): row for row in assessment.ticks.all()}
    ticks = [Tick(row.skill, row.to_step, row.state) for row in rows.values()]
    return PlanInputs(
        compiled=compiled,
        given=given,
        answered=tuple(span.low for span in spans),
        have=planning.held(compiled.rules, spans, ticks),
        avoided=planning.dropped(compiled.rules, ticks),
        ticks=rows,
        doubtful=frozenset(position for position, span in enumerate(spans) if span.low != span.high),
    )


def learning_plan(
    inputs: PlanInputs, plan_request: PlanRequest, *, hours_a_week: int, start: date, library: Library, preferences: Preferences = learning.ANYTHING
) -> LearningPlan:
    """Make a plan, lay it out on the calendar and find what to learn from."""
    graph = inputs.compiled.graph
    plan = planning.make(graph, plan_request, inputs.have, inputs.avoided)
    return LearningPlan(
        plan_request,
        plan,
        schedule(plan.steps, hours_a_week, start),
        learning.chains(library, graph, plan, preferences),
        inputs.avoided,
    )


class Ticked(NamedTuple):
    """A step ticked as done in the plan of an earlier attempt, and the edition of that one."""

    skill: str
    step: int
    edition: int
    at: datetime


ASKED = ("skill", "step", "unsure", "evidence", "last_used", "rev", "saved_at", "carried_at")


def answers_and_ticks(assessment: Assessment) -> tuple[list[Answer], list[Ticked]]:
    """The answers of an attempt, and what was ticked as done in the one that it was pre-filled from: one query.

    The two are joined to one, since a page of questions has no query to spare (performance.md, P7).
    """
    if assessment.carried_from_id is None:
        return list(assessment.answers.all()), []
    answers = assessment.answers.annotate(is_tick=Value(False)).values_list("is_tick", *ASKED)
    done = PlanTick.objects.filter(assessment=assessment.carried_from_id, state=PlanTick.State.DONE).annotate(
        is_tick=Value(True), no=Value(False), none=Value(""), nothing=Value(""), never=Value(None, DateTimeField())
    )
    ticks = done.values_list(
        "is_tick", "skill", "to_step", "no", "none", "nothing", "assessment__edition", "ticked_at", "never"
    )
    found, ticked = [], []
    for is_tick, *row in answers.union(ticks, all=True):
        if is_tick:
            skill, step, _no, _none, _nothing, edition, at, _never = row
            ticked.append(Ticked(skill, step, edition, at))
        else:
            found.append(Answer(assessment=assessment, **dict(zip(ASKED, row, strict=True))))
    return found, ticked


def suggested(ticked: Iterable[Ticked], compiled: CompiledRole) -> dict[str, tuple[int, date]]:
    """The highest step that was ticked as done, and when, for each skill whose question is still the same."""
    return {
        tick.skill: (tick.step, tick.at.date())
        for tick in sorted(ticked, key=lambda tick: tick.step)
        if tick.skill in _unchanged(editions.name_of(tick.edition).digest, compiled)
    }


@lru_cache(maxsize=64)
def _unchanged(digest: str, compiled: CompiledRole) -> frozenset[str]:
    return frozenset(unchanged_questions(editions.load(digest), compiled.snapshot))


def library_of(today: Snapshot | None) -> Library:
    return learning.compile_library(today) if today else Library({})
