"""A plan as somebody asks for it: what they ticked as done is held, what they dropped is avoided (method.md 4.2).

Ticks steer the plan alone: they change no answer and no report.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from assessment.plan.core import plan as plans
from assessment.plan.core.horizon import Horizon, Stage, horizon
from assessment.plan.core.learning import Lesson
from assessment.plan.core.plan import Plan, PlanStep
from assessment.plan.core.quarter import Turn, quarter
from assessment.plan.core.schedule import Schedule, Work
from assessment.plan.core.search import Key
from assessment.role.core import priorities, scoring
from assessment.role.core.priorities import Gap, StepGraph
from assessment.role.core.rules import Rules
from assessment.words.ranges import Interval
from assessment.words.values import DONE, DROPPED

SHORTEST, EVERYTHING, HOURS = WHATS = ("shortest", "everything", "hours")


class Tick(NamedTuple):
    """What somebody said of one step: `state` is STARTED, DONE or DROPPED."""

    skill: str
    to_step: int
    state: str


class PlanRequest(NamedTuple):
    """Which plan: one of WHATS, for a level by position; `budget` are the hours for HOURS, `also` the skills by position
    whose gaps the shortest way closes, too."""

    what: str
    level: int
    budget: int = 0
    also: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class LearningPlan:
    """The plan that somebody wants, with its weeks and with what each item is learned from, by skill and step.

    `avoided` are the steps that they dropped; `stages` are the level to go for and those above it. A plan `is_near`
    where it leads to the level to go for or to the next one: only then it has dates.
    """

    plan_request: PlanRequest
    plan: Plan
    schedule: Schedule
    lessons: Mapping[Key, Lesson]
    avoided: frozenset[Key] = frozenset()
    stages: tuple[Stage, ...] = ()
    is_near: bool = True

    def lesson(self, step: PlanStep) -> Lesson:
        """What an item of the plan is learned from."""
        return self.lessons[step.skill, step.to_step]

    @cached_property
    def horizon(self) -> Horizon | None:
        """The months until all is done; None for a later level, and where nothing is to be done."""
        return horizon(self.schedule.length) if self.is_near and self.plan.steps else None

    @property
    def has_days(self) -> bool:
        """Whether days can be told: not of what is far off."""
        return self.horizon is not None and self.horizon.is_counted

    @cached_property
    def quarter(self) -> tuple[Turn, ...]:
        """The first twelve weeks."""
        return quarter(self.plan.steps, self.schedule)

    @property
    def first_steps(self) -> tuple[int, ...]:
        """The items to begin with in the first week, by position in the plan."""
        return tuple(turn.first for turn in self.quarter if turn.week == 1)


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
    """The plan that is wanted, with as few avoided steps as it can do with.

    For HOURS none of the avoided steps is in it.
    """
    if plan_request.what == HOURS:
        return plans.within(graph, plan_request.level, have, plan_request.budget, avoided)
    if plan_request.what == EVERYTHING:
        return plans.everything(graph, plan_request.level, have, avoided)
    return plans.shortest(graph, plan_request.level, have, avoided, plan_request.also)


def still_open(graph: StepGraph, plan: Plan) -> list[Gap]:
    """The gaps of the level that the plan leaves, in the order to close them."""
    return priorities.gaps(graph, plan.level, [Interval(step, step) for step in plan.reached])


def works(steps: Iterable[PlanStep]) -> list[Work]:
    """What each item of a plan takes: hours of study and of practice, or months."""
    return [Work(step.study, step.practice, step.months, step.after) for step in steps]


def stages(
    graph: StepGraph, goal: int, track: str, have: Sequence[int], avoided: Collection[Key] = ()
) -> tuple[Stage, ...]:
    """The shortest way to the level to go for, and from there to each level above it, added up from today."""
    found: list[Stage] = []
    items = hours = 0
    level: int | None = goal
    while level is not None:
        plan = make(graph, PlanRequest(SHORTEST, level), have, avoided)
        items, hours, have = items + len(plan.steps), hours + plan.hours.likely, plan.reached
        found.append(Stage(level, items, hours))
        level = scoring.following(graph.rules, level, track)
    return tuple(found)


class Run(NamedTuple):
    """Weeks in a row, the first counted from 0, that hold the same steps (by position in the plan)."""

    first: int
    weeks: int
    steps: tuple[int, ...]


def runs(schedule: Schedule, weeks: int) -> list[Run]:
    """The first so many weeks of a schedule as runs."""
    found: list[Run] = []
    for week, shares in enumerate(schedule.weeks(weeks)):
        steps = tuple(share.step for share in shares)
        if found and found[-1].steps == steps:
            found[-1] = found[-1]._replace(weeks=found[-1].weeks + 1)
        else:
            found.append(Run(week, 1, steps))
    return found
