"""Deleting while somebody writes, on PostgreSQL with real threads: it is deleted, and nobody is answered 500.

Whoever comes first stops in the middle, with a row written and not committed, until the other waits for a lock or is
done. SQLite lets one write at a time, so there the second simply waits.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import OperationalError

from assessment import locks
from assessment.account import actions as account_actions
from assessment.attempts import actions as attempts_actions
from assessment.models import Answer, Assessment, Reminder, Throttle
from tests.assessment.account.conftest import member
from tests.assessment.racing import (
    ALL,
    IN_A_BROWSER,
    IN_AN_ACCOUNT,
    WRITERS,
    World,
    build,
    delete_both,
    done_with,
    expire,
    in_order,
    logged_in,
    post,
)
from tests.databases import on_postgresql

pytestmark = pytest.mark.slow


@pytest.fixture
def committed(without_transaction) -> Iterator[None]:
    """A database in which everything is committed, and empty of people before and after."""
    try:
        yield
    finally:
        for model in (Assessment, User, Session, Throttle):
            model.objects.all().delete()
        cache.clear()


@on_postgresql
@pytest.mark.parametrize("deleter_is_first", [False, True], ids=["who writes is first", "who deletes is first"])
@pytest.mark.parametrize("writer", [*WRITERS, *IN_A_BROWSER])
@pytest.mark.parametrize("deleter", [delete_both, expire])
def test_deleting_attempts_while_somebody_writes(committed, monkeypatch, deleter, writer, deleter_is_first):
    monkeypatch.setattr(attempts_actions, "KEPT_APART", 0)
    world = build(owned=False)
    written, deleted = in_order(lambda: ALL[writer](world), lambda: deleter(world), one_is_first=not deleter_is_first)
    assert deleted == 200
    assert written in {200, 303, 404}
    assert not Assessment.objects.filter(pk__in=[world.open.pk, world.done.pk]).exists()
    assert not Answer.objects.filter(assessment__in=[world.open.pk, world.done.pk]).exists()


@on_postgresql
@pytest.mark.parametrize("deleter_is_first", [False, True], ids=["who writes is first", "who deletes is first"])
@pytest.mark.parametrize("writer", [*WRITERS, *IN_AN_ACCOUNT])
def test_deleting_an_account_while_it_writes(committed, writer, deleter_is_first):
    world = build(owned=True)
    other = logged_in(world.user)
    written, deleted = in_order(
        lambda: ALL[writer](world), lambda: post(other, "/mine/delete/", sure="on"), one_is_first=not deleter_is_first
    )
    assert deleted == 200
    assert written in {200, 302, 303, 404}
    assert not User.objects.filter(pk=world.user.pk).exists()
    assert not Assessment.objects.filter(pk__in=[world.open.pk, world.done.pk, world.later.pk]).exists()
    assert not Reminder.objects.exists()
    assert not EmailAddress.objects.exists()


def claiming(world: World) -> tuple[User, Callable[[], int]]:
    """Somebody, and how they claim the open attempt."""
    user = member("ben")
    digests = list(world.open.keys.values_list("digest", flat=True))
    return user, lambda: done_with(account_actions.claim, assessment=world.open, digests=digests, owner_id=user.pk)


@on_postgresql
@pytest.mark.parametrize("claim_is_first", [True, False])
def test_a_claim_and_an_expiry(committed, claim_is_first):
    """Whoever comes first: what was claimed stays, what expired cannot be claimed."""
    world = build(owned=False)
    user, claim = claiming(world)
    claimed, expired = in_order(claim, lambda: expire(world), one_is_first=claim_is_first)
    assert (claimed, expired) == (200 if claim_is_first else 404, 200)
    assert Assessment.objects.filter(owner=user).exists() == claim_is_first


@on_postgresql
@pytest.mark.parametrize("claim_is_first", [True, False])
def test_a_claim_and_the_end_of_its_account(committed, claim_is_first):
    world = build(owned=False)
    user, claim = claiming(world)
    claimed, deleted = in_order(
        claim, lambda: done_with(account_actions.delete_account, user_id=user.pk), one_is_first=claim_is_first
    )
    assert (claimed, deleted) == (200 if claim_is_first else 404, 200)
    assert Assessment.objects.filter(pk=world.open.pk).exists() != claim_is_first


def test_who_could_not_be_deleted_is_still_logged_in(committed, monkeypatch):
    world = build(owned=True)

    def fails(**given: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(account_actions, "delete_account", fails)
    assert post(world.client, "/mine/delete/", sure="on") in {500, 503}
    assert world.client.get("/mine/").status_code == 200


def test_what_was_deleted_cannot_be_held(begin, alice):
    attempt = begin(alice)
    locks.hold(attempts=[attempt.pk])
    attempts_actions.delete(assessment=attempt)
    attempts_actions.delete(assessment=attempt)
    for gone in ({"attempts": [attempt.pk]}, {"account": 0}):
        with pytest.raises(locks.Gone):
            locks.hold(**gone)


class Ended(OperationalError):
    """What psycopg raises for who was chosen in a deadlock."""

    sqlstate = locks.DEADLOCK


@pytest.mark.parametrize(("deadlocks", "tries"), [(0, 1), (2, 3), (3, 3)])
def test_a_deadlock_is_tried_again_and_not_for_ever(committed, deadlocks, tries):
    tried = []

    @locks.again_after_deadlock
    def act() -> str:
        tried.append(1)
        if len(tried) <= deadlocks:
            raise OperationalError from Ended()
        return "done"

    if deadlocks < tries:
        assert act() == "done"
    else:
        with pytest.raises(OperationalError):
            act()
    assert len(tried) == tries


def test_another_trouble_of_the_database_is_not_tried_again(committed):
    tried = []

    @locks.again_after_deadlock
    def act() -> None:
        tried.append(1)
        raise OperationalError

    with pytest.raises(OperationalError):
        act()
    assert tried == [1]
