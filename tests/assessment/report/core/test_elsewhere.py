"""One set of answers against all roles: what the second scorer says, in which order, and what is counted."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from assessment.report.core.elsewhere import Elsewhere, elsewhere, open_questions
from assessment.report.renderers import json_report
from assessment.role.core.compiled import compile_role, with_main
from assessment.role.core.rules import main_in
from assessment.role.core.scoring import Answer
from tests import three_roles
from tests.assessment.oracle import catalogue
from tests.assessment.oracle import elsewhere as oracle
from tests.assessment.oracle.scorer import Answered
from tests.assessment.report.core.test_oracle import at_a_bar, random_main
from tests.blueprint import LEVELS, random_answers
from tests.catalog.core import mini

ROLES = three_roles.compiled()
CATALOGUES = [catalogue.of_snapshot(three_roles.snapshot(), role.role.slug) for role in ROLES]


def is_what_the_oracle_says(answers: Mapping[str, Answer], main: Mapping[str, str], target: str) -> Elsewhere:
    own, *others = (with_main(role, main_in(role.rules, main)) for role in ROLES)
    found = elsewhere(own, others, answers, target)
    named = [replace(cat, main=dict(role.main)) for cat, role in zip(CATALOGUES, (own, *others), strict=True)]
    said = {slug: Answered(*answer) for slug, answer in answers.items()}
    expected = oracle.elsewhere(named, said, target=target)
    assert [report.role.slug for report in found.reports] == [told["role"] for told in expected]
    for report, told in zip(found.reports, expected, strict=True):
        assert open_questions(report) == told["coverage"]["questions"] - told["coverage"]["answered"]
        document = dict(json_report.document(report))
        assert {part: document[part] for part in told} == told
    skills = oracle.skills_of(CATALOGUES)
    assert (found.asked, found.answered, found.open) == (len(skills), len(answers), len(skills) - len(answers))
    return found


def person(seed: int) -> tuple[dict[str, Answer], dict[str, str], str]:
    """Every other seeded person is near a level's bar; every third has named a main field, most look at a level."""
    answers = at_a_bar(seed) if seed % 2 else random_answers(seed)
    return answers, random_main(seed) if seed % 3 == 0 else {}, ("", *LEVELS)[seed % 5]


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 1000, 100))
def test_a_thousand_people_at_three_roles_equal_the_oracle(first):
    for seed in range(first, first + 100):
        is_what_the_oracle_says(*person(seed))


def test_people_at_three_roles_equal_the_oracle_and_differ_enough_to_tell_roles_apart():
    found = [is_what_the_oracle_says(*person(seed)) for seed in range(24)]
    assert len({each.reports[0].role.slug for each in found}) > 1
    assert len({report.place.current for each in found for report in each.reports[1:]}) > 3


def a_role(slug: str, **asked: mini.Asked):
    levels = (mini.level("first", 1, asked), mini.level("second", 2, asked))
    return replace(mini.role(*levels), slug=slug)


def roles_of(*roles):
    snapshot = mini.snapshot([mini.skill(slug) for slug in "abcd"], [], roles=roles)
    return [compile_role(snapshot, "digest", role.slug) for role in roles]


def test_the_nearest_role_stands_first_and_equals_keep_the_order_of_the_edition():
    near, far, also_far = (
        a_role("near", a=(1, "essential")),
        a_role("far", b=(4, "essential")),
        a_role("also-far", b=(4, "essential")),
    )
    [own, *others] = roles_of(far, also_far, near)
    found = elsewhere(own, others, {"b": Answer(1)}, "")
    assert [report.role.slug for report in found.reports] == ["near", "far", "also-far"]
    # What is surely met goes before what is wide open.
    sure = elsewhere(own, others, {"b": Answer(4)}, "")
    assert [report.role.slug for report in sure.reports] == ["far", "also-far", "near"]


def test_a_skill_that_two_roles_ask_counts_once_and_an_answer_that_no_role_asks_not_at_all():
    [own, other] = roles_of(
        a_role("own", a=(1, "essential"), b=(1, "helpful")), a_role("other", b=(2, "essential"), c=(2, "helpful"))
    )
    found = elsewhere(own, [other], {"a": Answer(2), "b": Answer(2)}, "")
    assert (found.asked, found.answered, found.open) == (3, 2, 1)
    assert [open_questions(report) for report in found.reports] == [0, 1]


def test_the_target_counts_for_the_own_role_alone():
    [own, other] = roles_of(a_role("own", a=(1, "essential")), a_role("other", a=(2, "essential")))
    found = {report.role.slug: report for report in elsewhere(own, [other], {"a": Answer(0)}, "second").reports}
    assert (found["own"].focus.level.slug, found["other"].focus.level.slug) == ("second", "first")
