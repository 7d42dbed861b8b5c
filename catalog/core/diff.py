"""What differs between two snapshots, thing by thing and field by field: for editors before they publish."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Literal, NamedTuple

from catalog.core.snapshot import Snapshot

Kind = Literal["added", "removed", "changed"]
PartKind = Literal[
    "anchor", "area", "framework", "level", "link", "note", "policy", "practice person", "prerequisite", "requirement",
    "resource", "resource step", "review", "role", "salary range", "skill", "step",
]  # fmt: skip


class Part(NamedTuple):
    """One thing among those that hold it; the key is empty where there is only one of its kind."""

    kind: PartKind
    key: tuple[str | int, ...] = ()


# What a change is in, from the outside in, such as a skill and one of its anchors; empty for the catalogue as a whole.
Place = tuple[Part, ...]


class Change(NamedTuple):
    """One difference. `before` and `after` are text or empty, `field` is empty for things that came or went."""

    kind: Kind
    place: Place
    field: str
    before: str
    after: str


# The lists of things that have a key of their own: what kind of thing each holds, and the fields of that key.
LISTS: Mapping[str, tuple[PartKind, tuple[str, ...]]] = {
    "scale": ("step", ("value",)),
    "practice": ("practice person", ("position",)),
    "areas": ("area", ("slug",)),
    "skills": ("skill", ("slug",)),
    "roles": ("role", ("slug",)),
    "resources": ("resource", ("slug",)),
    "anchors": ("anchor", ("step",)),
    "prerequisites": ("prerequisite", ("step", "needs")),
    "links": ("link", ("uri",)),
    "reviews": ("review", ("day", "by")),
    "levels": ("level", ("slug",)),
    "requirements": ("requirement", ("skill",)),
    "notes": ("note", ("slug",)),
    "salaries": ("salary range", ("slug",)),
    "steps": ("resource step", ("skill", "step")),
}
_SINGLE: tuple[PartKind, ...] = ("framework", "policy")


def diff(old: Snapshot | None, new: Snapshot) -> list[Change]:
    """The changes from `old` to `new`, in reading order; everything is added when there is no old one."""
    return list(_compare(old, new, ()))


def _compare(old: Any, new: Any, place: Place) -> Iterator[Change]:
    owner = new if new is not None else old
    for field in fields(owner):
        before, after = getattr(old, field.name, None), getattr(new, field.name, None)
        if field.name in LISTS and _holds_things(before, after):
            yield from _compare_things(field.name, before or (), after or (), place)
        elif field.name in _SINGLE:
            yield from _compare(before, after, (*place, Part(field.name)))
        elif before != after and old is not None and new is not None:
            yield Change("changed", place, field.name, text_of(before), text_of(after))


def _compare_things(name: str, before: Any, after: Any, place: Place) -> Iterator[Change]:
    old, new = ({_part(name, thing): thing for thing in things} for things in (before, after))
    for part in [*old, *(part for part in new if part not in old)]:
        where = (*place, part)
        if part not in new:
            yield Change("removed", where, "", _title(old[part]), "")
        elif part not in old:
            yield Change("added", where, "", "", _title(new[part]))
        elif old[part] != new[part]:
            yield from _compare(old[part], new[part], where)


def _holds_things(before: Any, after: Any) -> bool:
    things = after or before
    return bool(things) and hasattr(things[0], "__dataclass_fields__")


def _part(name: str, thing: Any) -> Part:
    kind, key = LISTS[name]
    return Part(kind, tuple(getattr(thing, field) for field in key))


def _title(thing: Any) -> str:
    for name in ("name", "title", "text", "label", "description", "importance", "by"):
        if getattr(thing, name, ""):
            return str(getattr(thing, name))
    return ""


def text_of(value: Any) -> str:
    """A value as text: lists as lines, nothing as nothing."""
    if isinstance(value, tuple):
        return "\n".join(str(item) for item in value)
    return "" if value is None else str(value)
