"""Weeks and dates: the properties of method.md 4.4, and small plans by hand."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.plan.core import plan as plans
from assessment.plan.core.plan import PlanStep, Reason
from assessment.plan.core.schedule import Dates, HoursInvalid, Schedule, Share, Stretch, schedule
from tests import blueprint
from tests.assessment import frameworks, personas

pytestmark = pytest.mark.slow

EXAMPLES = settings(max_examples=80, deadline=None)
MONDAY = date(2027, 1, 4)


def step(skill: int, hours: int, *after: int, to_step: int = 1) -> PlanStep:
    return PlanStep(skill, to_step, hours, 1, Reason("readiness"), after)


def day(number: int) -> date:
    """The so many-th day of the plan, from 1."""
    return MONDAY + timedelta(number - 1)


@st.composite
def plan_steps(draw: st.DrawFn) -> tuple[PlanStep, ...]:
    """Steps of a plan to a random level, on the blueprint or on a random framework."""
    case = draw(frameworks.any_cases(only_sure=True))
    role = case.compiled
    have = [case.answers[skill.slug].step for skill in role.rules.skills]
    level = draw(st.integers(0, len(role.rules.levels) - 1))
    way = draw(st.sampled_from((plans.shortest, plans.everything)))
    return way(role.graph, level, have).steps


def test_a_plan_without_steps_ends_where_it_starts():
    empty = schedule((), 5, MONDAY)

    assert empty == Schedule(5, MONDAY, (), ())
    assert empty.weeks == ()
    assert empty.ends == Dates(MONDAY, MONDAY, MONDAY)


def test_one_step_takes_its_hours_by_the_week():
    found = schedule((step(0, 40),), 10, MONDAY)

    assert found.slots[0].begins == Dates(MONDAY, MONDAY, MONDAY)
    assert found.slots[0].ends == Dates(day(14), day(28), day(56))
    assert found.slots[0].week == 4
    assert found.weeks == ((Share(0, Fraction(10)),),) * 4
    assert found.ends == found.slots[0].ends


def test_two_skills_share_the_week_and_the_rest_wait():
    found = schedule((step(0, 10), step(1, 30), step(2, 20)), 10, MONDAY)

    assert found.stretches == (Stretch(0, 20, (0, 1)), Stretch(20, 60, (1, 2)))
    half = Fraction(5)
    assert found.weeks == ((Share(0, half), Share(1, half)),) * 2 + ((Share(1, half), Share(2, half)),) * 4
    assert [slot.week for slot in found.slots] == [2, 6, 6]
    assert [slot.begins.likely for slot in found.slots] == [day(1), day(1), day(15)]


def test_a_step_waits_for_what_it_needs_and_another_goes_before():
    steps = (step(0, 10), step(0, 10, 0, to_step=2), step(1, 40))

    found = schedule(steps, 10, MONDAY)

    assert found.stretches == (Stretch(0, 20, (0, 2)), Stretch(20, 40, (1, 2)), Stretch(40, 60, (2,)))
    assert [(slot.begins.likely, slot.ends.likely) for slot in found.slots] == [
        (day(1), day(14)),
        (day(15), day(28)),
        (day(1), day(42)),
    ]


def test_alone_a_step_has_the_whole_week():
    found = schedule((step(0, 7), step(0, 6, 0, to_step=2)), 10, MONDAY)

    assert found.weeks == ((Share(0, Fraction(7)), Share(1, Fraction(3))), (Share(1, Fraction(3)),))
    assert found.slots[0].ends.likely == day(5)
    assert found.slots[1].begins.likely == day(5)


def test_a_step_without_hours_is_done_on_the_day_it_is_begun():
    found = schedule((step(0, 10), step(0, 0, 0, to_step=2), step(1, 0)), 10, MONDAY)

    assert [(slot.begins.likely, slot.ends.likely, slot.week) for slot in found.slots] == [
        (day(1), day(7), 1),
        (day(8), day(8), 1),
        (day(1), day(1), 1),
    ]
    assert found.weeks == ((Share(0, Fraction(10)),),)


def test_what_lies_beyond_the_calendar_is_its_last_day():
    found = schedule((step(0, 10_000_000),), 1, MONDAY)

    assert found.ends == Dates(date.max, date.max, date.max)
    assert schedule((step(0, 40),), 1, date.max).ends.best == date.max


@pytest.mark.parametrize("hours", [-1, 0, 61])
def test_hours_that_no_week_has_are_refused(hours):
    with pytest.raises(HoursInvalid, match=f"{hours} hours a week: say 1 to 60"):
        schedule((), hours, MONDAY)


@given(plan_steps(), st.integers(1, 60))
@EXAMPLES
def test_no_week_holds_more_than_its_hours_and_none_but_the_last_less(steps, hours):
    loads = [sum(share.hours for share in week) for week in schedule(steps, hours, MONDAY).weeks]

    assert all(load == hours for load in loads[:-1])
    assert all(0 < load <= hours for load in loads[-1:])


@given(plan_steps(), st.integers(1, 60))
@EXAMPLES
def test_hours_are_conserved_step_by_step(steps, hours):
    given_to = defaultdict(Fraction)
    for week in schedule(steps, hours, MONDAY).weeks:
        for position, share in week:
            given_to[position] += share

    assert given_to == {position: planned.hours for position, planned in enumerate(steps) if planned.hours}


@given(plan_steps(), st.integers(1, 60))
@EXAMPLES
def test_no_step_before_what_it_needs(steps, hours):
    found = schedule(steps, hours, MONDAY)

    done = {position: stretch.end for stretch in found.stretches for position in stretch.steps}
    for stretch in found.stretches:
        for position in stretch.steps:
            assert all(done.get(other, 0) <= stretch.start for other in steps[position].after)
    for position, slot in enumerate(found.slots):
        for case in range(3):
            assert all(found.slots[other].ends[case] <= slot.begins[case] for other in steps[position].after)
            assert MONDAY <= slot.begins[case] <= slot.ends[case] <= found.ends[case]


@given(plan_steps(), st.integers(1, 60))
@EXAMPLES
def test_at_most_two_skills_at_a_time_and_never_idle(steps, hours):
    stretches = schedule(steps, hours, MONDAY).stretches

    assert [stretch.start for stretch in stretches] == [0, *(stretch.end for stretch in stretches)][: len(stretches)]
    for stretch in stretches:
        skills = [steps[position].skill for position in stretch.steps]
        assert len(set(skills)) == len(skills) in {1, 2}


@given(plan_steps(), st.integers(1, 30), st.integers(0, 30))
@EXAMPLES
def test_more_hours_a_week_never_end_anything_later(steps, hours, more):
    for busier in (2 * hours, hours + more):
        slow, quick = schedule(steps, hours, MONDAY), schedule(steps, busier, MONDAY)

        assert all(late >= soon for late, soon in zip(slow.ends, quick.ends, strict=True))
        for before, after in zip(slow.slots, quick.slots, strict=True):
            assert after.week <= before.week
            assert all(late >= soon for late, soon in zip(before.ends, after.ends, strict=True))
            assert all(late >= soon for late, soon in zip(before.begins, after.begins, strict=True))


@given(plan_steps(), st.integers(1, 60))
@EXAMPLES
def test_the_range_is_the_schedule_for_half_and_twice_the_hours(steps, hours):
    doubled = schedule([planned._replace(hours=2 * planned.hours) for planned in steps], hours, MONDAY)

    found = schedule(steps, hours, MONDAY)

    for slot, long in zip(found.slots, doubled.slots, strict=True):
        assert slot.begins.worst == long.begins.likely
        assert slot.ends.worst == long.ends.likely
        assert (slot.begins.likely, slot.ends.likely) == (long.begins.best, long.ends.best)
    assert found.ends.best <= found.ends.likely <= found.ends.worst


def test_a_persona_s_plan_ends_when_its_hours_are_worked():
    plan = plans.shortest(blueprint.compiled().graph, 1, personas.have(3))

    found = schedule(plan.steps, 10, MONDAY)

    assert found.ends.likely == MONDAY + timedelta(-(-plan.hours.likely * 7 // 10) - 1)
    assert len(found.weeks) == -(-plan.hours.likely // 10)
