"""What differs between two snapshots, thing by thing and field by field: for editors before they publish."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Literal, NamedTuple

from catalog.core.snapshot import Snapshot

Kind = Literal["added", "removed", "changed"]


class Change(NamedTuple):
    """One difference. `place` says what it is in, such as "skill prg_python · anchor 2"; a value is text or empty."""

    kind: Kind
    place: str
    field: str
    before: str
    after: str


# The parts of things that have a key of their own, and that key.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "scale": ("value",),
    "practice": ("position",),
    "areas": ("slug",),
    "skills": ("slug",),
    "roles": ("slug",),
    "resources": ("slug",),
    "anchors": ("step",),
    "prerequisites": ("step", "needs"),
    "links": ("uri",),
    "levels": ("slug",),
    "requirements": ("skill",),
    "notes": ("slug",),
    "salaries": ("slug",),
    "steps": ("skill", "from_step"),
}
_NAMES = {
    "scale": "step",
    "practice": "practice person",
    "areas": "area",
    "skills": "skill",
    "roles": "role",
    "resources": "resource",
    "anchors": "anchor",
    "prerequisites": "prerequisite at",
    "links": "link",
    "levels": "level",
    "requirements": "requirement for",
    "notes": "note",
    "salaries": "salary range",
    "steps": "serves",
}


def diff(old: Snapshot | None, new: Snapshot) -> list[Change]:
    """The changes from `old` to `new`, in reading order; everything is added when there is no old one."""
    return list(_compare(old, new, ""))


def _compare(old: Any, new: Any, place: str) -> Iterator[Change]:
    owner = new if new is not None else old
    for field in fields(owner):
        before, after = getattr(old, field.name, None), getattr(new, field.name, None)
        if field.name in _KEYS and _holds_things(before, after):
            yield from _compare_things(field.name, before or (), after or (), place)
        elif hasattr(after if after is not None else before, "__dataclass_fields__"):
            yield from _compare(before, after, _join(place, field.name))
        elif before != after and old is not None and new is not None:
            yield Change("changed", place or "catalogue", field.name, _text(before), _text(after))


def _compare_things(name: str, before: Any, after: Any, place: str) -> Iterator[Change]:
    old, new = ({_key(name, thing): thing for thing in things} for things in (before, after))
    for key in [*old, *(key for key in new if key not in old)]:
        where = _join(place, f"{_NAMES[name]} {' '.join(str(part) for part in key)}")
        if key not in new:
            yield Change("removed", where, "", _title(old[key]), "")
        elif key not in old:
            yield Change("added", where, "", "", _title(new[key]))
        elif old[key] != new[key]:
            yield from _compare(old[key], new[key], where)


def _holds_things(before: Any, after: Any) -> bool:
    things = after or before
    return bool(things) and hasattr(things[0], "__dataclass_fields__")


def _key(name: str, thing: Any) -> tuple[Any, ...]:
    return tuple(getattr(thing, part) for part in _KEYS[name])


def _title(thing: Any) -> str:
    for name in ("name", "title", "text", "label", "description", "importance"):
        if getattr(thing, name, ""):
            return str(getattr(thing, name))
    return ""


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "\n".join(str(item) for item in value)
    return "" if value is None else str(value)


def _join(place: str, part: str) -> str:
    return f"{place} · {part}" if place else part
