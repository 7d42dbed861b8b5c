"""The verbs that make, open and delete attempts, with their times given."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from assessment.answering.actions import save_answers
from assessment.answering.core.saving import Save
from assessment.attempts import actions
from assessment.models import AccessKey, Answer, Assessment, digest_of
from tests.assessment.browser import stored
from tests.conftest import NOW, answer
from tests.workshop import ROLE

SECOND = timedelta(seconds=1)
SKILL = "cut"


@pytest.fixture
def attempt(begin, alice):
    return begin(alice)


def test_a_new_attempt_is_empty_and_open_to_one_browser(edition):
    attempt, secret = actions.start(edition_id=edition.pk, role=ROLE, target="senior", owner_id=None, at=NOW)
    assert (attempt.role, attempt.target, attempt.person_name) == (ROLE, "senior", "")
    assert (attempt.started_at, attempt.changed_at, attempt.submitted_at) == (NOW, NOW, None)
    assert attempt.answers.count() == 0
    [key] = attempt.keys.all()
    assert (key.kind, key.digest, key.expires_at) == ("browser", digest_of(secret), None)


def test_ids_and_secrets_are_never_given_twice_and_cannot_be_guessed(edition):
    made = [actions.start(edition_id=edition.pk, role=ROLE, target="", owner_id=None, at=NOW) for _attempt in range(50)]
    assert len({attempt.public_id for attempt, _secret in made}) == 50
    assert {len(attempt.public_id) for attempt, _secret in made} == {22}
    assert len({secret for _attempt, secret in made}) == 50
    # 43 characters of base64 are 256 bits.
    assert {len(secret) for _attempt, secret in made} == {43}


def test_no_secret_is_stored(attempt):
    secret = actions.open_to_browser(assessment=attempt, at=NOW)
    token = actions.make_resume_link(assessment=attempt, at=NOW)
    kept = str(list(AccessKey.objects.values())) + str(list(Assessment.objects.values()))
    assert digest_of(secret) in kept
    assert secret not in kept
    assert token not in kept


def test_deleting_takes_the_attempt_with_all_that_belongs_to_it(attempt, begin, bob):
    other = begin(bob, {SKILL: 1})
    answer(attempt, {SKILL: 3})
    actions.make_resume_link(assessment=attempt, at=NOW)
    actions.delete(assessment=attempt)
    assert list(Assessment.objects.all()) == [other]
    assert [answer.assessment_id for answer in Answer.objects.all()] == [other.pk]
    assert [key.assessment_id for key in AccessKey.objects.all()] == [other.pk]


def test_deleting_an_attempt_leaves_the_one_that_was_pre_filled_from_it(edition, attempt):
    answer(attempt, {SKILL: 3})
    carry = actions.carried(attempt.answers.all(), {SKILL})
    later, _secret = actions.start(
        edition_id=edition.pk, role=ROLE, target="", owner_id=None, at=NOW, carry=carry, carried_from=attempt
    )
    actions.delete(assessment=attempt)
    later.refresh_from_db()
    assert later.carried_from is None
    assert stored(later, SKILL) == ((3, False, ""), 1)


def test_only_given_answers_to_unchanged_questions_are_carried(attempt):
    for skill, step in ((SKILL, 3), ("measure", 2), ("ask", None)):
        save = Save(skill, step, False, "A paper", 0)
        save_answers(assessment=attempt, saves=[save], at=NOW)
    carry = actions.carried(attempt.answers.all(), {SKILL, "ask"})
    assert list(carry) == [SKILL]
    assert (carry[SKILL].step, carry[SKILL].evidence) == (3, "A paper")


EMPTY, UNFINISHED, FINISHED = (NOW - timedelta(days=days) for days in (1, 30, 365))


@pytest.mark.parametrize(
    ("changed", "submitted", "goes"),
    [
        (UNFINISHED, None, False),
        (UNFINISHED - SECOND, None, True),
        (UNFINISHED + SECOND, None, False),
        (FINISHED, FINISHED, False),
        (FINISHED - SECOND, FINISHED - SECOND, True),
        (FINISHED + SECOND, FINISHED + SECOND, False),
        (UNFINISHED - SECOND, FINISHED + SECOND, False),
        (NOW, FINISHED - SECOND, True),
    ],
    ids=[
        "unfinished at the limit",
        "unfinished a second before",
        "unfinished a second after",
        "finished at the limit",
        "finished a second before",
        "finished a second after",
        "finished, however long untouched",
        "finished long ago, however lately touched",
    ],
)
@pytest.mark.parametrize("owned", [False, True], ids=["without an account", "of an account"])
def test_expiry_is_exact_to_the_second_and_spares_accounts(edition, changed, submitted, goes, owned):
    owner = User.objects.create_user("alice") if owned else None
    attempt, _secret = actions.start(
        edition_id=edition.pk, role=ROLE, target="", owner_id=owner and owner.pk, at=changed
    )
    save_answers(assessment=attempt, saves=[Save(SKILL, 3, False, "", 0)], at=changed)
    Assessment.objects.update(changed_at=changed, submitted_at=submitted)
    goes = goes and not owned
    assert actions.expire(empty_before=EMPTY, unfinished_before=UNFINISHED, finished_before=FINISHED) == int(goes)
    left = 0 if goes else 1
    assert (Assessment.objects.count(), Answer.objects.count()) == (left, left)
    assert AccessKey.objects.count() == (0 if owned else left)
