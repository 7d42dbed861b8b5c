"""Both databases are set so that an acknowledged answer stays, and read back so."""

import os

import pytest
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler

from config import databases, env
from config.connections import take_time
from config.logs import will_pass
from tests.databases import on_postgresql

LOCAL_POSTGRES = "postgres://alice@127.0.0.1/skillgap"


@pytest.fixture
def sqlite(db, tmp_path, monkeypatch):
    """A connection to a file, set up as the site sets it up."""
    monkeypatch.setitem(env.env.ENVIRON, "DATABASE_URL", f"sqlite:///{tmp_path / 'site.sqlite3'}")
    made = ConnectionHandler({"default": databases.database(True)})["default"]
    yield made
    made.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 5_000),
    ],
)
def test_sqlite_is_as_safe_as_it_was_measured(sqlite, pragma, value):
    with sqlite.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


def test_sqlite_takes_its_lock_when_a_transaction_begins(sqlite):
    """Otherwise two who read first and write then fail each other."""
    said: list[str] = []
    sqlite.ensure_connection()
    sqlite.connection.set_trace_callback(said.append)
    sqlite.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    sqlite.rollback()
    assert said[0] == "BEGIN IMMEDIATE"


def test_the_default_is_a_sqlite_file_beside_the_code(monkeypatch):
    monkeypatch.delitem(env.env.ENVIRON, "DATABASE_URL", raising=False)
    found = databases.database(True)
    assert (found["ENGINE"], found["NAME"]) == (
        "django.db.backends.sqlite3",
        str(env.ROOT / "var" / "skillgap.sqlite3"),
    )


def test_postgresql_gives_up_in_time_and_keeps_its_connections(monkeypatch):
    monkeypatch.setitem(env.env.ENVIRON, "DATABASE_URL", LOCAL_POSTGRES)
    found = databases.database(True)
    assert found["OPTIONS"] == {
        "connect_timeout": 3,
        "options": "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000",
    }
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        (LOCAL_POSTGRES, None),
        ("postgres://alice@localhost/skillgap", None),
        ("postgres://alice@db.example/skillgap", "verify-full"),
        ("postgres://alice@10.0.0.5/skillgap", "verify-full"),
        ("postgres://alice@db.example/skillgap?sslmode=require", "require"),
    ],
)
def test_postgresql_on_another_machine_must_prove_who_it_is(monkeypatch, url, mode):
    monkeypatch.setitem(env.env.ENVIRON, "DATABASE_URL", url)
    assert databases.database(True)["OPTIONS"].get("sslmode") == mode


@on_postgresql
def test_postgresql_takes_the_limits_of_the_site(db):
    limits = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    site = ConnectionHandler({"default": databases.database(True)})["default"]
    with site.temporary_connection() as cursor:
        found = [cursor.execute(f"SHOW {limit}").fetchone()[0] for limit in limits]
    assert found == ["5s", "3s", "10s"]


def test_a_pool_lends_connections_instead_of_keeping_them(monkeypatch):
    monkeypatch.setitem(env.env.ENVIRON, "DATABASE_URL", LOCAL_POSTGRES)
    monkeypatch.setitem(env.env.ENVIRON, "DATABASE_POOL", "7")
    found = databases.database(True)
    assert found["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 7, "timeout": 3}
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (0, True)


@on_postgresql
def test_a_connection_of_a_pool_is_bounded_once_however_often_it_is_lent(db, monkeypatch):
    monkeypatch.setitem(env.env.ENVIRON, "DATABASE_POOL", "1")
    place = {**databases.database(True), "NAME": connection.settings_dict["NAME"]}
    site = ConnectionHandler({"default": place})["default"]
    waits = []
    try:
        for _time in range(3):
            site.ensure_connection()
            waits.append(vars(site.connection)["wait"])
            site.close()
    finally:
        site.close_pool()
    assert waits == waits[:1] * 3


@pytest.mark.parametrize("hosts", ["127.0.0.1:5433,127.0.0.2:5434", "127.0.0.1:5433,[::1]:5434", "127.0.0.1,127.0.0.2"])
def test_several_hosts_are_one_database_of_which_the_one_that_writes_is_taken(monkeypatch, hosts):
    monkeypatch.setitem(
        env.env.ENVIRON, "DATABASE_URL", f"postgres://alice@{hosts}/skillgap?target_session_attrs=read-write"
    )
    found = databases.database(True)
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"
    assert "sslmode" not in found["OPTIONS"]
    assert len(found["HOST"].split(",")) == 2


@on_postgresql
def test_when_no_connection_is_left_it_is_away_and_comes_back(without_transaction):
    """503 and not 500 (config/logs.py)."""
    role = f"few_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1")
    try:
        place = {**databases.database(True), "NAME": connection.settings_dict["NAME"], "USER": role}
        one, other = (ConnectionHandler({"default": place})["default"] for _ in range(2))
        one.ensure_connection()
        with pytest.raises(OperationalError, match="too many connections") as refused:
            other.ensure_connection()
        assert will_pass(refused.value)
        one.close()
        other.ensure_connection()
        other.close()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP ROLE {role}")


@on_postgresql
def test_who_prepares_the_tables_takes_time_and_waits_for_no_lock(db):
    site = ConnectionHandler({"default": databases.database(True)})["default"]
    take_time(site)
    with site.temporary_connection() as cursor:
        found = [cursor.execute(f"SHOW {limit}").fetchone()[0] for limit in ("statement_timeout", "lock_timeout")]
        assert "wait" not in vars(site.connection)
    site.close()
    assert found == ["0", "3s"]
