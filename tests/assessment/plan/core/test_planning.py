"""A plan as it is asked for: what is done counts, what is dropped is avoided; weeks as runs."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.plan.core import plan as plans
from assessment.plan.core import planning
from assessment.plan.core.horizon import Stage
from assessment.plan.core.plan import Plan, PlanStep, Reason
from assessment.plan.core.planning import EVERYTHING, HOURS, SHORTEST, LearningPlan, PlanRequest, Run, Tick
from assessment.plan.core.schedule import Pace, schedule
from assessment.role.core import scoring
from assessment.words.ranges import Interval
from assessment.words.values import DONE, DROPPED, STARTED
from tests import blueprint
from tests.assessment import personas
from tests.assessment.mini import E, H, I, compiled
from tests.catalog.core import mini

MONDAY = date(2027, 1, 4)
# A must-have, and two ways of the same weight to the readiness that the level asks for.
ROLE = compiled("ABC", [mini.level("one", 1, {"A": (1, E), "B": (1, I), "C": (1, I)})])


def taken(plan) -> list[tuple[int, int]]:
    return [(step.skill, step.to_step) for step in plan.steps]


def step(skill: int, hours: int, *after: int) -> PlanStep:
    return PlanStep(skill, 1, hours, hours, 1, Reason("readiness"), after)


def practice(skill: int, hours: int) -> PlanStep:
    return step(skill, hours)._replace(study=0)


def test_a_done_step_counts_as_held_where_it_is_higher():
    spans = [Interval(1, 1), Interval(0, 4), Interval(3, 3)]
    ticks = [Tick("A", 2, DONE), Tick("A", 1, DONE), Tick("C", 2, DONE), Tick("B", 3, STARTED), Tick("C", 4, DROPPED)]

    assert planning.held(ROLE.rules, spans, ticks) == (2, 0, 3)


def test_ticks_of_other_skills_and_off_the_scale_do_no_harm():
    ticks = [Tick("Z", 2, DONE), Tick("A", 9, DONE), Tick("Z", 2, DROPPED), Tick("A", 9, DROPPED)]

    assert planning.held(ROLE.rules, [Interval(0, 0)] * 3, ticks) == (4, 0, 0)
    assert planning.dropped(ROLE.rules, ticks) == frozenset()


def test_only_dropped_steps_are_avoided():
    ticks = [Tick("A", 2, DONE), Tick("B", 1, DROPPED), Tick("C", 1, STARTED)]

    assert planning.dropped(ROLE.rules, ticks) == {(1, 1)}


@pytest.mark.parametrize(
    ("plan_request", "expected"),
    [
        (PlanRequest(SHORTEST, 0), plans.shortest(ROLE.graph, 0, (0, 0, 0))),
        (PlanRequest(EVERYTHING, 0), plans.everything(ROLE.graph, 0, (0, 0, 0))),
        (PlanRequest(HOURS, 0, 20), plans.within(ROLE.graph, 0, (0, 0, 0), 20)),
    ],
    ids=lambda value: getattr(value, "what", ""),
)
def test_without_dropped_steps_the_plan_is_the_core_s(plan_request, expected):
    assert planning.make(ROLE.graph, plan_request, (0, 0, 0)) == expected


def test_a_dropped_step_is_left_out_where_there_is_another_way():
    # Nine points of ten are asked for, so any three of the four helpful skills will do.
    role = compiled("ABCDE", [mini.level("one", 1, {"A": (2, E), **dict.fromkeys("BCDE", (1, H))})])
    have = (2, 0, 0, 0, 0)

    first = planning.make(role.graph, PlanRequest(SHORTEST, 0), have)
    for dropped in taken(first):
        plan = planning.make(role.graph, PlanRequest(SHORTEST, 0), have, {dropped})

        assert dropped not in taken(plan)
        assert plan.hours == first.hours


def test_a_dropped_step_that_nothing_can_replace_stays_with_its_own_hours():
    plan = planning.make(ROLE.graph, PlanRequest(SHORTEST, 0), (0, 1, 1), {(0, 1)})

    assert taken(plan) == [(0, 1)]
    assert plan.hours.likely == plan.steps[0].study == 8


def test_no_budget_buys_a_dropped_step_and_it_stays_open():
    plan = planning.make(ROLE.graph, PlanRequest(HOURS, 0, 20_000), (0, 0, 0), {(0, 1)})

    assert taken(plan) == [(1, 1), (2, 1)]
    assert [gap.skill for gap in planning.still_open(ROLE.graph, plan)] == [0]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, personas.PEOPLE - 1), st.integers(0, 3), st.sampled_from((SHORTEST, EVERYTHING)), st.data())
def test_a_plan_with_dropped_steps_keeps_its_promise(person, level, what, data):
    graph, have = blueprint.compiled().graph, personas.have(person)
    whole = planning.make(graph, PlanRequest(what, level), have)
    avoided = data.draw(st.sets(st.sampled_from(taken(whole)), max_size=4)) if whole.steps else set()

    plan = planning.make(graph, PlanRequest(what, level), have, avoided)

    assert plan.readiness >= min(whole.readiness, Fraction(85, 100))
    assert len(avoided & set(taken(plan))) <= len(avoided)
    assert all(step.hours == graph.hours[step.skill][step.to_step] for step in plan.steps)
    must = {need.unit for need in graph.rules.levels[level].needs if need.is_essential}
    assert not must & {gap.unit for gap in planning.still_open(graph, plan)}


def test_what_the_plan_leaves_is_in_the_order_to_close_it():
    plan = planning.make(ROLE.graph, PlanRequest(HOURS, 0, 8), (0, 0, 0))

    assert taken(plan) == [(0, 1)]
    assert [gap.skill for gap in planning.still_open(ROLE.graph, plan)] == [1, 2]
    assert planning.still_open(ROLE.graph, planning.make(ROLE.graph, PlanRequest(EVERYTHING, 0), (0, 0, 0))) == []


LADDER = compiled("AB", [mini.level("one", 1, {"A": (1, E)}), mini.level("two", 2, {"B": (1, E)})])


def test_the_level_to_go_for_is_the_aim_or_the_current_one():
    assert scoring.score(LADDER.rules, (0, 0)).goal == 0
    assert scoring.score(LADDER.rules, (1, 0)).goal == 1
    assert scoring.score(LADDER.rules, (1, 1)).goal == 1
    assert scoring.score(ROLE.rules, (4, 4, 4)).goal == 0


def test_what_somebody_begins_with_is_the_first_week_of_the_quarter():
    steps = (step(0, 10), step(1, 10), practice(2, 10))
    days = schedule(planning.works(steps), Pace(5, 10), MONDAY)
    plan = Plan(0, (0, 0, 0), steps, 0, 1, is_proven=True)

    assert LearningPlan(PlanRequest(SHORTEST, 0), plan, days, {}).first_steps == (0, 2)


def test_only_what_is_near_has_months_and_only_what_is_counted_has_days():
    def told(hours: int, *, is_near: bool = True) -> tuple[bool, bool]:
        steps = (step(0, hours),) if hours else ()
        days = schedule(planning.works(steps), Pace(1, 0), MONDAY)
        plan = Plan(0, (0,), steps, 0, 1, is_proven=True)
        found = LearningPlan(PlanRequest(SHORTEST, 0), plan, days, {}, is_near=is_near)
        return found.horizon is not None, found.has_days

    assert told(40) == (True, True)
    assert told(40, is_near=False) == (False, False)
    assert told(400) == (True, False)
    assert told(0) == (False, False)


def test_stages_go_from_the_level_to_go_for_to_the_highest_and_add_up():
    first = planning.make(LADDER.graph, PlanRequest(SHORTEST, 0), (0, 0))

    one, two = planning.stages(LADDER.graph, 0, "", (0, 0))

    assert one == Stage(0, len(first.steps), first.hours.likely)
    assert two == Stage(1, 2, 2 * one.hours)
    assert planning.stages(LADDER.graph, 1, "", (1, 1)) == (Stage(1, 0, 0),)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, personas.PEOPLE - 1))
def test_a_stage_never_takes_less_than_the_one_before_it(person):
    graph, have = blueprint.compiled().graph, personas.have(person)
    goal = scoring.score(graph.rules, have).goal

    found = planning.stages(graph, goal, "", have)

    assert [stage.level for stage in found] == list(range(goal, 4))
    assert all(one.hours <= two.hours and one.items <= two.items for one, two in pairwise(found))


def test_weeks_with_the_same_steps_are_one_run():
    found = schedule(planning.works((step(0, 40), practice(1, 20), step(2, 20))), Pace(10, 10), MONDAY)

    assert planning.runs(found, 12) == [Run(0, 2, (0, 1)), Run(2, 2, (0,)), Run(4, 2, (2,))]
    assert planning.runs(found, 3) == [Run(0, 2, (0, 1)), Run(2, 1, (0,))]
    assert planning.runs(schedule((), Pace(5, 10), MONDAY), 12) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, personas.PEOPLE - 1), st.integers(0, 3), st.integers(1, 60))
def test_runs_cover_every_week_once_and_no_two_in_a_row_hold_the_same(person, level, hours):
    graph = blueprint.compiled().graph
    plan = planning.make(graph, PlanRequest(EVERYTHING, level), personas.have(person))
    found = schedule(planning.works(plan.steps), Pace(hours, 10), MONDAY)

    runs = planning.runs(found, 12)

    assert [run.first + week for run in runs for week in range(run.weeks)] == list(range(len(found.weeks(12))))
    assert all(before.steps != after.steps for before, after in pairwise(runs))
