"""What to learn the steps of a plan from (method.md 4.5): for each a main and a short resource, and a task to practise.

Where nothing fits, the anchors say what to practise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assessment.plan.core.plan import Plan, PlanStep
from assessment.plan.core.search import Key
from assessment.role.core.priorities import StepGraph
from catalog.core.snapshot import FREE, PARTLY, PRACTICE, Resource, Snapshot

# A short resource takes no more hours than this: as much as somebody learns in a week, if they do not say otherwise.
MOST_HOURS_OF_SHORT = 4


class Preferences(NamedTuple):
    """What somebody can use: languages ("en" takes "en-GB" too), costs and kinds; an empty set takes all."""

    languages: frozenset[str] = frozenset()
    costs: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


ANYTHING = Preferences()


class Offer(NamedTuple):
    """A resource at one step that it serves.

    It covers so many hours of the step's study (`covers`, 0 where its provider states none); `is_start` where the
    catalogue says to start here; `is_again` where an earlier step of the plan names it, too: it is one thing to work
    through, and its own hours count once.
    """

    resource: Resource
    covers: int
    is_start: bool
    is_again: bool = False


class Lesson(NamedTuple):
    """What one item of a plan is learned from: all that a face says of it, beside the item's own `study` and `practice`.

    `main` is what to work through, `short` something for a few hours, `practice` a task of the catalogue for the hours
    of practice; each is None where nothing fits. `aim` is the anchor of the item's step, what somebody can then say,
    and `task` how the anchor below says to get there; both are empty where the catalogue has none.
    """

    main: Offer | None
    short: Offer | None
    practice: Resource | None
    aim: str
    task: str

    @property
    def first(self) -> Resource | None:
        """What to begin with, where one thing is told: the main resource, else the task."""
        return self.main.resource if self.main else self.practice

    @property
    def named(self) -> list[Resource]:
        """All resources of it."""
        return [offer.resource for offer in (self.main, self.short) if offer] + (
            [self.practice] if self.practice else []
        )


@dataclass(frozen=True, eq=False)
class Library:
    """The resources of an edition by the skill (slug) and the step that they serve. Usually the current edition's."""

    offers: Mapping[tuple[str, int], tuple[Offer, ...]]


def compile_library(snapshot: Snapshot) -> Library:
    """Sort the resources by what they serve."""
    offers: dict[tuple[str, int], list[Offer]] = {}
    for resource in snapshot.resources:
        for served in resource.steps:
            offer = Offer(resource, served.covers_hours, served.start_here)
            offers.setdefault((served.skill, served.step), []).append(offer)
    return Library({key: tuple(found) for key, found in offers.items()})


def lessons(library: Library, graph: StepGraph, plan: Plan, preferences: Preferences = ANYTHING) -> dict[Key, Lesson]:
    """What each item of a plan, by skill (index) and step, is learned from."""
    found: dict[Key, Lesson] = {}
    seen: set[str] = set()
    for item in plan.steps:
        lesson = _lesson(library, graph, item, preferences)
        found[item.skill, item.to_step] = lesson._replace(
            main=_again(lesson.main, seen), short=_again(lesson.short, seen)
        )
        seen.update(resource.slug for resource in lesson.named)
    return found


def _again(offer: Offer | None, seen: set[str]) -> Offer | None:
    return offer and offer._replace(is_again=offer.resource.slug in seen)


def _lesson(library: Library, graph: StepGraph, item: PlanStep, preferences: Preferences) -> Lesson:
    skill = graph.rules.skills[item.skill]
    offers = [
        offer for offer in library.offers.get((skill.slug, item.to_step), ()) if _is_usable(offer.resource, preferences)
    ]
    tasks = [offer for offer in offers if offer.resource.kind == PRACTICE]
    reading = sorted(
        (offer for offer in offers if offer.resource.kind != PRACTICE and _is_liked(offer.resource, preferences)),
        key=lambda offer: _rank(offer, abs(item.study - offer.covers)),
    )
    short = [
        offer
        for offer in reading[1:]
        if offer.resource.hours <= MOST_HOURS_OF_SHORT and offer.resource.hours < reading[0].resource.hours
    ]
    task = min(tasks, key=lambda offer: _rank(offer, abs(item.practice - offer.resource.hours)), default=None)
    aim, below = skill.anchor_at.get(item.to_step), skill.anchor_at.get(item.to_step - 1)
    return Lesson(
        next(iter(reading), None),
        next(iter(short), None),
        task.resource if task else None,
        aim.text if aim else "",
        below.next_step if below else "",
    )


def _is_usable(resource: Resource, preferences: Preferences) -> bool:
    """Whether somebody understands it and can pay for it."""
    languages = {resource.language, resource.language.split("-")[0]}
    return (not preferences.languages or bool(preferences.languages & languages)) and (
        not preferences.costs or resource.cost in preferences.costs
    )


def _is_liked(resource: Resource, preferences: Preferences) -> bool:
    return not preferences.kinds or resource.kind in preferences.kinds


def _rank(offer: Offer, hours_off: int) -> tuple[bool, int, int, int, str]:
    """What comes first: where to start, then the nearest in hours, the cheapest, the most newly checked, the slug."""
    resource = offer.resource
    checked = date.fromisoformat(resource.checked_on).toordinal() if resource.checked_on else 0
    # A cost that we do not know counts as the dearest.
    price = {FREE: 0, PARTLY: 1}.get(resource.cost, 2)
    return not offer.is_start, hours_off, price, -checked, resource.slug
