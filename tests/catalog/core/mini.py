"""Small catalogues for core tests: only what a test names, everything else blank."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from catalog.core import snapshot as s

POLICY = s.Policy(
    version=1,
    essential=3,
    important=2,
    helpful=1,
    met_percent=85,
    close_percent=70,
    met_slip_percent=20,
    close_slip_percent=40,
)
HOURS = (0, 8, 40, 120, 400)
Asked = tuple[int | None, s.Importance]


def skill(slug: str, position: int = 0, **parts: Any) -> s.Skill:
    """A blank skill in the area "area"; `parts` replaces what matters."""
    blank = s.Skill(
        slug=slug,
        area="area",
        code="",
        name=slug.upper(),
        definition="",
        position=position,
        group="",
        effort_percent=100,
        evidence_prompt="",
        explain_prompt="",
        why="",
        tips=(),
        citations=(),
        in_demand=False,
        retired=False,
        anchors=(),
        prerequisites=(),
        links=(),
    )
    return replace(blank, **parts)


def level(slug: str, rank: int, asked: Mapping[str, Asked], track: str = "") -> s.RoleLevel:
    """A level that asks of each skill a step and an importance."""
    return s.RoleLevel(
        slug=slug,
        rank=rank,
        track=track,
        name=slug.title(),
        titles=(),
        duties=(),
        credentials=(),
        citations=(),
        requirements=tuple(s.Requirement(skill, step, importance) for skill, (step, importance) in asked.items()),
    )


def role(*levels: s.RoleLevel) -> s.Role:
    return s.Role("role", "Role", "", "", (), levels, (), ())


def area(slug: str = "area", position: int = 1) -> s.Area:
    return s.Area(slug, slug.title(), "", position)


def scale(lowest: int = 0, highest: int = 4) -> tuple[s.Step, ...]:
    return tuple(s.Step(value, f"Step {value}", "", HOURS[min(value, 4)]) for value in range(lowest, highest + 1))


def framework(**parts: Any) -> s.Framework:
    return replace(s.Framework("framework", "", "Framework", "", "", "en", "", "", "", ""), **parts)


def snapshot(skills: Sequence[s.Skill], levels: Sequence[s.RoleLevel], **parts: Any) -> s.Snapshot:
    """One role "role" with these levels, on the scale 0 to 4 under the default policy unless `parts` says else."""
    value = s.Snapshot(
        schema=s.SCHEMA,
        framework=framework(),
        policy=POLICY,
        scale=scale(),
        practice=(),
        areas=(area(),),
        skills=tuple(skills),
        roles=(role(*levels),),
        resources=(),
    )
    return replace(value, **parts)


def rich() -> s.Snapshot:
    """One of everything that a snapshot can hold, in no helpful order."""
    return s.Snapshot(
        schema=s.SCHEMA,
        framework=framework(slug="rich", uuid="00000000-0000-4000-8000-000000000001", name="Rich", licence="CC0"),
        policy=POLICY,
        scale=(s.Step(1, "Some", "Does some", 8), s.Step(0, "None", "Not yet", 0)),
        practice=(s.PracticePerson(1, "Ann plans.", 1, "She does some."),),
        areas=(area("second", 2), area("first", 1)),
        skills=(
            skill("plan", 2, area="second", prerequisites=(s.Prerequisite(1, "write", 1),)),
            skill(
                "write",
                1,
                area="first",
                name="Écrire",
                tips=("Read aloud.", "Cut."),
                anchors=(s.Anchor(1, "I write.", ""), s.Anchor(0, "Not yet.", "Write a page.")),
                links=(s.Link("esco", "1.2", "http://example.org/write", "write", "exactMatch"),),
            ),
        ),
        roles=(
            s.Role(
                "role",
                "Role",
                "",
                "",
                ("S:1",),
                (
                    level("top", 2, {"plan": (1, "essential"), "write": (1, "important")}),
                    level("base", 1, {"write": (None, "helpful")}),
                ),
                (s.RoleNote("duty", "duty", 1, "Duty", "To plan.", ("plan",), ("S:2",), "S", "2026"),),
                (s.SalaryRange("pay", "Pay", "Acme", 1, None, 3, "EUR", 2026, "", ()),),
            ),
        ),
        resources=(
            s.Resource(
                slug="book",
                title="Book",
                url="https://example.org/book",
                provider="Press",
                kind="book",
                language="en",
                cost="free",
                hours=8,
                hours_estimated=True,
                licence="",
                description="",
                checked_on="2026-11-01",
                verified=True,
                steps=(s.ResourceStep("write", 1), s.ResourceStep("plan", 1)),
            ),
        ),
    )
