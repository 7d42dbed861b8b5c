"""A database that does not answer costs a bounded time, also when it is frozen and its own limits with it."""

import sqlite3
import time
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from config import connections, databases, env
from config.breaker import breaker
from tests.databases import on_postgresql
from tests.relay import relaying


@pytest.fixture
def relayed(db, settings):
    """A connection as the site makes it, through a relay that can be frozen."""
    settings.DATABASE_ANSWERS_WITHIN = 0.5
    place = settings.DATABASES["default"]
    with relaying(int(place["PORT"] or 5432)) as relay:
        options = {**databases.POSTGRES_OPTIONS, "connect_timeout": 2}
        there = {**place, "HOST": "127.0.0.1", "PORT": relay.port, "OPTIONS": options}
        site = ConnectionHandler({"default": there})["default"]
        yield relay, site
        site.close()


def one(site) -> int:
    with site.cursor() as cursor:
        cursor.execute("SELECT 1")
        return int(cursor.fetchone()[0])


@on_postgresql
@pytest.mark.parametrize("in_transaction", [False, True], ids=["alone", "in a transaction"])
def test_a_frozen_postgresql_is_given_up_in_time_and_found_again(relayed, in_transaction):
    relay, site = relayed
    assert one(site) == 1
    if in_transaction:
        site.set_autocommit(False)
    assert breaker.lets_pass()
    relay.frozen = True
    for number in range(2):
        began = time.monotonic()
        with pytest.raises(OperationalError):
            one(site)
        assert time.monotonic() - began < 5
        assert number or not breaker.lets_pass()  # the first finds out, and the next are spared it
        site.close() if in_transaction else site.close_if_unusable_or_obsolete()
    relay.frozen = False
    site.close()
    assert one(site) == 1
    assert breaker.look_at is None


def test_a_locked_sqlite_is_given_up_in_time(tmp_path, db, monkeypatch):
    file = tmp_path / "site.sqlite3"
    monkeypatch.setitem(env.env.ENVIRON, "DATABASE_URL", f"sqlite:///{file}")
    assert databases.SQLITE_OPTIONS["timeout"] <= 5
    monkeypatch.setitem(databases.SQLITE_OPTIONS, "timeout", 0.5)
    site = ConnectionHandler({"default": databases.database(True)})["default"]
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        with pytest.raises(OperationalError), site.cursor() as cursor:
            cursor.execute("CREATE TABLE t (a)")
        assert time.monotonic() - began < 4
        other.execute("ROLLBACK")
    site.close()


def test_a_sqlite_file_is_its_user_s_alone_with_its_journals(tmp_path, db, monkeypatch):
    file = tmp_path / "site.sqlite3"
    for part in ("", "-journal", "-wal", "-shm"):
        (tmp_path / f"site.sqlite3{part}").touch(0o644)
    monkeypatch.setitem(env.env.ENVIRON, "DATABASE_URL", f"sqlite:///{file}")
    site = ConnectionHandler({"default": databases.database(True)})["default"]
    site.ensure_connection()
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert "site.sqlite3" in modes
    assert set(modes.values()) == {0o600}
    with site.cursor() as cursor:
        cursor.execute("CREATE TABLE t (a)")
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077] == []
    site.close()


def test_a_command_that_may_take_long_is_not_ended(db, monkeypatch, settings):
    """A migration of many rows takes longer than any request may."""
    settings.DATABASE_ANSWERS_WITHIN = 7.0
    place = {"OPTIONS": {"options": "-c statement_timeout=5000", "sslmode": "require"}}
    stub = SimpleNamespace(settings_dict=place, close=lambda: None)
    monkeypatch.setattr(connections, "connection", stub)
    with connections.without_limits():
        assert stub.settings_dict["OPTIONS"] == {"sslmode": "require"}
        assert settings.DATABASE_ANSWERS_WITHIN > 24 * 3600
    assert stub.settings_dict["OPTIONS"]["options"] == "-c statement_timeout=5000"
    assert settings.DATABASE_ANSWERS_WITHIN == 7.0
