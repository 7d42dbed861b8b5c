"""The properties of method.md 3.7, on the blueprint and on random small frameworks; what a catalogue changes stands in
`test_properties_of_catalogues.py`."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.report.core import report as reports
from assessment.role.core import scoring
from assessment.role.core.compiled import compile_role
from assessment.role.core.rules import Rules, compile_rules
from assessment.role.core.scoring import Answer, Ladder
from assessment.words.values import VERDICTS
from catalog.core import canonical
from tests import blueprint
from tests.assessment import frameworks
from tests.assessment.frameworks import EXAMPLES, Case
from tests.assessment.report.core.ends import ends, is_inside

pytestmark = pytest.mark.slow


def vector(case: Case) -> list[int]:
    """The steps of somebody who answered everything surely, in rule order."""
    return [case.answers[skill.slug].step for skill in case.compiled.rules.skills]


def heights(rules: Rules, ladder: Ladder) -> dict[str, tuple[Any, ...]]:
    """Everything that must never fall when an answer rises."""
    each = scoring.readiness(rules, ladder)
    return {
        "readiness": each,
        "verdicts": ladder.verdicts,
        "current": (-1 if ladder.current is None else rules.levels[ladder.current].level.rank,),
        "closest": (-1 if ladder.closest is None else rules.levels[ladder.closest].level.rank,),
    }


def is_below(lower: dict[str, tuple[Any, ...]], upper: dict[str, tuple[Any, ...]]) -> bool:
    return all(a <= b for name in lower for a, b in zip(lower[name], upper[name], strict=True))


@given(frameworks.any_cases(only_sure=True), st.data())
@EXAMPLES
def test_property_01_raising_an_answer_never_lowers_anything(case, data):
    rules, before = case.compiled.rules, vector(case)
    assume(before)
    raised = data.draw(st.integers(0, len(before) - 1))
    after = before.copy()
    after[raised] = data.draw(st.integers(before[raised], rules.highest))

    assert is_below(heights(rules, scoring.score(rules, before)), heights(rules, scoring.score(rules, after)))


@given(frameworks.any_cases())
@EXAMPLES
def test_property_02_readiness_and_coverage_stay_between_0_and_1(case):
    for level in case.report.levels:
        assert 0 <= level.readiness.low <= level.readiness.high <= 1
        assert 0 <= level.coverage <= 1
        assert level.point is None or 0 <= level.point <= 1
    assert 0 <= case.report.coverage.share <= 1


@given(frameworks.any_cases(only_sure=True))
@EXAMPLES
def test_property_04_steps_beyond_what_a_level_asks_change_nothing_there(case):
    rules, steps = case.compiled.rules, vector(case)
    for position, rule in enumerate(rules.levels):
        cut = [
            min(step, rule.need_of[unit].step) if (unit := rules.unit_of[skill]) in rule.need_of else step
            for skill, step in enumerate(steps)
        ]

        assert scoring.score(rules, cut).levels[position] == scoring.score(rules, steps).levels[position]


@given(frameworks.any_cases(), st.data())
@EXAMPLES
def test_property_06_knowing_more_never_widens_an_interval(case, data):
    skills = case.compiled.rules.skills
    assume(skills)
    skill = data.draw(st.sampled_from(skills))
    said = case.answers.get(skill.slug) or Answer(data.draw(st.sampled_from(sorted(case.compiled.snapshot.step))))
    skipped = {slug: answer for slug, answer in case.answers.items() if slug != skill.slug}
    unsure = skipped | {skill.slug: said._replace(unsure=True)}
    sure = skipped | {skill.slug: said._replace(unsure=False)}
    completed = {
        found.slug: Answer(data.draw(st.integers(*span))) for found, span in zip(skills, case.report.spans, strict=True)
    }

    found = {
        name: ends(case.report_of(answers))
        for name, answers in {"skipped": skipped, "unsure": unsure, "sure": sure, "completed": completed}.items()
    }

    assert is_inside(found["sure"], found["unsure"])
    assert is_inside(found["unsure"], found["skipped"])
    assert is_inside(ends(case.report), found["skipped"])
    assert is_inside(found["completed"], ends(case.report))


def test_property_07_the_exact_profile_of_a_level_is_that_level():
    for position, level in enumerate(blueprint.LEVELS):
        report = reports.build(blueprint.compiled(), blueprint.bar(level))

        assert report.levels[position].readiness == (1, 1)
        assert report.levels[position].verdict == ("met", "met")
        assert report.place.current == (level, level)


@given(frameworks.snapshots())
@EXAMPLES
def test_property_07_the_exact_profile_of_a_level_meets_it_on_any_ladder_with_nothing_open_below(snapshot):
    compiled = compile_role(snapshot, canonical.digest(snapshot), "role")
    for position, rule in enumerate(compiled.rules.levels):
        profile = {
            skill.slug: Answer(rule.need_of[unit].step if unit in rule.need_of else compiled.rules.lowest)
            for position, skill in enumerate(compiled.rules.skills)
            for unit in [compiled.rules.unit_of[position]]
        }

        report = reports.build(compiled, profile)

        assert report.levels[position].readiness == (1, 1)
        assert report.levels[position].verdict == ("met", "met")
        assert report.level[report.place.current.low].level.rank >= rule.level.rank
        if report.place.current.low == rule.level.slug:
            assert report.open_below == ()


@given(frameworks.snapshots())
@EXAMPLES
def test_property_07_all_lowest_is_no_level_and_all_highest_the_top(snapshot):
    compiled = compile_role(snapshot, canonical.digest(snapshot), "role")
    rules = compiled.rules
    assume(rules.levels)
    asks = all(any(need.step > rules.lowest for need in rule.needs) for rule in rules.levels)
    assume(asks)

    lowest = scoring.score(rules, [rules.lowest] * len(rules.skills))
    highest = scoring.score(rules, [rules.highest] * len(rules.skills))

    assert all(share < 1 for share in scoring.readiness(rules, lowest))
    assert set(highest.verdicts) == {scoring.MET}
    assert rules.levels[highest.current].level.rank == max(rule.level.rank for rule in rules.levels)
    assert highest.aim is None


@given(frameworks.any_cases())
@EXAMPLES
def test_what_may_be_the_current_level_lies_between_both_ends_and_can_be_met(case):
    place = case.report.place
    rank = {level.level.slug: level.level.rank for level in case.report.levels} | {None: -1}

    assert place.possible[0] == place.current.low
    assert place.current.high in place.possible
    for slug in place.possible:
        assert rank[place.current.low] <= rank[slug] <= rank[place.current.high]
        assert slug is None or case.report.level[slug].verdict.high == "met"


@given(frameworks.any_cases(), st.data())
@EXAMPLES
def test_property_08_a_skill_that_a_level_does_not_ask_never_changes_it(case, data):
    rules = case.compiled.rules
    free = [
        (position, skill.slug)
        for position, rule in enumerate(rules.levels)
        for place, skill in enumerate(rules.skills)
        if rules.unit_of[place] not in rule.need_of
    ]
    assume(free)
    position, slug = data.draw(st.sampled_from(free))
    rest = {other: answer for other, answer in case.answers.items() if other != slug}
    skipped = case.report_of(rest).levels[position]

    for step in case.compiled.snapshot.step:
        answered = case.report_of(rest | {slug: Answer(step)}).levels[position]
        assert (answered.readiness, answered.in_place, answered.worst) == (
            skipped.readiness,
            skipped.in_place,
            skipped.worst,
        )
        assert (answered.coverage, answered.point) == (skipped.coverage, skipped.point)


@given(frameworks.any_cases(only_sure=True), st.data())
@EXAMPLES
def test_property_09_only_the_best_of_a_group_counts(case, data):
    rules, steps = case.compiled.rules, vector(case)
    groups = [unit for unit in rules.units if len(unit.members) > 1]
    assume(groups)
    group = data.draw(st.sampled_from(groups))
    strongest = max(group.members, key=lambda member: steps[member])
    other = steps.copy()
    for member in group.members:
        if member != strongest:
            other[member] = data.draw(st.integers(rules.lowest, steps[strongest]))

    assert scoring.score(rules, other) == scoring.score(rules, steps)


@given(st.one_of(st.just(blueprint.snapshot()), frameworks.snapshots()), st.data())
@EXAMPLES
def test_property_10_nothing_makes_up_for_a_must_have_two_steps_short(snapshot, data):
    rules = compile_rules(snapshot, snapshot.roles[0].slug)
    blocking = [
        (position, need)
        for position, rule in enumerate(rules.levels)
        for need in rule.needs
        if need.is_essential and need.step - 2 >= rules.lowest
    ]
    assume(blocking)
    position, need = data.draw(st.sampled_from(blocking))
    steps = [rules.highest] * len(rules.skills)
    for member in rules.units[need.unit].members:
        steps[member] = need.step - 2

    ladder = scoring.score(rules, steps)

    assert (ladder.levels[position].is_met, ladder.levels[position].is_close) == (False, False)
    assert VERDICTS[ladder.verdicts[position]] == "not_yet"


@given(frameworks.any_cases())
@EXAMPLES
def test_property_11_readiness_is_one_less_the_weighted_steps_short(case):
    for level in case.report.levels:
        needs = [(term.need.weight, term.need.step, term.have) for term in reports.terms(case.report, level)]
        total = sum(weight * (step - case.compiled.rules.lowest) for weight, step, _have in needs)
        for end in (0, 1):
            short = sum(weight * max(0, step - have[end]) for weight, step, have in needs)
            assert level.readiness[end] == (1 - Fraction(short, total) if total else 1)


@given(st.one_of(frameworks.any_cases(), frameworks.cases(lowest=(1,), tracks=("",))))
@settings(max_examples=300, deadline=None)
def test_point_over_what_was_answered_lies_inside_the_interval(case):
    for level in case.report.levels:
        if level.point is not None:
            assert level.readiness.low <= level.point <= level.readiness.high
