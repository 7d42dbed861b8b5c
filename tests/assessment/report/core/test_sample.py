"""The made-up person: about at the second level, with something of everything before the next, in any framework."""

from dataclasses import replace

import pytest
from hypothesis import given

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.report.core.sample import answers_of
from assessment.role.core.compiled import CompiledRole, compile_role
from assessment.role.core.scoring import following
from assessment.words.values import MET
from catalog.core import canonical
from tests import blueprint
from tests.assessment import frameworks
from tests.assessment.frameworks import EXAMPLES, Case
from tests.assessment.mini import E, I, compiled
from tests.catalog.core import mini


def sample(role: CompiledRole) -> GapReport:
    return reports.build(role, answers_of(role), is_sample=True)


def of_levels(count: int) -> CompiledRole:
    """The shipped role with its lowest levels only."""
    value = blueprint.snapshot()
    [role] = value.roles
    fewer = replace(value, roles=(replace(role, levels=role.ladder[:count]),))
    return compile_role(fewer, canonical.digest(fewer), role.slug)


def test_the_person_meets_the_second_level_and_has_gaps_of_one_and_two_steps_and_an_open_answer_to_the_next():
    report = sample(blueprint.compiled())

    assert (report.place.current.low, report.place.current.high, report.focus.level.slug) == ("mid", "mid", "senior")
    short = [(gap.short_low, gap.short_high) for gap in report.open_must_haves]
    assert {(1, 1), (2, 2)} <= set(short)
    assert len(report.undecided) == 1
    assert 5 <= len(report.gaps) <= 15
    assert reports.strengths(report)


@pytest.mark.parametrize(
    ("levels", "current", "focus"), [(1, None, "entry"), (2, "entry", "mid"), (3, "mid", "senior")]
)
def test_with_fewer_levels_the_last_one_is_the_way(levels, current, focus):
    report = sample(of_levels(levels))

    assert (report.place.current.low, report.focus.level.slug) == (current, focus)
    assert report.open_must_haves


def test_what_no_lower_level_asks_is_left_without_an_answer_and_the_rest_is_not_sure():
    asked = {"a": (1, E), "b": (1, E)}
    new = sample(
        compiled("abc", [mini.level("one", 1, asked), mini.level("two", 2, {**asked, "b": (2, E), "c": (1, E)})])
    )
    old = sample(compiled("ab", [mini.level(f"l{rank}", rank, {"a": (rank, E), "b": (rank, E)}) for rank in (1, 2)]))

    assert (new.coverage.answered, new.coverage.unsure, new.undecided) == (2, 0, {"c"})
    assert (old.coverage.answered, old.coverage.unsure, old.undecided) == (2, 1, {"a"})


def test_where_the_next_level_asks_no_more_nothing_is_open():
    report = sample(compiled("a", [mini.level(f"l{rank}", rank, {"a": (1, I)}) for rank in (1, 2)]))

    assert report.gaps == ()
    assert report.place.current.low == "l2"


@given(frameworks.any_cases())
@EXAMPLES
def test_any_role_has_a_sample_that_meets_the_levels_below_its_way_and_is_always_the_same(case: Case):
    role = case.compiled

    report = sample(role)

    assert answers_of(role) == report.answers
    ladder: list[int] = []
    while (level := following(role.rules, ladder[-1] if ladder else None)) is not None:
        ladder.append(level)
    below = ladder[:-1][:2]
    assert [report.levels[level].verdict.low for level in below] == [MET] * len(below)
