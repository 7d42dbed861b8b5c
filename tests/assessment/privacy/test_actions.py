"""Somebody who is erased is gone from every table, others are not, and no backup brings them back."""

import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import serializers
from django.db.models import Model

from assessment import ledger, limits, traces
from assessment.attempts import actions as attempts_actions
from assessment.ledger import LedgerEntry
from assessment.models import Assessment, Erasure, Throttle
from assessment.privacy import actions, reading
from tests.assessment.privacy.person import Person, owned, planted
from tests.conftest import NOW, confirmed

ANN, BEN = "ann-canary-7c1f", "ben-canary-9e2d"


@pytest.fixture
def ann(edition) -> Person:
    person = Person(ANN, edition)
    limits.hold(what="sign-up", who=person.address, at=NOW)
    return person


@pytest.fixture
def ben(edition) -> Person:
    return Person(BEN, edition)


@pytest.fixture
def rose_did_it(ann, db) -> LogEntry:
    """What the editor's log says of Ann by somebody else."""
    kind = ContentType.objects.get_for_model(User)
    rose = confirmed(User.objects.create_superuser("rose", "rose@skillgap.example"))
    return LogEntry.objects.create(
        user=rose, content_type=kind, object_id=str(ann.user.pk), object_repr=ANN, action_flag=CHANGE
    )


def everything() -> Iterator[tuple[str, str]]:
    """Every row of the database as a text, with its table; sessions with what they hold."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.all():
            said = json.dumps(row.get_decoded()) if isinstance(row, Session) else ""
            yield model._meta.label, serializers.serialize("json", [row]) + said


def where(mark: str) -> set[str]:
    return {label for label, text in everything() if mark in text}


def rows_of(person: Person) -> dict[type[Model], list[Model]]:
    return {model: person.rows(model) for _table, model in owned()}


def test_who_is_erased_is_in_no_table_and_nobody_else_is_touched(ann, ben, rose_did_it):
    before, bens = where(BEN), rows_of(ben)
    assert {table.label for table, model in owned() if planted(model) or model is Session} <= where(ANN)

    assert actions.erase_person(address=ann.address.upper()) == actions.Erased(1, 0)

    assert where(ANN) == set()
    assert (where(BEN), rows_of(ben)) == (before, bens)


def test_of_the_editors_log_stays_who_did_what_and_no_word_of_the_person(ann, rose_did_it):
    actions.erase_person(address=ann.address)
    rose_did_it.refresh_from_db()
    assert (rose_did_it.user.get_username(), rose_did_it.object_repr) == ("rose", "")


def test_an_address_without_an_account_leaves_nothing_either(ann):
    limits.hold(what="sign-up", who="nobody@example.org", at=NOW)
    before = Throttle.objects.count()
    assert actions.erase_person(address="nobody@example.org") == actions.Erased(0, 0)
    assert Throttle.objects.count() == before - 1
    assert where(ANN)


def test_one_attempt_is_erased_with_all_that_belongs_to_it(ann):
    assert actions.erase_attempt(public_id=ann.attempt.public_id) == actions.Erased(0, 1)
    assert actions.erase_attempt(public_id=ann.attempt.public_id) == actions.Erased(0, 0)
    assert [each.pk for each in Assessment.objects.all()] == [ann.first.pk]
    for _table, model in owned():
        look_up = reading.way(model, reading.TO_ATTEMPT)
        if look_up:
            assert set(model._base_manager.values_list(look_up, flat=True)) == {ann.first.pk}


def test_every_table_of_people_is_reached_by_an_erasure():
    """By a foreign key that deletes, or by what looks for traces."""
    traced = {"sessions.Session", "django_tasks_database.DBTaskResult"}
    lost = [
        table.label
        for table, model in owned()
        if table.label not in traced and not reading.way(model, reading.TO_ACCOUNT)
    ]
    assert lost == []


class Backup:
    """The rows of people as they were at a moment; put back, nothing else is."""

    def __init__(self) -> None:
        self.models: list[type[Model]] = [model for _table, model in owned()]
        self.rows = {model: list(model._base_manager.order_by("pk")) for model in self.models}
        self.ledger = list(Erasure.objects.all())

    def put_back(self) -> None:
        Erasure.objects.all().delete()
        for model in self.models:
            model._base_manager.all().delete()
        for model in sorted(self.models, key=lambda model: model._meta.label not in {"auth.User"}):
            model._base_manager.bulk_create(self.rows[model], ignore_conflicts=True)
        Erasure.objects.bulk_create(self.ledger)


@pytest.fixture
def file(settings, tmp_path):
    settings.ERASURE_LEDGER = str(tmp_path / "ledger.jsonl")
    return tmp_path / "ledger.jsonl"


def test_a_backup_that_is_put_back_brings_nobody_back(ann, ben, file, begin, alice, django_capture_on_commit_callbacks):
    loose = begin(alice, {"cut": 3})
    backup, bens = Backup(), rows_of(ben)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(address=ann.address)
        attempts_actions.delete(assessment=loose)
    backup.put_back()
    assert where(ANN)
    assert Assessment.objects.filter(public_id=loose.public_id).exists()

    assert actions.apply_erasures() == actions.Erased(1, 1)

    # Work and log-ins are in no backup; these were made by hand.
    traces.forget_address(ann.address)
    assert where(ANN) == set()
    assert not Assessment.objects.filter(public_id=loose.public_id).exists()
    assert rows_of(ben) == bens
    assert actions.apply_erasures() == actions.Erased(0, 0)


def test_an_attempt_that_was_claimed_after_the_backup_goes_too(ann, file, django_capture_on_commit_callbacks):
    """In the backup it is in no account, so its own entry must find it."""
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(address=ann.address)
    Assessment.objects.create(
        public_id=ann.attempt.public_id,
        edition=ann.attempt.edition,
        role="maker",
        rules_version=1,
        started_at=NOW,
        changed_at=NOW,
    )
    assert actions.apply_erasures() == actions.Erased(0, 1)


def test_a_new_account_with_the_number_of_an_erased_one_stays(ann, file, django_capture_on_commit_callbacks):
    """After a restore numbers are given again."""
    number = ann.user.pk
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(address=ann.address)
    User.objects.create(pk=number, username="somebody else")
    assert actions.apply_erasures() == actions.Erased(0, 0)
    assert User.objects.filter(pk=number).exists()


def test_the_rows_of_the_replaced_database_are_enough(ann):
    entry = LedgerEntry("account", ledger.digests("account", ledger.name_of(ann.user.pk, ann.user.date_joined))[0], NOW)
    assert actions.apply_erasures([entry]) == actions.Erased(1, 0)
    assert not User.objects.filter(pk=ann.user.pk).exists()


def test_what_is_over_by_its_age_is_not_written_down(begin, alice):
    """It goes again by its age."""
    begin(alice)
    attempts_actions.expire(empty_before=NOW.max.replace(tzinfo=NOW.tzinfo), unfinished_before=NOW, finished_before=NOW)
    assert (Assessment.objects.count(), Erasure.objects.count()) == (0, 0)
