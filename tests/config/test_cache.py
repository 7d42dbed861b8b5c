"""The counters that all processes share: what they could not write is told, also where an older value is there."""

import pytest
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError
from django.test import Client

from assessment import access
from assessment.attempts import actions
from config.cache import SharedCache
from tests.assessment.browser import save
from tests.config.test_errors import failing
from tests.conftest import NOW
from tests.workshop import PLACE, ROLE

AWAY = OperationalError("nobody answers")
FULL = OperationalError("database or disk is full")


@pytest.mark.parametrize("verb", ["INSERT", "UPDATE"])
def test_a_value_that_finds_no_room_is_told_and_the_old_one_stays(db, verb):
    old = None if verb == "INSERT" else 1
    if old:
        cache.set("key", old)
    with failing(FULL, only=verb), pytest.raises(OperationalError):
        cache.set("key", 2)
    assert cache.get("key") == old
    cache.set("key", 2)
    assert cache.get("key") == 2


def test_another_process_that_wrote_first_is_written_over(db, monkeypatch):
    """Both looked, neither found it, and the other was sooner: our row is refused once, and then it is there."""
    tries = []
    write = SharedCache._base_set

    def second_time(self, *args):
        tries.append(args)
        return len(tries) > 1 and write(self, *args)

    monkeypatch.setattr(SharedCache, "_base_set", second_time)
    cache.set("key", 2)
    assert (cache.get("key"), len(tries)) == (2, 2)


def test_who_often_comes_too_late_goes_on_and_takes_nothing_from_others(db, monkeypatch):
    """Each time another process had the key at our write and has given it back at our look: a crowd at one lock."""
    late = [False] * 9
    add = DatabaseCache.add
    monkeypatch.setattr(DatabaseCache, "add", lambda self, *args: late.pop() if late else add(self, *args))
    monkeypatch.setattr(SharedCache, "delete", lambda *args: pytest.fail("it may be another's by now"))
    assert (cache.add("key", 1), cache.add("key", 2), cache.get("key")) == (True, False, 1)


@pytest.fixture
def away(monkeypatch):
    """Nothing that is counted for all processes can be read or written."""

    def fail(*args: object, **named: object) -> None:
        raise AWAY

    for name in ("get", "get_many", "add", "set", "touch", "delete", "delete_many", "has_key", "incr"):
        monkeypatch.setattr(SharedCache, name, fail)


def test_no_server_but_the_database_keeps_anything_for_the_site(settings):
    kept_in = {each["BACKEND"].rpartition(".")[2] for each in settings.CACHES.values()}
    assert kept_in == {"SharedCache", "LocMemCache"}
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"


def test_without_it_people_go_on_answering_and_who_logs_in_is_told_to_try_again(edition, away):
    attempt, secret = actions.start(edition_id=edition.pk, role=ROLE, target="", owner_id=None, at=NOW)
    client = Client(raise_request_exception=False)
    client.cookies[access.cookie_name(attempt.public_id)] = secret
    own = f"/a/{attempt.public_id}/"
    for path in ("/", "/roles/", f"/roles/{PLACE}/", f"{own}questions/craft/", f"{own}check/"):
        assert client.get(path).status_code == 200, path
    assert save(client, attempt, "cut", 3, 0).status_code == 200
    assert client.post(f"{own}submit/", {"person_name": ""}).status_code == 303
    for page in ("report/", "plan/", "report.json"):
        assert client.get(own + page).status_code == 200, page
    assert client.post(f"/roles/{PLACE}/start/", {"start": "Start"}).status_code == 303
    log_in = client.post("/accounts/login/", {"login": "alice@example.org", "password": "guessed"})
    assert (log_in.status_code, log_in.headers["Retry-After"]) == (503, "10")
