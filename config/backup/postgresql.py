"""PostgreSQL: pg_dump in a snapshot that we hold, so that the digests beside it are of the same moment."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

import psycopg
from psycopg import sql

from config.backup.manifest import LEFT_OUT, BackupUnfit, Table

# What Django or we add to the settings of a connection, and libpq does not know.
NOT_OF_LIBPQ = {"options", "pool", "isolation_level", "server_side_binding", "assume_role"}
CHUNK = 1 << 20
# Nothing ends a backup by its time, and values are spelt alike wherever it is read.
SESSION = """
    SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
    SET TIME ZONE 'UTC'; SET datestyle = 'ISO'; SET intervalstyle = 'iso_8601'; SET bytea_output = 'hex';
    SET extra_float_digits = 1
"""
KEYS = """
    SELECT a.attname, a.attcollation <> 0 FROM pg_index i
    JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(number, place) ON true
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
    WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY k.place
"""


def parameters(settings: dict[str, Any], **other: str) -> dict[str, Any]:
    """How to connect as the site does, from Django's settings of the database, as libpq names it."""
    options = {name: value for name, value in settings.get("OPTIONS", {}).items() if name not in NOT_OF_LIBPQ}
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {ours: str(settings[theirs]) for ours, theirs in named.items() if settings.get(theirs)}
    return {**options, **given, **other}


@contextmanager
def connected(given: dict[str, Any]) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(**given, client_encoding="utf8", autocommit=True) as connection:
        connection.execute(SESSION)
        yield connection


@contextmanager
def snapshot(given: dict[str, Any]) -> Iterator[tuple[psycopg.Connection[Any], str]]:
    """A connection that sees one moment of the database, and the name by which others may see the same."""
    with connected(given) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield connection, _one(connection, "SELECT pg_export_snapshot()")


def same_server(given: dict[str, Any], connection: psycopg.Connection[Any]) -> dict[str, Any]:
    """How to connect to that one of several servers which a connection has found."""
    return {**given, "host": connection.info.host, "port": str(connection.info.port)}


def names(connection: psycopg.Connection[Any]) -> list[str]:
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    return [name for (name,) in found]


def tables(connection: psycopg.Connection[Any]) -> dict[str, Table]:
    """Rows and digest of each table that a backup keeps."""
    return {name: _table(connection, name) for name in names(connection) if name not in LEFT_OUT}


def migrations(connection: psycopg.Connection[Any]) -> list[str]:
    found = connection.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return [f"{app}.{name}" for app, name in found]


def server(connection: psycopg.Connection[Any]) -> str:
    return _one(connection, "SHOW server_version")


def _table(connection: psycopg.Connection[Any], name: str) -> Table:
    columns = sorted(row[0] for row in connection.execute(_COLUMNS, [name]))
    keys = connection.execute(KEYS, [name]).fetchall()
    order: list[sql.Composable] = [
        sql.SQL('{} COLLATE "C"' if is_text else "{}").format(sql.Identifier(key)) for key, is_text in keys
    ]
    rows = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.Identifier(name),
        sql.SQL(", ").join(order),
    )
    digest, count = hashlib.sha256(), 0
    with connection.cursor().copy(rows) as copied:
        for data in copied:
            digest.update(data)
            count += bytes(data).count(b"\n")  # one at the end of each row; those in values are escaped
    return Table(rows=count, sha256=digest.hexdigest())


_COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"


def _one(connection: psycopg.Connection[Any], asked: str) -> str:
    [value] = connection.execute(asked).fetchone() or [""]
    return str(value)


def program(name: str, server_version: str = "") -> str:
    """The path of a program of PostgreSQL. Raises BackupUnfit where it is missing, or older than the server."""
    path = shutil.which(name)
    if path is None:
        raise BackupUnfit(f"{name} is not on this machine: install the client programs of PostgreSQL.")
    if server_version:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
        if (found := _major(said)) < (needed := _major(server_version)):
            raise BackupUnfit(f"{name} is of PostgreSQL {found}, and the server of {needed}: install that of {needed}.")
    return path


def _major(said: str) -> int:
    number = re.search(r"\d+", said)
    return int(number[0]) if number else 0


def dump(given: dict[str, Any], snapshot_name: str, server_version: str, output: IO[bytes]) -> None:
    """Write the database as pg_dump keeps it to a stream. Raises BackupUnfit when it does not come to its end."""
    left_out = [f"--exclude-table-data={name}" for name in sorted(LEFT_OUT)]
    command = [
        program("pg_dump", server_version),
        "-Fc",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot_name}",
    ]
    with _started([*command, *left_out], given, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # noqa: S101 - for the types: it is a pipe
        shutil.copyfileobj(process.stdout, output, CHUNK)
        _refuse_unfinished("pg_dump", process)


def load(given: dict[str, Any], dumped: str, *, instead_of: list[str]) -> None:
    """Bring a dump in, in the place of some tables, in one transaction: all of it is there afterwards, or nothing."""
    writing = [program("pg_restore"), "--no-owner", "--no-privileges", "-f", "-", dumped]
    reading = [program("psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull]
    drop = [f"DROP TABLE {', '.join(_quoted(name) for name in instead_of)} CASCADE"] if instead_of else []
    first = [part for statement in drop for part in ("-c", statement)]
    with (
        _started([*reading, *first, "-f", "-"], given, stdin=subprocess.PIPE) as into,
        subprocess.Popen(writing, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as out,  # noqa: S603
    ):
        assert into.stdin is not None and out.stdout is not None  # noqa: S101, PT018 - for the types: they are pipes
        try:
            shutil.copyfileobj(out.stdout, into.stdin, CHUNK)
            _refuse_unfinished("pg_restore", out)
        except BrokenPipeError:
            out.kill()
        except BaseException:
            into.kill()  # before its input ends, which would commit what came so far
            with suppress(OSError):
                into.stdin.close()
            raise
        _refuse_unfinished("psql", into)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _started(command: list[str], given: dict[str, Any], **pipes: Any) -> "subprocess.Popen[bytes]":
    """Start a program that connects; the password goes by its environment, since arguments are for all to see."""
    asked = {name: value for name, value in given.items() if name != "password"}
    secret = {"PGPASSWORD": given["password"]} if given.get("password") else {}
    where = f"--dbname={psycopg.conninfo.make_conninfo(**asked)}"
    env = {**os.environ, "PGOPTIONS": "-c client_min_messages=warning", **secret}
    return subprocess.Popen([*command, where], env=env, stderr=subprocess.PIPE, **pipes)  # noqa: S603


def _refuse_unfinished(name: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait for the end of a program; raises BackupUnfit with its own last words when that is none."""
    _output, said = process.communicate()
    if process.returncode:
        words = " ".join(said.decode(errors="replace").split())
        raise BackupUnfit(f"{name} could not do it: {words[:500] or process.returncode}")
