"""A role's requirements as small integers, compiled once for each edition: all that scoring needs of a snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from assessment.role.core.questionnaire import build
from assessment.words.ranges import Interval
from catalog.core.snapshot import ESSENTIAL, IMPORTANCES, Importance, Policy, Requirement, RoleLevel, Skill, Snapshot

# The version of the rules of docs/method.md that a new attempt is scored by; `scoring.LADDERS` has every version.
RULES_VERSION = 2


class MainUnknown(ValueError):
    """A main field that cannot be: no such any-one-of group is asked, or the skill is no member of it."""


class Unit(NamedTuple):
    """What counts as one: a skill, or an any-one-of group whose best member counts.

    Where somebody's main field is named, `members` holds that member alone.
    """

    position: int
    members: tuple[int, ...]


class Need(NamedTuple):
    """What one level asks of one unit."""

    unit: int
    step: int
    importance: Importance
    weight: int
    is_essential: bool


@dataclass(frozen=True)
class LevelRule:
    """A level's needs with what follows from them. `total` is Σ w·(r − lowest); `below` are the lower levels."""

    level: RoleLevel
    needs: tuple[Need, ...]
    total: int
    essentials: int
    met_slips: int
    close_slips: int
    below: tuple[int, ...]

    @cached_property
    def plain(self) -> tuple[tuple[int, int, int, bool], ...]:
        return tuple((need.unit, need.step, need.weight, need.is_essential) for need in self.needs)

    @cached_property
    def need_of(self) -> Mapping[int, Need]:
        return {need.unit: need for need in self.needs}


@dataclass(frozen=True)
class Rules:
    """All that scoring needs of a snapshot's role, compiled once for each edition; `version` is that of the rules."""

    skills: tuple[Skill, ...]
    units: tuple[Unit, ...]
    levels: tuple[LevelRule, ...]
    policy: Policy
    lowest: int
    highest: int
    version: int = RULES_VERSION

    @cached_property
    def index(self) -> Mapping[str, int]:
        return {skill.slug: position for position, skill in enumerate(self.skills)}

    @cached_property
    def unit_of(self) -> Mapping[int, int]:
        """The unit for which a skill counts; none for a member beside somebody's main field."""
        return {member: unit.position for unit in self.units for member in unit.members}

    @cached_property
    def groups(self) -> Mapping[str, tuple[Skill, ...]]:
        """The any-one-of groups of which somebody may name their main field, by key: all members, in catalogue order."""
        members: dict[str, list[Skill]] = {}
        for skill in self.skills:
            members.setdefault(skill.group, []).append(skill)
        return {group: tuple(found) for group, found in members.items() if group and len(found) > 1}

    @cached_property
    def span_of(self) -> Mapping[tuple[int, bool], Interval]:
        """The interval that an answer stands for: sure [x, x]; unsure [x-1, x+1], cut to the scale (method.md 3.5)."""
        low, high = self.lowest, self.highest
        return {
            (step, unsure): Interval(max(low, step - unsure), min(high, step + unsure))
            for step in range(low, high + 1)
            for unsure in (False, True)
        }

    @cached_property
    def level_index(self) -> Mapping[str, int]:
        return {rule.level.slug: position for position, rule in enumerate(self.levels)}

    def track_of(self, level: str) -> str:
        """The track of a level by slug; none without one."""
        return self.levels[self.level_index[level]].level.track if level else ""


def compile_rules(snapshot: Snapshot, role_slug: str, version: int = RULES_VERSION) -> Rules:
    """The rules of a role, in a version of the method. Raises questionnaire.RoleUnknown."""
    asked = {question.skill.slug for question in build(snapshot, role_slug).questions}
    skills = tuple(skill for skill in snapshot.ordered_skills if skill.slug in asked)
    units = _units(skills)
    ladder = snapshot.role[role_slug].ladder
    below = _below(ladder)
    levels = tuple(
        _level_rule(snapshot, level, below[position], skills, units) for position, level in enumerate(ladder)
    )
    return Rules(skills, units, levels, snapshot.policy, snapshot.lowest, snapshot.highest, version)


def with_main(rules: Rules, main: Mapping[str, str]) -> Rules:
    """The rules for somebody whose main field is named, a member's key by group: it counts for its group alone.

    What the levels ask of the group stays (method.md 3.9). Raises MainUnknown.
    """
    for group in main.keys() - main_in(rules, main).keys():
        if group not in rules.groups:
            raise MainUnknown(f"{group} is no group of skills of which any one counts in this role")
        raise MainUnknown(f"{main[group]} is no member of the group {group}")
    members = {
        group: tuple(rules.index[skill.slug] for skill in skills if main.get(group, skill.slug) == skill.slug)
        for group, skills in rules.groups.items()
    }
    units = tuple(
        unit._replace(members=members.get(rules.skills[unit.members[0]].group, unit.members)) for unit in rules.units
    )
    return replace(rules, units=units)


def main_in(rules: Rules, main: Mapping[str, str]) -> dict[str, str]:
    """What of a main field the rules know: the groups that they have, with members that these hold."""
    members = {group: {skill.slug for skill in skills} for group, skills in rules.groups.items()}
    return {group: member for group, member in main.items() if member in members.get(group, ())}


def _units(skills: Sequence[Skill]) -> tuple[Unit, ...]:
    members: dict[str, list[int]] = {}
    for position, skill in enumerate(skills):
        members.setdefault(f"group {skill.group}" if skill.group else skill.slug, []).append(position)
    return tuple(Unit(position, tuple(group)) for position, group in enumerate(members.values()))


def _level_rule(
    snapshot: Snapshot, level: RoleLevel, below: tuple[int, ...], skills: Sequence[Skill], units: Sequence[Unit]
) -> LevelRule:
    policy = snapshot.policy
    needs = []
    for unit in units:
        asked = [level.requirement_of.get(skills[member].slug) for member in unit.members]
        need = _strictest([requirement for requirement in asked if requirement and requirement.step is not None])
        if need is not None and need.step is not None:
            weight = policy.weight(need.importance)
            needs.append(Need(unit.position, need.step, need.importance, weight, need.importance == ESSENTIAL))
    essentials = sum(need.is_essential for need in needs)
    return LevelRule(
        level=level,
        needs=tuple(needs),
        total=sum(need.weight * (need.step - snapshot.lowest) for need in needs),
        essentials=essentials,
        met_slips=essentials * policy.met_slip_percent // 100,
        close_slips=essentials * policy.close_slip_percent // 100,
        below=below,
    )


def _below(ladder: Sequence[RoleLevel]) -> list[tuple[int, ...]]:
    """The levels below each: of a lower rank, on the same track or where one of the two has none (method.md 3.1)."""
    return [
        tuple(
            position for position, other in enumerate(ladder) if other.rank < level.rank and share_track(other, level)
        )
        for level in ladder
    ]


def share_track(one: RoleLevel, other: RoleLevel) -> bool:
    """Whether the way from one level to the other stays on a track, which what has none never leaves."""
    return not one.track or not other.track or one.track == other.track


def _strictest(requirements: Iterable[Requirement]) -> Requirement | None:
    return min(
        requirements,
        key=lambda requirement: (-(requirement.step or 0), IMPORTANCES.index(requirement.importance)),
        default=None,
    )
