"""What each level of a role asks in all, and what changes from the level below it."""

from collections.abc import Mapping
from typing import NamedTuple

from catalog.core.snapshot import ESSENTIAL, IMPORTANCES, Importance, Role, RoleLevel, Skill, Snapshot


class Demand(NamedTuple):
    """What a level asks of a unit, which is a skill, or a group of which any one counts: the highest step (the lowest of
    the scale where none is stated) and the highest importance."""

    skills: tuple[Skill, ...]
    step: int
    importance: Importance

    @property
    def is_must_have(self) -> bool:
        return bool(self.importance == ESSENTIAL)


class Rung(NamedTuple):
    """A level with the number of units that it asks, and of must-haves among them. Against the level `below` it, how
    many are new and how many want a higher step, and those that are a must-have only here."""

    level: RoleLevel
    below: RoleLevel | None
    asked: int
    must_haves: int
    new: int
    higher: int
    firmer: tuple[Demand, ...]


def rungs(snapshot: Snapshot, role: Role) -> tuple[Rung, ...]:
    """The levels of a role from the lowest to the highest; without the retired skills."""
    return tuple(_rung(snapshot, level, _below(role, level)) for level in role.ladder)


def _below(role: Role, level: RoleLevel) -> RoleLevel | None:
    """The nearest level of a lower rank: on the same track, or where one of the two has none."""
    lower = [
        each
        for each in role.ladder
        if each.rank < level.rank and (each.track == level.track or not each.track or not level.track)
    ]
    return lower[-1] if lower else None


def _rung(snapshot: Snapshot, level: RoleLevel, below: RoleLevel | None) -> Rung:
    asked = _demands(snapshot, level)
    before = _demands(snapshot, below) if below else asked
    must_haves = {unit: demand for unit, demand in asked.items() if demand.is_must_have}
    return Rung(
        level=level,
        below=below,
        asked=len(asked),
        must_haves=len(must_haves),
        new=len(asked.keys() - before.keys()),
        higher=sum(unit in before and demand.step > before[unit].step for unit, demand in asked.items()),
        firmer=tuple(
            demand for unit, demand in must_haves.items() if unit not in before or not before[unit].is_must_have
        ),
    )


def _demands(snapshot: Snapshot, level: RoleLevel) -> Mapping[str, Demand]:
    """What a level asks, by unit, in catalogue order."""
    units: dict[str, list[Skill]] = {}
    for skill in snapshot.ordered_skills:
        if skill.slug in level.requirement_of and not skill.retired:
            units.setdefault(f"group {skill.group}" if skill.group else skill.slug, []).append(skill)
    return {unit: _demand(snapshot, level, tuple(skills)) for unit, skills in units.items()}


def _demand(snapshot: Snapshot, level: RoleLevel, skills: tuple[Skill, ...]) -> Demand:
    needs = [level.requirement_of[skill.slug] for skill in skills]
    return Demand(
        skills,
        max(snapshot.lowest if need.step is None else need.step for need in needs),
        min((need.importance for need in needs), key=IMPORTANCES.index),
    )
