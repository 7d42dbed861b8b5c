"""How firm a verdict is: the chance that a level would come out met again, were single answers a step off (method.md 3.6).

The error of a single answer is a convention, not a finding: a step too high for 15 of 100 people, a step too low for
15, each answer for itself.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import erf, sqrt
from typing import NamedTuple

from assessment.role.core.rules import LevelRule, Rules
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval

A_STEP_OFF = 0.15  # to each side

# How likely each step of the scale is, from the lowest up; sums to 1.
Chances = tuple[float, ...]


class Hold(NamedTuple):
    """Chances 0-1 that a level's gate passes and that its readiness reaches the limit; both must."""

    gate: float
    readiness: float

    @property
    def both(self) -> float:
        """The smaller of the two: they hang together too closely to be multiplied."""
        return min(self.gate, self.readiness)


def hold(rules: Rules, answers: Mapping[str, Answer], level: int) -> Hold:
    """The chance that a level, by its index, is met. What was skipped counts as the lowest step."""
    scale = Interval(rules.lowest, rules.highest)
    given = [_chances_of(scale, *_said(answers.get(skill.slug))) for skill in rules.skills]
    units = [_best([given[member] for member in unit.members]) for unit in rules.units]
    rule = rules.levels[level]
    return Hold(_gate(rules, rule, units), _reach(rules, rule, units))


def _said(answer: Answer | None) -> tuple[int | None, bool]:
    return (None, False) if answer is None else (answer.step, answer.unsure)


@cache
def _chances_of(scale: Interval, said: int | None, unsure: bool) -> Chances:
    chances = [0.0] * (scale.high - scale.low + 1)

    def add(step: int, chance: float) -> None:
        chances[min(max(step, scale.low), scale.high) - scale.low] += chance

    if said is None:
        add(scale.low, 1.0)
    elif unsure:
        around = range(max(scale.low, said - 1), min(scale.high, said + 1) + 1)
        for step in around:
            add(step, 1 / len(around))
    else:
        add(said - 1, A_STEP_OFF)
        add(said, 1 - 2 * A_STEP_OFF)
        add(said + 1, A_STEP_OFF)
    return tuple(chances)


def _best(members: Sequence[Chances]) -> Chances:
    """The chances of the highest of independent members."""
    if len(members) == 1:
        return members[0]
    best, before = [], 0.0
    sums = [0.0] * len(members)
    for step in range(len(members[0])):
        up_to = 1.0
        for number, member in enumerate(members):
            sums[number] += member[step]
            up_to *= sums[number]
        best.append(up_to - before)
        before = up_to
    return tuple(best)


def _gate(rules: Rules, rule: LevelRule, units: Sequence[Chances]) -> float:
    """The chance that no must-have is two steps short and no more than the slips are one short, by counting slips."""
    by_slips = [1.0] + [0.0] * rule.met_slips
    for unit, step, _weight, is_essential in rule.plain:
        if not is_essential:
            continue
        place = step - rules.lowest
        reached = sum(units[unit][place:])
        a_step_short = units[unit][place - 1] if place else 0.0
        by_slips = [
            chance * reached + (by_slips[slips - 1] * a_step_short if slips else 0.0)
            for slips, chance in enumerate(by_slips)
        ]
    return sum(by_slips)


def _reach(rules: Rules, rule: LevelRule, units: Sequence[Chances]) -> float:
    """The chance that weighted steps reach the limit: a normal distribution with a half for whole numbers."""
    mean = variance = 0.0
    for unit, step, weight, _is_essential in rule.plain:
        unit_mean, unit_variance = _moments(units[unit], step - rules.lowest)
        mean += weight * unit_mean
        variance += weight * weight * unit_variance
    distance = mean - rules.policy.met_percent * rule.total / 100
    if variance < 1e-12:
        return float(distance >= -1e-9)
    return (1 + erf((distance + 0.5) / sqrt(2 * variance))) / 2


@cache
def _moments(chances: Chances, cap: int) -> tuple[float, float]:
    mean = sum(chance * min(step, cap) for step, chance in enumerate(chances))
    square = sum(chance * min(step, cap) ** 2 for step, chance in enumerate(chances))
    return mean, max(0.0, square - mean * mean)
