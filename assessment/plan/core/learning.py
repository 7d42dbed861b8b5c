"""What to learn a step from (method.md 4.5): the cheapest chain of resources from where one is to where one wants to be.

A resource is of use to whoever has reached its first step and not yet its last. Where none is, the anchor of the next
step says what to practise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assessment.plan.core.plan import Plan
from assessment.role.core.priorities import Ladderwork
from catalog.core.snapshot import Resource, Skill, Snapshot

# How dear each cost is, and how many hours more somebody would work to save one such price. Judgement, not measurement.
PRICES: Mapping[str, int] = {"free": 0, "partly": 1, "paid": 2}
HOURS_FOR_A_PRICE = 10


class Wish(NamedTuple):
    """What somebody can use: languages ("en" takes "en-GB" too), costs and kinds; an empty set takes all."""

    languages: frozenset[str] = frozenset()
    costs: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    hours_for_a_price: int = HOURS_FOR_A_PRICE


ANYTHING = Wish()


class Lift(NamedTuple):
    """A resource that leads one skill from a step to a step; its hours are for the whole of it."""

    from_step: int
    to_step: int
    resource: Resource


class Stage(NamedTuple):
    """A part of the way: from a step to a step in so many hours, with a resource or, without one, a practice task.

    `aim` is the anchor of `to_step`, what somebody can then say; `task` is how the catalogue says to get there.
    """

    from_step: int
    to_step: int
    hours: int
    resource: Resource | None
    aim: str
    task: str


@dataclass(frozen=True, eq=False)
class Library:
    """The resources of an edition by the slug of the skill that they serve. Usually the current edition's."""

    lifts: Mapping[str, tuple[Lift, ...]]


def compile_library(snapshot: Snapshot) -> Library:
    """Sort the resources by skill. A resource that goes on where it ends counts as one, since its hours do."""
    lifts: dict[str, list[Lift]] = {}
    for resource in snapshot.resources:
        for step in resource.steps:
            ends = {step.to_step}
            for other in sorted(resource.steps, key=lambda part: part.from_step):
                if other.skill == step.skill and other.from_step in ends:
                    ends.add(other.to_step)
            lifts.setdefault(step.skill, []).extend(Lift(step.from_step, end, resource) for end in sorted(ends))
    return Library({skill: tuple(found) for skill, found in lifts.items()})


class _Way(NamedTuple):
    """Stages, and how they compare: hours and price in hours, resources, days since the checks, slugs."""

    rank: tuple[int, int, tuple[int, ...], tuple[str, ...]]
    stages: tuple[Stage, ...]


def chain(
    library: Library, skill: Skill, have: int, goal: int, hours: Sequence[int], wish: Wish = ANYTHING
) -> tuple[Stage, ...]:
    """The stages from step `have` to step `goal` that cost least hours and money together; none if it is reached.

    `hours` are those of each step, for practice tasks. Among equals the fewest resources, then the most newly checked.
    """
    useful = [lift for lift in library.lifts.get(skill.slug, ()) if _suits(lift.resource, wish)]
    best: dict[int, _Way] = {max(have, goal): _Way((0, 0, (), ()), ())}
    for step in range(goal - 1, have - 1, -1):
        # Whoever is inside a resource's span can work through it too, for all of its hours.
        ways = [
            _by_resource(skill, step, lift.resource, best[min(lift.to_step, goal)], min(lift.to_step, goal), wish)
            for lift in useful
            if lift.from_step <= step < lift.to_step
        ]
        best[step] = (
            min(ways, key=lambda way: way.rank) if ways else _by_practice(skill, step, hours[step + 1], best[step + 1])
        )
    return best[have].stages


def chains(library: Library, work: Ladderwork, plan: Plan, wish: Wish = ANYTHING) -> dict[int, tuple[Stage, ...]]:
    """For each skill of a plan, by index, the stages from what somebody has to what the plan reaches."""
    return {
        step.skill: chain(
            library,
            work.rules.skills[step.skill],
            plan.have[step.skill],
            plan.reached[step.skill],
            work.hours[step.skill],
            wish,
        )
        for step in plan.steps
    }


def _suits(resource: Resource, wish: Wish) -> bool:
    return (
        (not wish.languages or bool(wish.languages & {resource.language, resource.language.split("-")[0]}))
        and (not wish.costs or resource.cost in wish.costs)
        and (not wish.kinds or resource.kind in wish.kinds)
    )


def _by_resource(skill: Skill, step: int, resource: Resource, rest: _Way, to_step: int, wish: Wish) -> _Way:
    # A cost that we have no price for counts as the dearest.
    price = PRICES.get(resource.cost, max(PRICES.values())) * wish.hours_for_a_price
    cost, resources, ages, slugs = rest.rank
    age = -date.fromisoformat(resource.checked_on).toordinal() if resource.checked_on else 0
    stage = _stage(skill, step, to_step, resource.hours, resource)
    rank = (resource.hours + price + cost, 1 + resources, (age, *ages), (resource.slug, *slugs))
    return _Way(rank, (stage, *rest.stages))


def _by_practice(skill: Skill, step: int, hours: int, rest: _Way) -> _Way:
    cost, resources, ages, slugs = rest.rank
    stage = _stage(skill, step, step + 1, hours, None)
    return _Way((hours + cost, resources, ages, slugs), (stage, *rest.stages))


def _stage(skill: Skill, step: int, to_step: int, hours: int, resource: Resource | None) -> Stage:
    aim, here = skill.anchor_at.get(to_step), skill.anchor_at.get(step)
    return Stage(step, to_step, hours, resource, aim.text if aim else "", here.next_step if here else "")
