"""Deleting while somebody writes, on PostgreSQL with real threads: it is deleted, and nobody is answered 500.

Whoever comes first stops in the middle, with a row written and not committed, until the other waits for a lock or is
done. SQLite lets one write at a time, so there the second simply waits.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import Http404
from django.test import Client
from django.utils import timezone

from assessment import access, locks
from assessment.account import actions as account_actions
from assessment.answering import actions
from assessment.attempts import actions as attempts_actions
from assessment.models import AccessKey, Answer, Assessment, Reminder, Throttle
from assessment.plan import actions as plan_actions
from assessment.plan.actions import NotSubmitted
from assessment.plan.core.ticks import TickInput
from assessment.role.core.scoring import Answer as Said
from catalog import editions
from tests.assessment.account.conftest import PASSWORD, member
from tests.assessment.browser import save
from tests.conftest import answer
from tests.workshop import ROLE, SKILLS

on_postgresql = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="there, who writes waits for all others anyway"
)
WRITES = ("INSERT", "UPDATE", "DELETE")
PATIENCE = 60


class World(NamedTuple):
    """What is written to and deleted: an open attempt with one that was pre-filled from it, a done one, an account."""

    client: Client
    open: Assessment
    done: Assessment
    later: Assessment
    user: User | None
    token: str


def build(*, owned: bool) -> World:
    user = member("ann") if owned else None
    client = logged_in(user) if user else Client(raise_request_exception=False)
    [edition] = editions.current()
    at = timezone.now()

    def begin(**more: Any) -> Assessment:
        made, secret = attempts_actions.start(
            edition_id=edition.pk, role=ROLE, target="", owner_id=user.pk if user else None, at=at, **more
        )
        client.cookies[access.cookie_name(made.public_id)] = secret
        return made

    found, done = begin(), begin()
    for each in (found, done):
        answer(each, dict.fromkeys(SKILLS[:3], 2))
    actions.submit(assessment=done, person_name="", at=at)
    done.refresh_from_db()
    later = begin(carried_from=done)
    token = "" if owned else attempts_actions.make_resume_link(assessment=found, at=at)
    return World(client, found, done, later, user, token)


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A database in which everything is committed, and empty of people before and after."""
    with django_db_blocker.unblock():
        name = str(connection.settings_dict["NAME"])
        assert "test_" in name or "memory" in name, "run the whole file, or no test database is made"
        try:
            yield
        finally:
            for model in (Assessment, User, Session, Throttle):
                model.objects.all().delete()
            cache.clear()


def in_the_middle(reached: threading.Event, other: threading.Event) -> Callable[..., Any]:
    """Stop once after the first row is written, until the other waits for a lock or is done."""

    def wrap(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        if sql.startswith(WRITES) and connection.in_atomic_block and not reached.is_set():
            reached.set()
            while not other.wait(0.02):
                with connection.cursor().connection.cursor() as cursor:
                    if cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]:
                        break
        return result

    return wrap


def race(first: Callable[[], int], second: Callable[[], int]) -> tuple[int, int]:
    """Begin the second in the middle of the first; the statuses of both."""
    reached = threading.Event()
    done = [threading.Event(), threading.Event()]
    found = [0, 0]

    def run(place: int, act: Callable[[], int], *wrappers: Callable[..., Any]) -> None:
        try:
            with ExitStack() as stack:
                for wrapper in wrappers:
                    stack.enter_context(connection.execute_wrapper(wrapper))
                found[place] = act()
        except Http404:
            found[place] = 404
        finally:
            done[place].set()
            reached.set()
            connection.close()

    def run_second() -> None:
        reached.wait(PATIENCE)
        run(1, second)

    threads = [threading.Thread(target=run, args=(0, first, in_the_middle(reached, done[1])))]
    threads.append(threading.Thread(target=run_second))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found[0], found[1]


def post(client: Client, path: str, **fields: str) -> int:
    return client.post(path, fields).status_code


def done_with(act: Callable[..., Any], **given: Any) -> int:
    try:
        act(**given)
    except NotSubmitted:
        return 404  # as its view has it
    return 200


def logged_in(user: User) -> Client:
    """Somebody who just showed their password, twice, as is asked of who deletes their account."""
    client = Client(raise_request_exception=False)
    assert post(client, "/accounts/login/", login=user.email, password=PASSWORD) == 302
    assert post(client, "/accounts/reauthenticate/?next=/mine/delete/", password=PASSWORD) == 302
    return client


