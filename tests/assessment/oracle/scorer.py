"""The method once more, from the formulas of method.md 1.3, 3 and 4.1, as plainly as they stand there.

Nothing of the scoring is imported: dictionaries and fractions instead of compiled rules, masks and integers.
Slow on purpose; what it says is what the report must say.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import floor, prod, sqrt
from statistics import NormalDist
from typing import Any, NamedTuple

from tests.assessment.oracle.catalogue import Ask, Catalogue, Level

RANKS = ("not_yet", "close", "met")

Steps = Mapping[str, int]


class Answered(NamedTuple):
    step: int
    unsure: bool = False
    evidence: str = ""


def best(ask: Ask, steps: Steps) -> int:
    return max(steps[member] for member in ask.members)


def short(ask: Ask, steps: Steps) -> int:
    """3.2: steps short."""
    return max(0, ask.step - best(ask, steps))


def total(cat: Catalogue, level: Level) -> int:
    return sum(ask.weight * (ask.step - cat.lowest) for ask in cat.asks[level.slug])


def earned(cat: Catalogue, level: Level, steps: Steps) -> int:
    return sum(ask.weight * (min(best(ask, steps), ask.step) - cat.lowest) for ask in cat.asks[level.slug])


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


class Ladder(NamedTuple):
    verdicts: tuple[str, ...]
    current: Level | None
    closest: Level | None
    next: Level | None
    aim: Level | None


def ladder(cat: Catalogue, steps: Steps, track: str = "") -> Ladder:
    """3.4. Each level by its own bar; of twins the one on the target's track, then the first."""
    verdicts = tuple(
        "met" if is_met(cat, level, steps) else "close" if is_close(cat, level, steps) else "not_yet"
        for level in cat.levels
    )
    met = [level for level, verdict in zip(cat.levels, verdicts, strict=True) if verdict == "met"]
    near = [level for level, verdict in zip(cat.levels, verdicts, strict=True) if verdict != "not_yet"]
    current, closest = _top(cat, met, track), _top(cat, near, track)
    onward = [level for level in cat.levels if current is None or current in below(cat, level)]
    following = _bottom(cat, onward, track)
    height = current.rank if current else -1
    return Ladder(verdicts, current, closest, following, closest if closest and closest.rank > height else following)


def _top(cat: Catalogue, levels: Sequence[Level], track: str) -> Level | None:
    if not levels:
        return None
    return _twin([level for level in levels if level.rank == max(each.rank for each in levels)], track)


def _bottom(cat: Catalogue, levels: Sequence[Level], track: str) -> Level | None:
    if not levels:
        return None
    return _twin([level for level in levels if level.rank == min(each.rank for each in levels)], track)


def _twin(levels: Sequence[Level], track: str) -> Level:
    return next((level for level in levels if level.track == track), levels[0])


def possible(cat: Catalogue, low: Steps, high: Steps, track: str = "") -> list[str | None]:
    """3.5: what may be the current level: the one at the low end, and what is met at the high end and goes before it."""
    surely = ladder(cat, low, track).current
    met = [level for level in cat.levels if is_met(cat, level, high)]
    if surely is None:
        return [None, *(level.slug for level in met)]
    two = [[each for each in cat.levels if each in (surely, level)] for level in met]
    more = [
        level.slug for level, pair in zip(met, two, strict=True) if level != surely and _top(cat, pair, track) == level
    ]
    return [surely.slug, *more]


def open_below(cat: Catalogue, low: Steps, track: str = "") -> list[str]:
    """3.4: must-haves of lower levels that are short there and at the current level's own step."""
    current = ladder(cat, low, track).current
    if current is None:
        return []
    own = {tuple(ask.members): ask for ask in cat.asks[current.slug]}
    order = [skill.slug for skill in cat.skills]
    found = {
        tuple(ask.members)
        for level in below(cat, current)
        for ask in essentials(cat, level)
        if short(ask, low) and tuple(ask.members) in own and short(own[tuple(ask.members)], low)
    }
    return [
        min(members, key=lambda member: (-low[member], order.index(member)))
        for members in sorted(found, key=lambda members: min(map(order.index, members)))
    ]


