"""The properties of method.md 3.7, on the blueprint and on random small frameworks."""

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeVar

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.report.renderers import json_report
from assessment.role.core import scoring
from assessment.role.core.compiled import compile_role
from assessment.role.core.rules import Rules, compile_rules
from assessment.role.core.scoring import Answer, Ladder
from assessment.words.values import VERDICTS
from catalog.core import canonical
from catalog.core import snapshot as s
from tests import blueprint
from tests.assessment import frameworks
from tests.assessment.frameworks import Case

pytestmark = pytest.mark.slow

EXAMPLES = settings(max_examples=60, deadline=None)
Ends = tuple[Any, Any]
T = TypeVar("T")


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


def ends(report: GapReport) -> dict[str, list[Ends]]:
    """Each interval of a report with comparable ends."""
    rank = {level.level.slug: level.level.rank for level in report.levels}
    return {
        "readiness": [(level.readiness.low, level.readiness.high) for level in report.levels],
        "verdict": [(VERDICTS.index(level.verdict.low), VERDICTS.index(level.verdict.high)) for level in report.levels],
        "place": [
            (rank.get(place.low or "", -1), rank.get(place.high or "", -1))
            for place in (report.place.current, report.place.closest)
        ],
    }


def is_inside(inner: dict[str, list[Ends]], outer: dict[str, list[Ends]]) -> bool:
    return all(
        wide[0] <= narrow[0] <= narrow[1] <= wide[1]
        for name in inner
        for narrow, wide in zip(inner[name], outer[name], strict=True)
    )


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


@given(frameworks.any_cases(), st.randoms(use_true_random=False))
@EXAMPLES
def test_property_03_the_order_of_skills_and_answers_changes_nothing(case, chance):
    value = case.compiled.snapshot
    listed = replace(value, skills=tuple(shuffled(value.skills, chance)), areas=tuple(shuffled(value.areas, chance)))
    moved = replace(value, skills=tuple(replace(skill, position=chance.randrange(99)) for skill in value.skills))
    mixed = dict(shuffled(list(case.answers.items()), chance))

    assert json_report.document(again(case, listed, mixed)) == json_report.document(case.report)
    assert ends(again(case, moved, mixed)) == ends(case.report)
    assert [(level.point, level.coverage, level.earned) for level in again(case, moved, mixed).levels] == [
        (level.point, level.coverage, level.earned) for level in case.report.levels
    ]


def shuffled(things: Sequence[T], chance: random.Random) -> list[T]:
    return chance.sample(things, len(things))


def again(case: Case, snapshot: s.Snapshot, answers: dict[str, Answer] | None = None) -> GapReport:
    """The same person's report on another snapshot of the same role."""
    role = case.compiled.role.slug
    compiled = compile_role(snapshot, canonical.digest(snapshot), role)
    return reports.build(compiled, case.answers if answers is None else answers)


@given(frameworks.any_cases(only_sure=True))
@EXAMPLES
def test_property_04_steps_beyond_what_a_level_asks_change_nothing_there(case):
    rules, steps = case.compiled.rules, vector(case)
    for position, rule in enumerate(rules.levels):
        cut = [
            min(step, rule.need_of[unit].step) if unit in rule.need_of else step
            for step, unit in zip(steps, rules.unit_of, strict=True)
        ]

        assert scoring.score(rules, cut).levels[position] == scoring.score(rules, steps).levels[position]


@given(frameworks.any_cases(), st.integers(0, 3))
@EXAMPLES
def test_property_05_what_other_levels_ask_changes_nothing_of_a_level(case, position):
    snapshot = case.compiled.snapshot
    [role] = snapshot.roles
    assume(position < len(role.levels))
    alone = role.ladder[position]

    report = again(case, replace(snapshot, roles=(replace(role, levels=(alone,)),)), {})

    assume(set(case.answers) <= set(report.compiled.rules.index))
    [level] = again(case, replace(snapshot, roles=(replace(role, levels=(alone,)),))).levels
    same = case.report.level[alone.slug]
    assert (level.readiness, level.verdict, level.in_place) == (same.readiness, same.verdict, same.in_place)


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
            for skill, unit in zip(compiled.rules.skills, compiled.rules.unit_of, strict=True)
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
        for skill, unit in zip(rules.skills, rules.unit_of, strict=True)
        if unit not in rule.need_of
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


@given(frameworks.any_cases(), st.integers(2, 9))
@EXAMPLES
def test_property_12_only_the_proportion_of_the_weights_counts(case, factor):
    snapshot = case.compiled.snapshot
    rule = snapshot.policy
    heavier = replace(
        rule, essential=rule.essential * factor, important=rule.important * factor, helpful=rule.helpful * factor
    )

    document, scaled = (
        json_report.document(case.report),
        json_report.document(again(case, replace(snapshot, policy=heavier))),
    )

    assert scaled["edition"].pop("digest") != document["edition"].pop("digest")
    # The half that it adds for whole numbers is half a point, whatever a point weighs.
    del scaled["hold"], document["hold"]
    for level, heavy in zip(document["levels"], scaled["levels"], strict=True):
        assert heavy.pop("total") == factor * level.pop("total")
        assert heavy["earned"] == {end: factor * points for end, points in level.pop("earned").items()}
        del heavy["earned"]
    assert scaled == document


@given(frameworks.any_cases())
@EXAMPLES
def test_property_13_a_snapshot_read_back_gives_the_same_report(case):
    payload = canonical.payload(case.compiled.snapshot)

    document = json_report.document(again(case, canonical.parse(payload)))

    assert document == json_report.document(case.report)
    assert document["edition"]["digest"] == canonical.digest(case.compiled.snapshot)
    assert document["edition"]["policy_version"] == case.compiled.snapshot.policy.version
    assert document["rules_version"] == scoring.RULES_VERSION


@given(frameworks.any_cases(), st.data())
@EXAMPLES
def test_property_14_a_more_tolerant_policy_never_lowers_a_verdict(case, data):
    snapshot = case.compiled.snapshot
    rule = snapshot.policy
    kinder = replace(
        rule,
        met_percent=data.draw(st.integers(0, rule.met_percent)),
        close_percent=data.draw(st.integers(0, rule.close_percent)),
        met_slip_percent=data.draw(st.integers(rule.met_slip_percent, 100)),
        close_slip_percent=data.draw(st.integers(rule.close_slip_percent, 100)),
    )

    strict, kind = ends(case.report), ends(again(case, replace(snapshot, policy=kinder)))

    for name in ("verdict", "place"):
        for before, after in zip(strict[name], kind[name], strict=True):
            assert before[0] <= after[0]
            assert before[1] <= after[1]


@given(st.one_of(frameworks.any_cases(), frameworks.cases(lowest=(1,), tracks=("",))))
@settings(max_examples=300, deadline=None)
def test_point_over_what_was_answered_lies_inside_the_interval(case):
    for level in case.report.levels:
        if level.point is not None:
            assert level.readiness.low <= level.point <= level.readiness.high
