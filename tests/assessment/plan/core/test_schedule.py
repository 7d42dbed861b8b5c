"""Weeks and dates: the properties of method.md 4.4, and small plans by hand."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.plan.core import plan as plans
from assessment.plan.core import planning
from assessment.plan.core.schedule import (
    IN_HAND,
    PRACTISED_AT_ONCE,
    Dates,
    HoursInvalid,
    Pace,
    Schedule,
    Share,
    Stretch,
    Work,
    schedule,
)
from tests import blueprint
from tests.assessment import frameworks, personas

pytestmark = pytest.mark.slow

EXAMPLES = settings(max_examples=80, deadline=None)
MONDAY = date(2027, 1, 4)
EVER = 10_000


def work(study: int, practice: int = 0, *after: int, months: int = 0) -> Work:
    return Work(study, practice, months, after)


def day(number: int) -> date:
    """The so many-th day of the plan, from 1."""
    return MONDAY + timedelta(number - 1)


def spans(found: Schedule) -> list[tuple[Fraction, Fraction]]:
    return [(slot.from_week, slot.to_week) for slot in found.slots]


paces = st.builds(Pace, st.integers(1, 60), st.integers(0, 60))


@st.composite
def plan_works(draw: st.DrawFn) -> list[Work]:
    """What the items of a plan to a random level take, on the blueprint or on a random framework."""
    case = draw(frameworks.any_cases(only_sure=True))
    role = case.compiled
    have = [case.answers[skill.slug].step for skill in role.rules.skills]
    level = draw(st.integers(0, len(role.rules.levels) - 1))
    way = draw(st.sampled_from((plans.shortest, plans.everything)))
    return planning.works(way(role.graph, level, have).steps)


@st.composite
def with_months(draw: st.DrawFn) -> list[Work]:
    """The same, with some of the items counted in months."""
    return [each._replace(months=draw(st.sampled_from((0, 0, 3, 6, 12)))) for each in draw(plan_works())]


def test_a_plan_without_items_ends_where_it_starts():
    empty = schedule((), Pace(4, 10), MONDAY)

    assert empty == Schedule(Pace(4, 10), MONDAY, (), ())
    assert empty.weeks(12) == ()
    assert empty.ends == Dates(MONDAY, MONDAY, MONDAY)
    assert empty.length == 0


def test_study_takes_its_hours_of_learning_and_practice_follows_at_its_own():
    found = schedule([work(28, 12)], Pace(4, 6), MONDAY)

    assert found.stretches == (Stretch(Fraction(0), Fraction(7), 0, ()), Stretch(Fraction(7), Fraction(9), None, (0,)))
    assert found.slots[0].begins == Dates(MONDAY, MONDAY, MONDAY)
    # Nine weeks, half of them, and twice as many.
    assert found.slots[0].ends == Dates(day(32), day(63), day(126))
    assert found.ends == found.slots[0].ends
    assert found.weeks(8)[6:] == ((Share(0, Fraction(4), Fraction(0)),), (Share(0, Fraction(0), Fraction(6)),))


def test_learning_goes_to_the_first_in_hand_and_the_practice_of_the_one_before_runs_beside_it():
    found = schedule([work(8, 10), work(8, 10)], Pace(4, 5), MONDAY)

    assert spans(found) == [(0, 4), (2, 6)]
    assert found.weeks(3)[2] == (Share(0, Fraction(0), Fraction(5)), Share(1, Fraction(4), Fraction(0)))


def test_an_hour_of_practice_counts_for_two_items():
    three = [work(0, 20), work(0, 20), work(0, 10)]

    assert spans(schedule(three, Pace(4, 10), MONDAY)) == [(0, 2), (0, 2), (2, 3)]


def test_without_hours_of_practice_those_of_learning_pay_for_it_when_nothing_is_left_to_study():
    two = [work(8, 8), work(4, 4), work(4, 0, 0)]

    assert spans(schedule(two, Pace(4, 0), MONDAY)) == [(0, 5), (2, 4), (5, 6)]


def test_with_hours_of_practice_those_of_learning_wait_where_nothing_is_left_to_study():
    assert spans(schedule([work(0, 20)], Pace(60, 1), MONDAY)) == [(0, 20)]


def test_three_are_in_hand_and_the_rest_wait_in_plan_order():
    found = schedule([work(4, 30), work(4, 30), work(4, 30), work(4, 0)], Pace(4, 10), MONDAY)

    # The study of the fourth begins when the first is done, though nobody learns from week 3 on.
    assert spans(found) == [(0, 4), (1, 5), (2, 7), (4, 5)]


def test_nothing_is_put_aside_for_what_becomes_ready_later():
    # The second becomes ready in week 1, stands before the third in the plan, and yet waits for its study.
    found = schedule([work(4), work(4, 0, 0), work(8)], Pace(4, 10), MONDAY)

    assert spans(found) == [(0, 1), (3, 4), (1, 3)]


def test_what_counts_in_months_runs_beside_the_others_and_takes_no_place_and_no_hours():
    hours = [work(8), work(8), work(8), work(8)]
    months = [work(99, 99, months=3), work(99, 99, 4, months=12)]

    found = schedule([*hours, *months], Pace(4, 10), MONDAY)

    assert spans(found)[:4] == spans(schedule(hours, Pace(4, 10), MONDAY))
    assert spans(found)[4:] == [(0, 13), (13, 65)]
    assert found.slots[4].ends == Dates(day(46), day(91), day(182))
    assert found.length == 65
    assert len(found.weeks(EVER)) == 8


def test_what_waits_for_months_begins_when_they_are_over():
    assert spans(schedule([work(0, months=3), work(4, 0, 0)], Pace(4, 10), MONDAY)) == [(0, 13), (13, 14)]


def test_an_item_without_hours_is_done_on_the_day_it_is_begun():
    found = schedule([work(10), work(0, 0, 0), work(0)], Pace(10, 0), MONDAY)

    assert [(slot.begins.likely, slot.ends.likely) for slot in found.slots] == [
        (day(1), day(7)),
        (day(8), day(8)),
        (day(1), day(1)),
    ]
    assert len(found.stretches) == 1


def test_what_lies_beyond_the_calendar_is_its_last_day():
    found = schedule([work(10_000_000)], Pace(1, 0), MONDAY)

    assert found.ends == Dates(date.max, date.max, date.max)
    assert schedule([work(40)], Pace(1, 0), date.max).ends.best == date.max


@pytest.mark.parametrize(
    ("pace", "words"), [(Pace(0, 10), "0 hours a week: say 1 to 60"), (Pace(61, 10), "61 hours a week: say 1 to 60"),
                        (Pace(4, -1), "-1 hours a week: say 0 to 60"), (Pace(4, 61), "61 hours a week: say 0 to 60")],
)  # fmt: skip
def test_hours_that_no_week_has_are_refused(pace, words):
    with pytest.raises(HoursInvalid, match=words):
        schedule((), pace, MONDAY)


@given(with_months(), paces)
@EXAMPLES
def test_no_item_before_what_it_needs(works, pace):
    found = schedule(works, pace, MONDAY)

    for position, slot in enumerate(found.slots):
        assert 0 <= slot.from_week <= slot.to_week <= found.length
        for other in works[position].after:
            assert found.slots[other].to_week <= slot.from_week
        for case in range(3):
            assert all(found.slots[other].ends[case] <= slot.begins[case] for other in works[position].after)
            assert MONDAY <= slot.begins[case] <= slot.ends[case] <= found.ends[case]


@given(with_months(), paces)
@EXAMPLES
def test_weekly_loads_are_kept(works, pace):
    found = schedule(works, pace, MONDAY)

    for week, shares in enumerate(found.weeks(40)):
        studied = sum(share.study for share in shares)
        practised = sum(
            (min(stretch.ends, week + 1) - max(stretch.begins, week)) * (pace.practice or pace.learning)
            for stretch in found.stretches
            if stretch.practice and stretch.begins < week + 1 and stretch.ends > week
        )
        assert studied + (0 if pace.practice else practised) <= pace.learning
        assert not pace.practice or practised <= pace.practice
        assert sum(share.practice for share in shares) <= PRACTISED_AT_ONCE * practised


@given(with_months(), paces)
@EXAMPLES
def test_hours_are_conserved_item_by_item(works, pace):
    found = schedule(works, pace, MONDAY)

    studied, practised = defaultdict(Fraction), defaultdict(Fraction)
    for begins, ends, study, practice in found.stretches:
        if study is not None:
            studied[study] += (ends - begins) * pace.learning
        for position in practice:
            practised[position] += (ends - begins) * (pace.practice or pace.learning)
    for position, each in enumerate(works):
        hours = (0, 0) if each.months else (each.study, each.practice)
        assert (studied[position], practised[position]) == hours
        if each.months:
            span = found.slots[position].to_week - found.slots[position].from_week
            assert span == Fraction(each.months * 52, 12)


@given(with_months(), paces)
@EXAMPLES
def test_at_most_three_are_in_hand_and_study_comes_before_practice(works, pace):
    found = schedule(works, pace, MONDAY)
    in_hours = [slot for slot, each in zip(found.slots, works, strict=True) if not each.months]
    over = {}
    for begins, ends, study, practice in found.stretches:
        assert begins < ends
        assert len(practice) <= PRACTISED_AT_ONCE
        assert study is not None or practice
        assert pace.practice or study is None or not practice
        assert all(position != study and over.setdefault(position, begins) <= begins for position in practice)
        assert study not in over
        assert sum(slot.from_week <= begins < slot.to_week for slot in in_hours) <= IN_HAND


@given(plan_works(), st.integers(1, 30), st.integers(0, 30))
@EXAMPLES
def test_both_paces_doubled_halve_every_span_where_nothing_counts_in_months(works, learning, practice):
    slow = schedule(works, Pace(learning, practice), MONDAY)
    quick = schedule(works, Pace(2 * learning, 2 * practice), MONDAY)

    assert spans(quick) == [(begins / 2, ends / 2) for begins, ends in spans(slow)]


@given(with_months(), paces)
@EXAMPLES
def test_the_range_is_the_schedule_for_half_and_twice_the_effort(works, pace):
    doubled = [
        each._replace(study=2 * each.study, practice=2 * each.practice, months=2 * each.months) for each in works
    ]

    found, long = schedule(works, pace, MONDAY), schedule(doubled, pace, MONDAY)

    for slot, longer in zip(found.slots, long.slots, strict=True):
        assert slot.begins.worst == longer.begins.likely
        assert slot.ends.worst == longer.ends.likely
        assert (slot.begins.likely, slot.ends.likely) == (longer.begins.best, longer.ends.best)
    assert found.ends.best <= found.ends.likely <= found.ends.worst


@given(with_months(), paces)
@EXAMPLES
def test_the_same_plan_gives_the_same_schedule(works, pace):
    assert schedule(works, pace, MONDAY) == schedule(list(works), pace, MONDAY)


def test_a_persona_s_plan_is_studied_without_a_break_until_practice_holds_it_up():
    graph = blueprint.compiled().graph
    works = planning.works(plans.shortest(graph, 1, personas.have(3)).steps)

    found = schedule(works, Pace(4, 60), MONDAY)

    assert found.length >= Fraction(sum(each.study for each in works), 4)
    assert sum(each.study for each in works) > 0
