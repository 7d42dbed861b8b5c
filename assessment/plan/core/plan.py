"""The shortest way to a level, all of its gaps, and the best use of some hours (method.md 4.2).

A plan is for the careful end of the answers: the step that somebody surely has in each skill.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

from assessment.plan.core import search
from assessment.plan.core.effort import study_hours
from assessment.plan.core.search import Field, Key
from assessment.role.core import priorities, scoring
from assessment.role.core.priorities import StepGraph
from assessment.role.core.rules import LevelRule, Rules
from assessment.words.ranges import Interval

Why = Literal["must_have", "any_one_of", "chosen", "needed", "readiness"]


class Reason(NamedTuple):
    """Why a step is in a plan: it is on the way of a must-have, or of the member chosen for an any-one-of must-have, or
    of a gap that somebody chose; a step of another skill needs it (`skill` at `step`); or it brings readiness."""

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

    `study` of the hours go to study, the rest to practice on work of one's own (method.md 4.3); where it counts in
    months, it takes `months` beside all others instead.
    `after` are the positions in the plan of what comes directly before: the step below and the prerequisites.
    """

    skill: int
    to_step: int
    hours: int
    study: int
    points: int
    reason: Reason
    after: tuple[int, ...]
    months: int = 0

    @property
    def effort(self) -> Effort:
        return effort(self.hours)

    @property
    def practice(self) -> int:
        """The hours of practice."""
        return self.hours - self.study


@dataclass(frozen=True)
class Plan:
    """Steps in the order to take them, from `have` (a step for each skill) towards a level.

    `earned` are the weighted steps covered before the plan, of `total`. `is_proven`: no set of steps does better what
    the plan promises.
    """

    level: int
    have: tuple[int, ...]
    steps: tuple[PlanStep, ...]
    earned: int
    total: int
    is_proven: bool

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


def shortest(
    graph: StepGraph,
    level: int,
    have: Sequence[int],
    avoided: Collection[Key] = (),
    also: Collection[int] = (),
) -> Plan:
    """Close every must-have of a level and bring its readiness to the threshold: with the fewest steps that somebody
    dropped (`avoided`), then the fewest in skills that the level finds helpful or does not ask for, then the fewest hours.

    `have` is the step of each skill, in rule order; `also` are skills whose gaps are closed, too. Closed under
    prerequisites; no step can be left out.
    """
    field = search.survey(graph, level, have, avoided)
    found = search.cheapest(field, (*field.must, *_chosen(graph, field, also)), field.missing)
    return _plan(graph, level, have, field, found.mask, is_proven=found.is_proven, also=also)


def everything(graph: StepGraph, level: int, have: Sequence[int], avoided: Collection[Key] = ()) -> Plan:
    """Close every gap of a level, with what that needs; of a group, one member's. The best way as for the shortest."""
    field = search.survey(graph, level, have, avoided)
    found = search.cheapest(field, field.reaching, 0)
    return _plan(graph, level, have, field, found.mask, is_proven=found.is_proven)


def within(graph: StepGraph, level: int, have: Sequence[int], hours: int, avoided: Collection[Key] = ()) -> Plan:
    """A good use of some hours: must-haves in order of priority as far as they fit, then readiness by the hour.

    Never more than `hours`, and no step that somebody dropped. Not an optimum: nothing is proven.
    """
    field = search.survey(graph, level, have, avoided)
    mask = _must_haves_within(graph, level, have, field, hours)
    mask = _readiness_within(field, mask, hours)
    return _plan(graph, level, have, field, mask, is_proven=False)


def _chosen(graph: StepGraph, field: Field, also: Collection[int]) -> list[int]:
    """The steps that close the gaps of some skills; of a member of a group, the group's."""
    units = {graph.rules.unit_of.get(skill) for skill in also}
    return [step for need, step in zip(field.short, field.reaching, strict=True) if need.unit in units]


def _must_haves_within(graph: StepGraph, level: int, have: Sequence[int], field: Field, hours: int) -> int:
    reaching = {need.unit: step for need, step in zip(field.short, field.reaching, strict=True)}
    mask = 0
    for gap in priorities.gaps(graph, level, _sure(have)):
        more = mask | field.closure[reaching[gap.unit]]
        if gap.need.is_essential and not more & field.avoided and field.hours_of(more) <= hours:
            mask = more
    return mask


def _readiness_within(field: Field, mask: int, hours: int) -> int:
    """Add the step, with all that it needs, that brings most points an hour, until none fits."""
    useful = [
        closure
        for points, closure in zip(field.points, field.closure, strict=True)
        if points and not closure & field.avoided
    ]
    while True:
        spent = field.hours_of(mask)
        fits = []
        for place, closure in enumerate(useful):
            more = closure & ~mask
            cost, points = field.hours_of(more), field.weigh(more)[1]
            if points and spent + cost <= hours:
                fits.append((Fraction(cost, points), place))
        if not fits:
            return mask
        mask |= useful[min(fits)[1]]


