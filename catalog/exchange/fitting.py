"""What of a Snapshot of somebody's file our rows can hold: too long texts are cut, what cannot be is left out, each with
a message."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import CharField, Field, TextField

from catalog.core import snapshot as s
from catalog.core.diff import LISTS
from catalog.core.snapshot import Snapshot
from catalog.exchange.core.gathering import POLICY as POLICY_OF_OURS
from catalog.exchange.core.imported import ERROR, WARNING, Message, message
from catalog.models import (
    Anchor,
    Area,
    ExternalLink,
    Framework,
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
)
from catalog.models.base import NaturallyKeyed, lines
from catalog.restore import POLICY

TABLE_OF: Mapping[type, type[NaturallyKeyed]] = {
    s.Framework: Framework,
    s.Policy: Framework,
    s.Step: ScaleStep,
    s.PracticePerson: PracticePerson,
    s.Area: Area,
    s.Skill: Skill,
    s.Anchor: Anchor,
    s.Prerequisite: Prerequisite,
    s.Link: ExternalLink,
    s.Review: Review,
    s.Role: Role,
    s.RoleLevel: RoleLevel,
    s.Requirement: Requirement,
    s.RoleNote: RoleNote,
    s.SalaryRange: SalaryRange,
    s.Resource: Resource,
    s.ResourceStep: ResourceStep,
}
COLUMN = {"group": "any_one_of"}
# Keys are made anew where they cannot stay (catalog/exchange/core/matching.py), and a framework has its own.
KEYS = {(owner, "slug") for owner in (s.Framework, s.Area, s.Skill, s.Role, s.RoleLevel, s.Resource)}
BESIDE = KEYS | {(s.Framework, "uuid"), (s.Skill, "retired"), (s.Skill, "area")}
LANGUAGE = "en"


class Fitted(NamedTuple):
    """A Snapshot that rows can hold, and what was cut or left out of it."""

    snapshot: Snapshot
    messages: tuple[Message, ...]

    @property
    def rejected(self) -> int:
        return sum(each.severity == ERROR for each in self.messages)


def fit(value: Snapshot) -> Fitted:
    """Cut and leave out what rows cannot hold: texts that are longer than a column, values that it refuses, the second
    thing of a key, and what names something that is not there."""
    found: list[Message] = []
    if _first_fault(value.framework, "language"):
        found.append(message(WARNING, "exchange-language", "", language=value.framework.language))
        value = replace(value, framework=replace(value.framework, language=LANGUAGE))
    if not _is_rule(value.policy):
        found.append(message(WARNING, "exchange-policy", ""))
        value = replace(value, policy=POLICY_OF_OURS)
    fitted = _fitted(value, "", found)
    return Fitted(_joined(fitted, found), tuple(found))


def _is_rule(policy: s.Policy) -> bool:
    """Whether people can be scored by it: the rules of a framework's row."""
    weights = (policy.essential, policy.important, policy.helpful, 1)
    shares = (0, policy.close_percent, policy.met_percent, 100)
    slips = (0, policy.met_slip_percent, policy.close_slip_percent, 100)
    return list(weights) == sorted(weights, reverse=True) and all(
        list(each) == sorted(each) for each in (shares, slips)
    )


def _fitted(thing: Any, place: str, found: list[Message]) -> Any:
    """A thing with its texts cut, and in its lists only what can be; faults are told of with their `place`."""
    changed: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        column = _column(type(thing), field.name)
        if field.name in LISTS and value and type(value[0]) in TABLE_OF:
            changed[field.name] = tuple(_sound(field.name, value, place, found))
        elif type(value) in TABLE_OF:
            changed[field.name] = _fitted(value, place, found)
        elif isinstance(value, str) and isinstance(column, CharField) and not column.choices:
            longest = column.max_length or len(value)
            if len(value) > longest:
                found.append(message(WARNING, "exchange-cut", place, field=str(column.verbose_name), most=longest))
                changed[field.name] = f"{value[: longest - 1].rstrip()}…"
        elif isinstance(value, tuple) and isinstance(column, TextField):
            changed[field.name] = lines("\n".join(value))
    return replace(thing, **changed)


