"""The order of areas, and of the skills in each: what was seen, what is, and what a move makes of it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

# The keys of the areas in their order, each with those of its skills in theirs.
Order = Mapping[int, tuple[int, ...]]
_MOVE = re.compile(r"(area|skill)-(\d{1,9})-(?:(up|down)|(before|into)-(\d{1,9}))")


class MoveUnknown(ValueError):
    """A move that names nothing of the order."""


class Move(NamedTuple):
    """What is moved where: one up or down among its own, before another of its kind, or to the end of an area."""

    kind: str
    key: int
    way: str
    other: int


def read_move(text: str) -> Move:
    """A move as a page sends it, such as "skill-17-up", "skill-17-before-12", "skill-17-into-3". Raises MoveUnknown."""
    if (found := _MOVE.fullmatch(text)) is None:
        raise MoveUnknown(text)
    kind, key, way, where, other = found.groups()
    return Move(kind, int(key), way or where, int(other or 0))


def written(order: Order) -> str:
    """An order as one line, to be carried by a page and compared."""
    return ";".join(f"{area}:{','.join(str(skill) for skill in skills)}" for area, skills in order.items())


def read_order(text: str) -> Order:
    """The order that a line of `written` says. Raises ValueError for any other line."""
    found = {}
    for part in filter(None, text.split(";")):
        area, _colon, skills = part.partition(":")
        found[int(area)] = tuple(int(skill) for skill in skills.split(",") if skill)
    return found


def moved(order: Order, move: Move) -> Order:
    """The order after a move; up from the first place, and down from the last, leave it as it is. Raises MoveUnknown."""
    if move.kind == "area":
        areas = _shifted(tuple(order), move)
        return {area: order[area] for area in areas}
    home = next((area for area, skills in order.items() if move.key in skills), None)
    if home is None:
        raise MoveUnknown(move)
    if move.way in {"up", "down"}:
        return {**order, home: _shifted(order[home], move)}
    target = move.other if move.way == "into" else _home(order, move.other)
    if target is None or target not in order:
        raise MoveUnknown(move)
    if move.way == "before" and move.other == move.key:
        return order
    without = {area: tuple(skill for skill in skills if skill != move.key) for area, skills in order.items()}
    row = without[target]
    at = len(row) if move.way == "into" else row.index(move.other)
    return {**without, target: (*row[:at], move.key, *row[at:])}


def _home(order: Order, skill: int) -> int | None:
    return next((area for area, skills in order.items() if skill in skills), None)


def _shifted(row: tuple[int, ...], move: Move) -> tuple[int, ...]:
    if move.key not in row or (move.way == "before" and move.other not in row) or move.way == "into":
        raise MoveUnknown(move)
    if move.other == move.key:
        return row
    at, rest = row.index(move.key), [each for each in row if each != move.key]
    place = rest.index(move.other) if move.way == "before" else max(0, at + (1 if move.way == "down" else -1))
    return (*rest[:place], move.key, *rest[place:])