def hold(cat: Catalogue, answers: Mapping[str, Answered], track: str = "") -> dict[str, Any] | None:
    """3.6: gate by going through every way in which must-haves fall short; readiness by the normal distribution."""
    low, high = (ladder(cat, steps, track) for steps in ends(cat, answers))
    if low.current != high.current:
        return None
    level = low.current or low.aim
    if level is None:
        return None
    gate = {0: Fraction(1)}
    for ask in essentials(cat, level):
        chances = _unit(cat, ask, answers)
        in_place = sum((chance for step, chance in chances.items() if step >= ask.step), Fraction(0))
        ways: dict[int, Fraction] = {}
        for slipped, chance in gate.items():
            ways[slipped] = ways.get(slipped, Fraction(0)) + chance * in_place
            ways[slipped + 1] = ways.get(slipped + 1, Fraction(0)) + chance * chances.get(ask.step - 1, Fraction(0))
        gate = ways
    allowed = slips(cat, level, cat.policy.met_slips)
    passes = sum((chance for slipped, chance in gate.items() if slipped <= allowed), Fraction(0))
    mean = spread = Fraction(0)
    for ask in cat.asks[level.slug]:
        earns = [
            (ask.weight * (min(step, ask.step) - cat.lowest), chance)
            for step, chance in _unit(cat, ask, answers).items()
        ]
        middle = sum(value * chance for value, chance in earns)
        mean += middle
        spread += sum((value - middle) ** 2 * chance for value, chance in earns)
    beyond = mean - cat.policy.met * total(cat, level)
    reaches = NormalDist().cdf(float(beyond + Fraction(1, 2)) / sqrt(spread)) if spread else float(beyond >= 0)
    return {
        "level": level.slug,
        "gate": round(float(passes), 3),
        "readiness": round(reaches, 3),
        "hold": round(min(float(passes), reaches), 3),
    }


def _unit(cat: Catalogue, ask: Ask, answers: Mapping[str, Answered]) -> dict[int, Fraction]:
    """The chances of each step of the best member, by going through all of their steps together."""
    found: dict[int, Fraction] = {}
    for steps in product(*(_chances(cat, answers.get(member)).items() for member in ask.members)):
        top = max(step for step, _chance in steps)
        found[top] = found.get(top, Fraction(0)) + prod((chance for _step, chance in steps), start=Fraction(1))
    return found


def _chances(cat: Catalogue, said: Answered | None) -> dict[int, Fraction]:
    if said is None:
        return {cat.lowest: Fraction(1)}
    if said.unsure:
        steps = range(max(cat.lowest, said.step - 1), min(cat.highest, said.step + 1) + 1)
        return {step: Fraction(1, len(steps)) for step in steps}
    found: dict[int, Fraction] = {}
    for off, chance in ((-1, Fraction(15, 100)), (0, Fraction(70, 100)), (1, Fraction(15, 100))):
        step = min(cat.highest, max(cat.lowest, said.step + off))
        found[step] = found.get(step, Fraction(0)) + chance
    return found


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
        ask.weight * (ask.step - cat.lowest)
        for ask in cat.asks[level.slug]
        if any(member in answers for member in ask.members)
    )
    return Fraction(given, total(cat, level)) if total(cat, level) else Fraction(1)


def stress(cat: Catalogue, answers: Mapping[str, Answered]) -> dict[str, Answered]:
    return {slug: said._replace(step=max(cat.lowest, said.step - 1)) for slug, said in answers.items()}


def steps_to_go(have: int, goal: int) -> Sequence[int]:
    return range(have + 1, goal + 1)


def half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def place_of(cat: Catalogue, answers: Mapping[str, Answered], track: str = "") -> dict[str, Any]:
    steps = ends(cat, answers)
    low, high = (ladder(cat, each, track) for each in steps)

    def slugs(name: str) -> dict[str, str | None]:
        found = getattr(low, name), getattr(high, name)
        return dict(zip(("low", "high"), (level.slug if level else None for level in found), strict=True))

    return {
        **{name: slugs(name) for name in ("current", "next", "closest", "aim")},
        "possible": possible(cat, *steps, track),
    }
