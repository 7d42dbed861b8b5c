"""The best closed set of open steps that meets a level: a dynamic programme with a bound (method.md 4.2).

The best is the one with the fewest dropped steps, then the fewest in skills that the level finds helpful or does not
ask for, then the fewest hours. One number stands for all three: the cost. The must-haves and all that they need are
forced. What is left is to cover the missing points with steps that drag their prerequisites along. Steps are decided
one by one, dependants first, so a prerequisite is either paid for already or free to leave. Two partial choices that
agree on what is undecided differ only in cost and points, and the dearer and poorer one is dropped. ADR 12 says why
this and not a greedy.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest
from typing import NamedTuple

from assessment.role.core import priorities, scoring
from assessment.role.core.priorities import StepGraph
from assessment.role.core.rules import LevelRule, Need, Rules
from catalog.core.snapshot import HELPFUL

Key = tuple[int, int]

# How many partial choices are kept at once: few in a quick round for a good first answer, then, to prove it, so many
# that a round looks at no more than this in all. That bounds the time, whatever the framework: some tenths of a second.
NARROW = 32
IN_ALL = 150_000


@dataclass(frozen=True)
class Field:
    """Somebody's open steps at one level, a bit for each: (skill, step), prerequisites before what needs them.

    A group is the member that stands for it: no other brings points. `short` are the level's open needs and `reaching`
    the step that closes each; `missing` are the weighted steps short of the level's readiness threshold; `costs` are
    what a search keeps low; `avoided` are the bits of dropped steps.
    """

    keys: tuple[Key, ...]
    needs: tuple[tuple[int, ...], ...]
    hours: tuple[int, ...]
    costs: tuple[int, ...]
    points: tuple[int, ...]
    closure: tuple[int, ...]
    short: tuple[Need, ...]
    reaching: tuple[int, ...]
    missing: int
    avoided: int

    @cached_property
    def position(self) -> Mapping[Key, int]:
        return {key: position for position, key in enumerate(self.keys)}

    @cached_property
    def must(self) -> tuple[int, ...]:
        """The steps that close the open must-haves."""
        return tuple(step for need, step in zip(self.short, self.reaching, strict=True) if need.is_essential)

    def weigh(self, mask: int) -> tuple[int, int]:
        """The cost and the points of a set of steps."""
        chosen = tuple(bits(mask))
        return sum([self.costs[step] for step in chosen]), sum([self.points[step] for step in chosen])

    def hours_of(self, mask: int) -> int:
        return sum([self.hours[step] for step in bits(mask)])

    def closed(self, steps: Iterable[int]) -> int:
        """These steps with all that they need."""
        mask = 0
        for step in steps:
            mask |= self.closure[step]
        return mask


class Found(NamedTuple):
    """A set of steps; `is_proven` when none of less cost exists."""

    mask: int
    is_proven: bool


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def survey(graph: StepGraph, level: int, have: Sequence[int], avoided: Collection[Key] = ()) -> Field:
    """The open steps of somebody who has these steps (one for each skill, in rule order) and dropped some others."""
    rules, rule = graph.rules, graph.rules.levels[level]
    keys, needs = _open_steps(graph, have)
    position = {key: place for place, key in enumerate(keys)}
    hours = [graph.hours[skill][step] for skill, step in keys]
    points = [0] * len(keys)
    short, reaching = [], []
    asked = set()
    for need in rule.needs:
        skill = priorities.nearest(rules, need.unit, have)
        if need.importance != HELPFUL:
            asked.add(skill)
        if have[skill] < need.step:
            short.append(need)
            reaching.append(position[skill, need.step])
            for step in range(have[skill] + 1, need.step + 1):
                points[position[skill, step]] = need.weight
    closure: list[int] = []
    for place, before in enumerate(needs):
        mask = 1 << place
        for other in before:
            mask |= closure[other]
        closure.append(mask)
    # Rounded up: readiness has to reach the threshold in exact arithmetic.
    missing = max(0, -(-rules.policy.met_percent * rule.total // 100) - earned(rules, rule, have))
    return Field(
        tuple(keys),
        needs,
        tuple(hours),
        tuple(_costs(keys, hours, asked, avoided)),
        tuple(points),
        tuple(closure),
        tuple(short),
        tuple(reaching),
        missing,
        sum(1 << position[key] for key in avoided if key in position),
    )


def _costs(keys: Sequence[Key], hours: Sequence[int], asked: Set[int], avoided: Collection[Key]) -> list[int]:
    """Its hours for each step. One that is not asked for costs more than all hours, a dropped one more than all others."""
    unasked = 1 + sum(hours)
    dropped = unasked * (1 + len(keys))
    return [
        cost + unasked * (key[0] not in asked) + dropped * (key in avoided)
        for key, cost in zip(keys, hours, strict=True)
    ]


def earned(rules: Rules, rule: LevelRule, have: Sequence[int]) -> int:
    """The weighted steps above the lowest that somebody covers of a level."""
    best = scoring.unit_steps(rules, have)
    return sum(need.weight * (min(best[need.unit], need.step) - rules.lowest) for need in rule.needs)


def _open_steps(graph: StepGraph, have: Sequence[int]) -> tuple[list[Key], tuple[tuple[int, ...], ...]]:
    """The steps not yet held and, by position, what each directly needs. A held step asks for nothing any more."""
    place: dict[Key, int] = {}
    needs: list[tuple[int, ...]] = []

    def visit(skill: int, step: int) -> int:
        if (skill, step) not in place:
            before = [(skill, step - 1), *graph.needs[skill][step]]
            found = tuple(visit(other, needed) for other, needed in before if needed > have[other])
            place[skill, step] = len(place)
            needs.append(found)
        return place[skill, step]

    # From the last skill to the first, so that the search meets the first skills, which others need, last.
    for skill in reversed(range(len(have))):
        if have[skill] < graph.rules.highest:
            visit(skill, graph.rules.highest)
    return list(place), tuple(needs)


class _Item(NamedTuple):
    """A step to decide. `later` are the bits that steps after it can ask about; `least[p]` is the least that
    p more points can cost among the steps after it, their prerequisites left out."""

    bit: int
    closure: int
    later: int
    least: Sequence[int]


# A partial choice: cost, points missing, the steps in it with all that they need.
_Choice = tuple[int, int, int]
_Weigh = Callable[[int], tuple[int, int]]


def cheapest(field: Field, demands: Sequence[int], missing: int) -> Found:
    """The set of steps of least cost that holds the demands and brings the missing points.

    It is closed under prerequisites and no step can be left out of it.
    """
    weigh = lru_cache(maxsize=None)(field.weigh)
    forced = field.closed(demands)
    cost, points = weigh(forced)
    missing_still = max(0, missing - points)
    # The steps that bring points or are needed for those: all of them are a way too, the first to beat.
    useful = forced | field.closed(step for step, worth in enumerate(field.points) if worth)
    items = _items(field, useful & ~forced, missing_still)
    found = (weigh(useful)[0], useful)
    is_proven = False
    for width in (NARROW, max(NARROW, IN_ALL // (1 + len(items)))):
        if not is_proven:
            found, is_proven = _search(items, (cost, missing_still, forced), width, found, weigh)
    return Found(_without_needless(field, found[1], demands, missing), is_proven)


def _items(field: Field, free: int, missing: int) -> list[_Item]:
    """The free steps, dependants first, each with the bound for what comes after it."""
    never = sum(field.costs) + 1
    least = [0] + [never] * missing
    later = 0
    items = []
    for step in bits(free):
        items.append(_Item(1 << step, field.closure[step] & free, later, least))
        cost, points = field.costs[step], field.points[step]
        if points:
            least = [min(least[left], cost + least[max(0, left - points)]) for left in range(missing + 1)]
        later |= 1 << step
    items.reverse()
    return items


def _search(
    items: Sequence[_Item], first: _Choice, width: int, best: tuple[int, int], weigh: _Weigh
) -> tuple[tuple[int, int], bool]:
    """Decide step by step. Gives the best (cost, steps), and whether no choice was dropped that could beat it."""
    choices = [first]
    is_complete = True
    for item in items:
        best = min([best, *((cost, mask) for cost, missing, mask in choices if not missing)])
        choices = _hopeful(_decide(choices, item, weigh), item, best[0])
        if len(choices) > width:
            choices = nsmallest(width, choices, key=lambda choice: choice[0] + item.least[choice[1]])
            is_complete = False
    return min([best, *((cost, mask) for cost, missing, mask in choices if not missing)]), is_complete


def _decide(choices: Iterable[_Choice], item: _Item, weigh: _Weigh) -> Iterator[_Choice]:
    """Each unfinished choice without and with the step; where something already needs the step there is no question."""
    for choice in choices:
        cost, missing, mask = choice
        if missing:
            yield choice
            if not mask & item.bit:
                more = item.closure & ~mask
                extra, points = weigh(more)
                yield cost + extra, max(0, missing - points), mask | more


def _hopeful(choices: Iterable[_Choice], item: _Item, best: int) -> list[_Choice]:
    """The choices that can still beat the best, and of those that look alike to the steps ahead the better ones."""
    alike: dict[int, dict[int, _Choice]] = {}
    for choice in choices:
        cost, missing, mask = choice
        if cost + item.least[missing] < best:
            group = alike.setdefault(mask & item.later, {})
            if missing not in group or cost < group[missing][0]:
                group[missing] = choice
    return [choice for group in alike.values() for choice in _undominated(group)]


def _undominated(group: Mapping[int, _Choice]) -> Iterator[_Choice]:
    """Those than which none has both fewer points missing and no more cost."""
    cost = -1
    for missing in sorted(group):
        choice = group[missing]
        if cost < 0 or choice[0] < cost:
            cost = choice[0]
            yield choice


def _without_needless(field: Field, mask: int, demands: Sequence[int], missing: int) -> int:
    """Reverse delete: leave out steps, dearest first, while the rest is still closed and enough."""
    order = sorted(bits(mask), key=lambda step: (-field.costs[step], -step))
    while (step := _needless(field, mask, order, demands, missing)) is not None:
        mask &= ~(1 << step)
    return mask


def _needless(field: Field, mask: int, order: Iterable[int], demands: Sequence[int], missing: int) -> int | None:
    needed = {*demands, *(other for step in bits(mask) for other in field.needs[step])}
    spare = field.weigh(mask)[1] - missing
    return next(
        (step for step in order if mask >> step & 1 and step not in needed and field.points[step] <= spare), None
    )
