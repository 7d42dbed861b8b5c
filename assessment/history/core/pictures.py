"""Readiness over the attempts at a role, as a picture: a panel for each level, a mark for each attempt.

A pure function from numbers and words to SVG; a table with the same numbers always stands beside it.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from catalog.core import svg

PITCH, TOP, TALL = 138, 30, 72
FIRST, LAST = svg.LEFT + 44, svg.RIGHT - 26
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
) -> svg.Drawing:
    """The attempts from left to right, evenly spaced, under one another for each level. `days` name the attempts."""
    panels = svg.stacked((_panel(track, days) for track in tracks), PITCH)
    return svg.drawing(panels, len(tracks) * PITCH, key=key, title=title, description=description)


def _panel(track: Track, days: Sequence[str]) -> str:
    xs = [_x(position, len(days)) for position in range(len(days))]
    placed = [(x, mark) for x, mark in zip(xs, track.marks, strict=True) if mark]
    need = _y(track.needs)
    line = (
        f'<line class="c-line" x1="{FIRST - 12}" y1="{need:g}" x2="{LAST + 8}" y2="{need:g}" stroke="{svg.LINE}" '
        f'stroke-width="1.5" stroke-dasharray="4 4"/>'
    )
    # From each attempt's careful end to the next one's.
    drawn = svg.way(*((x, _y(mark.low)) for x, mark in placed)) + "".join(_mark(x, mark) for x, mark in placed)
    name = svg.label(svg.LEFT, 14, track.name, size=13, bold=True)
    return f"{name}{_axis()}{line}{svg.diamond(LAST + 16, need, 7)}{drawn}{_days(xs, days)}"


def _axis() -> str:
    shares = (Fraction(0), Fraction(1, 2), Fraction(1))
    words = "".join(svg.aside(FIRST - 18, _y(share) + 4, str(int(100 * share)), anchor="end") for share in shares)
    return svg.grid("".join(f"M{FIRST - 12} {_y(share):g}H{LAST + 8}" for share in shares)) + words


def _mark(x: float, mark: Mark) -> str:
    low, high = _y(mark.low), _y(mark.high)
    return svg.dot(x, low, 6) if mark.low == mark.high else svg.band(x - 6, high - 6, 12, low - high + 12)


def _days(xs: Sequence[float], days: Sequence[str]) -> str:
    """The day under each mark, or under the first and the last where there is no room for all."""
    shown = range(len(days)) if len(days) <= MOST_DAYS else (0, len(days) - 1)
    return "".join(svg.aside(xs[position], TOP + TALL + 24, days[position], size=10) for position in shown)


def _x(position: int, count: int) -> float:
    return svg.along(position / max(1, count - 1), FIRST + 10, LAST - 10)


def _y(share: Fraction) -> float:
    return svg.along(1 - float(share), TOP, TOP + TALL)
