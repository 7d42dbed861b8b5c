"""What is in a plan, in which order and why; all gaps; the best use of some hours. The optimum is tested beside this."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.plan.core import plan as plans
from assessment.plan.core import search
from assessment.plan.core.plan import Effort, Plan, Reason
from assessment.role.core import scoring
from catalog.core.snapshot import Prerequisite
from tests import blueprint
from tests.assessment import frameworks, personas
from tests.assessment.mini import E, H, I, compiled
from tests.assessment.oracle import catalogue
from tests.assessment.oracle import plan as assessment_plan
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
    assert plan.hours == Effort(Fraction(20), 40, 80)


def test_readiness_is_lifted_to_the_threshold_and_no_further_by_the_cheapest_steps():
    asked = {"A": (2, E), "B": (2, I), "C": (2, I), "D": (1, H)}

    skills = [
        mini.skill(letter, place, effort_percent=90 + 10 * (letter != "C")) for place, letter in enumerate("ABCD")
    ]

    plan = plans.shortest(graph(skills, asked), 0, [2, 0, 1, 0])

    # 15 points in all, 13 are enough; A brings 6, C 2. B to 1 and C to 2 bring 4, D the last one: 8 + 36 + 8.
    assert sorted(taken(plan)) == [(1, 1), (2, 2), (3, 1)]
    assert plan.hours.likely == 52
    assert (plan.earned, plan.total, plan.readiness) == (8, 15, Fraction(13, 15))
    assert {step.reason for step in plan.steps} == {LIFTS}
    assert [step.points for step in plan.steps] == [2, 2, 1]


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


def group(*efforts, **parts):
    return [
        mini.skill(f"g{place}", place, group="g", effort_percent=effort, **parts)
        for place, effort in enumerate(efforts)
    ]


def test_of_a_must_have_group_the_member_that_costs_least_is_taken():
    skills = group(100, 50, 200)
    found = graph(skills, {skill.slug: (2, E) for skill in skills})

    assert taken(plans.shortest(found, 0, [0, 0, 0])) == [(1, 1), (1, 2)]
    assert taken(plans.shortest(found, 0, [1, 0, 0])) == [(1, 1), (1, 2)]
    assert taken(plans.shortest(found, 0, [1, 0, 1])) == [(1, 1), (1, 2)]
    assert taken(plans.shortest(found, 0, [0, 0, 1])) == [(1, 1), (1, 2)]
    plan = plans.shortest(found, 0, [1, 1, 1])
    assert taken(plan) == [(1, 2)]
    assert plan.steps[0].reason == Reason("any_one_of")
    assert plan.steps[0].points == 3


def test_steps_of_a_member_below_the_best_bring_no_points():
    skills = group(100, 10)
    plan = plans.shortest(graph(skills, {skill.slug: (3, I) for skill in skills}), 0, [1, 0])

    assert [(step.skill, step.to_step, step.points, step.reason) for step in plan.steps] == [
        (1, 1, 0, LIFTS),
        (1, 2, 2, LIFTS),
        (1, 3, 2, LIFTS),
    ]
    assert plan.readiness == 1


def test_points_that_two_members_reach_count_once():
    skills = [*group(100, 100), mini.skill("z", 2, prerequisites=(Prerequisite(1, "g0", 1), Prerequisite(1, "g1", 1)))]
    plan = plans.shortest(graph(skills, {"g0": (2, I), "g1": (2, I), "z": (1, E)}), 0, [0, 0, 0])

    assert plan.readiness == 1
    assert plan.hours.likely == 8 + 8 + 40 + 8
    assert sum(step.points for step in plan.steps) == 7
    assert [step.reason.why for step in plan.steps].count("needed") == 2


def test_members_of_a_must_have_group_that_something_else_needs_are_told_apart_from_the_chosen_one():
    skills = [*group(100, 50), mini.skill("z", 2, prerequisites=(Prerequisite(1, "g0", 1),))]
    plan = plans.shortest(graph(skills, {"g0": (2, E), "g1": (2, E), "z": (1, E)}), 0, [0, 0, 0])

    reasons = {(step.skill, step.to_step): step.reason for step in plan.steps}
    assert reasons == {
        (0, 1): Reason("needed", 2, 1),
        (1, 1): Reason("any_one_of"),
        (1, 2): Reason("any_one_of"),
        (2, 1): MUST,
    }


def test_steps_without_hours_are_not_taken_for_nothing():
    scale = tuple(replace(step, hours=0) if step.value == 1 else step for step in mini.scale())

    assert taken(plans.shortest(graph("AB", {"A": (1, E), "B": (1, H)}, scale=scale), 0, [1, 0])) == [(1, 1)]
    asked = {"A": (3, E), "B": (1, H), "C": (1, H)}
    assert len(taken(plans.shortest(graph("ABC", asked, scale=scale), 0, [3, 0, 0]))) == 1


def test_everything_closes_each_gap():
    plan = plans.everything(graph("ABC", {"A": (2, E), "B": (2, I), "C": (1, H)}), 0, [1, 3, 0])

    assert taken(plan) == [(0, 2), (2, 1)]
    assert [step.reason for step in plan.steps] == [MUST, LIFTS]
    assert plan.readiness == 1
    assert plan.is_proven


def test_many_groups_are_searched_only_as_far_as_the_width_allows(monkeypatch):
    skills = [
        mini.skill(f"{letter}{member}", 10 * place + member, group=letter, effort_percent=100 + 10 * member)
        for place, letter in enumerate("pqr")
        for member in range(2)
    ]
    found = graph(skills, {skill.slug: (1, E) for skill in skills})
    assert plans.shortest(found, 0, [0] * 6).is_proven

    monkeypatch.setattr(search, "MOST_STARTS", 1)
    plan = plans.shortest(found, 0, [0] * 6)

    assert not plan.is_proven
    assert taken(plan) == [(0, 1), (2, 1), (4, 1)]


def test_a_search_that_is_cut_short_still_gives_a_plan_and_says_that_it_is_not_proven(monkeypatch):
    role = blueprint.compiled()
    nothing = [0] * len(role.rules.skills)
    best = plans.shortest(role.graph, 3, nothing)
    monkeypatch.setattr(search, "NARROW", 3)
    monkeypatch.setattr(search, "IN_ALL", 0)

    plan = plans.shortest(role.graph, 3, nothing)

    assert not plan.is_proven
    assert best.hours.likely <= plan.hours.likely <= best.hours.likely * Fraction(11, 10)
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


def test_hours_for_a_group_go_to_one_member():
    skills = group(100, 50)
    plan = plans.within(graph(skills, {skill.slug: (2, E) for skill in skills}), 0, [0, 0], 60)

    assert taken(plan) == [(1, 1), (1, 2)]
    assert plan.left == ()


def test_hours_too_few_for_a_group_bring_a_member_nearer():
    skills = group(100, 50)
    plan = plans.within(graph(skills, {skill.slug: (2, E) for skill in skills}), 0, [0, 0], 5)

    assert taken(plan) == [(1, 1)]
    assert taken_left(plan) == [(1, 2)]


def taken_left(plan: Plan) -> list[tuple[int, int]]:
    return [(step.skill, step.to_step) for step in plan.left]


@pytest.mark.parametrize("hours", [0, 40, 200, 1000, 100_000])
def test_hours_are_never_exceeded_and_what_is_left_closes_the_rest(hours):
    role = blueprint.compiled()
    for seed in range(0, 60, 3):
        for level, rule in enumerate(role.rules.levels):
            plan = plans.within(role.graph, level, personas.have(seed), hours)

            assert plan.hours.likely <= hours
            assert plan.readiness == 1 or plan.left
            rest = plans.everything(role.graph, level, plan.reached)
            assert (rest.steps, rest.readiness) == (plan.left, 1)
            before = scoring.score(role.rules, plan.have).levels[level]
            after = scoring.score(role.rules, plan.reached).levels[level]
            assert after.short <= before.short
            assert plan.readiness == Fraction(after.earned, rule.total)
            if hours == 100_000:
                assert plan.left == ()


@given(frameworks.any_cases(only_sure=True), st.data())
@EXAMPLES
def test_every_plan_takes_steps_in_order_and_counts_points_as_the_score_does(case, data):
    role = case.compiled
    cat = catalogue.of_snapshot(role.snapshot)
    level = data.draw(st.integers(0, len(cat.levels) - 1))
    have = [case.answers[skill.slug].step for skill in role.rules.skills]
    hours = data.draw(st.integers(0, 2000))

    shortest = plans.shortest(role.graph, level, have)
    everything = plans.everything(role.graph, level, have)
    within = plans.within(role.graph, level, have, hours)

    for plan in (shortest, everything, within):
        steps = {skill.slug: step for skill, step in zip(role.rules.skills, have, strict=True)}
        for position, planned in enumerate(plan.steps):
            slug = role.rules.skills[planned.skill].slug
            assert assessment_plan.lacking(cat, slug, planned.to_step, steps) == []
            assert all(other < position for other in planned.after)
            steps[slug] = planned.to_step
        score = scoring.score(role.rules, plan.reached)
        assert plan.readiness == scoring.readiness(role.rules, score)[level]
    assert everything.readiness == 1
    assert shortest.hours.likely <= everything.hours.likely
    assert within.hours.likely <= hours


@given(frameworks.any_cases(only_sure=True))
@EXAMPLES
def test_the_shortest_plan_to_the_next_level_reaches_it(case):
    role = case.compiled
    have = [case.answers[skill.slug].step for skill in role.rules.skills]
    level = scoring.score(role.rules, have).next
    if level is not None:
        plan = plans.shortest(role.graph, level, have)

        assert scoring.score(role.rules, plan.reached).verdicts[level] == scoring.MET


@given(frameworks.cases(only_sure=True), st.data())
@EXAMPLES
def test_more_hours_for_a_step_never_shorten_the_plan(case, data):
    role = case.compiled
    assume(role.rules.skills)
    level = data.draw(st.integers(0, len(role.rules.levels) - 1))
    have = [case.answers[skill.slug].step for skill in role.rules.skills]
    skill = data.draw(st.integers(0, len(have) - 1))
    step = data.draw(st.integers(role.rules.lowest + 1, role.rules.highest))
    hours = [list(row) for row in role.graph.hours]
    hours[skill][step] += data.draw(st.integers(1, 500))
    dearer = plans.StepGraph(role.rules, tuple(map(tuple, hours)), role.graph.needs)

    assert plans.shortest(dearer, level, have).hours.likely >= plans.shortest(role.graph, level, have).hours.likely


def test_the_same_answers_give_the_same_plan():
    role = blueprint.compiled()

    assert plans.shortest(role.graph, 2, personas.have(7)) == plans.shortest(role.graph, 2, personas.have(7))
