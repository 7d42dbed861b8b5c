"""What an editor is told of counts of people: never one below five, and nothing from which one could be worked out.

Counts are told in fives, so no difference of two of them is below five. Where what is told together would leave a count
below five fewer than three possibilities, less is told. What is left out depends on what would be told and not on the
counts behind it, so that leaving out tells nothing either.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assessment.consequences.core.causes import Cause
from assessment.consequences.core.counting import EFFECTS, STANDS, Effect, LevelCount, RoleCount, Stand
from assessment.words.ranges import Interval
from catalog.core.snapshot import RoleLevel

FEWEST = 5
POSSIBILITIES = 3


class Told(NamedTuple):
    """A count as it is told: `about` a multiple of five, 0 for fewer than five; or, where that would tell too much, from
    there `up_to` another one."""

    about: int
    up_to: int = 0

    @property
    def is_few(self) -> bool:
        return not self.about

    @property
    def bounds(self) -> Interval:
        """What the count can be, as far as this tells."""
        if self.is_few:
            return Interval(0, FEWEST - 1)
        return Interval(max(FEWEST, self.about - 2), self.about + 2)


class LevelTold(NamedTuple):
    """A level: how many verdicts change, and readiness by less and by more than the wobble; and where people stand
    before and after, None where that would tell too much."""

    level: RoleLevel
    verdict: Mapping[Effect, Told]
    readiness: Mapping[Effect, tuple[Told, Told]]
    before: Mapping[Stand, Told] | None
    after: Mapping[Stand, Told] | None


class CauseTold(NamedTuple):
    """A cause, or several of a kind (`size`), with what it changes alone."""

    cause: Cause
    size: int
    verdict: Told
    readiness: Told


class RoleTold(NamedTuple):
    """The consequences for a role as they are told; of fewer than five attempts nothing but that."""

    role: str
    name: str
    attempts: Told
    is_gone: bool
    verdict: Told
    readiness: Told
    reopened: Told
    levels: tuple[LevelTold, ...]
    new: tuple[RoleLevel, ...]
    gone: tuple[RoleLevel, ...]
    causes: tuple[CauseTold, ...]
    tried: Told
    together: Told


def told(count: int) -> Told:
    """A count in fives."""
    return Told(0) if count < FEWEST else Told((count + 2) // 5 * 5)


def tell(count: RoleCount) -> RoleTold:
    """The consequences for a role without anything about few people."""
    attempts = told(count.attempts)
    is_told = not attempts.is_few and not count.is_gone
    levels = [_level(level) for level in count.levels] if is_told else []
    return RoleTold(
        role=count.role,
        name=count.name,
        attempts=attempts,
        is_gone=count.is_gone,
        verdict=_of_all(told(count.verdict), [list(level.verdict.values()) for level in levels]),
        readiness=_of_all(told(count.readiness), [_flat(level.readiness.values()) for level in levels]),
        reopened=told(count.reopened),
        levels=_without_pinned(attempts, levels),
        new=count.new,
        gone=count.gone,
        causes=tuple(
            CauseTold(each.cause, each.size, told(each.verdict), told(each.readiness))
            for each in (count.causes if is_told else ())
        ),
        tried=told(count.tried),
        together=told(count.together),
    )


def _level(count: LevelCount) -> LevelTold:
    by_effect: Counter[Effect] = Counter()
    for move, number in count.moves.items():
        if move.effect:
            by_effect[move.effect] += number
    before: Counter[Stand] = Counter()
    after: Counter[Stand] = Counter()
    for move, number in count.moves.items():
        # Who is not told of stays where they were.
        is_seen = move.effect is not None and by_effect[move.effect] >= FEWEST
        before[move.before] += number
        after[move.after if is_seen else move.before] += number
    return LevelTold(
        level=count.level,
        verdict={effect: told(by_effect[effect]) for effect in EFFECTS},
        readiness={
            effect: (told(count.readiness[effect, False]), told(count.readiness[effect, True])) for effect in EFFECTS
        },
        before={stand: told(before[stand]) for stand in STANDS},
        after={stand: told(after[stand]) for stand in STANDS},
    )


def _of_all(whole: Told, levels: Sequence[Sequence[Told]]) -> Told:
    """How many change at one level or more, beside how many change at each.

    Numbers so low that they would tell how few there are at a level are told as one range with the next higher one, and
    so high ones with the next lower one, whichever of them it is.
    """
    if whole.is_few:
        return whole
    start = end = whole.about
    first = told(max([FEWEST, *(_sum(cells).low for cells in levels)])).about
    last = max(end, told(sum(_sum(cells).high for cells in levels)).about)
    numbers = range(first, last + 1, FEWEST)
    lowest = next((each for each in numbers if not _is_too_low(Told(each), levels)), last)
    highest = next((each for each in reversed(numbers) if not _is_too_high(Told(each), levels)), first)
    if whole.about <= lowest:
        start, end = first, lowest
    if whole.about >= highest:
        start, end = min(start, highest), last
    return Told(start, end) if start < end else whole


def _is_too_low(whole: Told, levels: Sequence[Sequence[Told]]) -> bool:
    """Whether so few in all leave too little room to a few of one level."""
    return any(_is_pinned(cell, Interval(0, whole.bounds.high - _sum(cells).low)) for cells in levels for cell in cells)


def _is_too_high(whole: Told, levels: Sequence[Sequence[Told]]) -> bool:
    """Whether so many in all, of whom each is in some level, leave too little room to a few."""
    most = sum(_sum(cells).high for cells in levels)
    return any(
        _is_pinned(cell, Interval(whole.bounds.low - most + cell.bounds.high, FEWEST))
        for cells in levels
        for cell in cells
    )


def _without_pinned(attempts: Told, levels: Sequence[LevelTold]) -> tuple[LevelTold, ...]:
    """The levels; where people stand is left out of those in which it would tell of few people."""
    sides = [list(side.values()) for level in levels for side in (level.before, level.after) if side]
    sums = [_sum(side) for side in sides] + [attempts.bounds]
    everybody = Interval(max(each.low for each in sums), min(each.high for each in sums))
    return tuple(
        level._replace(before=None, after=None)
        if any(_tells_of_few(everybody, list(side.values())) for side in (level.before, level.after) if side)
        else level
        for level in levels
    )


def _tells_of_few(everybody: Interval, cells: Sequence[Told]) -> bool:
    """Whether parts of everybody, who are so many, leave a few too little room."""
    least, most = _sum(cells)
    return any(
        _is_pinned(cell, Interval(everybody.low - most + cell.bounds.high, everybody.high - least + cell.bounds.low))
        for cell in cells
    )


def _is_pinned(cell: Told, room: Interval) -> bool:
    """Whether a count below five has fewer than three possibilities left, when it must also be in `room`."""
    low, high = max(cell.bounds.low, room.low), min(cell.bounds.high, room.high)
    return cell.is_few and high - low + 1 < POSSIBILITIES


def _sum(cells: Sequence[Told]) -> Interval:
    return Interval(sum(cell.bounds.low for cell in cells), sum(cell.bounds.high for cell in cells))


def _flat(pairs: Iterable[tuple[Told, Told]]) -> list[Told]:
    return [cell for pair in pairs for cell in pair]
