"""Study and practice: the shares of method.md 4.3, on the usual scale and on others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.plan.core.effort import study_hours


@pytest.mark.parametrize(("step", "hours", "study"), [(1, 8, 8), (2, 40, 28), (3, 120, 48), (4, 400, 40), (2, 45, 32)])
def test_on_the_usual_scale_the_shares_are_100_70_40_and_10_per_cent(step, hours, study):
    assert study_hours(hours, step, 0, 4) == study


@pytest.mark.parametrize(
    ("step", "lowest", "highest", "study"),
    [(1, 0, 1, 100), (1, 0, 2, 100), (2, 0, 2, 10), (3, 1, 4, 55), (3, 0, 5, 55)],
)
def test_on_other_scales_the_share_goes_by_the_place_between_the_first_step_and_the_last(step, lowest, highest, study):
    assert study_hours(100, step, lowest, highest) == study


@given(st.integers(0, 2000), st.integers(0, 3), st.integers(1, 9), st.data())
def test_no_step_has_more_study_than_hours_nor_more_than_a_lower_step_of_as_many(hours, lowest, steps, data):
    step = data.draw(st.integers(lowest + 1, lowest + steps))
    study = study_hours(hours, step, lowest, lowest + steps)

    assert 0 <= study <= hours
    assert study <= study_hours(hours, max(lowest + 1, step - 1), lowest, lowest + steps)