def _sure(have: Iterable[int]) -> list[Interval]:
    return [Interval(step, step) for step in have]


def _plan(
    graph: StepGraph,
    level: int,
    have: Sequence[int],
    field: Field,
    mask: int,
    *,
    is_proven: bool,
    also: Collection[int] = (),
) -> Plan:
    rule = graph.rules.levels[level]
    order = _order(graph, level, have, field, mask)
    place = {step: position for position, step in enumerate(order)}
    must = _own_way(field, _chosen(graph, field, also), "chosen") | _must(graph, field)
    # Steps that a must-have leads to, so that "needed for" names the must-have's side where there are two.
    forced = field.closed(step for step in must if step in place)
    best = scoring.unit_steps(graph.rules, have)
    steps = []
    for step in order:
        skill, to_step = field.keys[step]
        points = _points(graph.rules, rule, best, skill, to_step)
        if step in must:
            reason = Reason(must[step])
        else:
            reason = _reason(field, step, order if not points else [other for other in order if forced >> other & 1])
        hours = field.hours[step]
        study = study_hours(hours, to_step, graph.rules.lowest, graph.rules.highest)
        after = tuple(sorted(place[other] for other in field.needs[step]))
        steps.append(PlanStep(skill, to_step, hours, study, points, reason, after, graph.months[skill][to_step]))
    return Plan(level, tuple(have), tuple(steps), search.earned(graph.rules, rule, have), rule.total, is_proven)


def _points(rules: Rules, rule: LevelRule, best: list[int], skill: int, to_step: int) -> int:
    """What taking a skill to a step brings, as the score counts it: a group is its best member. Keeps `best` by unit."""
    unit = rules.unit_of.get(skill)
    need = None if unit is None else rule.need_of.get(unit)
    if need is None:
        return 0
    before, best[need.unit] = best[need.unit], max(best[need.unit], to_step)
    return need.weight * (min(best[need.unit], need.step) - min(before, need.step))


def _must(graph: StepGraph, field: Field) -> dict[int, Why]:
    """The steps that are a must-have's own way to what it needs."""
    must: dict[int, Why] = {}
    for need, goal in zip(field.short, field.reaching, strict=True):
        if need.is_essential:
            is_group = len(graph.rules.units[need.unit].members) > 1
            must |= _own_way(field, [goal], "any_one_of" if is_group else "must_have")
    return must


def _own_way(field: Field, goals: Iterable[int], why: Why) -> dict[int, Why]:
    """The steps of the same skill that lead to each goal."""
    ends = dict(field.keys[goal] for goal in goals)
    return {place: why for place, (skill, step) in enumerate(field.keys) if step <= ends.get(skill, step - 1)}


def _reason(field: Field, step: int, dependants: Iterable[int]) -> Reason:
    """The first of the dependants in another skill that needs this step or one above it; else that it lifts readiness."""
    skill, to_step = field.keys[step]
    for other in dependants:
        needs = [field.keys[need] for need in field.needs[other]]
        if field.keys[other][0] != skill and any(of == skill and needed >= to_step for of, needed in needs):
            return Reason("needed", *field.keys[other])
    return Reason("readiness")


def _order(graph: StepGraph, level: int, have: Sequence[int], field: Field, mask: int) -> list[int]:
    """The chosen steps by the gap that they close, each right after what it needs (method.md 4.2); dropped ones, and
    what needs them, after all that can do without."""
    order: dict[int, None] = {}

    def take(step: int) -> None:
        if step not in order:
            for other in field.needs[step]:
                take(other)
            order[step] = None

    closing = []
    for gap in priorities.gaps(graph, level, _sure(have)):
        steps = [field.position[gap.skill, step] for step in range(have[gap.skill] + 1, gap.need.step + 1)]
        chosen = [step for step in steps if mask >> step & 1]
        late = [step for step in chosen if field.closure[step] & field.avoided]
        for is_late, part in ((False, chosen[: len(chosen) - len(late)]), (True, late)):
            rank = is_late, gap.tier, -gap.unlocks, gap.skill
            closing += [(rank, gap.skill in graph.joined, part)] if part else []
    closing.sort()
    # What stands alone can be taken at any time, so it does not open a plan that holds anything else.
    opening = next((part for rank, is_joined, part in closing if is_joined and rank[0] == closing[0][0][0]), [])
    for steps in (opening[:1], *(part for _rank, _is_joined, part in closing)):
        for step in steps:
            take(step)
    return list(order)
