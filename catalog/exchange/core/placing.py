"""What a file makes of a live catalogue: the Snapshot to lay, and what other systems call its things then."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple

from catalog.core.canonical import tidied
from catalog.core.diff import LISTS
from catalog.core.snapshot import Resource, Role, RoleLevel, Skill, Snapshot
from catalog.exchange.core.gathering import POLICY
from catalog.exchange.core.imported import Foreign, Imported, Thing
from catalog.exchange.core.matching import OURS, Places, match

LONGEST_TRACK = 40
Tells = Mapping[str, frozenset[str]]


class Placed(NamedTuple):
    """A Snapshot to lay in the place of a live catalogue, and all foreign records that it shall have."""

    snapshot: Snapshot
    foreign: tuple[Foreign, ...]


def place(imported: Imported, live: Snapshot | None, known: Sequence[Foreign] = ()) -> Placed:
    """Put what a file holds into a live catalogue; None for a framework that is to be made, `known` are the foreign
    records that there are.

    A file that tells a whole framework takes the place of all, and what it lacks is gone. Of any other one only the
    fields that it tells are taken, nothing goes, and what is new comes after what is there. The framework that is there
    keeps its key and its identifier, and its scoring rule and practice question where a file of others has none.
    """
    places = match(imported, live, known)
    value = _renamed(imported.snapshot, places)
    if live is not None:
        value = replace(value, framework=replace(value.framework, slug=live.framework.slug, uuid=live.framework.uuid))
        if imported.format not in OURS:
            value = _with_rule(value, live)
        if imported.tells is not None:
            new = _at_the_end(live, value, imported.tells)
            value = _with_homes(_merged(live, new, imported.tells), new)
    return Placed(tidied(_with_room(value)), _foreign(imported, places, known))


def _with_rule(value: Snapshot, live: Snapshot) -> Snapshot:
    """A Snapshot that keeps the scoring rule and the practice question that are there, where a file tells neither."""
    policy = live.policy if value.policy == POLICY else value.policy
    if value.practice:
        return replace(value, policy=policy)
    framework = replace(value.framework, practice_skill=live.framework.practice_skill)
    return replace(value, policy=policy, practice=live.practice, framework=framework)


# Keys


def _renamed(value: Snapshot, places: Places) -> Snapshot:
    """A Snapshot whose things have the keys that they get; what names a thing that is not there stays as it is."""
    named = _Keys(places)
    return replace(
        value,
        areas=tuple(replace(area, slug=named.of("area", area.slug)) for area in value.areas),
        skills=tuple(named.skill(skill) for skill in value.skills),
        roles=tuple(named.role(role) for role in value.roles),
        resources=tuple(named.resource(resource) for resource in value.resources),
    )


class _Keys(NamedTuple):
    places: Places

    def of(self, kind: Any, *key: str) -> str:
        return self.places.get(Thing(kind, key), Thing(kind, key)).key[-1]

    def skill(self, skill: Skill) -> Skill:
        return replace(
            skill,
            slug=self.of("skill", skill.slug),
            area=self.of("area", skill.area),
            also_in=tuple(self.of("area", area) for area in skill.also_in),
            prerequisites=self._skills(skill.prerequisites, "needs"),
        )

    def role(self, role: Role) -> Role:
        return replace(
            role,
            slug=self.of("role", role.slug),
            levels=tuple(self._level(role, level) for level in role.levels),
            notes=tuple(
                replace(note, skills=tuple(self.of("skill", skill) for skill in note.skills)) for note in role.notes
            ),
        )

    def resource(self, resource: Resource) -> Resource:
        steps = self._skills(resource.steps, "skill")
        return replace(resource, slug=self.of("resource", resource.slug), steps=steps)

    def _level(self, role: Role, level: RoleLevel) -> RoleLevel:
        needs = self._skills(level.requirements, "skill")
        return replace(level, slug=self.of("level", role.slug, level.slug), requirements=needs)

    def _skills(self, things: Sequence[Any], name: str) -> tuple[Any, ...]:
        """Things that name a skill in one of their fields."""
        return tuple(replace(each, **{name: self.of("skill", getattr(each, name))}) for each in things)


def _foreign(imported: Imported, places: Places, known: Sequence[Foreign]) -> tuple[Foreign, ...]:
    """What other systems call things from now on: a whole file says all that its format has to say."""
    new = [replace(each, thing=places.get(each.thing, each.thing) if each.thing else None) for each in imported.foreign]
    said = {(each.format, each.identifier) for each in new}
    is_whole = imported.tells is None
    kept = [
        each
        for each in known
        if (each.format, each.identifier) not in said and not (is_whole and each.format == imported.format)
    ]
    return (*kept, *new)


# Files that tell a part


def _merged(old: Any, new: Any, tells: Tells) -> Any:
    """A thing with the fields that a file tells; lists of things are merged by their keys, and nothing goes."""
    told = tells.get(type(new).__name__, frozenset())
    changed: dict[str, Any] = {}
    for field in fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name in LISTS and (kind := _kind_of(before, after)):
            if field.name in told or kind in tells:
                changed[field.name] = _both(field.name, before, after, tells)
        elif field.name in {"framework", "policy"}:
            changed[field.name] = _merged(before, after, tells)
        elif field.name in told:
            changed[field.name] = after
    return replace(old, **changed)


def _with_homes(value: Snapshot, new: Snapshot) -> Snapshot:
    """A Snapshot with the areas of its new skills, where the file tells of no areas else."""
    missing = {skill.area for skill in value.skills} - value.area.keys()
    return replace(value, areas=(*value.areas, *(area for area in new.areas if area.slug in missing)))


def _kind_of(before: tuple[Any, ...], after: tuple[Any, ...]) -> str:
    """The class of the things of two lists; nothing where they hold none."""
    return next((type(each).__name__ for each in (*before, *after) if hasattr(each, "__dataclass_fields__")), "")


def _both(name: str, before: Sequence[Any], after: Sequence[Any], tells: Tells) -> tuple[Any, ...]:
    """The things of two lists: those that are there in their order, then the new ones."""
    _kind, key = LISTS[name]

    def known_by(thing: Any) -> tuple[Any, ...]:
        return tuple(getattr(thing, field) for field in key)

    new = {known_by(thing): thing for thing in after}
    kept = [_either(thing, new.pop(known_by(thing), thing), tells) for thing in before]
    return (*kept, *new.values())


def _either(old: Any, new: Any, tells: Tells) -> Any:
    """A thing as it is with what a file tells of its kind, or where the file names no fields of that, as it tells it."""
    return _merged(old, new, tells) if type(new).__name__ in tells else new


def _at_the_end(live: Snapshot, value: Snapshot, tells: Tells) -> Snapshot:
    """A Snapshot whose new areas and skills stand after those that are there, where a file tells no positions."""
    areas, skills = value.areas, value.skills
    if "position" not in tells.get("Area", frozenset()):
        last = max((area.position for area in live.areas), default=0)
        new = [area.slug for area in sorted(areas, key=lambda area: area.position) if area.slug not in live.area]
        at = {slug: last + number for number, slug in enumerate(new, 1)}
        areas = tuple(replace(area, position=at.get(area.slug, area.position)) for area in areas)
    if "position" not in tells.get("Skill", frozenset()):
        last = max((skill.position for skill in live.skills), default=0)
        new = [skill.slug for skill in sorted(skills, key=lambda skill: skill.position) if skill.slug not in live.skill]
        at = {slug: last + number for number, slug in enumerate(new, 1)}
        skills = tuple(replace(skill, position=at.get(skill.slug, skill.position)) for skill in skills)
    return replace(value, areas=areas, skills=skills)


# Levels


def _with_room(value: Snapshot) -> Snapshot:
    """A Snapshot in which no two levels of a role stand at one place: the later one gets a track of its own."""
    return replace(value, roles=tuple(replace(role, levels=_apart(role.levels)) for role in value.roles))


def _apart(levels: Sequence[RoleLevel]) -> tuple[RoleLevel, ...]:
    taken, found = set[tuple[int, str]](), list[RoleLevel]()
    for level in levels:
        track, number = level.track, 1
        while (level.rank, track) in taken:
            number += 1
            track = level.name[:LONGEST_TRACK] if number == 2 else f"{level.name[: LONGEST_TRACK - 4]} {number}"
        taken.add((level.rank, track))
        found.append(replace(level, track=track))
    return tuple(found)
