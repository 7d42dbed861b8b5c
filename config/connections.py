"""What is done with each new connection to a database: a private file for SQLite, an end to waiting for PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from stat import S_IMODE
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from config.breaker import breaker

# SQLite gives its journals the mode of the file itself when it makes them.
UNLIMITED = 7 * 24 * 3600.0  # seconds
PARTS = ("", "-journal", "-wal", "-shm")


@receiver(connection_created)
def prepare(sender: Any, connection: BaseDatabaseWrapper, **more: Any) -> None:
    if connection.vendor == "sqlite":
        keep_private(str(connection.settings_dict["NAME"]))
    elif connection.vendor == "postgresql":
        bound(connection.connection)


def keep_private(file: str) -> None:
    """Let nobody read the answers in a SQLite file but the user that the site runs as."""
    for path in (Path(file + part) for part in PARTS):
        with suppress(OSError):  # in memory, not there, or another user's: `manage.py check --tag reliability` tells
            if path.is_file() and S_IMODE(path.stat().st_mode) & 0o077:
                path.chmod(0o600)


@contextmanager
def without_limits() -> Iterator[None]:
    """For a command that may take long and keeps nobody waiting, such as tables of millions of rows that are changed: the
    limits of requests are off, on connections that are opened in here."""
    kept, within = connection.settings_dict["OPTIONS"], settings.DATABASE_ANSWERS_WITHIN
    connection.close()
    connection.settings_dict["OPTIONS"] = {name: value for name, value in kept.items() if name != "options"}
    settings.DATABASE_ANSWERS_WITHIN = UNLIMITED
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"], settings.DATABASE_ANSWERS_WITHIN = kept, within


def bound(connection: Any) -> None:
    """End what PostgreSQL does not answer, also when it is frozen and its own time limits with it.

    The connection is closed then, since the answer may still come; Django opens a new one for the next request that the
    breaker lets pass (config/breaker.py).
    """

    def wait(generator: Any, *args: Any, **named: Any) -> Any:
        try:
            answer = unbound(generator, *args, **named)
        except psycopg.errors._WaitTimeout:
            connection.pgconn.finish()
            breaker.trip()
            raise
        breaker.answered()
        return answer

    import psycopg

    breaker.answered()
    if "wait" in vars(connection):  # a pool lends the same one again
        return
    unbound = partial(connection.wait, timeout=settings.DATABASE_ANSWERS_WITHIN)
    connection.wait = wait


def take_time(connection: BaseDatabaseWrapper) -> None:
    """Let each statement on this connection take as long as it needs, as a migration of large tables does. For a lock it
    waits no longer than before: while it waits, everybody else waits behind it."""
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        connection.connection.__dict__.pop("wait", None)  # the end to waiting that `bound` set
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET idle_in_transaction_session_timeout = 0")
