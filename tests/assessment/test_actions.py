"""The verbs that write attempts, with their times given."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from assessment import limits
from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import AccessKey, Answer, Assessment, Throttle, digest_of
from tests.assessment.browser import stored
from tests.blueprint import ROLE
from tests.conftest import NOW

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
SKILL = "prg_python"


@pytest.fixture
def attempt(begin, alice):
    return begin(alice)


def save_at(attempt: Assessment, step: int, rev: int, at) -> None:
    actions.save_answers(assessment=attempt, saves=[Save(SKILL, step, False, "", "", rev)], at=at)


def test_a_new_attempt_is_empty_and_open_to_one_browser(edition):
    attempt, secret = attempts_actions.start(edition_id=edition.pk, role=ROLE, target="mid", owner_id=None, at=NOW)
    assert (attempt.role, attempt.target, attempt.person_name) == (ROLE, "mid", "")
    assert (attempt.started_at, attempt.changed_at, attempt.submitted_at) == (NOW, NOW, None)
    assert attempt.answers.count() == 0
    [key] = attempt.keys.all()
    assert (key.kind, key.digest, key.expires_at) == ("browser", digest_of(secret), None)


def test_ids_and_secrets_are_never_given_twice_and_cannot_be_guessed(edition):
    made = [
        attempts_actions.start(edition_id=edition.pk, role=ROLE, target="", owner_id=None, at=NOW)
        for _attempt in range(50)
    ]
    assert len({attempt.public_id for attempt, _secret in made}) == 50
    assert {len(attempt.public_id) for attempt, _secret in made} == {22}
    assert len({secret for _attempt, secret in made}) == 50
    # 43 characters of base64 are 256 bits.
    assert {len(secret) for _attempt, secret in made} == {43}


def test_no_secret_is_stored(attempt):
    secret = attempts_actions.open_to_browser(assessment=attempt, at=NOW)
    token = attempts_actions.make_resume_link(assessment=attempt, at=NOW)
    kept = str(list(AccessKey.objects.values())) + str(list(Assessment.objects.values()))
    assert digest_of(secret) in kept
    assert secret not in kept
    assert token not in kept


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
        actions.save_answers(assessment=attempt, saves=[Save(SKILL, None, False, "", "", 1)], at=NOW)
    with pytest.raises(actions.NothingAnswered):
        actions.submit(assessment=attempt, person_name="", at=NOW)
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_step_zero_alone_can_be_handed_in(attempt):
    save_at(attempt, 0, 0, NOW)
    actions.submit(assessment=attempt, person_name="", at=NOW)
    attempt.refresh_from_db()
    assert attempt.submitted_at == NOW


def test_after_handing_in_even_an_object_from_before_cannot_save(attempt):
    """The row decides, not what a view read earlier."""
    save_at(attempt, 3, 0, NOW)
    before = Assessment.objects.get(pk=attempt.pk)
    actions.submit(assessment=attempt, person_name="", at=NOW)
    with pytest.raises(actions.AlreadySubmitted):
        save_at(before, 4, 1, NOW)
    assert stored(attempt, SKILL) == ((3, False, "", ""), 1)


@pytest.mark.parametrize(
    ("after", "moved"), [(HOUR - SECOND, False), (HOUR, True)], ids=["within the hour", "from the hour on"]
)
def test_a_save_moves_the_time_of_the_last_change_once_an_hour(attempt, after, moved):
    save_at(attempt, 3, 0, NOW + after)
    attempt.refresh_from_db()
    assert attempt.changed_at == (NOW + after if moved else NOW)


def test_deleting_takes_the_attempt_with_all_that_belongs_to_it(attempt, begin, bob):
    other = begin(bob, {SKILL: 1})
    save_at(attempt, 3, 0, NOW)
    attempts_actions.make_resume_link(assessment=attempt, at=NOW)
    attempts_actions.delete(assessment=attempt)
    assert list(Assessment.objects.all()) == [other]
    assert [answer.assessment_id for answer in Answer.objects.all()] == [other.pk]
    assert [key.assessment_id for key in AccessKey.objects.all()] == [other.pk]


def test_deleting_an_attempt_leaves_the_one_that_was_pre_filled_from_it(edition, attempt):
    save_at(attempt, 3, 0, NOW)
    carry = attempts_actions.carried(attempt.answers.all(), {SKILL})
    later, _secret = attempts_actions.start(
        edition_id=edition.pk, role=ROLE, target="", owner_id=None, at=NOW, carry=carry, carried_from=attempt
    )
    attempts_actions.delete(assessment=attempt)
    later.refresh_from_db()
    assert later.carried_from is None
    assert stored(later, SKILL) == ((3, False, "", ""), 1)


def test_only_given_answers_to_unchanged_questions_are_carried(attempt):
    for skill, step in ((SKILL, 3), ("mat_statistics", 2), ("res_literature", None)):
        save = Save(skill, step, False, "A paper", "longer", 0)
        actions.save_answers(assessment=attempt, saves=[save], at=NOW)
    carry = attempts_actions.carried(attempt.answers.all(), {SKILL, "res_literature"})
    assert list(carry) == [SKILL]
    assert (carry[SKILL].step, carry[SKILL].evidence, carry[SKILL].last_used) == (3, "A paper", "longer")


UNFINISHED, FINISHED = NOW - timedelta(days=30), NOW - timedelta(days=365)


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
    attempt, _secret = attempts_actions.start(
        edition_id=edition.pk, role=ROLE, target="", owner_id=owner and owner.pk, at=changed
    )
    save_at(attempt, 3, 0, changed)
    Assessment.objects.update(changed_at=changed, submitted_at=submitted)
    goes = goes and not owned
    assert attempts_actions.expire(unfinished_before=UNFINISHED, finished_before=FINISHED) == int(goes)
    left = 0 if goes else 1
    assert (Assessment.objects.count(), Answer.objects.count()) == (left, left)
    assert AccessKey.objects.count() == (0 if owned else left)


@pytest.fixture
def old_and_new(begin, alice):
    """An attempt a minute past its month, and one that has a minute left."""
    old, new = begin(alice, {SKILL: 1}), begin(alice, {SKILL: 1})
    now = timezone.now()
    for attempt, minutes in ((old, -1), (new, 1)):
        limit = now - timedelta(days=30) + timedelta(minutes=minutes)
        Assessment.objects.filter(pk=attempt.pk).update(changed_at=limit)
    return old, new


def run_expiry(*options: str) -> str:
    said = StringIO()
    call_command("expire_assessments", *options, stdout=said)
    return said.getvalue()


def test_the_daily_command_deletes_what_is_over_and_the_counters_that_are(old_and_new):
    _old, new = old_and_new
    for key, over in (("a" * 64, timedelta(minutes=-1)), ("b" * 64, timedelta(minutes=1))):
        Throttle.objects.create(key=key, count=3, until=timezone.now() + over)
    assert run_expiry() == "1 assessments deleted\n"
    assert list(Assessment.objects.all()) == [new]
    assert [throttle.key for throttle in Throttle.objects.all()] == ["b" * 64]


def test_the_daily_command_can_only_tell(old_and_new):
    assert run_expiry("--dry-run") == "1 assessments would be deleted\n"
    assert Assessment.objects.count() == 2


def test_the_daily_command_keeps_to_the_days_of_the_settings(old_and_new, settings):
    settings.KEEP_UNFINISHED_DAYS = 31
    assert run_expiry() == "0 assessments deleted\n"


def throttle(who: str = "192.0.2.0/24", what: str = "start", at=NOW) -> None:
    limits.throttle(what=what, who=who, limit=3, window=HOUR, at=at)


def test_the_limit_is_reached_with_its_last_use_and_passed_with_the_next(db):
    for _use in range(3):
        throttle()
    with pytest.raises(limits.TooMany):
        throttle(at=NOW + HOUR - SECOND)


def test_a_window_ends_to_the_second_and_refused_tries_do_not_prolong_it(db):
    for _use in range(3):
        throttle()
    for _try in range(5):
        with pytest.raises(limits.TooMany):
            throttle(at=NOW + HOUR - SECOND)
    for _use in range(3):
        throttle(at=NOW + HOUR)
    with pytest.raises(limits.TooMany):
        throttle(at=NOW + HOUR)


def test_counters_know_no_other_place_and_no_other_deed(db):
    for _use in range(3):
        throttle()
    throttle(who="198.51.100.0/24")
    throttle(what="resume")
    with pytest.raises(limits.TooMany):
        throttle()


def test_a_counter_keeps_no_address(db):
    throttle()
    [kept] = Throttle.objects.values("key", "count", "until")
    assert kept == {"key": digest_of("start:192.0.2.0/24"), "count": 1, "until": NOW + HOUR}


def test_counters_are_forgotten_when_their_window_is_over(db):
    throttle()
    assert limits.forget_throttles(at=NOW + HOUR - SECOND) == 0
    assert limits.forget_throttles(at=NOW + HOUR) == 1
    assert Throttle.objects.count() == 0
