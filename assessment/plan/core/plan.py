"""The shortest way to a level, all of its gaps, and the best use of some hours (method.md 4.2).

A plan is for the careful end of the answers: the step that somebody surely has in each skill.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from assessment.plan.core import search
from assessment.plan.core.search import Field
from assessment.role.core import priorities
from assessment.role.core.priorities import StepGraph
from assessment.words.ranges import Interval

Why = Literal["must_have", "any_one_of", "needed", "readiness"]


class Reason(NamedTuple):
    """Why a step is in a plan: it is on the way of a must-have, or of the member chosen for an any-one-of must-have;
    a step of another skill needs it (`skill` at `step`); or it brings readiness."""

    why: Why
    skill: int | None = None
    step: int | None = None


class Effort(NamedTuple):
    """A rough guide in hours: half, the typical ones, and twice (method.md 4.3)."""

    low: Fraction
    likely: int
    high: int


def effort(hours: int) -> Effort:
    """The range around typical hours."""
    return Effort(Fraction(hours, 2), hours, 2 * hours)


class PlanStep(NamedTuple):
    """Take one skill (by index) up to `to_step` in typical `hours`, for `points` weighted steps of readiness.

    `after` are the positions in the plan of what comes directly before: the step below and the prerequisites.
    """

    skill: int
    to_step: int
    hours: int
    points: int
    reason: Reason
    after: tuple[int, ...]

    @property
    def effort(self) -> Effort:
        return effort(self.hours)


@dataclass(frozen=True)
class Plan:
    """Steps in the order to take them, from `have` (a step for each skill) towards a level.

    `earned` are the weighted steps covered before the plan, of `total`. `is_proven`: no cheaper set of steps does what
    the plan promises. `left` are the steps that a plan for some hours leaves open, in the order to take them after it.
    """

    level: int
    have: tuple[int, ...]
    steps: tuple[PlanStep, ...]
    earned: int
    total: int
    is_proven: bool
    left: tuple[PlanStep, ...] = ()

    @cached_property
    def hours(self) -> Effort:
        return effort(sum(step.hours for step in self.steps))

    @cached_property
    def readiness(self) -> Fraction:
        """Readiness after the plan, 0-1."""
        covered = self.earned + sum(step.points for step in self.steps)
        return Fraction(covered, self.total) if self.total else Fraction(1)

    @cached_property
    def reached(self) -> tuple[int, ...]:
        """The step of each skill after the plan."""
        after = list(self.have)
        for step in self.steps:
            after[step.skill] = max(after[step.skill], step.to_step)
        return tuple(after)


def shortest(graph: StepGraph, level: int, have: Sequence[int]) -> Plan:
    """The fewest hours that close every must-have of a level and bring its readiness to the threshold.

    `have` is the step of each skill, in rule order. Closed under prerequisites; no step can be left out.
    """
    field = search.survey(graph, level, have)
    found = search.cheapest(field, field.must, field.missing)
    return _plan(graph, level, have, field, field.steps_of(found.mask), is_proven=found.is_proven)


def everything(graph: StepGraph, level: int, have: Sequence[int]) -> Plan:
    """The fewest hours that close every gap of a level, with what they need; of a group, one member's."""
    field = search.survey(graph, level, have)
    found = search.cheapest(field, field.reaching, 0)
    return _plan(graph, level, have, field, field.steps_of(found.mask), is_proven=found.is_proven)


def within(graph: StepGraph, level: int, have: Sequence[int], hours: int) -> Plan:
    """A good use of some hours: must-haves in order of priority as far as they fit, then readiness by the hour.

    Never more than `hours`; `left` says what is then still open at the level. Not an optimum: nothing is proven.
    """
    field = search.survey(graph, level, have)
    mask = _must_haves_within(graph, level, have, field, hours)
    mask = _readiness_within(field, mask, hours)
    plan = _plan(graph, level, have, field, field.steps_of(mask), is_proven=False)
    rest = everything(graph, level, plan.reached)
    return Plan(plan.level, plan.have, plan.steps, plan.earned, plan.total, plan.is_proven, rest.steps)


