"""Who writes to an attempt or an account, who deletes it, and how two of them race each other with real threads."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import connection
from django.http import Http404
from django.test import Client
from django.utils import timezone

from assessment import access
from assessment.account import actions as account_actions
from assessment.answering import actions
from assessment.attempts import actions as attempts_actions
from assessment.models import AccessKey, Assessment
from assessment.plan import actions as plan_actions
from assessment.plan.actions import NotSubmitted
from assessment.plan.core.ticks import TickInput
from assessment.role.core.scoring import Answer as Said
from catalog import editions
from tests.assessment.account.conftest import PASSWORD, member
from tests.assessment.browser import save
from tests.conftest import answer
from tests.workshop import PLACE, ROLE, SKILLS

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


def in_order(one: Callable[[], int], other: Callable[[], int], *, one_is_first: bool) -> tuple[int, int]:
    """The statuses of the two, whichever of them comes first."""
    if one_is_first:
        return race(one, other)
    second, first = race(other, one)
    return first, second


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
    "start": lambda world: post(world.client, f"/roles/{PLACE}/start/", start="Start"),
    "again": lambda world: post(world.client, f"/a/{world.done.public_id}/again/", prefill="1"),
    "re-check": lambda world: post(world.client, f"/a/{world.done.public_id}/recheck/"),
    "carry over": lambda world: done_with(
        attempts_actions.carry_over,
        assessment=world.open,
        edition_id=world.open.edition_id,
        target="",
        main={},
        alike=SKILLS,
        owner_id=world.user and world.user.pk,
        at=timezone.now(),
    ),
    "import": lambda world: done_with(
        attempts_actions.import_attempt,
        edition_id=world.open.edition_id,
        role=ROLE,
        target="",
        main={},
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
        framework_id=editions.name_of(world.open.edition_id).framework_id,
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
