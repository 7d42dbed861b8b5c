"""What to learn a step from (method.md 4.5): the cheapest chain of resources from where one is to where one wants to be.

A resource is of use to whoever has reached its first step and not yet its last. Where none is, the anchor of the next
step says what to practise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assessment.plan.core.plan import Plan
from assessment.role.core.priorities import StepGraph
from catalog.core.snapshot import FREE, PAID, PARTLY, Resource, Skill, Snapshot

# How dear each cost is, and how many hours more somebody would work to save one such price. Judgement, not measurement.
PRICES: Mapping[str, int] = {FREE: 0, PARTLY: 1, PAID: 2}
HOURS_FOR_A_PRICE = 10


class Preferences(NamedTuple):
    """What somebody can use: languages ("en" takes "en-GB" too), costs and kinds; an empty set takes all."""

    languages: frozenset[str] = frozenset()
    costs: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    hours_for_a_price: int = HOURS_FOR_A_PRICE


ANYTHING = Preferences()


class ResourceSpan(NamedTuple):
    """A resource that leads one skill from a step to a step; its hours are for the whole of it."""

    from_step: int
    to_step: int
    resource: Resource


class Segment(NamedTuple):
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

    spans: Mapping[str, tuple[ResourceSpan, ...]]


def compile_library(snapshot: Snapshot) -> Library:
    """Sort the resources by skill. A resource that goes on where it ends counts as one, since its hours do."""
    spans: dict[str, list[ResourceSpan]] = {}
    for resource in snapshot.resources:
        for step in resource.steps:
            ends = {step.to_step}
            for other in sorted(resource.steps, key=lambda part: part.from_step):
                if other.skill == step.skill and other.from_step in ends:
                    ends.add(other.to_step)
            spans.setdefault(step.skill, []).extend(ResourceSpan(step.from_step, end, resource) for end in sorted(ends))
    return Library({skill: tuple(found) for skill, found in spans.items()})


class _Way(NamedTuple):
    """Stages, and how they compare: hours and price in hours, resources, days since the checks, slugs."""

    rank: tuple[int, int, tuple[int, ...], tuple[str, ...]]
    segments: tuple[Segment, ...]


def chain(
    library: Library, skill: Skill, have: int, goal: int, hours: Sequence[int], preferences: Preferences = ANYTHING
) -> tuple[Segment, ...]:
    """The stages from step `have` to step `goal` that cost least hours and money together; none if it is reached.

    `hours` are those of each step, for practice tasks. Among equals the fewest resources, then the most newly checked.
    """
    useful = [span for span in library.spans.get(skill.slug, ()) if _suits(span.resource, preferences)]
    best: dict[int, _Way] = {max(have, goal): _Way((0, 0, (), ()), ())}
    for step in range(goal - 1, have - 1, -1):
        # Whoever is inside a resource's span can work through it too, for all of its hours.
        ways = [
            _by_resource(
                skill, step, span.resource, best[min(span.to_step, goal)], min(span.to_step, goal), preferences
            )
            for span in useful
            if span.from_step <= step < span.to_step
        ]
        best[step] = (
            min(ways, key=lambda way: way.rank) if ways else _by_practice(skill, step, hours[step + 1], best[step + 1])
        )
    return best[have].segments


def chains(
    library: Library, graph: StepGraph, plan: Plan, preferences: Preferences = ANYTHING
) -> dict[int, tuple[Segment, ...]]:
    """For each skill of a plan, by index, the stages from what somebody has to what the plan reaches."""
    return {
        step.skill: chain(
            library,
            graph.rules.skills[step.skill],
            plan.have[step.skill],
            plan.reached[step.skill],
            graph.hours[step.skill],
            preferences,
        )
        for step in plan.steps
    }


def _suits(resource: Resource, preferences: Preferences) -> bool:
    return (
        (
            not preferences.languages
            or bool(preferences.languages & {resource.language, resource.language.split("-")[0]})
        )
        and (not preferences.costs or resource.cost in preferences.costs)
        and (not preferences.kinds or resource.kind in preferences.kinds)
    )


def _by_resource(
    skill: Skill, step: int, resource: Resource, rest: _Way, to_step: int, preferences: Preferences
) -> _Way:
    # A cost that we have no price for counts as the dearest.
    price = PRICES.get(resource.cost, max(PRICES.values())) * preferences.hours_for_a_price
    cost, resources, ages, slugs = rest.rank
    age = -date.fromisoformat(resource.checked_on).toordinal() if resource.checked_on else 0
    segment = _segment(skill, step, to_step, resource.hours, resource)
    rank = (resource.hours + price + cost, 1 + resources, (age, *ages), (resource.slug, *slugs))
    return _Way(rank, (segment, *rest.segments))


def _by_practice(skill: Skill, step: int, hours: int, rest: _Way) -> _Way:
    cost, resources, ages, slugs = rest.rank
    segment = _segment(skill, step, step + 1, hours, None)
    return _Way((hours + cost, resources, ages, slugs), (segment, *rest.segments))


def _segment(skill: Skill, step: int, to_step: int, hours: int, resource: Resource | None) -> Segment:
    aim, here = skill.anchor_at.get(to_step), skill.anchor_at.get(step)
    return Segment(step, to_step, hours, resource, aim.text if aim else "", here.next_step if here else "")
