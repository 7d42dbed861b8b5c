from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.words.ranges import Range, percent


@pytest.mark.parametrize(
    ("low", "high", "is_settled"), [(1, 1, True), (1, 2, False), ("met", "met", True), (None, "junior", False)]
)
def test_a_range_is_settled_where_its_ends_are_equal(low, high, is_settled):
    assert Range(low, high).is_settled is is_settled


@given(st.fractions(min_value=0, max_value=1))
def test_a_share_is_rounded_down_to_a_whole_per_cent(share):
    assert Fraction(percent(share), 100) <= share < Fraction(percent(share) + 1, 100)