WRITERS: dict[str, Callable[[World], int]] = {
    "save": lambda world: save(world.client, world.open, SKILLS[4], 3, 0).status_code,
    "save again": lambda world: save(world.client, world.open, SKILLS[0], 3, 1).status_code,
    "save a page": lambda world: post(
        world.client, f"/a/{world.open.public_id}/questions/people/", **{"ask-step": "3", "ask-rev": "0", "end": "1"}
    ),
    "hand in": lambda world: post(world.client, f"/a/{world.open.public_id}/submit/"),
    "pass over": lambda world: done_with(actions.pass_over, assessment=world.open, skill=SKILLS[4], at=timezone.now()),
    "tick": lambda world: done_with(
        plan_actions.tick, assessment=world.done, tick_input=TickInput("cut", 3, "done", ""), at=timezone.now()
    ),
    "start": lambda world: post(world.client, f"/roles/{ROLE}/start/", start="Start"),
    "again": lambda world: post(world.client, f"/a/{world.done.public_id}/again/", prefill="1"),
    "re-check": lambda world: post(world.client, f"/a/{world.done.public_id}/recheck/"),
    "carry over": lambda world: done_with(
        attempts_actions.carry_over,
        assessment=world.open,
        edition_id=world.open.edition_id,
        target="",
        alike=SKILLS,
        owner_id=world.user and world.user.pk,
        at=timezone.now(),
    ),
    "import": lambda world: done_with(
        attempts_actions.import_attempt,
        edition_id=world.open.edition_id,
        role=ROLE,
        target="",
        person_name="",
        answers={"cut": Said(2)},
        submitted_at=timezone.now(),
        owner_id=world.user and world.user.pk,
        at=timezone.now(),
    ),
}
IN_A_BROWSER: dict[str, Callable[[World], int]] = {
    "open the link": lambda world: Client(raise_request_exception=False).post(f"/resume/{world.token}/").status_code,
    "make a link": lambda world: post(world.client, f"/a/{world.open.public_id}/data/resume-link/", new="1"),
    "forget": lambda world: post(world.client, f"/a/{world.later.public_id}/data/forget/", forget="on"),
    "make room": lambda world: done_with(
        attempts_actions.make_room,
        digests=list(AccessKey.objects.values_list("digest", flat=True)),
        at=timezone.now(),
    ),
}
IN_AN_ACCOUNT: dict[str, Callable[[World], int]] = {
    "remind": lambda world: done_with(
        account_actions.ask,
        owner_id=world.user and world.user.pk,
        role=ROLE,
        due_on=timezone.now().date(),
        at=timezone.now(),
    ),
}
ALL = WRITERS | IN_A_BROWSER | IN_AN_ACCOUNT


def delete_both(world: World) -> int:
    """What is done to each attempt, and to the one that was pre-filled from it not."""
    statuses = [post(world.client, f"/a/{each.public_id}/data/delete/", sure="on") for each in (world.open, world.done)]
    return max(statuses)


def expire(world: World) -> int:
    later = timezone.now() + timedelta(days=999)
    attempts_actions.expire(empty_before=later, unfinished_before=later, finished_before=later)
    return 200


@on_postgresql
@pytest.mark.parametrize("deleter_is_first", [False, True], ids=["who writes is first", "who deletes is first"])
@pytest.mark.parametrize("writer", [*WRITERS, *IN_A_BROWSER])
@pytest.mark.parametrize("deleter", [delete_both, expire])
def test_deleting_attempts_while_somebody_writes(committed, monkeypatch, deleter, writer, deleter_is_first):
    monkeypatch.setattr(attempts_actions, "KEPT_APART", 0)
    world = build(owned=False)
    acts = (lambda: ALL[writer](world)), (lambda: deleter(world))
    written, deleted = race(*acts) if not deleter_is_first else reversed(race(*reversed(acts)))
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
    acts = (lambda: ALL[writer](world)), (lambda: post(other, "/mine/delete/", sure="on"))
    written, deleted = race(*acts) if not deleter_is_first else reversed(race(*reversed(acts)))
    assert deleted == 200
    assert written in {200, 302, 303, 404}
    assert not User.objects.filter(pk=world.user.pk).exists()
    assert not Assessment.objects.filter(pk__in=[world.open.pk, world.done.pk, world.later.pk]).exists()
    assert not Reminder.objects.exists()
    assert not EmailAddress.objects.exists()


@on_postgresql
@pytest.mark.parametrize("claim_is_first", [True, False])
def test_a_claim_and_an_expiry(committed, claim_is_first):
    """Whoever comes first: what was claimed stays, what expired cannot be claimed."""
    world = build(owned=False)
    user = member("ben")
    digests = list(world.open.keys.values_list("digest", flat=True))

    def claim() -> int:
        return done_with(account_actions.claim, assessment=world.open, digests=digests, owner_id=user.pk)

    acts = claim, (lambda: expire(world))
    claimed, expired = race(*acts) if claim_is_first else reversed(race(*reversed(acts)))
    assert (claimed, expired) == (200 if claim_is_first else 404, 200)
    assert Assessment.objects.filter(owner=user).exists() == claim_is_first


@on_postgresql
@pytest.mark.parametrize("claim_is_first", [True, False])
def test_a_claim_and_the_end_of_its_account(committed, claim_is_first):
    world = build(owned=False)
    user = member("ben")
    digests = list(world.open.keys.values_list("digest", flat=True))

    def claim() -> int:
        return done_with(account_actions.claim, assessment=world.open, digests=digests, owner_id=user.pk)

    def delete() -> int:
        return done_with(account_actions.delete_account, user_id=user.pk)

    claimed, deleted = race(claim, delete) if claim_is_first else reversed(race(delete, claim))
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
