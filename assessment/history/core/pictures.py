"""Readiness over the attempts at a role, as a picture: a panel for each level, a mark for each attempt.

A pure function from numbers and words to SVG; a table with the same numbers always stands beside it.
"""

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import NamedTuple

from catalog.core.svg import ACCENT, INK, LEFT, LINE, MUTED, PAPER, RIGHT, Drawing, drawing

PITCH, TOP, TALL = 138, 30, 72
FIRST, LAST = LEFT + 44, RIGHT - 26
MOST_DAYS = 4


class Mark(NamedTuple):
    """Readiness in one attempt, 0-1, from what the answers surely give to what they may give."""

    low: Fraction
    high: Fraction


class Track(NamedTuple):
    """One level: the readiness that it `needs`, and a mark for each attempt; None where it did not exist yet."""

    name: str
    needs: Fraction
    marks: Sequence[Mark | None]


def readiness_over_time(
    tracks: Sequence[Track], days: Sequence[str], *, key: str, title: str, description: str
) -> Drawing:
    """The attempts from left to right, evenly spaced, under one another for each level. `days` name the attempts."""
    panels = "".join(
        f'<g transform="translate(0 {position * PITCH})">{_panel(track, days)}</g>'
        for position, track in enumerate(tracks)
    )
    return drawing(panels, len(tracks) * PITCH, key=key, title=title, description=description)


def _panel(track: Track, days: Sequence[str]) -> str:
    xs = [_x(position, len(days)) for position in range(len(days))]
    placed = [(x, mark) for x, mark in zip(xs, track.marks, strict=True) if mark]
    need = _y(track.needs)
    return (
        f'<text class="c-ink" x="{LEFT}" y="14" font-size="13" font-weight="600" fill="{INK}">'
        f"{escape(track.name)}</text>{_axis()}"
        f'<line class="c-line" x1="{FIRST - 12}" y1="{need:g}" x2="{LAST + 8}" y2="{need:g}" stroke="{LINE}" '
        f'stroke-width="1.5" stroke-dasharray="4 4"/>'
        f'<path class="c-need" d="M{LAST + 16} {need - 7:g}l7 7-7 7-7-7z" fill="{PAPER}" fill-opacity="0.6" '
        f'stroke="{INK}" stroke-width="2"/>'
        f"{_way(placed)}{''.join(_mark(x, mark) for x, mark in placed)}{_days(xs, days)}"
    )


def _axis() -> str:
    lines = "".join(f"M{FIRST - 12} {_y(share):g}H{LAST + 8}" for share in (Fraction(0), Fraction(1, 2), Fraction(1)))
    labels = "".join(
        f'<text class="c-muted" x="{FIRST - 18}" y="{_y(Fraction(share, 100)) + 4:g}" font-size="11" '
        f'text-anchor="end" fill="{MUTED}">{share}</text>'
        for share in (0, 50, 100)
    )
    return f'<path class="c-grid" d="{lines}" fill="none" stroke="{LINE}" stroke-width="1"/>{labels}'


def _way(placed: Sequence[tuple[float, Mark]]) -> str:
    """From each attempt's careful end to the next one's."""
    if len(placed) < 2:
        return ""
    points = " ".join(f"{x:g},{_y(mark.low):g}" for x, mark in placed)
    return (
        f'<polyline class="c-way" points="{points}" fill="none" stroke="{ACCENT}" stroke-width="2.5" '
        f'stroke-dasharray="1 5" stroke-linecap="round"/>'
    )


def _mark(x: float, mark: Mark) -> str:
    low, high = _y(mark.low), _y(mark.high)
    if mark.low == mark.high:
        return f'<circle class="c-you" cx="{x:g}" cy="{low:g}" r="6" fill="{ACCENT}"/>'
    return (
        f'<rect class="c-band" x="{x - 6:g}" y="{high - 6:g}" width="12" height="{round(low - high + 12, 1):g}" rx="6" '
        f'fill="{ACCENT}" fill-opacity="0.3" stroke="{ACCENT}" stroke-width="1.5"/>'
    )


def _days(xs: Sequence[float], days: Sequence[str]) -> str:
    """The day under each mark, or under the first and the last where there is no room for all."""
    shown = range(len(days)) if len(days) <= MOST_DAYS else (0, len(days) - 1)
    return "".join(
        f'<text class="c-muted" x="{xs[position]:g}" y="{TOP + TALL + 24}" font-size="10" text-anchor="middle" '
        f'fill="{MUTED}">{escape(days[position])}</text>'
        for position in shown
    )


def _x(position: int, count: int) -> float:
    return round(FIRST + 10 + position * (LAST - FIRST - 20) / max(1, count - 1), 1)


def _y(share: Fraction) -> float:
    return round(TOP + TALL * (1 - float(share)), 1)
