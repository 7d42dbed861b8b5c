"""Which gap first (method.md 4.1): gaps at one level, ranked, with what each would bring and cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from assessment.role.core.rules import Need, Rules
from assessment.words.ranges import Interval
from catalog.core.snapshot import MONTHS, Skill, Snapshot, Step

# Tiers, in the order in which gaps are shown.
MUST_HAVE_FAR, MUST_HAVE_NEAR, UNLOCKS_MUST_HAVE, IMPORTANT, HELPFUL = range(5)


class Gap(NamedTuple):
    """A unit below what a level needs. `short_low` to `short_high` is the range of steps short; hours are typical.

    `skill` is the member to work on: for an any-one-of group the main field, else the one that is furthest already.
    """

    skill: int
    unit: int
    need: Need
    have: Interval
    short_low: int
    short_high: int
    tier: int
    points: int
    total: int
    unlocks: int
    hours: int

    @property
    def gain(self) -> Fraction:
        """Readiness that closing this gap brings, 0-1 (P_u / Σ w r)."""
        return Fraction(self.points, self.total)


@dataclass(frozen=True)
class StepGraph:
    """What steps cost and need: hours of each step and the prerequisite closure of each, for one role's skills.

    `months` of a step are 0 but where its area counts in months.
    """

    rules: Rules
    hours: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[tuple[tuple[int, int], ...], ...], ...]
    months: tuple[tuple[int, ...], ...]

    @cached_property
    def closure(self) -> Mapping[tuple[int, int], frozenset[tuple[int, int]]]:
        """Every step with all steps that must come before it, itself included."""
        closed: dict[tuple[int, int], frozenset[tuple[int, int]]] = {}

        def close(skill: int, step: int) -> frozenset[tuple[int, int]]:
            key = (skill, step)
            if step <= self.rules.lowest:
                return frozenset()
            if key not in closed:
                before = close(skill, step - 1).union(*(close(*need) for need in self.needs[skill][step]))
                closed[key] = before | {key}
            return closed[key]

        for skill in range(len(self.rules.skills)):
            for step in range(self.rules.lowest + 1, self.rules.highest + 1):
                close(skill, step)
        return closed

    @cached_property
    def masks(self) -> Mapping[tuple[int, int], int]:
        """The closures as bit masks, a bit per step, for quick overlap tests."""
        width = self.rules.highest + 1
        return {
            key: sum(1 << (skill * width + step) for skill, step in closure) for key, closure in self.closure.items()
        }

    @cached_property
    def joined(self) -> frozenset[int]:
        """The skills that need a step of another skill, or of which another skill needs one."""
        pairs = {(skill, other) for skill, steps in enumerate(self.needs) for step in steps for other, _needed in step}
        return frozenset(skill for pair in pairs for skill in pair)

    def open_mask(self, skill: int, have: int, goal: int) -> int:
        run = (1 << (goal - have)) - 1
        return run << (skill * (self.rules.highest + 1) + have + 1)

    def hours_between(self, skill: int, have: int, goal: int) -> int:
        return sum(self.hours[skill][have + 1 : goal + 1])


def step_hours(step: Step, skill: Skill) -> int:
    """The typical hours of a step of a skill, whole: step hours x effort multiplier, rounded half up."""
    return (step.hours * skill.effort_percent + 50) // 100


def compile_step_graph(snapshot: Snapshot, rules: Rules) -> StepGraph:
    """Hours and prerequisites by skill and step. Hours are whole: step hours x effort multiplier, rounded half up."""
    hours, needs, months = [], [], []
    for skill in rules.skills:
        of_step = [0] * (rules.highest + 1)
        lasting = [0] * (rules.highest + 1)
        in_months = snapshot.area[skill.area].counts_in == MONTHS
        before: list[tuple[tuple[int, int], ...]] = [()] * (rules.highest + 1)
        for step in snapshot.steps:
            of_step[step.value] = step_hours(step, skill)
            lasting[step.value] = step.months if in_months else 0
            before[step.value] = tuple(
                (rules.index[need.needs], need.needs_step)
                for need in skill.prerequisites
                if need.step == step.value and need.needs in rules.index
            )
        hours.append(tuple(of_step))
        needs.append(tuple(before))
        months.append(tuple(lasting))
    return StepGraph(rules, tuple(hours), tuple(needs), tuple(months))


def gaps(graph: StepGraph, level: int, spans: Sequence[Interval]) -> list[Gap]:
    """The gaps of a level in the order to close them: by (tier, -gain, -unlocks, catalogue index)."""
    rules = graph.rules
    rule = rules.levels[level]
    found = [open_ for need in rule.needs if (open_ := _open(rules, need, spans))]
    must_haves = 0
    open_steps = []
    for unit in found:
        closures = [graph.masks[unit.skill, step] for step in range(unit.have.low + 1, unit.need.step + 1)]
        open_steps += closures
        if unit.need.is_essential:
            must_haves |= closures[-1]
    ranked = []
    for skill, need, have in found:
        short = need.step - have.low
        mask = graph.open_mask(skill, have.low, need.step)
        ranked.append(
            Gap(
                skill=skill,
                unit=need.unit,
                need=need,
                have=have,
                short_low=max(0, need.step - have.high),
                short_high=short,
                tier=_tier(need, short, is_needed=bool(must_haves & mask)),
                points=need.weight * short,
                total=rule.total,
                # Its own open steps are in there too; they are no one else's.
                unlocks=sum([1 for closure in open_steps if closure & mask]) - short,
                hours=graph.hours_between(skill, have.low, need.step),
            )
        )
    ranked.sort(key=lambda gap: (gap.tier, -gap.points, -gap.unlocks, gap.skill))
    return ranked


class _Open(NamedTuple):
    skill: int
    need: Need
    have: Interval


def _open(rules: Rules, need: Need, spans: Sequence[Interval]) -> _Open | None:
    members = rules.units[need.unit].members
    skill = members[0]
    have = spans[skill]
    if len(members) > 1:
        skill = nearest(rules, need.unit, [span.low for span in spans])
        have = Interval(spans[skill].low, max(spans[member].high for member in members))
    return _Open(skill, need, have) if have.low < need.step else None


def nearest(rules: Rules, unit: int, have: Sequence[int]) -> int:
    """The member of a unit that stands for it: the highest by the steps that are surely there, then in catalogue order."""
    return min(rules.units[unit].members, key=lambda member: (-have[member], member))


def _tier(need: Need, short: int, *, is_needed: bool) -> int:
    if need.is_essential:
        return MUST_HAVE_FAR if short >= 2 else MUST_HAVE_NEAR
    if is_needed:
        return UNLOCKS_MUST_HAVE
    return IMPORTANT if need.importance == "important" else HELPFUL


class Doubt(NamedTuple):
    """An open question and how many of a level's `total` weighted steps hang on it."""

    skill: int
    is_essential: bool
    points: int
    total: int

    @property
    def effect(self) -> Fraction:
        return Fraction(self.points, self.total)


def doubts(rules: Rules, level: int, spans: Sequence[Interval]) -> list[Doubt]:
    """The skipped and unsure answers that move a level's readiness: must-haves, then by effect (method.md 3.5)."""
    found = []
    rule = rules.levels[level]
    for need in rule.needs:
        members = rules.units[need.unit].members
        floor = max([spans[member].low for member in members])
        for member in members:
            low, high = spans[member]
            points = need.weight * (min(high, need.step) - min(max(floor, low), need.step))
            if points > 0:
                found.append(Doubt(member, need.is_essential, points, rule.total))
    found.sort(key=lambda doubt: (not doubt.is_essential, -doubt.points, doubt.skill))
    return found


def without_spare(rules: Rules, level: int, spans: Sequence[Interval]) -> list[int]:
    """The must-haves of a level that are surely met with no step to spare (method.md 3.6), as unit indexes."""
    exact = []
    for need in rules.levels[level].needs:
        best = max([spans[member].low for member in rules.units[need.unit].members])
        if need.is_essential and best == need.step:
            exact.append(need.unit)
    return exact
