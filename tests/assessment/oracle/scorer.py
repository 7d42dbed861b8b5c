"""The method once more, from the formulas of method.md 1.3, 3 and 4.1, as plainly as they stand there.

Nothing of the scoring is imported: dictionaries and fractions instead of compiled rules, masks and integers.
Slow on purpose; what it says is what the report must say.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import floor
from typing import Any, NamedTuple

from tests.assessment.oracle.catalogue import Ask, Catalogue, Level

RANKS = ("not_yet", "close", "met")

Steps = Mapping[str, int]


class Answered(NamedTuple):
    step: int
    unsure: bool = False
    evidence: str = ""
    last_used: str = ""


def best(ask: Ask, steps: Steps) -> int:
    return max(steps[member] for member in ask.members)


def short(ask: Ask, steps: Steps) -> int:
    """3.2: steps short."""
    return max(0, ask.step - best(ask, steps))


def total(cat: Catalogue, level: Level) -> int:
    return sum(ask.weight * ask.step for ask in cat.asks[level.slug])


def earned(cat: Catalogue, level: Level, steps: Steps) -> int:
    return sum(ask.weight * min(best(ask, steps), ask.step) for ask in cat.asks[level.slug])


def readiness(cat: Catalogue, level: Level, steps: Steps) -> Fraction:
    """3.3."""
    possible = total(cat, level)
    return Fraction(earned(cat, level, steps), possible) if possible else Fraction(1)


def essentials(cat: Catalogue, level: Level) -> list[Ask]:
    return [ask for ask in cat.asks[level.slug] if ask.importance == "essential"]


def slips(cat: Catalogue, level: Level, share: Fraction) -> int:
    return floor(share * len(essentials(cat, level)))


def missing(cat: Catalogue, level: Level, steps: Steps) -> int:
    return sum(short(ask, steps) >= 1 for ask in essentials(cat, level))


def is_met(cat: Catalogue, level: Level, steps: Steps) -> bool:
    """3.4."""
    return _passes(cat, level, steps, cat.policy.met_slips, cat.policy.met)


def is_close(cat: Catalogue, level: Level, steps: Steps) -> bool:
    return is_met(cat, level, steps) or _passes(cat, level, steps, cat.policy.close_slips, cat.policy.close)


def _passes(cat: Catalogue, level: Level, steps: Steps, slip_share: Fraction, share: Fraction) -> bool:
    worst = max((short(ask, steps) for ask in essentials(cat, level)), default=0)
    allowed = slips(cat, level, slip_share)
    return worst <= 1 and missing(cat, level, steps) <= allowed and readiness(cat, level, steps) >= share


def below(cat: Catalogue, level: Level) -> list[Level]:
    """The levels of lower rank on the same path: of the same track, or of none."""
    return [
        other
        for other in cat.levels
        if other.rank < level.rank and (not other.track or not level.track or other.track == level.track)
    ]


def running(cat: Catalogue, level: Level, steps: Steps) -> Fraction:
    return min(readiness(cat, rung, steps) for rung in [*below(cat, level), level])


class Ladder(NamedTuple):
    verdicts: tuple[str, ...]
    current: int
    closest: int
    next: int


def ladder(cat: Catalogue, steps: Steps) -> Ladder:
    """3.4. Positions on the ladder; -1 is below the first, and one past the end is above the last."""
    levels = cat.levels
    close = {level.slug: is_close(cat, level, steps) for level in levels}
    reached = [
        level for level in levels if is_met(cat, level, steps) and all(close[rung.slug] for rung in below(cat, level))
    ]
    settled = {rung.slug for level in reached for rung in [*below(cat, level), level]}
    verdicts = tuple(
        "met"
        if level.slug in settled
        else "close"
        if all(close[rung.slug] for rung in [*below(cat, level), level])
        else "not_yet"
        for level in levels
    )
    current = max((levels.index(level) for level in reached), default=-1)
    closest = max((place for place, verdict in enumerate(verdicts) if verdict != "not_yet"), default=-1)
    onward = [place for place, level in enumerate(levels) if current < 0 or levels[current] in below(cat, level)]
    return Ladder(verdicts, current, closest, min(onward, default=len(levels)))


def ends(cat: Catalogue, answers: Mapping[str, Answered]) -> tuple[dict[str, int], dict[str, int]]:
    """3.5: the two end vectors."""
    low, high = {}, {}
    for skill in cat.skills:
        said = answers.get(skill.slug)
        if said is None:
            low[skill.slug], high[skill.slug] = cat.lowest, cat.highest
        elif said.unsure:
            low[skill.slug] = max(cat.lowest, said.step - 1)
            high[skill.slug] = min(cat.highest, said.step + 1)
        else:
            low[skill.slug] = high[skill.slug] = said.step
    return low, high


def completions(cat: Catalogue, answers: Mapping[str, Answered]) -> Iterator[dict[str, int]]:
    """Every vector of steps that the answers allow."""
    low, high = ends(cat, answers)
    for steps in product(*(range(low[skill.slug], high[skill.slug] + 1) for skill in cat.skills)):
        yield dict(zip(low, steps, strict=True))


def coverage(cat: Catalogue, level: Level, answers: Mapping[str, Answered]) -> Fraction:
    """1.3: the share of the weight that was answered."""
    given = sum(
        ask.weight * ask.step for ask in cat.asks[level.slug] if any(member in answers for member in ask.members)
    )
    return Fraction(given, total(cat, level)) if total(cat, level) else Fraction(1)


def cautious(cat: Catalogue, answers: Mapping[str, Answered]) -> dict[str, Answered]:
    """3.6: must-have answers in the top two steps lowered by one where they have no evidence."""
    must = {member for level in cat.levels for ask in essentials(cat, level) for member in ask.members}
    return {
        slug: said._replace(step=said.step - 1)
        if slug in must and said.step >= cat.highest - 1 and not said.evidence
        else said
        for slug, said in answers.items()
    }


def stress(cat: Catalogue, answers: Mapping[str, Answered]) -> dict[str, Answered]:
    return {slug: said._replace(step=max(cat.lowest, said.step - 1)) for slug, said in answers.items()}


def steps_to_go(have: int, goal: int) -> Sequence[int]:
    return range(have + 1, goal + 1)


def half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def place_of(cat: Catalogue, answers: Mapping[str, Answered]) -> dict[str, Any]:
    low, high = (ladder(cat, steps) for steps in ends(cat, answers))

    def slug(position: int) -> str | None:
        return cat.levels[position].slug if 0 <= position < len(cat.levels) else None

    return {
        "current": {"low": slug(low.current), "high": slug(high.current)},
        "next": {"low": slug(low.next), "high": slug(high.next)},
        "closest": {"low": slug(low.closest), "high": slug(high.closest)},
    }
