"""Both databases are set so that an acknowledged answer stays, and read back so."""

import pytest
from django.db.utils import ConnectionHandler

from config import databases, env
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
