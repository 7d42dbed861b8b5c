"""Both ends of all that a report tells as a range, so that reports can be compared."""

from typing import Any

from assessment.report.core.report import GapReport
from assessment.words.values import VERDICTS

Ends = tuple[Any, Any]


def ends(report: GapReport) -> dict[str, list[Ends]]:
    """Each interval of a report with comparable ends."""
    rank = {level.level.slug: level.level.rank for level in report.levels}
    return {
        "readiness": [(level.readiness.low, level.readiness.high) for level in report.levels],
        "verdict": [(VERDICTS.index(level.verdict.low), VERDICTS.index(level.verdict.high)) for level in report.levels],
        "place": [
            (rank.get(place.low or "", -1), rank.get(place.high or "", -1))
            for place in (report.place.current, report.place.closest)
        ],
    }


def is_inside(inner: dict[str, list[Ends]], outer: dict[str, list[Ends]]) -> bool:
    return all(
        wide[0] <= narrow[0] <= narrow[1] <= wide[1]
        for name in inner
        for narrow, wide in zip(inner[name], outer[name], strict=True)
    )
