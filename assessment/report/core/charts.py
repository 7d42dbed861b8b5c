"""The product's own sign as pictures: a filled dot is you, an open diamond is what the level needs, the line between
them is the way. Pure functions from numbers and words to SVG; the same SVG stands on the page and in the PDF.

No picture is the only carrier: a table with the same numbers always stands beside it.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from html import escape
from typing import NamedTuple

from catalog.core.svg import ACCENT, INK, LEFT, LINE, MUTED, PAPER, RIGHT, drawing, short


class StripRow(NamedTuple):
    """One level: readiness from `low` to `high` (0-1) against the readiness that it `needs`, and the verdict in words."""

    name: str
    low: Fraction
    high: Fraction
    needs: Fraction
    verdict: str


class DotRow(NamedTuple):
    """One skill: where you are, from `low` to `high`, and the step that is needed, in words beside it."""

    name: str
    low: int
    high: int
    needs: int
    note: str


def level_strip(rows: Sequence[StripRow], *, key: str, title: str, description: str) -> str:
    """A track from 0 to 100 % for each level, with a band for the range, and a diamond where the level is met."""
    pitch, parts = 50, []
    for position, row in enumerate(rows):
        top = 8 + position * pitch
        y = top + 30
        low, high, needs = (_percent_x(value) for value in (row.low, row.high, row.needs))
        parts.append(
            f'<text class="c-ink" x="{LEFT}" y="{top + 10}" font-size="13" font-weight="600" fill="{INK}">'
            f"{escape(row.name)}</text>"
            f'<text class="c-ink" x="{RIGHT}" y="{top + 10}" font-size="13" text-anchor="end" fill="{INK}">'
            f"{escape(row.verdict)}</text>"
            f'<line class="c-line" x1="{LEFT}" y1="{y}" x2="{RIGHT}" y2="{y}" stroke="{LINE}" stroke-width="2"/>'
            f"{_way(high, needs, y)}{_you(low, high, y)}{_need(needs, y)}"
        )
    return drawing("".join(parts), 8 + len(rows) * pitch, key=key, title=title, description=description)


def dot_plot(rows: Sequence[DotRow], *, steps: tuple[int, ...], key: str, title: str, description: str) -> str:
    """A row for each skill over the scale's steps: dot or band for you, diamond for what is needed."""
    pitch, parts = 46, []
    bottom = 22 + len(rows) * pitch
    for step in steps:
        x = _step_x(step, steps)
        parts.append(
            f'<text class="c-muted" x="{x}" y="12" font-size="11" text-anchor="middle" fill="{MUTED}">{step}</text>'
        )
    for position, row in enumerate(rows):
        parts.append(f'<g transform="translate(0 {22 + position * pitch})">{_dot_row(row, steps)}</g>')
    return drawing("".join(parts), bottom, key=key, title=title, description=description)


@lru_cache(maxsize=4096)
def _dot_row(row: DotRow, steps: tuple[int, ...]) -> str:
    low, high, needs = (_step_x(step, steps) for step in (row.low, row.high, row.needs))
    first, last = _step_x(steps[0], steps), _step_x(steps[-1], steps)
    ticks = "".join(f"M{_step_x(step, steps):g} 23v10" for step in steps)
    return (
        f'<path class="c-grid" d="M{first:g} 28H{last:g}{ticks}" fill="none" stroke="{LINE}" stroke-width="1"/>'
        f'<text class="c-ink" x="{LEFT}" y="13" font-size="12" fill="{INK}">{escape(short(row.name, 40))}</text>'
        f'<text class="c-muted" x="{RIGHT}" y="13" font-size="11" text-anchor="end" fill="{MUTED}">'
        f"{escape(row.note)}</text>"
        f"{_way(high, needs, 28)}{_you(low, high, 28)}{_need(needs, 28)}"
    )


def _you(low: float, high: float, y: int) -> str:
    if low == high:
        return f'<circle class="c-you" cx="{low:g}" cy="{y}" r="6.5" fill="{ACCENT}"/>'
    return (
        f'<rect class="c-band" x="{low - 6:g}" y="{y - 6}" width="{high - low + 12:g}" height="12" rx="6" '
        f'fill="{ACCENT}" fill-opacity="0.3" stroke="{ACCENT}" stroke-width="1.5"/>'
    )


def _way(have: float, needs: float, y: int) -> str:
    if have >= needs:
        return ""
    return (
        f'<line class="c-way" x1="{have:g}" y1="{y}" x2="{needs:g}" y2="{y}" stroke="{ACCENT}" '
        f'stroke-width="2.5" stroke-dasharray="1 5" stroke-linecap="round"/>'
    )


def _need(x: float, y: int) -> str:
    return (
        f'<path class="c-need" d="M{x:g} {y - 8}l8 8-8 8-8-8z" fill="{PAPER}" fill-opacity="0.6" '
        f'stroke="{INK}" stroke-width="2"/>'
    )


def _percent_x(value: Fraction) -> float:
    return round(LEFT + 6 + float(value) * (RIGHT - LEFT - 12), 1)


def _step_x(step: int, steps: Sequence[int]) -> float:
    inner = RIGHT - LEFT - 24
    return round(LEFT + 12 + (step - steps[0]) * inner / max(1, steps[-1] - steps[0]), 1)
