"""A plan on the calendar as a picture: a row for each skill, a bar for each step from its first to its last likely day.

The same dates stand beside it in words; no picture is the only carrier.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from catalog.core import svg

PITCH, TOP, LEAST_WIDTH, NAME_LIMIT = 40, 26, 4, 34


class Bar(NamedTuple):
    """One step of a skill: its first and its last likely day."""

    begins: date
    ends: date


class TimelineRow(NamedTuple):
    """One skill: what the row is called, the step that it ends at in short, its bars in order, the latest last day."""

    name: str
    note: str
    bars: tuple[Bar, ...]
    worst: date


class Mark(NamedTuple):
    """A day on the axis and its words."""

    day: date
    words: str


def timeline(
    rows: Sequence[TimelineRow], marks: Sequence[Mark], *, key: str, title: str, description: str
) -> svg.Drawing:
    """The plan from the first of the marks to the last: bars are likely, the dotted line ends where twice the effort
    would. At least two marks, in order; those between the ends are drawn where they fall."""
    first, last = marks[0].day, marks[-1].day
    height = TOP + len(rows) * PITCH
    axis = "".join(_mark(mark, position, len(marks), first, last, height) for position, mark in enumerate(marks))
    drawn = svg.stacked((_row(row, first, last) for row in rows), PITCH, TOP)
    return svg.drawing(axis + drawn, height, key=key, title=title, description=description)


def _mark(mark: Mark, position: int, count: int, first: date, last: date, height: int) -> str:
    x = _x(mark.day, first, last)
    anchor = "start" if position == 0 else "end" if position == count - 1 else "middle"
    return svg.grid(f"M{x:g} 17V{height}") + svg.aside(x, 12, mark.words, anchor=anchor)


def _row(row: TimelineRow, first: date, last: date) -> str:
    end, worst = _x(row.bars[-1].ends, first, last), _x(row.worst, first, last)
    words = svg.label(svg.LEFT, 12, svg.short(row.name, NAME_LIMIT)) + svg.aside(svg.RIGHT, 12, row.note, anchor="end")
    bars = "".join(_bar(bar, first, last) for bar in row.bars)
    return f"{words}{svg.way((end, 24), (worst, 24))}{bars}{svg.diamond(end, 24, 6)}"


def _bar(bar: Bar, first: date, last: date) -> str:
    begins, ends = _x(bar.begins, first, last), _x(bar.ends, first, last)
    return svg.band(min(begins, svg.RIGHT - svg.INSET - LEAST_WIDTH), 19, max(LEAST_WIDTH, ends - begins - 1), 10, 4)


def _x(day: date, first: date, last: date) -> float:
    return svg.along((day - first).days / max(1, (last - first).days))
