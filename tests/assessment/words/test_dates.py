from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.words.dates import months_after


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 6, date(2027, 6, 1)),
        (date(2026, 9, 1), 3, date(2026, 12, 1)),
    ],
)
def test_months_after(day, months, then):
    assert months_after(day, months) == then


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 24))
def test_it_is_that_many_months_on_and_never_a_later_day(day, months):
    then = months_after(day, months)
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day <= day.day
