"""What is in a plan, in which order and why; all gaps; the best use of some hours. The optimum is tested beside this."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import settings

from assessment.plan.core import plan as plans
from assessment.plan.core import search
from assessment.plan.core.plan import Effort, Plan, Reason
from assessment.role.core.compiled import with_main
from catalog.core.snapshot import Prerequisite
from tests import blueprint
from tests.assessment.mini import E, H, I, compiled
from tests.catalog.core import mini

pytestmark = pytest.mark.slow

EXAMPLES = settings(max_examples=80, deadline=None)
MUST, LIFTS = Reason("must_have"), Reason("readiness")


def graph(skills, asked, **parts):
    return compiled(skills, [mini.level("one", 1, asked)], **parts).graph


def taken(plan: Plan) -> list[tuple[int, int]]:
    return [(step.skill, step.to_step) for step in plan.steps]


def test_a_plan_for_what_is_met_is_empty():
    plan = plans.shortest(graph("AB", {"A": (2, E), "B": (2, I)}), 0, [3, 2])

    assert plan == Plan(0, (3, 2), (), 10, 10, True)
    assert plan.hours == Effort(Fraction(0), 0, 0)
    assert plan.readiness == 1
    assert plan.reached == (3, 2)


def test_a_level_that_asks_for_nothing_needs_no_plan():
    levels = [mini.level("one", 1, {"A": (1, I)}), mini.level("two", 2, {})]

    plan = plans.shortest(compiled("A", levels).graph, 1, [0])

    assert plan.steps == ()
    assert plan.readiness == 1


def test_must_haves_are_closed_though_the_verdict_would_tolerate_a_slip():
    found = graph("ABCDE", dict.fromkeys("ABCDE", (2, E)))

    plan = plans.shortest(found, 0, [2, 2, 2, 2, 1])

    assert taken(plan) == [(4, 2)]
    assert plan.steps[0].reason == MUST
    assert plan.steps[0].effort == Effort(Fraction(20), 40, 80)
    assert (plan.steps[0].study, plan.steps[0].practice) == (28, 12)
    assert plan.hours == Effort(Fraction(20), 40, 80)


def test_readiness_is_lifted_to_the_threshold_and_no_further_by_the_cheapest_steps():
    asked = {"A": (2, E), "B": (2, I), "C": (2, I), "D": (1, I)}

    skills = [
        mini.skill(letter, place, effort_percent=90 + 10 * (letter != "C")) for place, letter in enumerate("ABCD")
    ]

    plan = plans.shortest(graph(skills, asked), 0, [2, 0, 1, 0])

    # 16 points in all, 14 are enough; A brings 6, C 2. B to 1, C to 2 and D bring 2 each: 8 + 36 + 8.
    assert sorted(taken(plan)) == [(1, 1), (2, 2), (3, 1)]
    assert plan.hours.likely == 52
    assert (plan.earned, plan.total, plan.readiness) == (8, 16, Fraction(14, 16))
    assert {step.reason for step in plan.steps} == {LIFTS}
    assert [step.points for step in plan.steps] == [2, 2, 2]


def test_what_is_only_helpful_is_left_alone_however_cheap_it_is():
    asked = {"A": (2, E), "B": (3, I), "C": (2, H), "D": (2, H)}

    plan = plans.shortest(graph("ABCD", asked), 0, [2, 0, 1, 1])

    # 14 points of 16 are enough, and 8 are there. B to 3 takes 168 hours; B to 2 with C and D would take 128.
    assert taken(plan) == [(1, 1), (1, 2), (1, 3)]


def test_what_is_only_helpful_is_taken_where_nothing_else_will_do_and_then_the_cheapest():
    skills = [mini.skill("a", 0), mini.skill("b", 1), mini.skill("c", 2, effort_percent=50)]

    # 9 points of 10 are enough, and the must-have brings 8 of them.
    plan = plans.shortest(graph(skills, {"a": (2, E), "b": (2, H), "c": (2, H)}), 0, [0, 1, 1])

    assert taken(plan) == [(0, 1), (0, 2), (2, 2)]


def test_a_prerequisite_that_the_level_does_not_ask_for_counts_as_needless():
    skills = [
        mini.skill("a", 0, prerequisites=(Prerequisite(1, "z", 1),)),
        mini.skill("b", 1),
        mini.skill("y", 2),
        mini.skill("z", 3),
    ]
    asked = {"a": (1, I), "b": (3, I), "y": (4, E), "z": (1, H)}

    # 18 points of 21 are enough, and 16 are there: b to 3 takes 120 hours, a and z take 16.
    plan = plans.shortest(graph(skills, asked), 0, [0, 2, 4, 0])

    assert taken(plan) == [(1, 3)]


def test_a_prerequisite_that_only_another_level_asks_for_is_taken_and_brings_no_points():
    skills = [mini.skill("a", 0, prerequisites=(Prerequisite(1, "b", 1),)), mini.skill("b", 1)]
    levels = [mini.level("one", 1, {"a": (1, E)}), mini.level("two", 2, {"a": (1, E), "b": (1, E)})]

    plan = plans.shortest(compiled(skills, levels).graph, 0, [0, 0])

    assert [(*step[:2], step.points) for step in plan.steps] == [(1, 1, 0), (0, 1, 3)]


def test_what_a_step_needs_comes_first_and_says_for_what():
    skills = [
        mini.skill("a", 0),
        mini.skill("b", 1),
        mini.skill("c", 2, prerequisites=(Prerequisite(1, "b", 2), Prerequisite(2, "a", 1))),
    ]

    plan = plans.shortest(graph(skills, {"a": (1, H), "b": (1, I), "c": (2, E)}), 0, [0, 0, 0])

    assert taken(plan) == [(1, 1), (1, 2), (2, 1), (0, 1), (2, 2)]
    for_one, for_two = Reason("needed", 2, 1), Reason("needed", 2, 2)
    assert [step.reason for step in plan.steps] == [for_one, for_one, MUST, for_two, MUST]
    assert [step.after for step in plan.steps] == [(), (0,), (1,), (), (2, 3)]
    assert [step.points for step in plan.steps] == [2, 0, 3, 1, 3]


def test_a_need_of_a_step_that_only_lifts_readiness_is_named_too():
    skills = [mini.skill("a", 0), mini.skill("b", 1, prerequisites=(Prerequisite(1, "a", 2),))]

    plan = plans.shortest(graph(skills, {"a": (1, H), "b": (1, I)}), 0, [1, 0])

    assert [(step.skill, step.to_step, step.reason) for step in plan.steps] == [
        (0, 2, Reason("needed", 1, 1)),
        (1, 1, LIFTS),
    ]


def test_a_step_that_is_held_asks_for_nothing_any_more():
    skills = [mini.skill("a", 0), mini.skill("b", 1, prerequisites=(Prerequisite(1, "a", 4),))]

    assert taken(plans.shortest(graph(skills, {"a": (1, H), "b": (2, E)}), 0, [1, 1])) == [(1, 2)]


def test_gaps_are_taken_by_tier_then_by_what_they_unlock_then_in_catalogue_order():
    skills = [
        mini.skill("a", 0),
        mini.skill("b", 1, prerequisites=(Prerequisite(2, "d", 2),)),
        mini.skill("c", 2, prerequisites=(Prerequisite(1, "d", 1),)),
        mini.skill("d", 3),
        mini.skill("e", 4),
    ]
    asked = {"a": (3, I), "b": (2, E), "c": (2, E), "d": (2, E), "e": (2, E)}

    plan = plans.everything(graph(skills, asked), 0, [0, 0, 0, 0, 1])

    # d unlocks three steps of others; e is one step short only; a is no must-have.
    assert list(dict.fromkeys(step.skill for step in plan.steps)) == [3, 1, 2, 4, 0]


def test_what_stands_alone_does_not_open_a_plan_that_holds_anything_else():
    skills = [mini.skill("a", 0), mini.skill("b", 1, prerequisites=(Prerequisite(4, "c", 1),)), mini.skill("c", 2)]
    found = graph(skills, {"a": (2, E), "b": (2, I), "c": (1, H)})

    assert taken(plans.everything(found, 0, [0, 0, 0])) == [(1, 1), (0, 1), (0, 2), (1, 2), (2, 1)]
    assert taken(plans.everything(found, 0, [0, 2, 1])) == [(0, 1), (0, 2)]


def group(*efforts, **parts):
    return [
        mini.skill(f"g{place}", place, group="g", effort_percent=effort, **parts)
        for place, effort in enumerate(efforts)
    ]


def test_of_a_must_have_group_the_member_that_is_furthest_is_taken_and_of_equals_the_first():
    skills = group(100, 50, 200)
    found = graph(skills, {skill.slug: (2, E) for skill in skills})

    assert taken(plans.shortest(found, 0, [0, 0, 0])) == [(0, 1), (0, 2)]
    assert taken(plans.shortest(found, 0, [0, 1, 1])) == [(1, 2)]
    plan = plans.shortest(found, 0, [0, 0, 1])
    assert taken(plan) == [(2, 2)]
    assert plan.steps[0].reason == Reason("any_one_of")
    assert plan.steps[0].points == 3


def test_a_main_field_is_the_one_that_is_taken():
    skills = group(100, 50, 200)
    role = compiled(skills, [mini.level("one", 1, {skill.slug: (2, E) for skill in skills})])

    plan = plans.shortest(with_main(role, {"g": "g0"}).graph, 0, [0, 0, 2])

    assert taken(plan) == [(0, 1), (0, 2)]
    assert {step.reason for step in plan.steps} == {MUST}


def test_a_group_that_only_lifts_readiness_is_lifted_by_the_member_that_is_furthest():
    skills = group(100, 10)
    plan = plans.shortest(graph(skills, {skill.slug: (3, I) for skill in skills}), 0, [1, 0])

    assert [(step.skill, step.to_step, step.points, step.reason) for step in plan.steps] == [
        (0, 2, 2, LIFTS),
        (0, 3, 2, LIFTS),
    ]


def test_what_another_member_brings_on_the_way_counts_as_the_score_counts_it():
    skills = [*group(100, 100), mini.skill("z", 2, prerequisites=(Prerequisite(1, "g1", 2),))]
    plan = plans.shortest(graph(skills, {"g0": (3, I), "g1": (3, I), "z": (1, E)}), 0, [1, 0, 0])

    assert [(step.skill, step.to_step, step.points) for step in plan.steps] == [
        (1, 1, 0),
        (1, 2, 2),
        (2, 1, 3),
        (0, 2, 0),
        (0, 3, 2),
    ]
    assert (plan.earned, plan.total, plan.readiness) == (2, 9, 1)


def test_points_that_two_members_reach_count_once():
    skills = [*group(100, 100), mini.skill("z", 2, prerequisites=(Prerequisite(1, "g0", 1), Prerequisite(1, "g1", 1)))]
    plan = plans.shortest(graph(skills, {"g0": (2, I), "g1": (2, I), "z": (1, E)}), 0, [0, 0, 0])

    assert plan.readiness == 1
    assert plan.hours.likely == 8 + 8 + 40 + 8
    assert sum(step.points for step in plan.steps) == 7
    assert [step.reason.why for step in plan.steps].count("needed") == 2


def test_members_of_a_must_have_group_that_something_else_needs_are_told_apart_from_the_chosen_one():
    skills = [*group(100, 50), mini.skill("z", 2, prerequisites=(Prerequisite(1, "g0", 1),))]
    plan = plans.shortest(graph(skills, {"g0": (2, E), "g1": (2, E), "z": (1, E)}), 0, [0, 1, 0])

    reasons = {(step.skill, step.to_step): step.reason for step in plan.steps}
    assert reasons == {(0, 1): Reason("needed", 2, 1), (1, 2): Reason("any_one_of"), (2, 1): MUST}


def test_steps_without_hours_are_not_taken_for_nothing():
    scale = tuple(replace(step, hours=0) if step.value == 1 else step for step in mini.scale())

    assert taken(plans.shortest(graph("AB", {"A": (1, E), "B": (1, H)}, scale=scale), 0, [1, 0])) == [(1, 1)]
    asked = {"A": (3, E), "B": (1, H), "C": (1, H)}
    assert len(taken(plans.shortest(graph("ABC", asked, scale=scale), 0, [3, 0, 0]))) == 1


def test_of_two_steps_without_hours_one_is_left_out_where_one_is_enough():
    scale = tuple(replace(step, hours=0) if step.value == 3 else step for step in mini.scale())

    plan = plans.shortest(graph("ABC", {"A": (3, I), "B": (3, I), "C": (3, E)}, scale=scale), 0, [2, 1, 3])

    # 18 points of 21 are enough, and 15 are there: B to 2 takes 40 hours, and then A or B to 3 takes none.
    assert (1, 2) in taken(plan)
    assert len(plan.steps) == 2


def test_everything_closes_each_gap():
    plan = plans.everything(graph("ABC", {"A": (2, E), "B": (2, I), "C": (1, H)}), 0, [1, 3, 0])

    assert taken(plan) == [(0, 2), (2, 1)]
    assert [step.reason for step in plan.steps] == [MUST, LIFTS]
    assert plan.readiness == 1
    assert plan.is_proven


def test_a_search_that_is_cut_short_still_gives_a_plan_and_says_that_it_is_not_proven(monkeypatch):
    role = blueprint.compiled()
    nothing = [0] * len(role.rules.skills)
    best = plans.shortest(role.graph, 3, nothing)
    monkeypatch.setattr(search, "NARROW", 3)
    monkeypatch.setattr(search, "IN_ALL", 0)

    plan = plans.shortest(role.graph, 3, nothing)

    assert not plan.is_proven
    assert len(plan.steps) <= len(best.steps) * 1.1
    assert plan.readiness >= Fraction(85, 100)


def test_hours_go_to_must_haves_in_their_order_as_far_as_they_fit_then_to_points_by_the_hour():
    asked = {"A": (3, E), "B": (1, E), "C": (2, I), "D": (1, H)}
    found = graph("ABCD", asked)

    assert taken(plans.within(found, 0, [0, 0, 0, 0], 0)) == []
    # B fits and A does not; then A and C to 1 at 3 and 2 points for 8 hours; D would not fit any more.
    assert taken(plans.within(found, 0, [0, 0, 0, 0], 24)) == [(0, 1), (1, 1), (2, 1)]
    plan = plans.within(found, 0, [0, 0, 0, 0], 176)
    assert taken(plan) == [(0, 1), (0, 2), (0, 3), (1, 1)]
    assert not plan.is_proven


def test_hours_for_a_group_go_to_the_member_that_is_furthest():
    skills = group(100, 50)
    plan = plans.within(graph(skills, {skill.slug: (2, E) for skill in skills}), 0, [0, 1], 60)

    assert taken(plan) == [(1, 2)]


def test_hours_too_few_for_a_group_bring_a_member_nearer():
    skills = group(100, 50)
    plan = plans.within(graph(skills, {skill.slug: (2, E) for skill in skills}), 0, [0, 0], 10)

    assert taken(plan) == [(0, 1)]


def test_what_somebody_chose_is_closed_too_and_says_so():
    found = graph("AB", {"A": (3, E), "B": (1, H)})

    assert taken(plans.shortest(found, 0, [2, 0])) == [(0, 3)]
    plan = plans.shortest(found, 0, [2, 0], also=[1, 0])
    assert [(*step[:2], step.reason.why) for step in plan.steps] == [(0, 3, "must_have"), (1, 1, "chosen")]
    # What is held already cannot be chosen.
    assert taken(plans.shortest(found, 0, [2, 1], also=[1])) == [(0, 3)]


def test_what_was_put_off_and_all_that_needs_it_comes_last():
    skills = [mini.skill("A"), mini.skill("B", 1), mini.skill("C", 2)]
    found = graph(skills, {"A": (2, E), "B": (2, E), "C": (1, E)})

    assert taken(plans.shortest(found, 0, [0, 0, 0])) == [(0, 1), (0, 2), (1, 1), (1, 2), (2, 1)]
    assert taken(plans.shortest(found, 0, [0, 0, 0], {(0, 2), (1, 1)})) == [(0, 1), (2, 1), (0, 2), (1, 1), (1, 2)]
    every = {(0, 1), (0, 2), (1, 1), (1, 2), (2, 1)}
    assert taken(plans.shortest(found, 0, [0, 0, 0], every)) == [(0, 1), (0, 2), (1, 1), (1, 2), (2, 1)]
