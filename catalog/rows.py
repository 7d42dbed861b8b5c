"""The rows that a snapshot comes to, as plain values: by table and by key, what each column shall hold."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import groupby, repeat
from typing import Any

from catalog.core import snapshot as snapshots
from catalog.core.snapshot import Snapshot
from catalog.models import (
    Anchor,
    Area,
    ExternalLink,
    PracticePerson,
    Prerequisite,
    Requirement,
    Resource,
    ResourceStep,
    Review,
    Role,
    RoleLevel,
    RoleNote,
    SalaryRange,
    ScaleStep,
    Skill,
    SkillPlace,
)
from catalog.models.base import NaturallyKeyed

Table = type[NaturallyKeyed]
Key = tuple[Any, ...]
Values = dict[str, Any]
Wanted = dict[Table, dict[Key, Values]]

# Each after what it refers to.
TABLES: tuple[Table, ...] = (
    ScaleStep, PracticePerson, Area, Skill, SkillPlace, Anchor, Prerequisite, ExternalLink,
    Role, RoleLevel, Requirement, RoleNote, SalaryRange, Resource, ResourceStep, Review,
)  # fmt: skip


class CannotHold(ValueError):
    """The rows of a framework cannot hold a snapshot; the message says what of it."""


def wanted(value: Snapshot) -> Wanted:
    """The rows of a snapshot; what a row refers to stands in it by the key of that. Raises CannotHold for two of one key,
    for a text that is too long, and for what is no day."""
    found: Wanted = {table: {} for table in TABLES}
    for table, values in _rows(value):
        key = _key(table, values)
        if key in found[table]:
            raise CannotHold(f"{table._meta.verbose_name} {said(key)}: stands there twice")
        found[table][key] = values
    return found


def _rows(value: Snapshot) -> Iterator[tuple[Table, Values]]:
    """Each row, with the key of what it refers to in the place of that."""
    for step in value.scale:
        yield ScaleStep, _values(ScaleStep, step)
    for person in value.practice:
        yield PracticePerson, _values(PracticePerson, person)
    for area in value.areas:
        yield Area, _values(Area, area)
    for skill in value.skills:
        yield from _skill(skill)
    for role in value.roles:
        yield from _role(role)
    for resource in value.resources:
        yield Resource, _values(Resource, resource, checked_on=day_of(resource.slug, resource.checked_on))
        for served in resource.steps:
            yield ResourceStep, _values(ResourceStep, served, resource=(resource.slug,), skill=(served.skill,))


def _skill(skill: snapshots.Skill) -> Iterator[tuple[Table, Values]]:
    yield Skill, _values(Skill, skill, area=(skill.area,), any_one_of=skill.group)
    for area in skill.also_in:
        yield SkillPlace, {"skill": (skill.slug,), "area": (area,)}
    for anchor in skill.anchors:
        yield Anchor, _values(Anchor, anchor, skill=(skill.slug,))
    for need in skill.prerequisites:
        yield Prerequisite, _values(Prerequisite, need, skill=(skill.slug,), needs=(need.needs,))
    for link in skill.links:
        yield ExternalLink, _values(ExternalLink, link, skill=(skill.slug,))
    for review in skill.reviews:
        yield Review, _values(Review, review, skill=(skill.slug,), level=None, day=day_of(skill.slug, review.day))


def _role(role: snapshots.Role) -> Iterator[tuple[Table, Values]]:
    yield Role, _values(Role, role)
    for level in role.levels:
        yield RoleLevel, _values(RoleLevel, level, role=(role.slug,))
        for review in level.reviews:
            place = (role.slug, level.slug)
            yield Review, _values(Review, review, skill=None, level=place, day=day_of(level.slug, review.day))
        for need in level.requirements:
            yield Requirement, _values(Requirement, need, level=(role.slug, level.slug), skill=(need.skill,))
    for note in role.notes:
        yield RoleNote, _values(RoleNote, note, role=(role.slug,))
    for salary in role.salaries:
        yield SalaryRange, _values(SalaryRange, salary, role=(role.slug,))


def _values(table: Table, thing: Any, **own: Any) -> Values:
    """What a thing of a snapshot has a column for; a list of texts is a text with one a line."""
    columns = {field.name: field for field in table._meta.concrete_fields}
    found = {field.name: getattr(thing, field.name) for field in fields(thing)} | own
    values = {name: value for name, value in found.items() if name in columns}
    for name, value in values.items():
        if isinstance(value, tuple) and not columns[name].is_relation:
            values[name] = "\n".join(value)
        longest = columns[name].max_length
        if longest is not None and len(str(values[name])) > longest:
            raise CannotHold(
                f"{table._meta.verbose_name}, {columns[name].verbose_name}: longer than {longest}: {value}"
            )
    return values


def day_of(slug: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CannotHold(f"{slug}: {text!r} is no day") from error


def look_ups_of(table: Table) -> list[str]:
    """What knows a row within its framework."""
    return [look_up for look_up in table.NATURAL_KEY if not look_up.endswith("framework__slug")]


def _key(table: Table, values: Values) -> Key:
    found: list[Any] = []
    for name, look_ups in groupby(look_ups_of(table), lambda look_up: look_up.partition("__")[0]):
        value = values[name]
        found.extend(value if isinstance(value, tuple) else [value, *repeat(None, len(list(look_ups)) - 1)])
    return tuple(found)


def said(key: Key) -> str:
    return "/".join(str(part) for part in key)
