"""Scoring against every level at once, in exact arithmetic (method.md 3).

`score` takes one step per skill; `stand` takes an
interval per skill and scores both ends, which bound everything between them because every rule is monotone.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from assessment.role.core.rules import LevelRule, Rules, share_track
from assessment.words.ranges import Interval

# Below this share of weight answered, a report shows the interval only (method.md 1.3).
POINT_COVERAGE = Fraction(80, 100)

NOT_YET, CLOSE, MET = 0, 1, 2


class AnswersInvalid(ValueError):
    """An answer does not fit the edition: an unknown skill, or a step that is not on its scale."""


class Answer(NamedTuple):
    """What a person said of one skill. `step` is on the framework's scale; a skill without an answer has no Answer."""

    step: int
    unsure: bool = False
    evidence: str = ""


class LevelScore(NamedTuple):
    """One level for one step per skill: weighted steps covered above the lowest, must-haves short, what follows."""

    earned: int
    short: int
    worst: int
    is_met: bool
    is_close: bool

    @property
    def verdict(self) -> int:
        return MET if self.is_met else CLOSE if self.is_close else NOT_YET


class Ladder(NamedTuple):
    """All levels together: each level's score and verdict, and level indexes or None (method.md 3.4).

    `current` is the highest level that is met, `closest` the highest that is close or met, `next` the one above
    current, `aim` the one to work for: closest where it is above current, else next.
    """

    levels: tuple[LevelScore, ...]
    verdicts: tuple[int, ...]
    current: int | None
    closest: int | None
    next: int | None
    aim: int | None

    @property
    def goal(self) -> int:
        """The level to go for: the aim, or the current one where none is above it. There is one where there are levels."""
        return next(level for level in (self.aim, self.current) if level is not None)


class Standing(NamedTuple):
    """Both ends of what the answers allow."""

    low: Ladder
    high: Ladder


def intervals(rules: Rules, answers: Mapping[str, Answer]) -> tuple[Interval, ...]:
    """The interval of each skill in rule order (method.md 3.5); a skipped skill has the whole scale.

    Raises AnswersInvalid for a skill that is not asked or a step off the scale.
    """
    for slug, answer in answers.items():
        if slug not in rules.index:
            raise AnswersInvalid(f"{slug} is not asked in this role")
        if (answer.step, answer.unsure) not in rules.span_of:
            raise AnswersInvalid(f"{slug}: step {answer.step} is not on the scale {rules.lowest}–{rules.highest}")
    skipped = Interval(rules.lowest, rules.highest)
    spans, given = rules.span_of, answers.get
    return tuple(
        [skipped if (said := given(skill.slug)) is None else spans[said.step, said.unsure] for skill in rules.skills]
    )


def unit_steps(rules: Rules, steps: Sequence[int]) -> list[int]:
    """The step of each unit: the best of its members, or that of the main field."""
    return [
        steps[members[0]] if len(members) == 1 else max([steps[member] for member in members])
        for _position, members in rules.units
    ]


def score(rules: Rules, steps: Sequence[int], track: str = "") -> Ladder:
    """Every level for one step per skill, in rule order, each by its own bar (method.md 3.3 and 3.4).

    Of two levels of one rank the one on `track` counts first, which is the target's, then catalogue order.
    """
    best = unit_steps(rules, steps)
    levels = tuple([level_score(rules, rule, best) for rule in rules.levels])
    return LADDERS[rules.version](rules, levels, track)


def _ladder_2(rules: Rules, levels: tuple[LevelScore, ...], track: str) -> Ladder:
    verdicts = tuple([level.verdict for level in levels])
    current = _highest(rules, verdicts, MET, track)
    closest = _highest(rules, verdicts, CLOSE, track)
    above = following(rules, current, track)
    is_above = closest is not None and _rank(rules, closest) > _rank(rules, current)
    return Ladder(levels, verdicts, current, closest, above, closest if is_above else above)


# How the levels make a ladder, by the version of the rules: an attempt keeps the one that it began with.
LADDERS: dict[int, Callable[[Rules, tuple[LevelScore, ...], str], Ladder]] = {2: _ladder_2}


def _rank(rules: Rules, position: int | None) -> int:
    return -1 if position is None else rules.levels[position].level.rank


def _highest(rules: Rules, verdicts: Sequence[int], least: int, track: str) -> int | None:
    return max(
        [position for position, verdict in enumerate(verdicts) if verdict >= least],
        key=lambda position: _height(rules, position, track),
        default=None,
    )


def _height(rules: Rules, position: int | None, track: str) -> tuple[int, bool, int]:
    """What decides which of several levels is the highest; no level is below all."""
    if position is None:
        return -1, False, 0
    level = rules.levels[position].level
    return level.rank, level.track == track, -position


