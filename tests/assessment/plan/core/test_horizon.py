"""How far a plan reaches: months as one range, and which levels have dates at all."""

from fractions import Fraction

import pytest

from assessment.plan.core.horizon import Horizon, horizon, is_near
from assessment.role.core import scoring
from tests.assessment.mini import E, compiled
from tests.catalog.core import mini


@pytest.mark.parametrize(
    ("weeks", "found"),
    [(0, (1, 1, 1)), (13, (2, 3, 6)), (52, (6, 12, 24)), (Fraction(13, 6), (1, 1, 1)), (Fraction(13, 2), (1, 2, 3))],
)
def test_months_are_one_range_from_half_to_twice_and_whole(weeks, found):
    assert horizon(Fraction(weeks)) == found


def test_what_takes_more_than_sixty_months_is_not_counted():
    assert Horizon(30, 60, 120).is_counted
    assert not Horizon(30, 61, 122).is_counted


ROLE = compiled(
    "ABC", [mini.level(name, rank, {"ABC"[rank - 1]: (1, E)}) for rank, name in enumerate(("x", "y", "z"), 1)]
)


def test_the_level_to_go_for_and_the_next_one_have_dates():
    nobody = scoring.score(ROLE.rules, (0, 0, 0))
    skipped = scoring.score(ROLE.rules, (1, 0, 1))
    top = scoring.score(ROLE.rules, (1, 1, 1))

    assert [is_near(nobody, level) for level in range(3)] == [nobody.goal == 0, nobody.goal == 1, nobody.goal == 2]
    assert skipped.current == 2
    assert [is_near(skipped, level) for level in range(3)] == [False, False, True]
    assert [is_near(top, level) for level in range(3)] == [False, False, True]
    assert is_near(nobody._replace(next=0, aim=1), 0)
