"""The first twelve weeks: at most three skills, the first thing to do, and what will be true after them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.plan.core import plan as plans
from assessment.plan.core import planning
from assessment.plan.core.plan import PlanStep, Reason
from assessment.plan.core.quarter import MOST_SKILLS, WEEKS, Turn, quarter
from assessment.plan.core.schedule import Pace, schedule
from tests import blueprint
from tests.assessment import personas

MONDAY = date(2027, 1, 4)


def step(skill: int, study: int, *after: int, to_step: int = 1, months: int = 0) -> PlanStep:
    return PlanStep(skill, to_step, study, study, 1, Reason("must_have"), after, months)


def turns(*steps: PlanStep) -> tuple[Turn, ...]:
    return quarter(steps, schedule(planning.works(steps), Pace(4, 10), MONDAY))


def test_skills_are_told_in_the_order_in_which_they_are_begun_with_what_is_done_in_time():
    found = turns(step(0, 20), step(0, 16, 0, to_step=2), step(1, 40))

    # Five weeks, then the other skill for ten, for it was in hand before the second step became ready.
    assert found == (Turn((0,), 1, 1), Turn((2,), 0, 6))


def test_the_highest_step_that_is_done_is_what_will_be_true():
    [turn] = turns(step(0, 20), step(0, 28, 0, to_step=2), step(0, 4, 1, to_step=3))

    assert turn == Turn((0, 1), 2, 1)
    assert (turn.first, turn.last) == (0, 1)


def test_where_nothing_is_done_the_step_under_way_is_told():
    [turn] = turns(step(0, 49))

    assert (turn.done, turn.first, turn.last) == (0, 0, 0)


def test_only_three_skills_are_told_and_those_first_in_the_plan():
    found = turns(*(step(skill, 4) for skill in range(5)))

    assert [turn.first for turn in found] == [0, 1, 2]


def test_months_are_told_beside_hours():
    assert turns(step(0, 8), step(1, 0, months=3)) == (Turn((0,), 1, 1), Turn((1,), 0, 1))


def test_nothing_to_do_is_no_quarter():
    assert turns() == ()


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(0, personas.PEOPLE - 1), st.integers(0, 3), st.integers(1, 60), st.integers(0, 60))
def test_a_quarter_begins_in_the_first_week_with_the_first_of_the_plan(person, level, learning, practice):
    plan = plans.shortest(blueprint.compiled().graph, level, personas.have(person))
    days = schedule(planning.works(plan.steps), Pace(learning, practice), MONDAY)

    found = quarter(plan.steps, days)

    assert bool(found) == bool(plan.steps)
    assert len(found) <= MOST_SKILLS
    assert all(1 <= turn.week <= WEEKS for turn in found)
    for turn in found:
        assert len({plan.steps[item].skill for item in turn.items}) == 1
        assert all((days.slots[item].to_week <= WEEKS) == (place < turn.done) for place, item in enumerate(turn.items))
    if plan.steps:
        assert (found[0].week, days.slots[found[0].first].from_week) == (1, 0)
