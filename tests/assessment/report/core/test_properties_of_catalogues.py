"""The properties of method.md 3.7 that say what of a catalogue changes a report, and what does not."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.report.renderers import json_report
from assessment.role.core.compiled import compile_role
from assessment.role.core.rules import RULES_VERSION
from assessment.role.core.scoring import Answer
from catalog.core import canonical
from catalog.core import snapshot as s
from tests.assessment import frameworks
from tests.assessment.frameworks import EXAMPLES, Case
from tests.assessment.report.core.ends import ends

pytestmark = pytest.mark.slow

T = TypeVar("T")


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
    assert document["rules_version"] == RULES_VERSION


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
