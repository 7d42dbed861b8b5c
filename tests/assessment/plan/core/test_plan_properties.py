"""What holds of every plan: on random frameworks, and for seeded people of the shipped role. Examples stand beside this."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.plan.core import plan as plans
from assessment.plan.core import search
from assessment.plan.core.plan import Plan
from assessment.role.core import priorities, scoring
from assessment.role.core.compiled import CompiledRole
from tests import blueprint
from tests.assessment import frameworks, personas
from tests.assessment.oracle import catalogue
from tests.assessment.oracle import plan as assessment_plan
from tests.assessment.oracle.catalogue import Catalogue

pytestmark = pytest.mark.slow

EXAMPLES = settings(max_examples=80, deadline=None)


@pytest.mark.parametrize("hours", [0, 40, 200, 1000, 100_000])
def test_hours_are_never_exceeded_and_with_enough_of_them_nothing_is_left(hours):
    role = blueprint.compiled()
    for seed in range(0, 60, 3):
        for level, rule in enumerate(role.rules.levels):
            plan = plans.within(role.graph, level, personas.have(seed), hours)

            assert plan.hours.likely <= hours
            before = scoring.score(role.rules, plan.have).levels[level]
            after = scoring.score(role.rules, plan.reached).levels[level]
            assert after.short <= before.short
            assert plan.readiness == Fraction(after.earned, rule.total)
            if hours == 100_000:
                assert plan.readiness == 1


def outlay(role: CompiledRole, cat: Catalogue, plan: Plan) -> tuple[int, int]:
    """What a plan keeps low: needless steps, then hours."""
    skills = [skill.slug for skill in role.rules.skills]
    settled = assessment_plan.settled(cat, dict(zip(skills, plan.have, strict=True)))
    taken = [skills[step.skill] for step in plan.steps]
    return assessment_plan.unasked(settled, settled.levels[plan.level], taken), plan.hours.likely


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
    assert outlay(role, cat, shortest) <= outlay(role, cat, everything)
    assert within.hours.likely <= hours


@given(frameworks.any_cases(only_sure=True), st.data(), st.integers(0, 2000))
@EXAMPLES
def test_hours_leave_out_nothing_that_would_fit_and_no_step_that_nobody_asked_for(case, data, hours):
    role = case.compiled
    level = data.draw(st.integers(0, len(role.rules.levels) - 1))
    have = [case.answers[skill.slug].step for skill in role.rules.skills]

    plan = plans.within(role.graph, level, have, hours)

    rest = search.survey(role.graph, level, plan.reached)
    for points, closure in zip(rest.points, rest.closure, strict=True):
        assert not points or plan.hours.likely + rest.hours_of(closure) > hours
    used = {other for step in plan.steps for other in step.after}
    asked = {priorities.nearest(role.rules, need.unit, have) for need in role.rules.levels[level].needs}
    for position, step in enumerate(plan.steps):
        assert position in used or step.skill in asked


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
    cat = catalogue.of_snapshot(role.snapshot)
    assume(role.rules.skills)
    level = data.draw(st.integers(0, len(role.rules.levels) - 1))
    have = [case.answers[skill.slug].step for skill in role.rules.skills]
    skill = data.draw(st.integers(0, len(have) - 1))
    step = data.draw(st.integers(role.rules.lowest + 1, role.rules.highest))
    hours = [list(row) for row in role.graph.hours]
    hours[skill][step] += data.draw(st.integers(1, 500))
    dearer = plans.StepGraph(role.rules, tuple(map(tuple, hours)), role.graph.needs, role.graph.months)

    dear, cheap = plans.shortest(dearer, level, have), plans.shortest(role.graph, level, have)
    assert outlay(role, cat, dear) >= outlay(role, cat, cheap)


@pytest.mark.thorough
@pytest.mark.parametrize("level", range(len(blueprint.LEVELS)))
def test_no_plan_of_a_thousand_people_opens_with_a_licence_or_leads_a_paper_before_a_question_is_framed(level):
    role = blueprint.compiled()
    law, paper, question = (role.rules.index[slug] for slug in ("rsp_legal", "res_publication", "res_question"))
    alone = [skill for skill in range(len(role.rules.skills)) if skill not in role.graph.joined]
    for seed in range(1000):
        plan = plans.shortest(role.graph, level, personas.have(seed))
        held = list(plan.have)
        for step in plan.steps:
            # To lead a paper is step 3, to turn a gap into a question is step 2.
            assert (step.skill, step.to_step) != (paper, 3) or held[question] >= 2
            held[step.skill] = step.to_step
        # Somebody who lacks nothing but what stands alone may begin with the law, yet not with reading a licence.
        if plan.steps and plan.steps[0].skill == law:
            assert {step.skill for step in plan.steps} <= set(alone)
            assert plan.steps[0].to_step > 1


def test_the_same_answers_give_the_same_plan():
    role = blueprint.compiled()

    assert plans.shortest(role.graph, 2, personas.have(7)) == plans.shortest(role.graph, 2, personas.have(7))
