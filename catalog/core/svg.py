"""What all pictures are made of: the product's own sign. A filled dot is you, a band where you could be anywhere in it, an
open diamond what is needed, the dotted line the way there, and a label in ink or muted. Pure functions from words and
numbers to SVG; the same SVG stands on the page, in the PDF and in an image.

Colours are presentation attributes, which the page's CSS overrides by class for dark, high-contrast and forced colours.
No picture is the only carrier: the same stands beside it in words or in a table.
"""

from collections.abc import Iterable, Sequence
from html import escape

WIDTH = 360
INK, MUTED, LINE, ACCENT, PAPER = "#1d2733", "#55606b", "#c9c3b4", "#0b6b6b", "#fffdf8"
FONTS = "Atkinson Hyperlegible Next, Noto Sans, sans-serif"
LEFT, RIGHT = 12, 348
# An axis ends so far inside the picture's edges that a mark at its end fits.
INSET = 6


class Drawing(str):
    """A finished picture, in which every word is escaped; templates therefore put it on the page as it is."""

    def __html__(self) -> str:
        return self


def drawing(inner: str, height: int, *, key: str, title: str, description: str) -> Drawing:
    """The frame around the marks `inner`, named for assistive technology. `key` is unique on the page."""
    return Drawing(
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc" font-family="{FONTS}">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>'
        f"{inner}</svg>"
    )


def stacked(rows: Iterable[str], pitch: int, top: int = 0) -> str:
    """What is drawn for each row, one under the other, `pitch` apart from `top` on."""
    return "".join(
        f'<g transform="translate(0 {top + position * pitch})">{row}</g>' for position, row in enumerate(rows)
    )


def along(share: float, first: float = LEFT + INSET, last: float = RIGHT - INSET) -> float:
    """Where a share (0-1) of the way from `first` to `last` is."""
    return round(first + share * (last - first), 1)


def label(x: float, y: float, words: str, *, size: int = 12, anchor: str = "start", bold: bool = False) -> str:
    """Words in ink."""
    weight = ' font-weight="600"' if bold else ""
    return f'<text class="c-ink" {_at(x, y, size, anchor)}{weight} fill="{INK}">{escape(words)}</text>'


def aside(x: float, y: float, words: str, *, size: int = 11, anchor: str = "middle") -> str:
    """Words that explain the picture, muted."""
    return f'<text class="c-muted" {_at(x, y, size, anchor)} fill="{MUTED}">{escape(words)}</text>'


def grid(path: str) -> str:
    """The thin lines of an axis."""
    return f'<path class="c-grid" d="{path}" fill="none" stroke="{LINE}" stroke-width="1"/>'


def dot(x: float, y: float, radius: float = 6.5) -> str:
    """You, where that is one place."""
    return f'<circle class="c-you" cx="{x:g}" cy="{y:g}" r="{radius}" fill="{ACCENT}"/>'


def band(x: float, y: float, width: float, height: float, radius: float = 6) -> str:
    """You, where that is a range; `x` and `y` are its corner."""
    return (
        f'<rect class="c-band" x="{x:g}" y="{y:g}" width="{round(width, 1):g}" height="{round(height, 1):g}" '
        f'rx="{radius}" fill="{ACCENT}" fill-opacity="0.3" stroke="{ACCENT}" stroke-width="1.5"/>'
    )


def dot_or_band(low: float, high: float, y: float) -> str:
    """You on a level line, from `low` to `high`."""
    return dot(low, y) if low == high else band(low - 6, y - 6, high - low + 12, 12)


def way(*points: tuple[float, float]) -> str:
    """The dotted line from point to point; nothing where there are no two."""
    if len(points) < 2:
        return ""
    path = "L".join(f"{x:g} {y:g}" for x, y in points)
    return (
        f'<path class="c-way" d="M{path}" fill="none" stroke="{ACCENT}" stroke-width="2.5" stroke-dasharray="1 5" '
        f'stroke-linecap="round"/>'
    )


def diamond(x: float, y: float, radius: int = 8) -> str:
    """What is needed."""
    r = radius
    return (
        f'<path class="c-need" d="M{x:g} {y - r:g}l{r} {r}-{r} {r}-{r}-{r}z" fill="{PAPER}" fill-opacity="0.6" '
        f'stroke="{INK}" stroke-width="2"/>'
    )


def ticks(xs: Sequence[float], y: int, half: int) -> str:
    """An axis at height `y` with a tick at each of `xs`."""
    marks = "".join(f"M{x:g} {y - half}v{2 * half}" for x in xs)
    return grid(f"M{xs[0]:g} {y}H{xs[-1]:g}{marks}")


def short(text: str, limit: int) -> str:
    """The text, cut off with an ellipsis where it is longer than the limit."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _at(x: float, y: float, size: int, anchor: str) -> str:
    anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'x="{x:g}" y="{y:g}" font-size="{size}"{anchored}'
