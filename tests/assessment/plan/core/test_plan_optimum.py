"""Plans against the exact optimum: 300 seeded people at every level of the blueprint, and random small frameworks."""

from collections.abc import Iterator
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.plan.core import plan as plans
from assessment.plan.core import search
from assessment.plan.core.plan import Plan
from assessment.role.core.compiled import CompiledRole
from tests import blueprint
from tests.assessment import frameworks, personas
from tests.assessment.oracle import catalogue
from tests.assessment.oracle import plan as assessment_plan
from tests.assessment.oracle.catalogue import Catalogue

pytestmark = pytest.mark.slow

CATALOGUE = catalogue.of_blueprint()
AT_ONCE = 30


def named(compiled: CompiledRole, steps) -> dict[str, int]:
    return {skill.slug: step for skill, step in zip(compiled.rules.skills, steps, strict=True)}


def assert_sound(cat: Catalogue, compiled: CompiledRole, plan: Plan) -> None:
    """In order, priced right, enough for the level, and nothing in it too much."""
    have = named(compiled, plan.have)
    cat = assessment_plan.settled(cat, have)
    level = cat.levels[plan.level]
    steps = dict(have)
    for planned in plan.steps:
        slug = compiled.rules.skills[planned.skill].slug
        assert assessment_plan.lacking(cat, slug, planned.to_step, steps) == []
        assert planned.hours == assessment_plan.hours(cat, slug, planned.to_step)
        steps[slug] = planned.to_step
    assert steps == named(compiled, plan.reached)
    assert assessment_plan.is_enough(cat, level, steps)
    assert assessment_plan.removable(cat, level, have, steps) == []


@pytest.fixture
def looked_at(monkeypatch) -> list[int]:
    """How many partial choices each search looked at; a test adds a 0 before a search."""
    counts: list[int] = []
    decide = search._decide

    def counted(*given) -> Iterator[search._Choice]:
        for choice in decide(*given):
            counts[-1] += 1
            yield choice

    monkeypatch.setattr(search, "_decide", counted)
    return counts


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(0, personas.PEOPLE, AT_ONCE))
def test_shortest_plans_are_sound_quick_and_hardly_ever_longer_than_the_optimum(first, looked_at):
    compiled = blueprint.compiled()
    found = []
    for seed in range(first, first + AT_ONCE):
        for level in range(len(compiled.rules.levels)):
            looked_at.append(0)
            plan = plans.shortest(compiled.graph, level, personas.have(seed))

            assert_sound(CATALOGUE, compiled, plan)
            settled = assessment_plan.settled(CATALOGUE, personas.steps(seed))
            fewest, least = assessment_plan.optimum(settled, settled.levels[level], personas.steps(seed))
            taken = [compiled.rules.skills[step.skill].slug for step in plan.steps]
            needless = assessment_plan.unasked(settled, settled.levels[level], taken)
            found.append((needless, plan.hours.likely) == (fewest, least))
            assert found[-1] or not plan.is_proven, f"seed {seed}, level {level}"
            assert (needless, plan.hours.likely) >= (fewest, least)
            assert plan.hours.likely * 100 <= least * 103, f"seed {seed}, level {level}"

    assert found.count(True) * 100 >= 97 * len(found)
    # A hundred thousand take about a tenth of a second; most plans leave little to choose.
    assert median(looked_at) < 1_000
    assert 1_000 < max(looked_at) <= search.IN_ALL


def test_personas_need_plans_of_every_length():
    compiled = blueprint.compiled()
    lengths = [
        len(plans.shortest(compiled.graph, level, personas.have(seed)).steps)
        for seed in range(20)
        for level in range(4)
    ]

    assert min(lengths) == 0
    assert max(lengths) > 60


@given(frameworks.cases(only_sure=True), st.data())
@settings(max_examples=150, deadline=None)
def test_shortest_plan_on_a_random_framework_is_the_optimum(case, data):
    compiled = case.compiled
    cat = catalogue.of_snapshot(compiled.snapshot)
    level = data.draw(st.integers(0, len(cat.levels) - 1))
    have = {slug: answer.step for slug, answer in case.answers.items()}

    plan = plans.shortest(compiled.graph, level, [have[skill.slug] for skill in compiled.rules.skills])

    assert_sound(cat, compiled, plan)
    settled = assessment_plan.settled(cat, have)
    taken = [compiled.rules.skills[step.skill].slug for step in plan.steps]
    needless = assessment_plan.unasked(settled, settled.levels[level], taken)
    assert (needless, plan.hours.likely) == assessment_plan.optimum(settled, settled.levels[level], have)
    assert plan.is_proven
