"""Where people stand at a level before and after a draft, as two bars. Words with the same numbers stand beside it."""

from collections.abc import Mapping

from assessment.consequences.core.counting import STANDS, Stand
from assessment.consequences.core.telling import Told
from catalog.core import svg

TALL, GAP = 14, 6
# How full a part of a bar is, so that the parts differ by more than their place.
FULL: Mapping[Stand, float] = {"met": 1, "close": 0.55, "unclear": 0.25, "not yet": 0}


def bars(
    before: Mapping[Stand, Told], after: Mapping[Stand, Told], *, key: str, title: str, description: str
) -> svg.Drawing:
    """Two bars of the same length, one under the other: before, and after. What is fewer than five has no part."""
    drawn = _bar(before, 2) + _bar(after, 2 + TALL + GAP)
    return svg.drawing(drawn, 2 * TALL + GAP + 4, key=key, title=title, description=description)


def _bar(stands: Mapping[Stand, Told], y: int) -> str:
    whole = sum(told.about for told in stands.values())
    parts, start = [], 0
    for stand in STANDS:
        if share := stands[stand].about:
            left, right = (svg.along(each / whole, svg.LEFT, svg.RIGHT) for each in (start, start + share))
            parts.append(
                f'<rect x="{left:g}" y="{y}" width="{right - left:g}" height="{TALL}" fill="currentColor" '
                f'fill-opacity="{FULL[stand]:g}" stroke="currentColor"/>'
            )
            start += share
    return "".join(parts)