def _must_haves_within(graph: StepGraph, level: int, have: Sequence[int], field: Field, hours: int) -> int:
    reaching = {need.unit: steps for need, steps in zip(field.short, field.reaching, strict=True)}
    mask = spent = 0
    for gap in priorities.gaps(graph, level, _sure(have)):
        if gap.need.is_essential:
            # Of a group the member that is cheapest from here.
            closures = [field.closure[step] & ~mask for step in reaching[gap.unit]]
            cost, more = min((field.weigh(closure)[0], closure) for closure in closures)
            if spent + cost <= hours:
                mask, spent = mask | more, spent + cost
    return mask


def _readiness_within(field: Field, mask: int, hours: int) -> int:
    """Add the step, with all that it needs, that brings most points an hour, until none fits."""
    weigh = lru_cache(maxsize=None)(field.weigh)
    useful = [closure for own, closure in zip(field.own, field.closure, strict=True) if weigh(own)[1]]
    while True:
        spent = weigh(mask)[0]
        fits = []
        for place, closure in enumerate(useful):
            cost, points = weigh(closure & ~mask)
            if points and spent + cost <= hours:
                fits.append((Fraction(cost, points), place))
        if not fits:
            return mask
        mask |= useful[min(fits)[1]]


def _sure(have: Iterable[int]) -> list[Interval]:
    return [Interval(step, step) for step in have]


def _plan(
    graph: StepGraph, level: int, have: Sequence[int], field: Field, chosen: Iterable[int], *, is_proven: bool
) -> Plan:
    rule = graph.rules.levels[level]
    order = _order(graph, level, have, field, set(chosen))
    place = {step: position for position, step in enumerate(order)}
    must = _must(field, order)
    # Steps that a must-have leads to, so that "needed for" names the must-have's side where there are two.
    forced = set(field.steps_of(_union(field.closure[step] for step in must)))
    steps = []
    mask = 0
    for step in order:
        points = field.weigh(field.own[step] & ~mask)[1]
        mask |= field.own[step]
        if step in must:
            reason = Reason(must[step])
        else:
            reason = _reason(field, step, order if not points else [other for other in order if other in forced])
        after = tuple(sorted(place[other] for other in field.needs[step]))
        steps.append(PlanStep(*field.keys[step], field.hours[step], points, reason, after))
    return Plan(level, tuple(have), tuple(steps), search.earned(graph.rules, rule, have), rule.total, is_proven)


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _must(field: Field, order: Sequence[int]) -> dict[int, Why]:
    """The steps in order that are a must-have's own way to what it needs."""
    must: dict[int, Why] = {}
    goals = [reaching for need, reaching in zip(field.short, field.reaching, strict=True) if need.is_essential]
    for reaching in goals:
        for goal in reaching:
            skill, to_step = field.keys[goal]
            if len(reaching) == 1 or goal in order:
                own = [step for step in order if field.keys[step][0] == skill and field.keys[step][1] <= to_step]
                must |= dict.fromkeys(own, "must_have" if len(reaching) == 1 else "any_one_of")
    return must


def _reason(field: Field, step: int, dependants: Iterable[int]) -> Reason:
    """The first of the dependants in another skill that needs this step or one above it; else that it lifts readiness."""
    skill, to_step = field.keys[step]
    for other in dependants:
        needs = [field.keys[need] for need in field.needs[other]]
        if field.keys[other][0] != skill and any(of == skill and needed >= to_step for of, needed in needs):
            return Reason("needed", *field.keys[other])
    return Reason("readiness")


def _order(graph: StepGraph, level: int, have: Sequence[int], field: Field, chosen: set[int]) -> list[int]:
    """The chosen steps by the priority of the gap they close (method.md 4.1), each right after what it needs."""
    order: dict[int, None] = {}

    def take(step: int) -> None:
        if step not in order:
            for other in field.needs[step]:
                take(other)
            order[step] = None

    for gap in priorities.gaps(graph, level, _sure(have)):
        for member in graph.rules.units[gap.unit].members:
            for to_step in range(have[member] + 1, gap.need.step + 1):
                if (step := field.position[member, to_step]) in chosen:
                    take(step)
    return list(order)
