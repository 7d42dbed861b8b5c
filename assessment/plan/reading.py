"""From rows to a plan: what somebody answered and ticked, what they want, and the library of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from assessment.models import Assessment, PlanTick
from assessment.plan.core import learning, planning
from assessment.plan.core.horizon import Stage, is_near
from assessment.plan.core.learning import Library, Preferences
from assessment.plan.core.plan import Plan
from assessment.plan.core.planning import HOURS, LearningPlan, PlanRequest, Tick
from assessment.plan.core.schedule import Pace, schedule
from assessment.plan.core.search import Key
from assessment.role import reading
from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole, kept
from assessment.role.core.scoring import Answer, Ladder
from catalog import editions


@dataclass(frozen=True, eq=False)
class PlanInputs:
    """What every plan of an attempt starts from; `doubtful` are the skills whose answer was skipped or unsure."""

    compiled: CompiledRole
    target: str
    given: dict[str, Answer]
    answered: tuple[int, ...]
    have: tuple[int, ...]
    avoided: frozenset[Key]
    ticks: Mapping[tuple[str, int], PlanTick]
    doubtful: frozenset[int]

    @property
    def track(self) -> str:
        """The track of the target; none without one."""
        return self.compiled.rules.track_of(self.target)

    @cached_property
    def ladder(self) -> Ladder:
        """Where the answers alone stand: a plan does not run away while it is being done."""
        return scoring.score(self.compiled.rules, self.answered, self.track)

    @property
    def goal(self) -> str:
        """The target, else the level to go for."""
        return self.target or self.compiled.rules.levels[self.ladder.goal].level.slug


def inputs_of(assessment: Assessment) -> PlanInputs:
    """Read the answers and the ticks of a submitted attempt: one query each."""
    given, _dates = reading.given_in(assessment)
    ticks = {(row.skill, row.to_step): row for row in assessment.ticks.all()}
    return _inputs(reading.compiled_for(assessment), assessment.target, given, ticks)


def for_main(inputs: PlanInputs, main: Mapping[str, str]) -> PlanInputs:
    """The same answers and ticks with another main field."""
    if main == inputs.compiled.main:
        return inputs
    return _inputs(reading.for_main(inputs.compiled, main), inputs.target, inputs.given, inputs.ticks)


def _inputs(
    compiled: CompiledRole, target: str, given: dict[str, Answer], rows: Mapping[tuple[str, int], PlanTick]
) -> PlanInputs:
    spans = scoring.intervals(compiled.rules, given)
    ticks = [Tick(row.skill, row.to_step, row.state) for row in rows.values()]
    return PlanInputs(
        compiled=compiled,
        target=target,
        given=given,
        answered=tuple(span.low for span in spans),
        have=planning.held(compiled.rules, spans, ticks),
        avoided=planning.dropped(compiled.rules, ticks),
        ticks=rows,
        doubtful=frozenset(position for position, span in enumerate(spans) if span.low != span.high),
    )


def learning_plan(
    inputs: PlanInputs,
    plan_request: PlanRequest,
    *,
    pace: Pace,
    start: date,
    library: Library,
    preferences: Preferences = learning.ANYTHING,
) -> LearningPlan:
    """Make a plan, lay it out on the calendar and find what to learn from."""
    graph = inputs.compiled.graph
    budget = plan_request.budget if plan_request.what == HOURS else 0
    plan = _plan(inputs.compiled, plan_request._replace(budget=budget), inputs.have, inputs.avoided)
    return LearningPlan(
        plan_request,
        plan,
        schedule(planning.works(plan.steps), pace, start),
        learning.lessons(library, graph, plan, preferences),
        inputs.avoided,
        _stages(inputs.compiled, inputs.ladder.goal, inputs.track, inputs.have, inputs.avoided),
        is_near(inputs.ladder, plan.level),
    )


@kept(512)
def _plan(compiled: CompiledRole, plan_request: PlanRequest, have: tuple[int, ...], avoided: frozenset[Key]) -> Plan:
    # Kept, because page, calendar and files of one plan tell the same, and some plans take a fifth of a second.
    return planning.make(compiled.graph, plan_request, have, avoided)


@kept(512)
def _stages(
    compiled: CompiledRole, goal: int, track: str, have: tuple[int, ...], avoided: frozenset[Key]
) -> tuple[Stage, ...]:
    return planning.stages(compiled.graph, goal, track, have, avoided)


@lru_cache(maxsize=8)
def library_of(digest: str) -> Library:
    """What there is to learn from in an edition, kept: it never changes. Nothing without one."""
    return learning.compile_library(editions.load(digest)) if digest else Library({})
