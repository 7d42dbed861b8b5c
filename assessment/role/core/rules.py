"""A role's requirements as small integers, compiled once for each edition: all that scoring needs of a snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from assessment.role.core.questionnaire import build
from assessment.words.ranges import Interval
from catalog.core.snapshot import ESSENTIAL, IMPORTANCES, Importance, Policy, Requirement, RoleLevel, Skill, Snapshot


class Unit(NamedTuple):
    """What counts as one: a skill, or an any-one-of group whose best member counts."""

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
    """All that scoring needs of a snapshot's role, compiled once for each edition."""

    skills: tuple[Skill, ...]
    units: tuple[Unit, ...]
    levels: tuple[LevelRule, ...]
    policy: Policy
    lowest: int
    highest: int
    must_haves: frozenset[int]

    @cached_property
    def index(self) -> Mapping[str, int]:
        return {skill.slug: position for position, skill in enumerate(self.skills)}

    @cached_property
    def unit_of(self) -> tuple[int, ...]:
        owner = {member: unit.position for unit in self.units for member in unit.members}
        return tuple(owner[position] for position in range(len(self.skills)))

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


def compile_rules(snapshot: Snapshot, role_slug: str) -> Rules:
    """The rules of a role. Raises questionnaire.RoleUnknown."""
    asked = {question.skill.slug for question in build(snapshot, role_slug).questions}
    skills = tuple(skill for skill in snapshot.ordered_skills if skill.slug in asked)
    units = _units(skills)
    ladder = snapshot.role[role_slug].ladder
    below = _below(ladder)
    levels = tuple(
        _level_rule(snapshot, level, below[position], skills, units) for position, level in enumerate(ladder)
    )
    must_haves = {
        member for rule in levels for need in rule.needs if need.is_essential for member in units[need.unit].members
    }
    return Rules(skills, units, levels, snapshot.policy, snapshot.lowest, snapshot.highest, frozenset(must_haves))


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
