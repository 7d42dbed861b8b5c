"""The ladder: for each level its must-haves as marks, which decide the verdict, beside the readiness."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from assessment.report.core.report import GapReport, LevelReport, Term, terms
from assessment.role.core.rules import Need
from assessment.words.ranges import Interval

Mark = Literal["in_place", "one_short", "further", "open"]
MARKS: tuple[Mark, Mark, Mark, Mark] = get_args(Mark)
IN_PLACE, ONE_SHORT, FURTHER, OPEN = MARKS
# The same in letters, where no picture can be.
SIGNS = dict(zip(MARKS, "●◐○◌", strict=True))


class MustHave(NamedTuple):
    """A must-have of a level and how it looks on the ladder."""

    mark: Mark
    term: Term


def mark_of(need: Need, have: Interval) -> Mark:
    """In place where it surely is, open where the answers leave it open; else short by one step, or by more at worst."""
    if have.low >= need.step:
        return IN_PLACE
    if have.high >= need.step:
        return OPEN
    return ONE_SHORT if need.step - have.low == 1 else FURTHER


def must_haves(report: GapReport, level: LevelReport) -> list[MustHave]:
    """The must-haves of a level, those in place first and the open ones last, each kind in the catalogue's order."""
    found = [MustHave(mark_of(term.need, term.have), term) for term in terms(report, level) if term.need.is_essential]
    return sorted(found, key=lambda each: MARKS.index(each.mark))


def counts(must_haves: Sequence[MustHave]) -> list[tuple[Mark, int]]:
    """How many marks of each kind there are, in their order; kinds without any are left out."""
    counted = Counter(each.mark for each in must_haves)
    return [(mark, counted[mark]) for mark in MARKS if counted[mark]]
