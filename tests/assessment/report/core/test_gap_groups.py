"""Every gap stands in one group, in the order to close them."""

import pytest

from assessment.report.core.gap_groups import gap_groups
from assessment.role.core.scoring import Answer
from tests.assessment.report.renderers.people import PEOPLE, build, report_of


@pytest.mark.parametrize("key", PEOPLE)
def test_every_gap_stands_in_one_group(key):
    report = report_of(key)

    groups = gap_groups(report)

    assert sorted(gap.unit for group in groups for gap in group) == sorted(gap.unit for gap in report.gaps)
    for group in groups:
        assert list(group) == [gap for gap in report.gaps if gap in group]
    assert {gap.need.is_essential for gap in groups.others} <= {False}
    assert all(gap.short_high >= 2 and not report.is_skipped(gap) for gap in groups.far)
    assert all(gap.short_high == 1 and not report.is_skipped(gap) for gap in groups.near)
    assert all(report.is_skipped(gap) for gap in groups.skipped)


def test_a_must_have_without_an_answer_is_told_apart_from_one_that_is_short():
    report = build({"mat_statistics": Answer(0), "prg_python": Answer(1)}, focus="entry")

    groups = gap_groups(report)

    assert [report.skill(gap.skill).slug for gap in groups.far] == ["mat_statistics"]
    assert [report.skill(gap.skill).slug for gap in groups.near] == ["prg_python"]
    assert len(groups.skipped) == report.focus.rule.essentials - 2
