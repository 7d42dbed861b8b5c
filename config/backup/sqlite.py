"""SQLite: a copy by its backup API, in one step, so that it is one moment of the site however busy that is."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from config.backup.manifest import LEFT_OUT, BackupUnfit, Table

WAIT = 60.0  # seconds for who writes just then
VERSION = sqlite3.sqlite_version


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=WAIT, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        yield connection


def copy(source: Path, target: Path) -> None:
    """Copy a database, the site at work or not. In steps it would begin anew whenever somebody saves; in one step savers
    wait for as long as the file takes to be read. The target is replaced as a whole or not at all."""
    target.touch(mode=0o600)
    with opened(source) as one, opened(target) as other:
        one.backup(other)


def forget(file: Path) -> None:
    """Empty what a backup leaves out; `secure_delete` overwrites it."""
    with opened(file) as connection:
        for table in sorted(LEFT_OUT & set(names(connection))):
            connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 # nosec B608 # a name of ours


def names(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(name for (name,) in found)


def tables(file: Path) -> dict[str, Table]:
    """Rows and digest of each table that a backup keeps. Raises BackupUnfit for a file that is damaged."""
    with opened(file) as connection:
        if (said := connection.execute("PRAGMA integrity_check").fetchone()) != ("ok",):
            raise BackupUnfit(f"The database in it is damaged: {said[0]}")
        return {name: _table(connection, name) for name in names(connection) if name not in LEFT_OUT}


def migrations(file: Path) -> list[str]:
    with opened(file) as connection:
        return [f"{app}.{name}" for app, name in connection.execute("SELECT app, name FROM django_migrations")]


def _table(connection: sqlite3.Connection, name: str) -> Table:
    columns = [(row[1], row[5]) for row in connection.execute(f'PRAGMA table_info("{name}")')]
    keys = [column for column, place in sorted(columns, key=lambda each: each[1]) if place] or ["rowid"]
    chosen, order = ", ".join(f'"{column}"' for column, _ in sorted(columns)), ", ".join(f'"{key}"' for key in keys)
    digest, rows = hashlib.sha256(), 0
    for row in connection.execute(f'SELECT {chosen} FROM "{name}" ORDER BY {order}'):  # noqa: S608 # nosec B608 # names of ours
        digest.update(json.dumps(row, default=_bytes).encode() + b"\n")
        rows += 1
    return Table(rows=rows, sha256=digest.hexdigest())


def _bytes(value: bytes) -> dict[str, str]:
    return {"bytes": value.hex()}  # which no text can be
