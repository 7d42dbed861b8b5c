"""A backup is its owner's alone, whole or not there, and leaves out what is worth too much to who finds it."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.backup import making, manifest, postgresql, sqlite
from config.backup.manifest import BackupUnfit
from tests import environment

AT = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small database in SQLite with a log-in and an answer."""
    file = tmp_path / "site.sqlite3"
    with sqlite.opened(file) as connection:
        connection.execute("CREATE TABLE django_session (session_key TEXT PRIMARY KEY, session_data TEXT)")
        connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, step INTEGER, said, seal BLOB)")
        connection.execute("INSERT INTO django_session VALUES ('canary-of-a-session', 'x')")
        connection.execute("INSERT INTO answer VALUES (2, NULL, 'žluť', x'00ff'), (1, 3, '', NULL)")
    return file


def test_what_a_backup_leaves_out_leaves_no_byte(site, tmp_path):
    copied = tmp_path / "copied.sqlite3"
    sqlite.copy(site, copied)
    sqlite.forget(copied)
    assert b"canary-of-a-session" in site.read_bytes()
    assert b"canary-of-a-session" not in copied.read_bytes()
    assert copied.stat().st_mode & 0o777 == 0o600
    assert list(sqlite.tables(copied)) == ["answer"]


def test_a_digest_is_of_values_and_not_of_how_they_lie(site, tmp_path):
    one = sqlite.tables(site)
    with sqlite.opened(site) as connection:
        connection.execute("UPDATE answer SET said = 'other' WHERE id = 1")
        assert sqlite.tables(site) != one
        connection.execute("UPDATE answer SET said = '' WHERE id = 1")
        connection.execute("VACUUM")
    assert sqlite.tables(site) == one
    assert one["answer"].rows == 2


def test_null_and_empty_and_text_and_bytes_are_not_the_same(site):
    found = set()
    for value in ("NULL", "''", "0", "'0'", "x'00'", "'00'"):
        with sqlite.opened(site) as connection:
            connection.execute(f"UPDATE answer SET said = {value} WHERE id = 1")
        found.add(sqlite.tables(site)["answer"].sha256)
    assert len(found) == 6


def test_a_damaged_database_is_refused(site):
    data = bytearray(site.read_bytes())
    data[4096:4200] = b"\xff" * 104
    site.write_bytes(data)
    with pytest.raises((BackupUnfit, sqlite.sqlite3.DatabaseError)):
        sqlite.tables(site)


def test_old_backups_go_and_the_newest_stays(tmp_path):
    names = [making.NAME.format(AT - timedelta(days=days)) for days in (0, 7, 8, 30)]
    for name in [*names, "skillgap-old.backup", "else.txt"]:
        (tmp_path / name).touch()
    gone = making.let_go(tmp_path, before=AT - timedelta(days=7))
    assert [path.name for path in gone] == names[:1:-1]
    assert {path.name for path in tmp_path.iterdir()} == {*names[:2], "skillgap-old.backup", "else.txt"}
    assert making.let_go(tmp_path, before=AT + timedelta(days=1)) == [tmp_path / names[1]]


def test_a_backup_that_could_not_be_made_leaves_nothing(db, tmp_path, monkeypatch):
    def broken(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "to_stream", broken)
    with pytest.raises(CommandError, match="cannot be written: No space left on device"):
        call_command("backup", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(db, tmp_path):
    (tmp_path / "there").touch()
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(tmp_path / "there"))
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("backup", str(tmp_path / "nowhere" / "one"))


@pytest.mark.parametrize(("where", "keep"), [("-", 3), ("", 0), ("", -1), ("file", 3)])
def test_days_to_keep_want_a_folder_and_a_number(tmp_path, where, keep):
    with pytest.raises(CommandError, match="whole number of days"):
        call_command("backup", where if where == "-" else str(tmp_path / where), keep=keep)


def program(folder: Path, name: str, says: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\necho '{says}'\n")
    (folder / name).chmod(0o755)


def test_a_missing_or_older_pg_dump_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupUnfit, match="pg_dump is not on this machine"):
        postgresql.program("pg_dump", "15.20")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    program(tmp_path, "pg_dump", "pg_dump (PostgreSQL) 14.9 (Debian)")
    with pytest.raises(BackupUnfit, match="pg_dump is of PostgreSQL 14, and the server of 15"):
        postgresql.program("pg_dump", "15.20 (Debian)")
    assert postgresql.program("pg_dump", "14.2") == str(tmp_path / "pg_dump")


def test_a_password_is_no_argument(tmp_path, monkeypatch):
    program(tmp_path, "shows", "x")
    (tmp_path / "shows").write_text('#!/bin/sh\necho "$@"; echo "secret: $PGPASSWORD"\n')
    given = {"dbname": "site", "user": "alice", "password": "canary", "host": "a,b", "sslmode": "verify-full"}
    with postgresql._started([str(tmp_path / "shows")], given, stdout=subprocess.PIPE) as process:
        arguments, secret = process.communicate()[0].decode().splitlines()
    assert "canary" not in arguments
    assert "host=a,b" in arguments
    assert "sslmode=verify-full" in arguments
    assert secret == "secret: canary"


def test_what_libpq_does_not_know_is_not_told_to_it():
    settings = {
        "NAME": "site",
        "USER": "",
        "HOST": "h",
        "OPTIONS": {"options": "-c x=1", "pool": True, "sslmode": "require"},
    }
    assert postgresql.parameters(settings) == {"dbname": "site", "host": "h", "sslmode": "require"}


@pytest.mark.slow
def test_a_backup_goes_to_standard_output(tmp_path):
    """As a pipe takes it, which cannot be wound back; what is said goes elsewhere."""
    env = environment.clean(DATABASE_URL=f"sqlite:///{tmp_path / 'site.sqlite3'}")
    with sqlite.opened(tmp_path / "site.sqlite3") as connection:
        connection.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT)")
    piped = f"{sys.executable} manage.py backup - | cat > {tmp_path / 'piped'}"
    done = subprocess.run(piped, shell=True, cwd=Path(__file__).parents[3], env=env, capture_output=True, check=True)
    assert done.stdout == b""
    assert b"Backed up to standard output: 1 tables" in done.stderr
    made = making.archive.about(tmp_path / "piped")
    assert made.tables.keys() == {"django_migrations"}
    assert made.left_out == sorted(manifest.LEFT_OUT)
