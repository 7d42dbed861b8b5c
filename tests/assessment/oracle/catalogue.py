"""A catalogue as the oracle reads it: plain rows, from the blueprint's table or from a snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from catalog.core.snapshot import Snapshot
from tests import blueprint

HOURS = {0: 0, 1: 8, 2: 40, 3: 120, 4: 400}
STRENGTH = {"essential": 0, "important": 1, "helpful": 2}


class Skill(NamedTuple):
    slug: str
    name: str
    group: str
    effort: Fraction
    needs: tuple[tuple[int, str, int], ...]


class Level(NamedTuple):
    """`asks` maps a skill to its step and importance; steps that are not stated are left out."""

    slug: str
    name: str
    rank: int
    track: str
    asks: dict[str, tuple[int, str]]


class Policy(NamedTuple):
    version: int
    weights: dict[str, int]
    met: Fraction
    close: Fraction
    met_slips: Fraction
    close_slips: Fraction


class Ask(NamedTuple):
    """What a level asks of a unit; `members` are those that count."""

    members: list[str]
    step: int
    importance: str
    weight: int


@dataclass
class Catalogue:
    framework: str
    role: tuple[str, str]
    lowest: int
    highest: int
    hours: dict[int, int]
    skills: tuple[Skill, ...]
    levels: tuple[Level, ...]
    policy: Policy
    main: dict[str, str] = field(default_factory=dict)

    @cached_property
    def units(self) -> list[list[str]]:
        """3.1: one skill, or an any-one-of group, in the order of their first skills."""
        found: list[list[str]] = []
        for skill in self.skills:
            group = [other.slug for other in self.skills if skill.group and other.group == skill.group]
            if (group or [skill.slug]) not in found:
                found.append(group or [skill.slug])
        return found

    @cached_property
    def asks(self) -> dict[str, list[Ask]]:
        return {level.slug: list(self._asks(level)) for level in self.levels}

    def _asks(self, level: Level) -> Iterator[Ask]:
        for members in self.units:
            asked = [level.asks[member] for member in members if member in level.asks]
            if asked:
                step, importance = min(asked, key=lambda ask: (-ask[0], STRENGTH[ask[1]]))
                # 3.9: what is asked stays; of a group whose main field is named only that member counts.
                named = [member for member in members if member in self.main.values()]
                yield Ask(named or members, step, importance, self.policy.weights[importance])

    @cached_property
    def closures(self) -> dict[tuple[str, int], set[tuple[str, int]]]:
        """Each step with all steps that must come before it."""
        return {
            (skill.slug, step): self._closure(skill.slug, step)
            for skill in self.skills
            for step in range(self.lowest + 1, self.highest + 1)
        }

    def _closure(self, slug: str, step: int) -> set[tuple[str, int]]:
        by_slug = {skill.slug: skill for skill in self.skills}
        found: set[tuple[str, int]] = set()
        waiting = [(slug, step)]
        while waiting:
            node = waiting.pop()
            if node[0] not in by_slug or node[1] <= self.lowest or node in found:
                continue
            found.add(node)
            waiting.append((node[0], node[1] - 1))
            waiting += [(other, needs) for at, other, needs in by_slug[node[0]].needs if at == node[1]]
        return found


PUBLISHED = Policy(
    1,
    {"essential": 3, "important": 2, "helpful": 1},
    Fraction(85, 100),
    Fraction(70, 100),
    Fraction(20, 100),
    Fraction(40, 100),
)


def of_blueprint() -> Catalogue:
    rows = blueprint.rows()
    return Catalogue(
        "f",
        (blueprint.ROLE, "AI/ML Research Specialist"),
        0,
        4,
        HOURS,
        tuple(
            Skill(
                row["skill_key"],
                row["skill_name"],
                row["group"],
                Fraction(row["effort_multiplier"]),
                tuple(blueprint.prerequisites(row)),
            )
            for row in rows
        ),
        tuple(
            Level(
                name,
                name.title(),
                rank,
                "",
                {
                    row["skill_key"]: (int(row[f"req_{name}"]), row[f"imp_{name}"])
                    for row in rows
                    if row[f"imp_{name}"] != "none"
                },
            )
            for rank, name in enumerate(blueprint.LEVELS, 1)
        ),
        PUBLISHED,
    )


def of_snapshot(value: Snapshot, slug: str = "") -> Catalogue:
    """A role of a snapshot, by default the first."""
    role = next(role for role in value.roles if slug in {"", role.slug})
    place = {area.slug: (area.position, area.slug) for area in value.areas}
    asked = {need.skill for level in role.levels for need in level.requirements}
    rule = value.policy
    return Catalogue(
        value.framework.slug,
        (role.slug, role.name),
        min(step.value for step in value.scale),
        max(step.value for step in value.scale),
        {step.value: step.hours for step in value.scale},
        tuple(
            Skill(
                skill.slug,
                skill.name,
                skill.group,
                Fraction(skill.effort_percent, 100),
                tuple((need.step, need.needs, need.needs_step) for need in skill.prerequisites),
            )
            for skill in sorted(value.skills, key=lambda skill: (*place[skill.area], skill.position, skill.slug))
            if skill.slug in asked and not skill.retired
        ),
        tuple(
            Level(
                level.slug,
                level.name,
                level.rank,
                level.track,
                {need.skill: (need.step, need.importance) for need in level.requirements if need.step is not None},
            )
            for level in sorted(role.levels, key=lambda level: (level.rank, level.track))
        ),
        Policy(
            rule.version,
            {"essential": rule.essential, "important": rule.important, "helpful": rule.helpful},
            Fraction(rule.met_percent, 100),
            Fraction(rule.close_percent, 100),
            Fraction(rule.met_slip_percent, 100),
            Fraction(rule.close_slip_percent, 100),
        ),
    )
