"""The report's pictures: the ladder, the plot of an area, the cell of a gap. Pure functions from numbers and words to SVG."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from assessment.report.core.ladder import IN_PLACE, ONE_SHORT, OPEN, Mark
from catalog.core import svg

# So many letters of a level's name and verdict stand beside each other; more take a line each.
A_LINE = 46
MARK_PITCH, MARKS_A_LINE = 16, 21
NAME_LIMIT = 34
PLOT_TOP, PLOT_PITCH, PLOT_LEFT, PLOT_RIGHT = 18, 21, 226, 336


class LadderRow(NamedTuple):
    """One level: the verdict in words, its must-haves as marks, and the readiness from `low` to `high` (0-1) against
    the readiness that it `needs`."""

    name: str
    verdict: str
    marks: tuple[Mark, ...]
    low: Fraction
    high: Fraction
    needs: Fraction


class DotRow(NamedTuple):
    """One skill: where you are, from `low` to `high`, and the step that is needed."""

    name: str
    low: int
    high: int
    needs: int


def ladder(rows: Sequence[LadderRow], *, key: str, title: str, description: str) -> str:
    """The levels from the lowest: what decides first, the must-haves as marks, then a track from 0 to 100 % with a band
    for the range and a diamond at the readiness that is needed."""
    parts, top = [], 4
    for row in rows:
        drawn, height = _rung(row)
        parts.append(f'<g transform="translate(0 {top})">{drawn}</g>')
        top += height
    return svg.drawing("".join(parts), top, key=key, title=title, description=description)


@lru_cache(maxsize=4096)
def _rung(row: LadderRow) -> tuple[str, int]:
    """One level and how high it is."""
    is_long = len(row.name) + len(row.verdict) > A_LINE
    first = 47 if is_long else 30
    y = first + -(-len(row.marks) // MARKS_A_LINE) * MARK_PITCH
    low, high, needs = (svg.along(float(value)) for value in (row.low, row.high, row.needs))
    verdict = (
        svg.label(svg.LEFT, 31, row.verdict, size=13)
        if is_long
        else svg.label(svg.RIGHT, 14, row.verdict, size=13, anchor="end")
    )
    marks = "".join(
        _mark(mark, svg.LEFT + 6 + place % MARKS_A_LINE * MARK_PITCH, first + place // MARKS_A_LINE * MARK_PITCH)
        for place, mark in enumerate(row.marks)
    )
    track = f'<line class="c-line" x1="{svg.LEFT}" y1="{y}" x2="{svg.RIGHT}" y2="{y}" stroke="{svg.LINE}" stroke-width="2"/>'
    drawn = f"{svg.label(svg.LEFT, 14, row.name, size=14, bold=True)}{verdict}{marks}{track}{_gap(low, high, needs, y)}"
    return drawn, y + 20


def _mark(mark: Mark, x: int, y: int) -> str:
    """Told apart by shape: full, half, empty, and dashed where it is open."""
    colour = svg.ACCENT if mark == IN_PLACE else svg.PAPER
    half = f'<path class="c-ink" d="M{x} {y - 5}a5 5 0 0 0 0 10z" fill="{svg.INK}"/>' if mark == ONE_SHORT else ""
    dashes = ' stroke-dasharray="2 2"' if mark == OPEN else ""
    return (
        f'<g class="mark mark--{mark}"><circle class="c-mark" cx="{x}" cy="{y}" r="5" fill="{colour}" '
        f'stroke="{svg.ACCENT if mark == IN_PLACE else svg.INK}" stroke-width="1.5"{dashes}/>{half}</g>'
    )


def dot_plot(
    rows: Sequence[DotRow], *, name: str, steps: tuple[int, ...], key: str, title: str, description: str
) -> str:
    """What is called `name`, and a line for each skill of it: its name, then the scale's steps with a dot or band for
    you and a diamond for what is needed."""
    head = svg.label(svg.LEFT, 12, svg.short(name, NAME_LIMIT), bold=True)
    scale = "".join(svg.aside(_step_x(step, steps), 12, str(step)) for step in steps)
    drawn = svg.stacked((_dot_row(row, steps) for row in rows), PLOT_PITCH, PLOT_TOP)
    height = PLOT_TOP + len(rows) * PLOT_PITCH
    return svg.drawing(head + scale + drawn, height, key=key, title=title, description=description)


@lru_cache(maxsize=4096)
def _dot_row(row: DotRow, steps: tuple[int, ...]) -> str:
    return svg.label(svg.LEFT, 14, svg.short(row.name, NAME_LIMIT)) + _track(row.low, row.high, row.needs, steps)


@lru_cache(maxsize=1024)
def gap_cell(low: int, high: int, needs: int, steps: tuple[int, ...]) -> svg.Drawing:
    """One line of the plot without its name, for a row that says the same in words beside it."""
    left = _step_x(steps[0], steps) - 12
    return svg.Drawing(
        f'<svg class="gap-cell" xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} 0 {svg.WIDTH - left - 12:g} 20" '
        f'aria-hidden="true" focusable="false">{_track(low, high, needs, steps)}</svg>'
    )


def _track(low: int, high: int, needs: int, steps: tuple[int, ...]) -> str:
    lowest, highest, needed = (_step_x(step, steps) for step in (low, high, needs))
    return svg.ticks([_step_x(step, steps) for step in steps], 10, 4) + _gap(lowest, highest, needed, 10)


def _gap(low: float, high: float, needs: float, y: int) -> str:
    """The sign itself: you, the way from the best of you, and what is needed."""
    there = svg.way((high, y), (needs, y)) if high < needs else ""
    return there + svg.dot_or_band(low, high, y) + svg.diamond(needs, y)


def _step_x(step: int, steps: Sequence[int]) -> float:
    return svg.along((step - steps[0]) / max(1, steps[-1] - steps[0]), PLOT_LEFT, PLOT_RIGHT)
