"""What the tables of attempts refuse by themselves, whoever writes."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction

from assessment.models import AccessKey, Answer, Assessment, Erasure, PlanTick, Reminder, ShareLink
from tests.conftest import NOW

DIGEST = "a" * 64


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, {"cut": 3})


def answer(attempt, **fields) -> None:
    Answer.objects.create(assessment=attempt, saved_at=NOW, **{"skill": "measure", "step": 1} | fields)


def key(attempt, **fields) -> None:
    AccessKey.objects.create(assessment=attempt, created_at=NOW, **{"kind": "browser", "digest": DIGEST} | fields)


def tick(attempt, **fields) -> None:
    PlanTick.objects.create(
        assessment=attempt, ticked_at=NOW, **{"skill": "cut", "to_step": 4, "state": "started"} | fields
    )


def tick_twice(attempt) -> None:
    tick(attempt)
    tick(attempt, state="done")


def remind_twice(attempt) -> None:
    owner = get_user_model().objects.create_user("alice")
    for _time in range(2):
        Reminder.objects.create(
            owner=owner, framework=attempt.edition.framework, role=attempt.role, due_on=NOW.date(), created_at=NOW
        )


def key_twice(attempt: Assessment) -> None:
    for _time in range(2):
        key(attempt)


REFUSED = {
    "assessment_answer_one_per_skill": lambda attempt: answer(attempt, skill="cut"),
    "assessment_answer_step_is_on_a_scale": lambda attempt: answer(attempt, step=10),
    "assessment_answer_unsure_needs_a_step": lambda attempt: answer(attempt, step=None, unsure=True),
    "assessment_answer_rev_starts_at_one": lambda attempt: answer(attempt, rev=0),
    "assessment_accesskey_digest_has_64_digits": lambda attempt: key(attempt, digest="a" * 63),
    "assessment_accesskey_kind_is_known": lambda attempt: key(attempt, kind="master"),
    "assessment_accesskey_one_per_attempt": key_twice,
    "assessment_assessment_kind_is_known": lambda attempt: Assessment.objects.update(kind="short"),
    "assessment_plantick_one_per_step": tick_twice,
    "assessment_plantick_state_is_known": lambda attempt: tick(attempt, state="perhaps"),
    "assessment_plantick_step_is_on_a_scale": lambda attempt: tick(attempt, to_step=0),
    "assessment_reminder_one_waiting_per_role": remind_twice,
    "assessment_erasure_kind_is_known": lambda attempt: Erasure.objects.create(kind="all", digest="a" * 64, at=NOW),
    "assessment_sharelink_digest_has_64_digits": lambda attempt: ShareLink.objects.create(
        assessment=attempt, digest="a" * 63, created_at=NOW, expires_at=NOW
    ),
}


COLUMNS = {
    "assessment_accesskey_one_per_attempt": "assessment_accesskey.digest, assessment_accesskey.assessment_id",
    "assessment_answer_one_per_skill": "assessment_answer.assessment_id, assessment_answer.skill",
    "assessment_plantick_one_per_step": "assessment_plantick.assessment_id, assessment_plantick.skill",
    "assessment_reminder_one_waiting_per_role": (
        "assessment_reminder.owner_id, assessment_reminder.framework_id, assessment_reminder.role"
    ),
}


def test_every_constraint_has_its_case():
    named = {rule.name for model in apps.get_app_config("assessment").get_models() for rule in model._meta.constraints}
    assert named == set(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_each_constraint_refuses_what_it_names(attempt, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        REFUSED[name](attempt)
    # SQLite names the columns of some unique constraints, not the constraint.
    assert name in str(refused.value) or COLUMNS.get(name, name) in str(refused.value)


@pytest.mark.parametrize("fields", [{"step": 0}, {"step": 9}, {"step": None}, {"step": 2, "unsure": True}], ids=str)
def test_what_an_answer_may_be_is_stored(attempt, fields):
    answer(attempt, **fields)
    assert Answer.objects.filter(skill="measure", **fields).count() == 1


def test_the_database_itself_keeps_the_edition_of_an_attempt(attempt):
    """Whoever gets around the model is stopped by the foreign key."""
    with pytest.raises(IntegrityError), transaction.atomic():
        remove_by_hand(attempt.edition_id)


def remove_by_hand(edition: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_publication WHERE edition_id = %s", [edition])
        cursor.execute("DELETE FROM catalog_edition WHERE id = %s", [edition])
    connection.check_constraints()
