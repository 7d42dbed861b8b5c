"""How much a file would change, in numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from catalog.core.snapshot import Snapshot

Outcome = Literal["created", "updated", "unchanged", "removed"]
OUTCOMES: tuple[Outcome, ...] = ("created", "updated", "unchanged", "removed")
KINDS = ("area", "skill", "step", "role", "level", "requirement", "anchor", "resource")
Counts = Mapping[str, Mapping[str, int]]


def counts(live: Snapshot | None, after: Snapshot) -> dict[str, dict[str, int]]:
    """For each kind of thing how many there are created, updated, unchanged and removed. A thing that holds others, such
    as a skill its anchors, is updated when anything else of it is."""
    before = dict(_things(live)) if live else {}
    now = dict(_things(after))
    found = {kind: Counter[str]() for kind in KINDS}
    for place, thing in now.items():
        outcome = "created" if place not in before else "unchanged" if before[place] == thing else "updated"
        found[place[0]][outcome] += 1
    for place in before.keys() - now.keys():
        found[place[0]]["removed"] += 1
    return {kind: {outcome: found[kind][outcome] for outcome in OUTCOMES} for kind in KINDS}


def held(value: Snapshot) -> dict[str, int]:
    """How many things of each kind a Snapshot holds."""
    found = Counter(place[0] for place, _thing in _things(value))
    return {kind: found[kind] for kind in KINDS}


def _things(value: Snapshot) -> Iterator[tuple[tuple[Any, ...], object]]:
    """Each thing by kind and key, without what is counted by itself."""
    for step in value.scale:
        yield ("step", step.value), step
    for area in value.areas:
        yield ("area", area.slug), area
    for skill in value.skills:
        yield ("skill", skill.slug), replace(skill, anchors=())
        for anchor in skill.anchors:
            yield ("anchor", skill.slug, anchor.step), anchor
    for role in value.roles:
        yield ("role", role.slug), replace(role, levels=())
        for level in role.levels:
            yield ("level", role.slug, level.slug), replace(level, requirements=())
            for need in level.requirements:
                yield ("requirement", role.slug, level.slug, need.skill), need
    for resource in value.resources:
        yield ("resource", resource.slug), resource
