"""A plan's sentences: why a step is there, how long it takes as a range, what is left and what is in the way."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from assessment.plan.core import planning
from assessment.plan.core.horizon import Stage
from assessment.plan.core.plan import Effort, PlanStep, Reason, effort
from assessment.plan.core.planning import EVERYTHING, HOURS, SHORTEST, WHATS, LearningPlan, PlanRequest
from assessment.plan.core.schedule import Pace, Work, schedule
from assessment.plan.renderers.wording import Hours, PlanWording, shown, whole
from tests.assessment.mini import E, H, I, compiled
from tests.assessment.report.renderers.people import WORDS
from tests.catalog.core import mini

ROLE = compiled(
    "ABC",
    [mini.level("one", 1, {"A": (1, E), "B": (2, I), "C": (1, H)}), mini.level("two", 2, {"A": (4, E), "B": (2, I)})],
)


def said(
    what: str = SHORTEST, level: int = 0, have=(0, 0, 0), budget: int = 0, avoided=frozenset(), role=ROLE
) -> PlanWording:
    plan = planning.make(role.graph, PlanRequest(what, level, budget), have, avoided)
    return PlanWording(WORDS, role, plan, what, avoided)


def step(reason: Reason, to_step: int = 1) -> PlanStep:
    return PlanStep(0, to_step, 15, 15, 3, reason, ())


@pytest.mark.parametrize("what", WHATS)
def test_each_plan_has_a_heading_with_its_level(what):
    assert "One" in said(what).heading()
    assert len({said(each).heading() for each in WHATS}) == 3


def test_a_total_is_a_range_and_a_rough_guide():
    assert said(have=(0, 2, 0)).total() == ("1 step, about 8 hours in all, likely between 4 and 16. A rough guide.")


def test_half_hours_are_rounded_down_as_in_the_report():
    assert whole(Effort(Fraction(21, 2), 21, 42)) == Hours(10, 21, 42)
    assert said().hours(effort(15)) == "about 15 hours (7 to 30)"
    assert said().hours(effort(0)) == "about 0 hours (0 to 0)"


def test_a_step_is_told_from_where_to_where():
    assert said().way(step(Reason("must_have"), 2)) == "1 Step 1 → 2 Step 2"


def test_a_step_says_what_of_it_is_study_and_what_practice():
    words, one = said(level=1), step(Reason("must_have"))

    assert words.length(one._replace(months=6)) == "about 6 months (3 to 12), beside the rest"
    assert words.length(one) == "about 15 hours (7 to 30), all of it study"
    assert words.length(one._replace(to_step=3, study=6)) == "about 15 hours (7 to 30): 6 to study and 9 to practise"
    assert words.length(one._replace(to_step=4, hours=40, study=4)) == (
        "about 40 hours (20 to 80), mostly practice on real work: 4 to study and 36 to practise"
    )


@pytest.mark.parametrize(
    ("what", "reason", "words"),
    [
        (SHORTEST, Reason("must_have"), "a must-have at One"),
        (SHORTEST, Reason("any_one_of"), "your furthest of a group of which One asks for one"),
        (SHORTEST, Reason("needed", 1, 2), "B at 2 Step 2 needs it"),
        (SHORTEST, Reason("readiness"), "a quick way to the readiness that One asks for"),
        (EVERYTHING, Reason("readiness"), "a gap at One, though no must-have"),
        (HOURS, Reason("readiness"), "lifts readiness most for its hours"),
    ],
)
def test_each_reason_has_its_words(what, reason, words):
    assert said(what).reason(step(reason)) == words


def test_a_dropped_step_that_is_needed_says_both():
    words = said(avoided=frozenset({(0, 1)}))

    assert words.reason(step(Reason("must_have"))) == "You put it off, yet the plan needs it: a must-have at One"


def test_readiness_is_told_before_and_after():
    assert said(have=(1, 1, 0)).after() == "Readiness for One goes from 62 % to 87 %."
    nothing = compiled("A", [mini.level("one", 1, {"A": (1, E)}), mini.level("two", 2, {})])
    assert said(level=1, have=(0,), role=nothing).after() == "Readiness for Two goes from 100 % to 100 %."


def left(words: PlanWording) -> list[str]:
    return [words.open(gap) for gap in planning.still_open(ROLE.graph, words.plan)]


def test_what_is_left_out_says_why():
    assert left(said(have=(1, 2, 0))) == [
        "C stays at 0 Step 0, One asks for 1 Step 1 (helpful): One is met without it."
    ]
    assert left(said(HOURS, have=(1, 2, 0), budget=1)) == [
        "C stays at 0 Step 0, One asks for 1 Step 1 (helpful): it does not fit into the hours."
    ]
    assert left(said(have=(1, 2, 0), avoided=frozenset({(2, 1)}))) == [
        "C stays at 0 Step 0, One asks for 1 Step 1 (helpful): you put off a step of it."
    ]


def test_a_first_step_is_tied_to_a_time():
    assert said().if_then("Tuesday", "19:00", step(Reason("must_have")), "A book") == (
        "If it is Tuesday 19:00, I open “A book” (A)."
    )
    assert said().if_then("Tuesday", "19:00", step(Reason("must_have")), "") == (
        "If it is Tuesday 19:00, I practise A."
    )


def test_readiness_after_a_plan_is_enough():
    assert said().plan.readiness >= Fraction(85, 100)


def test_days_are_told_in_words():
    words, days = said().words, [date(2027, month, 4) for month in range(1, 13)]

    assert [words.day(day) for day in days] == [f"{day:%-d %B %Y}" for day in days]
    assert [words.short_day(day) for day in days] == [f"{day:%-d %b %Y}" for day in days]
    assert words.month(days[8]) == "Sep 2027"


@pytest.mark.parametrize(
    ("pace", "study", "told"),
    [
        (Pace(1, 0), 4, "At 1 hour a week to learn and 0 to practise it takes about 1 month (1 to 2)."),
        (Pace(8, 10), 830, "At 8 hours a week to learn and 10 to practise it takes about 24 months (12 to 48)."),
        (Pace(8, 10), 900, "At 8 hours a week to learn and 10 to practise it takes about 2 years (1 to 4)."),
        (Pace(8, 10), 1300, "At 8 hours a week to learn and 10 to practise it takes about 3 years (2 to 6)."),
        (
            Pace(8, 10),
            2200,
            "At 8 hours a week to learn and 10 to practise it takes several years: a long road, so take the first stage.",
        ),
    ],
)
def test_the_time_is_one_range_in_months_then_in_years_then_in_no_number(pace, study, told):
    assert said(have=(0, 2, 0)).pace(laid_out(pace, study)) == told


def test_a_later_level_has_no_dates_and_names_the_first_stage():
    words = said(level=1)

    assert words.pace(
        replace(laid_out(Pace(4, 10), 40), is_near=False, stages=(Stage(0, 1, 8), Stage(1, 2, 1234)))
    ) == ("Two is a later level, so this plan has no dates. The first stage is One.")
    assert words.stage(Stage(1, 2, 1234)) == "Two: 2 steps, about 1,200 hours in all from today"
    assert words.stage(Stage(0, 1, 1), str) == "One: 1 step, about 1 hour in all from today"


def laid_out(pace: Pace, study: int) -> LearningPlan:
    """A plan of one step of so many hours of study."""
    words = said(have=(0, 2, 0))
    assert len(words.plan.steps) == 1
    return LearningPlan(
        PlanRequest(SHORTEST, 0), words.plan, schedule([Work(study, 0, 0, ())], pace, date(2027, 1, 4)), {}
    )


@pytest.mark.parametrize(
    ("hours", "told"),
    [(0, "0"), (7, "7"), (100, "100"), (101, "100"), (155, "160"), (994, "990"), (995, "1,000"), (12_345, "12,000")],
)
def test_a_sum_above_a_hundred_has_two_digits_and_a_mark_for_thousands(hours, told):
    assert shown(hours) == told
