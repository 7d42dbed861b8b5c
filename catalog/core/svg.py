"""What all pictures share: width, colours, the frame with its title and description. Pure functions from words to SVG.

Colours are presentation attributes, which the page's CSS overrides by class for dark, high-contrast and forced colours.
"""

from html import escape

WIDTH = 360
INK, MUTED, LINE, ACCENT, PAPER = "#1d2733", "#55606b", "#c9c3b4", "#0b6b6b", "#fffdf8"
FONTS = "Atkinson Hyperlegible Next, Noto Sans, sans-serif"
LEFT, RIGHT = 12, 348


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


def short(text: str, limit: int) -> str:
    """The text, cut off with an ellipsis where it is longer than the limit."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