def _sound(name: str, things: Sequence[Any], place: str, found: list[Message]) -> Iterator[Any]:
    """The things of a list that rows can hold."""
    _kind, key = LISTS[name]
    keys = set[tuple[Any, ...]]()
    for thing in things:
        known_by = tuple(getattr(thing, field) for field in key)
        here = f"{place}/{'/'.join(str(part) for part in known_by)}".lstrip("/")
        if known_by in keys:
            found.append(message(ERROR, "exchange-twice", here))
            continue
        keys.add(known_by)
        fitted = _fitted(thing, here, found)
        fault = _fault(fitted)
        if fault is None:
            yield fitted
        else:
            found.append(message(ERROR, fault[0], here, **fault[1]))


class _Fault(NamedTuple):
    field: str
    says: str


def _fault(thing: Any) -> tuple[str, dict[str, str]] | None:
    """The code and the values of what rows have against a thing."""
    for field in fields(thing):
        fault = _first_fault(thing, field.name)
        if fault is not None:
            return "exchange-value", fault._asdict()
    if isinstance(thing, s.Resource) and not thing.url and thing.kind != s.PRACTICE:
        return "exchange-no-address", {}
    if isinstance(thing, s.SalaryRange) and not _is_pay(thing):
        return "exchange-pay", {}
    return None


def _is_pay(pay: s.SalaryRange) -> bool:
    ends = [each for each in (pay.low, pay.high) if each is not None]
    return ends == sorted(ends) and bool(ends or pay.median is not None)


def _first_fault(thing: Any, name: str) -> _Fault | None:
    """What a column has against a value."""
    column, value = _column(type(thing), name), getattr(thing, name)
    if column is None or column.is_relation or isinstance(value, tuple) or value is None or value == "":
        return None
    try:
        column.clean(value, None)
    except ValidationError as error:
        return _Fault(str(column.verbose_name), error.messages[0])
    return None


def _column(owner: type, name: str) -> "Field[Any, Any] | None":
    """The column that holds a field of a thing, None where there is none or where it is filled in another way."""
    table = TABLE_OF.get(owner)
    if table is None or (owner, name) in BESIDE:
        return None
    name = POLICY.get(name, name) if owner is s.Policy else COLUMN.get(name, name)
    columns = {field.name: field for field in table._meta.concrete_fields}
    return columns.get(name)


# What names something that is not there


def _joined(value: Snapshot, found: list[Message]) -> Snapshot:
    """A Snapshot in which all that is named is there."""
    areas = {area.slug for area in value.areas}
    homed = tuple(_only(value.skills, lambda skill: skill.area in areas, lambda skill: skill.slug, found))
    slugs = {skill.slug for skill in homed}

    def known(things: Sequence[Any], place: str, name: str = "skill", but: str = "") -> tuple[Any, ...]:
        return tuple(
            _only(
                things,
                lambda each: getattr(each, name) in slugs - {but},
                lambda each: f"{place}/{getattr(each, name)}",
                found,
            )
        )

    skills = tuple(
        replace(
            skill,
            prerequisites=known(skill.prerequisites, skill.slug, "needs", but=skill.slug),
            also_in=tuple(area for area in skill.also_in if area in areas - {skill.area}),
        )
        for skill in homed
    )
    roles = tuple(
        replace(
            role,
            levels=tuple(
                replace(level, requirements=known(level.requirements, f"{role.slug}/{level.slug}"))
                for level in role.levels
            ),
            notes=tuple(
                replace(note, skills=tuple(skill for skill in note.skills if skill in slugs)) for note in role.notes
            ),
        )
        for role in value.roles
    )
    resources = tuple(replace(each, steps=known(each.steps, each.slug)) for each in value.resources)
    return replace(value, skills=skills, roles=roles, resources=resources)


def _only(things: Sequence[Any], is_known: Any, place_of: Any, found: list[Message]) -> Iterator[Any]:
    for thing in things:
        if is_known(thing):
            yield thing
        else:
            found.append(message(ERROR, "exchange-unknown", place_of(thing)))
