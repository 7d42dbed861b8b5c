"""The catalogue's own picture: what sources say of pay, on one axis for each currency. A table stands beside it."""

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from catalog.core.svg import ACCENT, INK, LEFT, LINE, MUTED, RIGHT, Drawing, drawing, short

PITCH, TOP, MOST_TICKS = 42, 20, 5


class PayRow(NamedTuple):
    """One statement of pay: its figures, None where the source gives none, and the same in words."""

    name: str
    note: str
    low: int | None
    median: int | None
    high: int | None


def pay_ranges(
    rows: Sequence[PayRow], *, number: Callable[[int], str], key: str, title: str, description: str
) -> Drawing:
    """A bar for each range and a dot for each single figure, over an axis from nothing to the highest figure.

    `number` puts the figures of the axis into words.
    """
    ticks = axis(max((figure for row in rows for figure in row[2:] if figure is not None), default=0))
    parts = [_label(tick, ticks, number(tick)) for tick in ticks]
    for position, row in enumerate(rows):
        parts.append(f'<g transform="translate(0 {TOP + position * PITCH})">{_pay_row(row, ticks)}</g>')
    return drawing("".join(parts), TOP + len(rows) * PITCH, key=key, title=title, description=description)


def axis(highest: int) -> list[int]:
    """Round figures from 0 to the first that is no lower than `highest`, at most six."""
    step, highest = 1, max(highest, 1)
    while highest > MOST_TICKS * step:
        # 1, 2, 5, 10, 20, 50, …
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return [step * count for count in range(-(-highest // step) + 1)]


def _label(tick: int, ticks: Sequence[int], words: str) -> str:
    x = _x(tick, ticks)
    return f'<text class="c-muted" x="{x:g}" y="12" font-size="10" text-anchor="middle" fill="{MUTED}">{escape(words)}</text>'


def _pay_row(row: PayRow, ticks: Sequence[int]) -> str:
    bar = _bar(row.low, row.high, ticks)
    single = (row.median,) if bar else (row.low, row.median, row.high)
    dots = dict.fromkeys(figure for figure in single if figure is not None)
    marks = "".join(f"M{_x(tick, ticks):g} 18v14" for tick in ticks)
    return (
        f'<path class="c-grid" d="M{_x(0, ticks):g} 25H{_x(ticks[-1], ticks):g}{marks}" fill="none" stroke="{LINE}" '
        f'stroke-width="1"/>'
        f'<text class="c-ink" x="{LEFT}" y="13" font-size="12" fill="{INK}">{escape(short(row.name, 36))}</text>'
        f'<text class="c-muted" x="{RIGHT}" y="13" font-size="11" text-anchor="end" fill="{MUTED}">'
        f"{escape(row.note)}</text>"
        f"{bar}{''.join(_dot(figure, ticks) for figure in dots)}"
    )


def _bar(low: int | None, high: int | None, ticks: Sequence[int]) -> str:
    if low is None or high is None or low == high:
        return ""
    start, end = _x(low, ticks), _x(high, ticks)
    return (
        f'<rect class="c-band" x="{start:g}" y="20" width="{round(end - start, 1):g}" height="10" rx="5" '
        f'fill="{ACCENT}" fill-opacity="0.3" stroke="{ACCENT}" stroke-width="1.5"/>'
    )


def _dot(figure: int, ticks: Sequence[int]) -> str:
    # In ink: the dot in the accent is the reader, and pay is nobody's result.
    return f'<circle class="c-ink" cx="{_x(figure, ticks):g}" cy="25" r="4.5" fill="{INK}"/>'


def _x(figure: int, ticks: Sequence[int]) -> float:
    first, last = LEFT + 18, RIGHT - 18
    return round(first + figure * (last - first) / ticks[-1], 1)
