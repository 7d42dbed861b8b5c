"""A small catalogue with one of everything and nothing wrong, to plant a fault in."""

from dataclasses import replace
from datetime import date
from typing import Any

from catalog.core import snapshot as s
from tests.catalog.core import mini

TODAY = date(2026, 11, 23)
WORDS = {
    "garden": "seed soil rain leaf fruit",
    "cook": "pan stove salt soup feast",
    "cat": "purr whisker mouse tail basket",
    "dog": "bark lead bone stick kennel",
}


def sound() -> s.Snapshot:
    """Four skills, cats and dogs in a group; two levels and above them a rung for experts and one for leaders."""
    return mini.snapshot(
        [
            skill("garden"),
            skill("cook", prerequisites=(s.Prerequisite(2, "garden", 1),)),
            skill("cat", group="pet", prerequisites=(s.Prerequisite(3, "dog", 1),)),
            skill("dog", group="pet"),
            mini.skill("smoke", retired=True),
        ],
        [
            mini.level("low", 1, {"garden": (1, "essential"), "cook": (1, "essential"), "cat": (1, "helpful")}),
            mini.level("high", 2, {"garden": (3, "essential"), "cook": (2, "important"), "dog": (1, "helpful")}),
            top("experts", garden=4),
            top("leaders", garden=3),
        ],
        framework=mini.framework(source="S"),
        practice=(s.PracticePerson(1, "Mia waters a rose.", 1, "Somebody told her how."),),
        resources=(
            *(resource(f"task-{name}", url="", kind="practice", checked_on="", skill=name) for name in WORDS),
            resource("course", skill="garden", from_step=1, to_step=2),
        ),
    )


def skill(slug: str, **parts: Any) -> s.Skill:
    anchors = tuple(s.Anchor(step, f"I work with {word}.", "") for step, word in enumerate(WORDS[slug].split()))
    return mini.skill(slug, name=slug.title(), citations=("S:1",), anchors=anchors, **parts)


def top(track: str, garden: int) -> s.RoleLevel:
    asked: dict[str, mini.Asked] = {
        "garden": (garden, "essential"), "cook": (None, "important"), "cat": (2, "helpful"), "dog": (1, "helpful"),
    }  # fmt: skip
    return mini.level(track, 3, asked, track)


def resource(slug: str, *, skill: str, from_step: int = 0, to_step: int = 4, **parts: Any) -> s.Resource:
    blank = s.Resource(
        slug=slug,
        title=slug.title(),
        url="https://example.org/course",
        provider="",
        kind="course",
        language="en",
        cost="free",
        hours=8,
        hours_estimated=True,
        licence="",
        description="Try it.",
        checked_on=TODAY.isoformat(),
        verified=True,
        steps=tuple(s.ResourceStep(skill, step, start_here=True) for step in range(from_step + 1, to_step + 1)),
    )
    return replace(blank, **parts)


def with_skill(slug: str, **parts: Any) -> s.Snapshot:
    """The sound catalogue with parts of one skill replaced."""
    value = sound()
    return replace(value, skills=tuple(replace(each, **parts) if each.slug == slug else each for each in value.skills))


def with_anchor(slug: str, step: int, text: str) -> s.Snapshot:
    anchors = sound().skill[slug].anchors
    return with_skill(slug, anchors=tuple(s.Anchor(step, text, "") if a.step == step else a for a in anchors))


def with_level(slug: str, *dropped: str, **asked: mini.Asked) -> s.Snapshot:
    """The sound catalogue with a level that asks for less, for more or otherwise."""
    value = sound()
    return with_role(
        levels=tuple(_asking(each, dropped, asked) if each.slug == slug else each for each in _levels(value))
    )


def _asking(level: s.RoleLevel, dropped: tuple[str, ...], asked: dict[str, mini.Asked]) -> s.RoleLevel:
    kept = [need for need in level.requirements if need.skill not in {*dropped, *asked}]
    new = [s.Requirement(skill, step, importance) for skill, (step, importance) in asked.items()]
    return replace(level, requirements=(*kept, *new))


def _levels(value: s.Snapshot) -> tuple[s.RoleLevel, ...]:
    return value.roles[0].levels


def with_role(**parts: Any) -> s.Snapshot:
    value = sound()
    return replace(value, roles=(replace(value.roles[0], **parts),))


def with_resource(*more: s.Resource) -> s.Snapshot:
    value = sound()
    return replace(value, resources=(*value.resources, *more))


def without_resource(slug: str, *instead: s.Resource) -> s.Snapshot:
    value = sound()
    return replace(value, resources=(*(each for each in value.resources if each.slug != slug), *instead))
