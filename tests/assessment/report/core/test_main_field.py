"""What naming a main field does to a report (method.md 3.9), for anybody on any framework and on the blueprint."""

from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.report.renderers import json_report
from assessment.role.core.compiled import with_main
from assessment.role.core.scoring import Answer
from assessment.words.values import NOT_YET
from tests import blueprint
from tests.assessment import frameworks
from tests.assessment.frameworks import EXAMPLES, Case
from tests.assessment.report.core.ends import ends

pytestmark = pytest.mark.slow

# What of a document names the members of a group, and the chance, in which the others no longer help.
OF_MEMBERS = {"main", "gaps", "no_spare_step", "would_settle", "hold"}


def named(case: Case, main: Mapping[str, str], answers: Mapping[str, Answer] | None = None) -> GapReport:
    return reports.build(with_main(case.compiled, main), case.answers if answers is None else answers)


def any_main(data, case: Case) -> dict[str, str]:
    """A member of one group or more."""
    groups = case.compiled.rules.groups
    assume(groups)
    chosen = data.draw(st.lists(st.sampled_from(sorted(groups)), min_size=1, unique=True))
    return {group: data.draw(st.sampled_from(groups[group])).slug for group in chosen}


@given(frameworks.any_cases(only_sure=True))
@EXAMPLES
def test_naming_the_best_member_changes_nothing(case):
    groups = case.compiled.rules.groups
    assume(groups)
    best = {
        group: max(members, key=lambda skill: case.answers[skill.slug].step).slug for group, members in groups.items()
    }

    found, plain = (json_report.document(report) for report in (named(case, best), case.report))

    assert {part: found[part] for part in found.keys() - OF_MEMBERS} == {
        part: plain[part] for part in plain.keys() - OF_MEMBERS
    }
    assert [gap | {"any_one_of": []} for gap in found["gaps"]] == [gap | {"any_one_of": []} for gap in plain["gaps"]]


@given(frameworks.any_cases(), st.data())
@EXAMPLES
def test_naming_any_member_raises_nothing(case, data):
    found, plain = ends(named(case, any_main(data, case))), ends(case.report)

    for part in ("readiness", "verdict", "place"):
        for (low, high), (plain_low, plain_high) in zip(found[part], plain[part], strict=True):
            assert low <= plain_low
            assert high <= plain_high


@given(frameworks.any_cases(), st.data())
@EXAMPLES
def test_what_is_said_of_the_other_members_changes_nothing(case, data):
    main = any_main(data, case)
    others = [
        skill.slug for group in main for skill in case.compiled.rules.groups[group] if skill.slug not in main.values()
    ]
    changed = {slug: answer for slug, answer in case.answers.items() if slug not in others}
    steps = st.integers(case.compiled.rules.lowest, case.compiled.rules.highest)
    said = {slug: Answer(data.draw(steps)) for slug in others if data.draw(st.booleans())}

    one, other = named(case, main), named(case, main, changed | said)

    assert (one.levels, one.place, one.stress) == (other.levels, other.place, other.stress)
    assert (one.firmness, one.gaps, one.doubts) == (other.firmness, other.gaps, other.doubts)
    assert (one.open_below, one.without_spare) == (other.open_below, other.without_spare)


@pytest.mark.parametrize("member", [skill.slug for skill in blueprint.compiled().rules.groups["specialism"]])
def test_of_somebody_at_a_bar_a_main_field_that_was_not_learned_is_short(member):
    answers = blueprint.bar("senior") | {member: Answer(0)}
    report = reports.build(with_main(blueprint.compiled(), {"specialism": member}), answers)

    assert report.level["senior"].verdict == (NOT_YET, NOT_YET)
    assert member in [report.skill(gap.skill).slug for gap in report.gaps]
    assert reports.build(blueprint.compiled(), answers).place.current == ("senior", "senior")
