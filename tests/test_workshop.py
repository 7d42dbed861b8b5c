"""The workshop is what the tests that stand on it believe: fit to be published, and its people where they say."""

import pytest

from assessment.report.core import report as reports
from assessment.role.core.compiled import compile_role
from assessment.role.core.scoring import Answer
from catalog import editions
from catalog.core.lint import lint
from catalog.models import Skill
from tests import workshop
from tests.conftest import NOW


@pytest.fixture
def snapshot(edition):
    return editions.load(edition.digest)


@pytest.fixture
def role(snapshot, edition):
    return compile_role(snapshot, edition.digest, workshop.ROLE)


def test_nothing_is_wrong_with_it(snapshot):
    """But that none of its resources is marked to start with: they come in the order of what they ask of a person."""
    assert {finding.rule for finding in lint(snapshot, NOW.date())} == {"step-without-start"}


def test_its_shape(snapshot, role):
    assert (snapshot.lowest, snapshot.highest, snapshot.framework.language) == (1, 6, "ar")
    assert len(workshop.LONG) == Skill._meta.get_field("slug").max_length == 64
    assert [skill for skill, [below, high] in _senior_and_lead(role).items() if high < below] == ["cut"]


def _senior_and_lead(role) -> dict[str, list[int]]:
    levels = role.role.ladder[1:]
    return {skill: [level.requirement_of[skill].step for level in levels] for skill in workshop.SKILLS}


def test_it_asks_in_the_order_that_tests_count_on(role):
    asked = {page.area.slug: tuple(each.skill.slug for each in page.questions) for page in role.questionnaire.pages}
    assert list(asked.items()) == list(workshop.AREAS.items())
    must_haves = tuple(each.skill.slug for each in role.questionnaire.questions if each.is_must_have)
    assert must_haves == workshop.MUST_HAVES


def place(role, answers) -> tuple[str | None, str | None]:
    """The level that is met, and the closest one."""
    found = reports.build(role, {skill: Answer(step) for skill, step in answers.items()}).place
    assert found.current.is_settled
    assert found.closest.is_settled
    return found.current.low, found.closest.low


@pytest.mark.parametrize("level", workshop.LEVELS)
def test_who_meets_a_level(role, level):
    assert place(role, workshop.MET[level]) == (level, level)


@pytest.mark.parametrize(("level", "met"), [("junior", None), ("senior", "junior"), ("lead", "junior")])
def test_who_is_close_to_a_level(role, level, met):
    assert place(role, workshop.CLOSE[level]) == (met, level)


def test_who_meets_all_and_who_meets_nothing(role):
    assert place(role, workshop.EVERYTHING) == ("lead", "lead")
    assert place(role, workshop.NOTHING_YET) == (None, None)
