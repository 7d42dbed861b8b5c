"""How far a plan reaches: months for the level to go for, stages without dates for those above it (method.md 4.4)."""

from fractions import Fraction
from math import floor
from typing import NamedTuple

from assessment.plan.core.schedule import MONTHS_A_YEAR, WEEKS_A_YEAR
from assessment.role.core.scoring import Ladder

# With more months than these a plan is told in years, and then as a road of several years.
MOST_MONTHS, MOST_COUNTED = 24, 60


class Horizon(NamedTuple):
    """Whole months, at least one, at half, the typical and twice the effort."""

    low: int
    likely: int
    high: int

    @property
    def is_counted(self) -> bool:
        """Whether it is near enough for days."""
        return self.likely <= MOST_COUNTED


class Stage(NamedTuple):
    """A level on the way, by position, and what it takes from today in all: items, and their typical hours."""

    level: int
    items: int
    hours: int


def horizon(weeks: Fraction) -> Horizon:
    """The months of so many typical weeks."""
    months = weeks * MONTHS_A_YEAR / WEEKS_A_YEAR
    return Horizon(*(max(1, floor(months * part + Fraction(1, 2))) for part in (Fraction(1, 2), 1, 2)))


def is_near(ladder: Ladder, level: int) -> bool:
    """Whether a plan to a level has dates: the level to go for has, and the next one."""
    return level in {ladder.goal, ladder.next}
