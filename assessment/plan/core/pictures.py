"""A plan on the calendar as a picture: a row for each skill, a bar for each step from its first to its last likely day.

The same dates stand beside it in words; no picture is the only carrier.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from catalog.core.svg import ACCENT, INK, LEFT, LINE, MUTED, PAPER, RIGHT, Drawing, drawing, short

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


def timeline(rows: Sequence[TimelineRow], marks: Sequence[Mark], *, key: str, title: str, description: str) -> Drawing:
    """The plan from the first of the marks to the last: bars are likely, the dotted line ends where twice the effort
    would. At least two marks, in order; those between the ends are drawn where they fall."""
    first, last = marks[0].day, marks[-1].day
    height = TOP + len(rows) * PITCH
    parts = [_mark(mark, position, len(marks), first, last, height) for position, mark in enumerate(marks)]
    for position, row in enumerate(rows):
        parts.append(f'<g transform="translate(0 {TOP + position * PITCH})">{_row(row, first, last)}</g>')
    return drawing("".join(parts), height, key=key, title=title, description=description)


def _mark(mark: Mark, position: int, count: int, first: date, last: date, height: int) -> str:
    x = _x(mark.day, first, last)
    anchor = "start" if position == 0 else "end" if position == count - 1 else "middle"
    return (
        f'<path class="c-grid" d="M{x:g} 17V{height}" fill="none" stroke="{LINE}" stroke-width="1"/>'
        f'<text class="c-muted" x="{x:g}" y="12" font-size="11" text-anchor="{anchor}" fill="{MUTED}">'
        f"{escape(mark.words)}</text>"
    )


def _row(row: TimelineRow, first: date, last: date) -> str:
    end, worst = _x(row.bars[-1].ends, first, last), _x(row.worst, first, last)
    bars = "".join(_bar(bar, first, last) for bar in row.bars)
    return (
        f'<text class="c-ink" x="{LEFT}" y="12" font-size="12" fill="{INK}">{escape(short(row.name, NAME_LIMIT))}</text>'
        f'<text class="c-muted" x="{RIGHT}" y="12" font-size="11" text-anchor="end" fill="{MUTED}">'
        f"{escape(row.note)}</text>"
        f'<line class="c-way" x1="{end:g}" y1="24" x2="{worst:g}" y2="24" stroke="{ACCENT}" stroke-width="2.5" '
        f'stroke-dasharray="1 5" stroke-linecap="round"/>'
        f"{bars}"
        f'<path class="c-need" d="M{end:g} 18l6 6-6 6-6-6z" fill="{PAPER}" stroke="{INK}" stroke-width="1.5"/>'
    )


def _bar(bar: Bar, first: date, last: date) -> str:
    begins, ends = _x(bar.begins, first, last), _x(bar.ends, first, last)
    width = max(LEAST_WIDTH, round(ends - begins - 1, 1))
    return (
        f'<rect class="c-band" x="{min(begins, RIGHT - 6 - LEAST_WIDTH):g}" y="19" width="{width:g}" height="10" rx="4" '
        f'fill="{ACCENT}" fill-opacity="0.3" stroke="{ACCENT}" stroke-width="1"/>'
    )


def _x(day: date, first: date, last: date) -> float:
    share = (day - first).days / max(1, (last - first).days)
    return round(LEFT + 6 + share * (RIGHT - LEFT - 12), 1)
