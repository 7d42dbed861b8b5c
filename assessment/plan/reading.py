"""From rows to a plan: what somebody answered and ticked, what they want, and the library of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment.models import Assessment, PlanTick
from assessment.plan.core import learning, planning
from assessment.plan.core.learning import Library, Preferences
from assessment.plan.core.plan import Plan
from assessment.plan.core.planning import HOURS, LearningPlan, PlanRequest, Tick
from assessment.plan.core.schedule import schedule
from assessment.role import reading
from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole, kept
from assessment.role.core.scoring import Answer
from catalog.core.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class PlanInputs:
    """What every plan of an attempt starts from; `doubtful` are the skills whose answer was skipped or unsure."""

    compiled: CompiledRole
    target: str
    given: dict[str, Answer]
    answered: tuple[int, ...]
    have: tuple[int, ...]
    avoided: frozenset[planning.Key]
    ticks: Mapping[tuple[str, int], PlanTick]
    doubtful: frozenset[int]

    @property
    def goal(self) -> str:
        """The target, else the level to go for by the answers alone: a plan does not run away while it is being done."""
        rules = self.compiled.rules
        return self.target or rules.levels[scoring.score(rules, self.answered).goal].level.slug


def inputs_of(assessment: Assessment) -> PlanInputs:
    """Read the answers and the ticks of a submitted attempt: one query each."""
    compiled = reading.compiled_for(assessment)
    given, _dates = reading.given_in(assessment)
    spans = scoring.intervals(compiled.rules, given)
    rows = {(row.skill, row.to_step): row for row in assessment.ticks.all()}
    ticks = [Tick(row.skill, row.to_step, row.state) for row in rows.values()]
    return PlanInputs(
        compiled=compiled,
        target=assessment.target,
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
    hours_a_week: int,
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
        schedule(plan.steps, hours_a_week, start),
        learning.chains(library, graph, plan, preferences),
        inputs.avoided,
    )


@kept(512)
def _plan(
    compiled: CompiledRole, plan_request: PlanRequest, have: tuple[int, ...], avoided: frozenset[planning.Key]
) -> Plan:
    # Kept, because page, calendar and files of one plan tell the same, and some plans take a fifth of a second.
    return planning.make(compiled.graph, plan_request, have, avoided)


def library_of(today: Snapshot | None) -> Library:
    return learning.compile_library(today) if today else Library({})
