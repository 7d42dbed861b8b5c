"""Scoring against every level at once, in exact arithmetic (method.md 3).

`score` takes one step per skill; `stand` takes an
interval per skill and scores both ends, which bound everything between them because every rule is monotone.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from assessment.role.core.questionnaire import evidence_from
from assessment.role.core.rules import LevelRule, Rules
from assessment.words.ranges import Interval
from catalog.core.snapshot import Policy

RULES_VERSION = 1
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
    last_used: str = ""


class LevelScore(NamedTuple):
    """One level for one step per skill: weighted steps covered, must-haves short, and what follows."""

    earned: int
    short: int
    worst: int
    is_met: bool
    is_close: bool


class Ladder(NamedTuple):
    """All levels together: each level's score and verdict; `current` and `closest` are level indexes or None."""

    levels: tuple[LevelScore, ...]
    verdicts: tuple[int, ...]
    current: int | None
    closest: int | None
    next: int | None


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
    """The step of each unit: the best of its members."""
    return [
        steps[members[0]] if len(members) == 1 else max([steps[member] for member in members])
        for _position, members in rules.units
    ]


def score(rules: Rules, steps: Sequence[int]) -> Ladder:
    """Every level for one step per skill, in rule order (method.md 3.3 and 3.4)."""
    best = unit_steps(rules, steps)
    levels = tuple(_level_score(rules.policy, rule, best) for rule in rules.levels)
    reached = [
        level.is_met and all(levels[below].is_close for below in rule.below)
        for rule, level in zip(rules.levels, levels, strict=True)
    ]
    settled = {position for position, hit in enumerate(reached) if hit}
    for position in tuple(settled):
        settled.update(rules.levels[position].below)
    verdicts = tuple(
        MET
        if position in settled
        else CLOSE
        if level.is_close and all(levels[below].is_close for below in rule.below)
        else NOT_YET
        for position, (rule, level) in enumerate(zip(rules.levels, levels, strict=True))
    )
    current = max((position for position, hit in enumerate(reached) if hit), default=None)
    closest = max((position for position, verdict in enumerate(verdicts) if verdict >= CLOSE), default=None)
    return Ladder(levels, verdicts, current, closest, _next(rules, current))


def _level_score(policy: Policy, rule: LevelRule, best: Sequence[int]) -> LevelScore:
    earned = short = worst = 0
    for unit, step, weight, is_essential in rule.plain:
        have = best[unit]
        if have >= step:
            earned += weight * step
            continue
        earned += weight * have
        if is_essential:
            short += 1
            if step - have > worst:
                worst = step - have
    percent = 100 * earned
    is_met = worst <= 1 and short <= rule.met_slips and percent >= policy.met_percent * rule.total
    is_close = is_met or (worst <= 1 and short <= rule.close_slips and percent >= policy.close_percent * rule.total)
    return LevelScore(earned, short, worst, is_met, is_close)


def _next(rules: Rules, current: int | None) -> int | None:
    rank = rules.levels[current].level.rank if current is not None else -1
    track = rules.levels[current].level.track if current is not None else ""
    for position, rule in enumerate(rules.levels):
        if rule.level.rank > rank and (not track or not rule.level.track or rule.level.track == track):
            return position
    return None


def stand(rules: Rules, spans: Sequence[Interval]) -> Standing:
    """Both ends of the answers (method.md 3.5). The bounds are tight: each end can be the truth."""
    low = score(rules, [span.low for span in spans])
    if all(span.low == span.high for span in spans):
        return Standing(low, low)
    return Standing(low, score(rules, [span.high for span in spans]))


def readiness(rules: Rules, ladder: Ladder) -> tuple[Fraction, ...]:
    """Readiness for each level, 0-1: the weighted steps covered of those required; 1 where nothing is required."""
    return tuple(
        Fraction(level.earned, rule.total) if rule.total else Fraction(1)
        for rule, level in zip(rules.levels, ladder.levels, strict=True)
    )


def running(rules: Rules, each: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The running minimum for display: no level looks readier than one below it (method.md 3.3)."""
    return tuple(
        min([each[position], *(each[below] for below in rule.below)]) for position, rule in enumerate(rules.levels)
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
    earned = total = sure = 0
    for unit, step, weight, _is_essential in rule.plain:
        have = best[unit]
        if have is None:
            sure += weight * min(lowest, step)
        else:
            total += weight * step
            earned += weight * (step if have >= step else have)
    if not rule.total:
        return Known(Fraction(1), None)
    coverage = Fraction(total, rule.total)
    if not total or coverage < POINT_COVERAGE:
        return Known(coverage, None)
    # On a scale that starts above 0 what was skipped brings its lowest step all the same.
    return Known(coverage, max(Fraction(earned, total), Fraction(earned + sure, rule.total)))


def cautious(rules: Rules, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers with each must-have in the top two steps lowered by one where it has no evidence (method.md 3.6)."""
    high = evidence_from(rules.lowest, rules.highest)
    return {
        slug: _lowered(answer, answer.step - 1)
        if rules.index[slug] in rules.must_haves and answer.step >= high and not answer.evidence.strip()
        else answer
        for slug, answer in answers.items()
    }


def stress(rules: Rules, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers with every one lowered by a step (method.md 3.6): an extreme, never a headline."""
    return {slug: _lowered(answer, max(rules.lowest, answer.step - 1)) for slug, answer in answers.items()}


def _lowered(answer: Answer, step: int) -> Answer:
    return Answer(step, answer.unsure, answer.evidence, answer.last_used)
