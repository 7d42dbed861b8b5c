"""The catalogue's own picture: what sources say of pay, on one axis for each currency. A table stands beside it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from catalog.core import svg

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
) -> svg.Drawing:
    """A bar for each range and a dot for each single figure, over an axis from nothing to the highest figure.

    `number` puts the figures of the axis into words.
    """
    figures = axis(max((figure for row in rows for figure in row[2:] if figure is not None), default=0))
    words = "".join(svg.aside(_x(figure, figures), 12, number(figure), size=10) for figure in figures)
    drawn = svg.stacked((_pay_row(row, figures) for row in rows), PITCH, TOP)
    return svg.drawing(words + drawn, TOP + len(rows) * PITCH, key=key, title=title, description=description)


def axis(highest: int) -> list[int]:
    """Round figures from 0 to the first that is no lower than `highest`, at most six."""
    step, highest = 1, max(highest, 1)
    while highest > MOST_TICKS * step:
        # 1, 2, 5, 10, 20, 50, …
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return [step * count for count in range(-(-highest // step) + 1)]


def _pay_row(row: PayRow, axis: Sequence[int]) -> str:
    bar = _bar(row.low, row.high, axis)
    single = (row.median,) if bar else (row.low, row.median, row.high)
    dots = dict.fromkeys(figure for figure in single if figure is not None)
    scale = svg.ticks([_x(figure, axis) for figure in axis], 25, 7)
    words = svg.label(svg.LEFT, 13, svg.short(row.name, 36)) + svg.aside(svg.RIGHT, 13, row.note, anchor="end")
    return f"{scale}{words}{bar}{''.join(_dot(figure, axis) for figure in dots)}"


def _bar(low: int | None, high: int | None, axis: Sequence[int]) -> str:
    if low is None or high is None or low == high:
        return ""
    start, end = _x(low, axis), _x(high, axis)
    return svg.band(start, 20, end - start, 10, 5)


def _dot(figure: int, axis: Sequence[int]) -> str:
    # In ink: the dot in the accent is the reader, and pay is nobody's result.
    return f'<circle class="c-ink" cx="{_x(figure, axis):g}" cy="25" r="4.5" fill="{svg.INK}"/>'


def _x(figure: int, axis: Sequence[int]) -> float:
    return svg.along(figure / axis[-1], svg.LEFT + 18, svg.RIGHT - 18)
