"""The gaps of the level in focus as a reader takes them in."""

from typing import NamedTuple

from assessment.report.core.report import GapReport
from assessment.role.core.priorities import MUST_HAVE_FAR, Gap


class GapGroups(NamedTuple):
    """The gaps of the level in focus by what a reader asks first: must-haves two or more steps short, one step short,
    and without any answer; then what else counts. Each in the order to close them."""

    far: tuple[Gap, ...]
    near: tuple[Gap, ...]
    skipped: tuple[Gap, ...]
    others: tuple[Gap, ...]


def gap_groups(report: GapReport) -> GapGroups:
    """Every gap in one of the groups."""
    must_haves = report.open_must_haves
    skipped = tuple(gap for gap in must_haves if report.is_skipped(gap))
    answered = [gap for gap in must_haves if gap not in skipped]
    return GapGroups(
        far=tuple(gap for gap in answered if gap.tier == MUST_HAVE_FAR),
        near=tuple(gap for gap in answered if gap.tier != MUST_HAVE_FAR),
        skipped=skipped,
        others=tuple(gap for gap in report.gaps if not gap.need.is_essential),
    )
