"""The cheapest closed set of open steps that meets a level: a dynamic programme with a bound (method.md 4.2).

The must-haves and all that they need are forced, but for the choice in any-one-of groups. What is left is to cover
the missing points with steps that drag their prerequisites along. Steps are decided one by one, dependants first, so a
prerequisite is either paid for already or free to leave. Two partial choices that agree on what is undecided differ
only in hours and points, and the dearer and poorer one is dropped. ADR 12 says why this and not a greedy.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest
from typing import NamedTuple

from assessment.role.core import scoring
from assessment.role.core.priorities import StepGraph
from assessment.role.core.rules import LevelRule, Need, Rules

Key = tuple[int, int]

# How many partial choices are kept at once: few in a quick round for a good first answer, then, to prove it, so many
# that a round looks at no more than this in all. That bounds the time, whatever the framework: some tenths of a second.
NARROW = 32
IN_ALL = 150_000
# How many ways to choose members of must-have groups are tried together.
MOST_STARTS = 1000


@dataclass(frozen=True)
class Field:
    """Somebody's open steps at one level, a bit for each: (skill, step), prerequisites before what needs them.

    A group's open steps have bits of their own above those, worth its points, which any member brings: so points that
    two members reach count once. `missing` are the weighted steps short of the level's readiness threshold.
    """

    keys: tuple[Key, ...]
    needs: tuple[tuple[int, ...], ...]
    hours: tuple[int, ...]
    points: tuple[int, ...]
    own: tuple[int, ...]
    closure: tuple[int, ...]
    short: tuple[Need, ...]
    reaching: tuple[tuple[int, ...], ...]
    missing: int

    @cached_property
    def position(self) -> Mapping[Key, int]:
        return {key: position for position, key in enumerate(self.keys)}

    @cached_property
    def must(self) -> tuple[tuple[int, ...], ...]:
        """For each open must-have the steps of which one has to be reached."""
        return tuple(steps for need, steps in zip(self.short, self.reaching, strict=True) if need.is_essential)

    def weigh(self, mask: int) -> tuple[int, int]:
        """The hours and the points of a set of steps."""
        chosen = tuple(bits(mask))
        return sum([self.hours[bit] for bit in chosen]), sum([self.points[bit] for bit in chosen])

    def mask_of(self, steps: Iterable[int]) -> int:
        """The bits of these steps and of the groups' steps that they bring."""
        mask = 0
        for step in steps:
            mask |= self.own[step]
        return mask

    def steps_of(self, mask: int) -> list[int]:
        return [bit for bit in bits(mask) if bit < len(self.keys)]


