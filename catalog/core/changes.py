"""A change as an editor reads it: what sort of change it is, which words of a text differ, what of a thing came or went."""

import re
from collections.abc import Iterator
from dataclasses import fields
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple, get_args

from catalog.core.diff import LISTS, Change, Part, Place, text_of
from catalog.core.snapshot import IMPORTANCES, Snapshot

# Stricter asks more of people than before, looser less; texts are reworded; the rest is other.
Sort = Literal["added", "removed", "stricter", "looser", "reworded", "other"]
SORTS: tuple[Sort, ...] = get_args(Sort)

TEXTS = frozenset({
    "name", "title", "description", "definition", "text", "next_step", "meaning", "summary", "why", "tips", "duties", "titles",
    "credentials", "explain_prompt", "evidence_prompt", "note", "label", "attribution", "practice_skill",
})  # fmt: skip
# What asks more of people where it grows (1) or where it falls (-1), by the kind of thing and the field.
HARDER = {
    ("requirement", "step"): 1,
    ("prerequisite", "needs_step"): 1,
    ("policy", "met_percent"): 1,
    ("policy", "close_percent"): 1,
    ("policy", "met_slip_percent"): -1,
    ("policy", "close_slip_percent"): -1,
}
# A reader has no use for these of a thing that came or went.
UNTOLD = frozenset({"slug", "uuid", "position"})
# A text of which less is the same is another one.
LEAST_ALIKE = 0.4
_WORDS = re.compile(r"\s+|[^\s]+")


class Marked(NamedTuple):
    """A stretch of a text that stayed, or that is in one of both only."""

    sort: Literal["same", "removed", "added"]
    text: str


class Line(NamedTuple):
    """A value of a thing that came or went: where in the thing, its field, and the value as text."""

    place: Place
    field: str
    text: str


def sort_of(change: Change) -> Sort:
    """What sort of change it is."""
    if change.kind != "changed":
        return change.kind
    kind = change.place[-1].kind if change.place else ""
    if change.field == "retired":
        return "removed" if change.after == "True" else "added"
    if change.field == "group":
        # The best member of a group counts.
        return "looser" if not change.before else "stricter" if not change.after else "other"
    if change.field == "importance" and kind == "requirement":
        return "stricter" if IMPORTANCES.index(change.after) < IMPORTANCES.index(change.before) else "looser"
    if (way := HARDER.get((kind, change.field))) is not None:
        # A step that is not stated is not scored.
        grew = way * (_number(change.after) - _number(change.before))
        return "stricter" if grew > 0 else "looser"
    return "reworded" if change.field in TEXTS else "other"


def marked(before: str, after: str) -> tuple[Marked, ...]:
    """Both texts as one, word by word; two that have little in common one after the other."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    words = [word for word in (*old, *new) if word.strip()]
    alike = [word for start, _at, size in matcher.get_matching_blocks() for word in old[start : start + size]]
    if 2 * sum(bool(word.strip()) for word in alike) < LEAST_ALIKE * len(words):
        return _both(before, after)
    found: list[Marked] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Marked("same", "".join(old[start:end])))
        else:
            found += _both("".join(old[start:end]), "".join(new[new_start:new_end]))
    return tuple(found)


def content(snapshot: Snapshot, place: Place) -> list[Line]:
    """What is in a thing of a snapshot: every value that is not empty, but for its key and its place, with those of its parts."""
    return list(_lines(_thing(snapshot, place), ()))


def _both(before: str, after: str) -> tuple[Marked, ...]:
    sides: tuple[Marked, ...] = (Marked("removed", before), Marked("added", after))
    return tuple(side for side in sides if side.text)


def _number(text: str) -> int:
    return int(text) if text else -1


def _thing(snapshot: Snapshot, place: Place) -> Any:
    thing: Any = snapshot
    for part in place:
        thing = next(found for name in fields(thing) for found in _named(thing, name.name, part))
    return thing


def _named(owner: Any, name: str, part: Part) -> Iterator[Any]:
    kind, key = LISTS.get(name, ("", ()))
    if kind == part.kind:
        yield from (each for each in getattr(owner, name) if tuple(getattr(each, field) for field in key) == part.key)


def _lines(thing: Any, place: Place) -> Iterator[Line]:
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.name in LISTS and value and hasattr(value[0], "__dataclass_fields__"):
            kind, key = LISTS[field.name]
            for each in value:
                yield from _lines(each, (*place, Part(kind, tuple(getattr(each, name) for name in key))))
        elif field.name not in UNTOLD and (text := text_of(value)):
            yield Line(place, field.name, text)
