"""What is done with each new connection to a database: a private file for SQLite, an end to waiting for PostgreSQL."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from stat import S_IMODE
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

# SQLite gives its journals the mode of the file itself when it makes them.
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


def bound(connection: Any) -> None:
    """End what PostgreSQL does not answer, also when it is frozen and its own time limits with it.

    The connection is closed then, since the answer may still come; Django opens a new one for the next request.
    """

    def wait(generator: Any, *args: Any, **named: Any) -> Any:
        try:
            return unbound(generator, *args, **named)
        except psycopg.errors._WaitTimeout:
            connection.pgconn.finish()
            raise

    import psycopg

    unbound = partial(connection.wait, timeout=settings.DATABASE_ANSWERS_WITHIN)
    connection.wait = wait
