"""No page costs more because others have stored something: the plans of the database, page by page.

Every address of the access matrix is asked for and sent to, by each actor, and the database is asked how it finds what
each of those queries wants. It may look something up in an index; it may not read through a table that grows with
people. Pages of the admin are about all people: they are let off.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from assessment.account import actions as account_actions
from assessment.account import reading as account_reading
from assessment.attempts import actions
from assessment.models import Assessment
from tests.assessment.account.conftest import PASSWORD, member
from tests.conftest import NOW, signed_in
from tests.project.test_access_matrix import World, rules
from tests.workshop import PLACE, ROLE

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

GROWING = {model._meta.db_table for model in apps.get_app_config("assessment").get_models()} | {
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_user",
    "auth_user_groups",
    "auth_user_user_permissions",
    "django_admin_log",
    "django_session",
    "mfa_authenticator",
    "socialaccount_socialaccount",
}
# How many rows the planner believes in hangs on what tests before left, and on whether autovacuum has been there since,
# which a busy machine decides. So it is told: of a table that is new, and of one with many rows in each page.
SIZES = (-1, 100_000)
# What a form would send where an empty one is refused too early; for what it makes, the test is a rollback.
FILLED: dict[str, dict[str, str]] = {
    "account_login": {"login": "ann@example.org", "password": PASSWORD},
    "account_signup": {"email": "new@example.org", "password1": "five-other-words-in-a-row"},
    "account_reset_password": {"email": "ann@example.org"},
    "account_email": {"action_add": "1", "email": "other@example.org"},
    "account_reauthenticate": {"password": PASSWORD},
    "account_change_password": {
        "oldpassword": PASSWORD,
        "password1": "a-b-c-d-e-f-g-h",
        "password2": "a-b-c-d-e-f-g-h",
    },
    "assessment:start": {"start": "Start", "target": "senior"},
    "assessment:questions": {"cut-step": "4", "cut-rev": "1", "end": "1"},
    "assessment:back-it-up": {"cut-step": "4", "cut-rev": "1", "end": "1"},
    "assessment:again": {"prefill": "1"},
    "assessment:resume-link": {"new": "1"},
    "assessment:forget": {"forget": "on"},
    "assessment:share": {"days": "7", "shows": "plan"},
    "assessment:stop-sharing": {"link": "0" * 64},
    "assessment:delete": {"sure": "on"},
    "assessment:plan-tick": {"skill": "cut", "to_step": "4", "state": "done"},
    "assessment:reminder": {"role": PLACE, "months": "3"},
    "assessment:delete-account": {"sure": "on"},
}


@contextmanager
def watched() -> Iterator[dict[str, Any]]:
    """The statements that are run meanwhile, each with the parameters of its last run."""
    seen: dict[str, Any] = {}

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(("SELECT", "UPDATE", "DELETE")) and any(f'"{table}"' in sql for table in GROWING):
            seen[sql] = params
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def read_through(sql: str, params: Any) -> list[str]:
    """The steps of the plan of a statement that read through a table that grows."""
    return (_on_sqlite if connection.vendor == "sqlite" else _on_postgresql)(sql, params)


def _on_sqlite(sql: str, params: Any) -> list[str]:
    named = dict(re.findall(r'"(\w+)" ([A-Z]\d+)', sql))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        steps = [row[3] for row in cursor.fetchall()]
    found = []
    for step in steps:
        how, name, *_rest = step.split()
        # All that are in no account are many: to look them up is to read through them.
        is_ownerless = "(owner_id=?)" in step and '"owner_id" IS NULL' in sql
        if named.get(name, name) in GROWING and (how == "SCAN" or is_ownerless):
            found.append(step)
    return found


def _on_postgresql(sql: str, params: Any) -> list[str]:
    """What is read through whatever the size: of what columns hold the planner knows nothing, so it errs at either."""
    found = [[_words(node) for node in _nodes(_plan(sql, params, size)) if _reads_through(node)] for size in SIZES]
    return min(found, key=len)


def _plan(sql: str, params: Any, size: int) -> dict[str, Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        # The tables are small here, and the planner would read through them, or through an index, which is as large as
        # tests before left it, to join two; with many rows it looks things up.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_mergejoin = off")
        cursor.execute("SET LOCAL enable_hashjoin = off")
        cursor.execute("UPDATE pg_class SET relpages = 1, reltuples = %s WHERE relname = ANY(%s)", [size, [*GROWING]])
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        [[plan]] = cursor.fetchone()
        transaction.set_rollback(True)
    found: dict[str, Any] = plan["Plan"]
    return found


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        # What a bitmap is of stands in the node above it.
        yield from _nodes({"Relation Name": node.get("Relation Name"), **child})


def _reads_through(node: dict[str, Any]) -> bool:
    if node.get("Relation Name") not in GROWING or not node["Node Type"].endswith("Scan"):
        return False
    if node["Node Type"] == "Bitmap Heap Scan":
        return False
    condition = node.get("Index Cond", "")
    return not condition or condition == "(owner_id IS NULL)"


def _words(node: dict[str, Any]) -> str:
    return f"{node['Node Type']} {node['Relation Name']} {node.get('Index Cond', '')}"


def faults(seen: dict[str, Any]) -> list[str]:
    return [f"{step}: {sql}" for sql, params in seen.items() for step in read_through(sql, params)]


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        member("ann")
        found = World()
        # A browser with cookies and an account, and an attempt in that.
        found.cookies["both"] = found.cookies["owner"] | found.cookies["erin"]
        owner = found.places["auth_user"]
        actions.start(edition_id=found.open.edition_id, role=ROLE, target="", owner_id=owner, at=NOW)
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def world(standing, db) -> World:
    return standing


@pytest.mark.parametrize("name", sorted(name for name in rules() if not name.startswith("admin")))
def test_no_page_reads_through_what_others_stored(world, name):
    with watched() as seen:
        for actor in ("anonymous", "erin", "owner", "both"):
            for path in world.paths(rules()[name], world.open.public_id, world.done.public_id):
                for fields in (None, {}, FILLED.get(name, {})):
                    with transaction.atomic():
                        _send(world, actor, path, fields)
                        transaction.set_rollback(True)
    assert faults(seen) == []


def _send(world: World, actor: str, path: str, fields: dict[str, str] | None) -> None:
    client = world.plain
    client.cookies = SimpleCookie(world.cookies[actor])
    response = client.get(path) if fields is None else client.post(path, fields)
    assert response.status_code < 500, (actor, path, fields)


def test_a_browser_with_many_attempts_reads_through_nothing(begin, alice):
    attempts = [begin(alice) for _attempt in range(25)]
    with watched() as seen:
        for path in ("/", "/history/", f"/a/{attempts[0].public_id}/data/"):
            assert alice.get(path).status_code == 200
        assert alice.post(f"/roles/{PLACE}/start/", {"start": "Start"}).status_code == 303
    assert len(seen) > 5
    assert faults(seen) == []


def test_deleting_an_account_reads_through_nothing(begin, django_user_model):
    user = django_user_model.objects.create_user("zoe")
    assert signed_in(user).post(f"/roles/{PLACE}/start/", {"start": "Start"}).status_code == 303
    attempts = Assessment.objects.filter(pk=Assessment.objects.get(owner=user).pk)
    with watched() as seen:
        account_actions.delete_account(user_id=user.pk)
    assert attempts.count() == 0
    assert faults(seen) == []


def test_due_reminders_are_looked_up(db):
    """The other daily commands read through what they tidy up, once a day and in small transactions."""
    with watched() as seen:
        list(account_reading.due(on=timezone.now().date()))
    assert faults(seen) == []


def test_a_query_that_reads_through_all_attempts_is_found(db):
    """Otherwise their absence would prove nothing."""
    with watched() as seen:
        list(Assessment.objects.filter(role="x"))
        list(Assessment.objects.filter(owner=None, role="y"))
    assert len(faults(seen)) == 2