class Found(NamedTuple):
    """A set of steps; `is_proven` when no cheaper one exists."""

    mask: int
    is_proven: bool


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def survey(graph: StepGraph, level: int, have: Sequence[int]) -> Field:
    """The open steps of somebody who has these steps (one for each skill, in rule order)."""
    rules, rule = graph.rules, graph.rules.levels[level]
    keys, needs = _open_steps(graph, have)
    position = {key: place for place, key in enumerate(keys)}
    hours = [graph.hours[skill][step] for skill, step in keys]
    points = [0] * len(keys)
    own = [1 << place for place in range(len(keys))]
    short, reaching = [], []
    for need in rule.needs:
        members = rules.units[need.unit].members
        best = max([have[member] for member in members])
        if best >= need.step:
            continue
        short.append(need)
        reaching.append(tuple(position[member, need.step] for member in members))
        for step in range(best + 1, need.step + 1):
            if len(members) == 1:
                points[position[members[0], step]] = need.weight
                continue
            for member in members:
                own[position[member, step]] |= 1 << len(hours)
            hours.append(0)
            points.append(need.weight)
    closure: list[int] = []
    for place, before in enumerate(needs):
        mask = own[place]
        for other in before:
            mask |= closure[other]
        closure.append(mask)
    # Rounded up: readiness has to reach the threshold in exact arithmetic.
    missing = max(0, -(-rules.policy.met_percent * rule.total // 100) - earned(rules, rule, have))
    return Field(
        tuple(keys),
        needs,
        tuple(hours),
        tuple(points),
        tuple(own),
        tuple(closure),
        tuple(short),
        tuple(reaching),
        missing,
    )


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
    """A step to decide. `later` are the bits that steps after it can ask about; `least[p]` is the least number of
    hours that p more points can cost among the steps after it, their prerequisites left out."""

    bit: int
    closure: int
    later: int
    least: Sequence[int]


# A partial choice: hours, points missing, the steps in it with all that they need.
_Choice = tuple[int, int, int]
_Weigh = Callable[[int], tuple[int, int]]


def cheapest(field: Field, demands: Sequence[tuple[int, ...]], missing: int) -> Found:
    """The set of steps with the fewest hours that reaches one step of every demand and brings the missing points.

    It is closed under prerequisites and no step can be left out of it.
    """
    weigh = lru_cache(maxsize=None)(field.weigh)
    starts, is_whole = _starts(field, demands, weigh)
    useful = _useful(field, starts)
    forced = useful
    for start in starts:
        forced &= start
    items = _items(field, useful & ~forced, max(0, missing - weigh(forced)[1]))
    first = []
    for start in starts:
        hours, points = weigh(start)
        first.append((hours, max(0, missing - points), start))
    # All that is useful is a way too: the first to beat.
    best = (weigh(useful)[0], useful)
    is_complete = False
    for width in (NARROW, max(NARROW, IN_ALL // (1 + len(items)))):
        if not is_complete:
            best, is_complete = _search(items, first, width, best, weigh)
    return Found(_without_needless(field, best[1], demands, missing), is_whole and is_complete)


def _starts(field: Field, demands: Sequence[tuple[int, ...]], weigh: _Weigh) -> tuple[list[int], bool]:
    """What the demands force: a set for each way to choose among the members of groups."""
    starts = [0]
    is_whole = True
    for steps in demands:
        starts = list(dict.fromkeys(start | field.closure[step] for start in starts for step in steps))
        if len(starts) > MOST_STARTS:
            starts = nsmallest(MOST_STARTS, starts, key=lambda start: weigh(start)[0])
            is_whole = False
    return starts, is_whole


def _useful(field: Field, starts: Iterable[int]) -> int:
    """The steps that bring points, are forced, or are needed for those."""
    useful = 0
    for start in starts:
        useful |= start
    for step, own in enumerate(field.own):
        if field.weigh(own)[1]:
            useful |= field.closure[step]
    return useful


def _items(field: Field, free: int, missing: int) -> list[_Item]:
    """The free steps, dependants first, each with the bound for what comes after it."""
    never = sum(field.hours) + 1
    least = [0] + [never] * missing
    later = 0
    items = []
    for step in field.steps_of(free):
        own = field.own[step] & free
        items.append(_Item(1 << step, field.closure[step] & free, later, least))
        hours, points = field.weigh(own)
        if points:
            least = [min(least[left], hours + least[max(0, left - points)]) for left in range(missing + 1)]
        later |= own
    items.reverse()
    return items


def _search(
    items: Sequence[_Item], first: list[_Choice], width: int, best: tuple[int, int], weigh: _Weigh
) -> tuple[tuple[int, int], bool]:
    """Decide step by step. Gives the best (hours, steps), and whether no choice was dropped that could beat it."""
    choices = first
    is_complete = True
    for item in items:
        best = min([best, *((hours, mask) for hours, missing, mask in choices if not missing)])
        choices = _hopeful(_decide(choices, item, weigh), item, best[0])
        if len(choices) > width:
            choices = nsmallest(width, choices, key=lambda choice: choice[0] + item.least[choice[1]])
            is_complete = False
    return min([best, *((hours, mask) for hours, missing, mask in choices if not missing)]), is_complete


def _decide(choices: Iterable[_Choice], item: _Item, weigh: _Weigh) -> Iterator[_Choice]:
    """Each unfinished choice without and with the step; where something already needs the step there is no question."""
    for choice in choices:
        hours, missing, mask = choice
        if missing:
            yield choice
            if not mask & item.bit:
                more = item.closure & ~mask
                cost, points = weigh(more)
                yield hours + cost, max(0, missing - points), mask | more


def _hopeful(choices: Iterable[_Choice], item: _Item, best: int) -> list[_Choice]:
    """The choices that can still beat the best, and of those that look alike to the steps ahead the better ones."""
    alike: dict[int, dict[int, _Choice]] = {}
    for choice in choices:
        hours, missing, mask = choice
        if hours + item.least[missing] < best:
            group = alike.setdefault(mask & item.later, {})
            if missing not in group or hours < group[missing][0]:
                group[missing] = choice
    return [choice for group in alike.values() for choice in _undominated(group)]


def _undominated(group: Mapping[int, _Choice]) -> Iterator[_Choice]:
    """Those than which none has both fewer points missing and no more hours."""
    hours = -1
    for missing in sorted(group):
        choice = group[missing]
        if hours < 0 or choice[0] < hours:
            hours = choice[0]
            yield choice


def _without_needless(field: Field, mask: int, demands: Sequence[tuple[int, ...]], missing: int) -> int:
    """Reverse delete: leave out steps, dearest first, while the rest is still closed and enough."""
    kept = set(field.steps_of(mask))
    order = sorted(kept, key=lambda step: (-field.hours[step], -step))
    while (step := _needless(field, kept, order, demands, missing)) is not None:
        kept.remove(step)
    return field.mask_of(kept)


def _needless(
    field: Field, kept: Set[int], order: Iterable[int], demands: Sequence[tuple[int, ...]], missing: int
) -> int | None:
    needed = {other for step in kept for other in field.needs[step]}
    for step in order:
        if step in kept and step not in needed:
            rest = kept - {step}
            is_asked = any(rest.isdisjoint(steps) for steps in demands)
            if not is_asked and field.weigh(field.mask_of(rest))[1] >= missing:
                return step
    return None