def following(rules: Rules, current: int | None, track: str = "") -> int | None:
    """The level above one, None above the highest; of two of one rank as in `score`."""
    above = [
        (rule.level.rank, rule.level.track != track, position)
        for position, rule in enumerate(rules.levels)
        if rule.level.rank > _rank(rules, current)
        and (current is None or share_track(rule.level, rules.levels[current].level))
    ]
    return min(above)[-1] if above else None


def level_score(rules: Rules, rule: LevelRule, best: Sequence[int]) -> LevelScore:
    """One level by its own bar, for the step of each unit."""
    policy, lowest = rules.policy, rules.lowest
    earned = short = worst = 0
    for unit, step, weight, is_essential in rule.plain:
        have = best[unit]
        if have >= step:
            earned += weight * (step - lowest)
            continue
        earned += weight * (have - lowest)
        if is_essential:
            short += 1
            if step - have > worst:
                worst = step - have
    percent = 100 * earned
    is_met = worst <= 1 and short <= rule.met_slips and percent >= policy.met_percent * rule.total
    is_close = is_met or (worst <= 1 and short <= rule.close_slips and percent >= policy.close_percent * rule.total)
    return LevelScore(earned, short, worst, is_met, is_close)


def stand(rules: Rules, spans: Sequence[Interval], track: str = "") -> Standing:
    """Both ends of the answers (method.md 3.5). The bounds are tight: each end can be the truth."""
    low = score(rules, [span.low for span in spans], track)
    if all(span.low == span.high for span in spans):
        return Standing(low, low)
    return Standing(low, score(rules, [span.high for span in spans], track))


def possible(rules: Rules, standing: Standing, track: str = "") -> tuple[int | None, ...]:
    """The levels that may be the current one, lowest first; None stands for no level (method.md 3.5).

    Only what is met at the high end can be, and nothing that gives way to what is met at the low end: a level below,
    or one of its rank that counts after it.
    """
    low, high = standing
    floor = _height(rules, low.current, track)
    return low.current, *(
        position
        for position, level in enumerate(high.levels)
        if level.is_met and _height(rules, position, track) > floor
    )


def open_below(rules: Rules, steps: Sequence[int], current: int | None) -> tuple[int, ...]:
    """The units that lower levels have as must-haves and that are short there and at the current level's own step.

    By (method.md 3.4); once each, in rule order. What the current level does not ask for is not open.
    """
    if current is None:
        return ()
    best, own = unit_steps(rules, steps), rules.levels[current].need_of
    return tuple(
        sorted(
            {
                need.unit
                for below in rules.levels[current].below
                for need in rules.levels[below].needs
                if need.is_essential
                and best[need.unit] < need.step
                and need.unit in own
                and best[need.unit] < own[need.unit].step
            }
        )
    )


def readiness(rules: Rules, ladder: Ladder) -> tuple[Fraction, ...]:
    """Readiness for each level, 0-1: weighted steps covered above the lowest, of those required; 1 without any."""
    return tuple(
        Fraction(level.earned, rule.total) if rule.total else Fraction(1)
        for rule, level in zip(rules.levels, ladder.levels, strict=True)
    )


class Known(NamedTuple):
    """The answered part of a level: its share of the weight, 0-1, and readiness over it, answers taken as given."""

    coverage: Fraction
    point: Fraction | None


def known(rules: Rules, answers: Mapping[str, Answer]) -> tuple[Known, ...]:
    """Coverage of each level, and its point value where coverage is at least POINT_COVERAGE (method.md 1.3).

    A group counts as answered when any member is. The point always lies inside the interval.
    """
    given = [answers[skill.slug].step if skill.slug in answers else None for skill in rules.skills]
    best = [
        max((step for member in unit.members if (step := given[member]) is not None), default=None)
        for unit in rules.units
    ]
    return tuple(_known(rule, best, rules.lowest) for rule in rules.levels)


def _known(rule: LevelRule, best: Sequence[int | None], lowest: int) -> Known:
    earned = total = 0
    for unit, step, weight, _is_essential in rule.plain:
        have = best[unit]
        if have is not None:
            total += weight * (step - lowest)
            earned += weight * (min(step, have) - lowest)
    if not rule.total:
        return Known(Fraction(1), None)
    coverage = Fraction(total, rule.total)
    return Known(coverage, Fraction(earned, total) if total and coverage >= POINT_COVERAGE else None)


def stress(rules: Rules, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers with every one lowered by a step (method.md 3.6): an extreme, never a headline."""
    return {slug: answer._replace(step=max(rules.lowest, answer.step - 1)) for slug, answer in answers.items()}
