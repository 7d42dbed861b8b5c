"""What levels below the current one ask and is not reached there: none of it blocks or counts."""

from collections.abc import Iterator
from typing import NamedTuple

from assessment.report.core.report import GapReport, LevelReport, terms
from assessment.role.core.rules import Need
from assessment.words.ranges import Interval


class Below(NamedTuple):
    """What a level below the current one asks, and is not reached there: the level and its need."""

    level: LevelReport
    need: Need
    have: Interval


def open_below(report: GapReport) -> list[Below]:
    """Must-haves of lower levels that the current level asks for, too, and that are short at both (method.md 3.4).

    Each once, with the highest of the lower levels that has it.
    """
    opened = set(report.open_below)
    found = {
        each.need.unit: each for each in _short_below(report) if each.need.unit in opened and each.need.is_essential
    }
    return [found[unit] for unit in report.open_below]


def asked_below(report: GapReport) -> list[Below]:
    """What lower levels ask beyond the current level's own step, and is not reached: nothing of it blocks or counts."""
    found = {each.need.unit: each for each in _short_below(report)}
    return [each for each in found.values() if _is_beyond(report, each)]


def _is_beyond(report: GapReport, below: Below) -> bool:
    own = report.level[report.place.current.low or ""].rule.need_of.get(below.need.unit)
    return own is None or below.have.low >= own.step


def _short_below(report: GapReport) -> Iterator[Below]:
    current = report.place.current.low
    if current is None:
        return
    for below in report.level[current].rule.below:
        level = report.levels[below]
        for term in terms(report, level):
            if term.have.low < term.need.step:
                yield Below(level, term.need, term.have)
