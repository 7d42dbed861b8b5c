"""The verbs that save answers and hand them in, with their times given."""

from datetime import datetime, timedelta

import pytest

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.models import Assessment
from tests.assessment.attempts.past import attempt as attempt_of
from tests.assessment.browser import stored
from tests.conftest import NOW
from tests.factories import publish_framework

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
SKILL = "cut"


@pytest.fixture
def attempt(begin, alice):
    return begin(alice)


def save_at(attempt: Assessment, step: int, rev: int, at: datetime) -> None:
    actions.save_answers(assessment=attempt, saves=[Save(SKILL, step, False, "", rev)], at=at)


def test_handing_in_marks_the_time_and_the_name(attempt):
    save_at(attempt, 3, 0, NOW)
    actions.submit(assessment=attempt, person_name="Alice", at=NOW + HOUR)
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.changed_at, attempt.person_name) == (NOW + HOUR, NOW + HOUR, "Alice")


def test_handing_in_twice_changes_nothing(attempt):
    save_at(attempt, 3, 0, NOW)
    actions.submit(assessment=attempt, person_name="Alice", at=NOW)
    actions.submit(assessment=attempt, person_name="Somebody else", at=NOW + HOUR)
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.person_name) == (NOW, "Alice")


@pytest.mark.parametrize("cleared", [False, True])
def test_nothing_cannot_be_handed_in(attempt, cleared):
    if cleared:
        save_at(attempt, 3, 0, NOW)
        actions.save_answers(assessment=attempt, saves=[Save(SKILL, None, False, "", 1)], at=NOW)
    with pytest.raises(actions.NothingAnswered):
        actions.submit(assessment=attempt, person_name="", at=NOW)
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_step_zero_alone_can_be_handed_in(db):
    done = attempt_of(None, publish_framework(), {"made-skill-0": 0})
    assert done.submitted_at == NOW


def test_after_handing_in_even_an_object_from_before_cannot_save(attempt):
    """The row decides, not what a view read earlier."""
    save_at(attempt, 3, 0, NOW)
    before = Assessment.objects.get(pk=attempt.pk)
    actions.submit(assessment=attempt, person_name="", at=NOW)
    with pytest.raises(actions.AlreadySubmitted):
        save_at(before, 4, 1, NOW)
    assert stored(attempt, SKILL) == ((3, False, ""), 1)


@pytest.mark.parametrize(
    ("after", "moved"), [(HOUR - SECOND, False), (HOUR, True)], ids=["within the hour", "from the hour on"]
)
def test_a_save_moves_the_time_of_the_last_change_once_an_hour(attempt, after, moved):
    save_at(attempt, 3, 0, NOW + after)
    attempt.refresh_from_db()
    assert attempt.changed_at == (NOW + after if moved else NOW)
