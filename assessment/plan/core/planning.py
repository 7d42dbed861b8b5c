"""A plan as somebody asks for it: what they ticked as done is held, what they dropped is avoided (method.md 4.2).

Ticks steer the plan alone: they change no answer and no report.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from assessment.plan.core import plan as plans
from assessment.plan.core.learning import Segment
from assessment.plan.core.plan import Plan, PlanStep
from assessment.plan.core.schedule import IN_PARALLEL, Schedule
from assessment.role.core import priorities
from assessment.role.core.priorities import Gap, StepGraph
from assessment.role.core.rules import Rules
from assessment.words.ranges import Interval
from assessment.words.values import DONE, DROPPED

SHORTEST, EVERYTHING, HOURS = WHATS = ("shortest", "everything", "hours")

# A dropped step is priced so high that a plan holds it only where it cannot do without, and no budget of hours buys it.
AVOIDED_HOURS = 1_000_000

Key = tuple[int, int]


class Tick(NamedTuple):
    """What somebody said of one step: `state` is STARTED, DONE or DROPPED."""

    skill: str
    to_step: int
    state: str


class PlanRequest(NamedTuple):
    """Which plan: one of WHATS, for a level by position; `budget` are the hours for HOURS."""

    what: str
    level: int
    budget: int = 0


@dataclass(frozen=True, eq=False)
class LearningPlan:
    """The plan that somebody wants, with its weeks and with what to learn from, by the index of the skill.

    `avoided` are the steps that they dropped.
    """

    plan_request: PlanRequest
    plan: Plan
    schedule: Schedule
    segments: Mapping[int, tuple[Segment, ...]]
    avoided: frozenset[Key] = frozenset()

    def segment(self, skill: int, to_step: int) -> Segment:
        """What a step of the plan is learned from."""
        return next(segment for segment in self.segments[skill] if segment.from_step < to_step <= segment.to_step)

    @cached_property
    def first_steps(self) -> tuple[int, ...]:
        return first_steps(self.schedule)


def held(rules: Rules, spans: Sequence[Interval], ticks: Iterable[Tick]) -> tuple[int, ...]:
    """The step of each skill that surely counts: of the answers, or of a step ticked as done where that is higher."""
    have = [span.low for span in spans]
    for tick in ticks:
        if tick.state == DONE and tick.skill in rules.index:
            position = rules.index[tick.skill]
            have[position] = max(have[position], min(tick.to_step, rules.highest))
    return tuple(have)


def dropped(rules: Rules, ticks: Iterable[Tick]) -> frozenset[Key]:
    """The steps, as (skill by position, step), that somebody does not want to take."""
    return frozenset(
        (rules.index[tick.skill], tick.to_step)
        for tick in ticks
        if tick.state == DROPPED and tick.skill in rules.index and tick.to_step <= rules.highest
    )


def make(graph: StepGraph, plan_request: PlanRequest, have: Sequence[int], avoided: Collection[Key] = ()) -> Plan:
    """The plan that is wanted, with as few avoided steps as it can do with, and then as few hours.

    For HOURS none of the avoided steps is in it: they stand in `left` where the level asks for them.
    """
    priced = _with_avoided(graph, avoided) if avoided else graph
    if plan_request.what == HOURS:
        plan = plans.within(priced, plan_request.level, have, plan_request.budget)
    elif plan_request.what == EVERYTHING:
        plan = plans.everything(priced, plan_request.level, have)
    else:
        plan = plans.shortest(priced, plan_request.level, have)
    if not avoided:
        return plan
    return replace(plan, steps=_really(graph, plan.steps), left=_really(graph, plan.left))


def _with_avoided(graph: StepGraph, avoided: Collection[Key]) -> StepGraph:
    hours = [list(of_skill) for of_skill in graph.hours]
    for skill, step in avoided:
        hours[skill][step] = AVOIDED_HOURS
    return replace(graph, hours=tuple(tuple(of_skill) for of_skill in hours))


def _really(graph: StepGraph, steps: Iterable[PlanStep]) -> tuple[PlanStep, ...]:
    return tuple(step._replace(hours=graph.hours[step.skill][step.to_step]) for step in steps)


def still_open(graph: StepGraph, plan: Plan) -> list[Gap]:
    """The gaps of the level that the plan leaves, in the order to close them."""
    return priorities.gaps(graph, plan.level, [Interval(step, step) for step in plan.reached])


def first_steps(schedule: Schedule) -> tuple[int, ...]:
    """The steps to begin with on the first day, by position in the plan."""
    if schedule.stretches:
        return schedule.stretches[0].steps
    return tuple(range(min(IN_PARALLEL, len(schedule.slots))))


class Run(NamedTuple):
    """Weeks in a row, the first counted from 0, that hold the same steps (by position in the plan)."""

    first: int
    weeks: int
    steps: tuple[int, ...]


def runs(schedule: Schedule) -> list[Run]:
    """The weeks of a schedule as runs: few, however long the plan is."""
    found: list[Run] = []
    for week, shares in enumerate(schedule.weeks):
        steps = tuple(share.step for share in shares)
        if found and found[-1].steps == steps:
            found[-1] = found[-1]._replace(weeks=found[-1].weeks + 1)
        else:
            found.append(Run(week, 1, steps))
    return found
