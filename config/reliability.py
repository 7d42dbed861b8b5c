"""What `manage.py check --tag reliability` measures: whether what is saved stays saved, here and now."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.checks import CheckMessage, Error, Info, register
from django.core.checks import Warning as Warned
from django.db import DatabaseError, connection

from config.checks import RELIABILITY

# A file with two connections can lose what was written in write-ahead mode (sqlite.org/wal.html#walresetbug).
SAFE_WAL = (3, 51, 3)
PRAGMAS = {
    "journal_mode": ("truncate", "delete", "wal"),
    "synchronous": (2, 3),
    "foreign_keys": (1,),
    "secure_delete": (1,),
}
POSTGRES = {"fsync": ("on",), "full_page_writes": ("on",), "synchronous_commit": ("on", "remote_apply", "remote_write")}
SKEW = timedelta(seconds=5)
RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
LEAST_FREE = 0.10
LEAST_FREE_BYTES = 500_000_000


@register(RELIABILITY)
def reliability(app_configs: Any, databases: Sequence[str] | None = None, **more: Any) -> list[CheckMessage]:
    """Everything below; nothing when no database is named, as with any other command."""
    return [message for check in CHECKS for message in check()] if databases else []


def database() -> Iterator[CheckMessage]:
    """The settings that keep an acknowledged answer through a power cut, read back from the database itself."""
    try:
        yield from _sqlite() if connection.vendor == "sqlite" else _settings("SHOW", POSTGRES)
    except DatabaseError as error:
        hint = "Look at DATABASE_URL and whether the database runs; `manage.py prepare` makes a new one."
        yield Error(f"The database cannot be reached: {str(error).strip()}", hint=hint, id="skillgap.E010")


def _sqlite() -> Iterator[CheckMessage]:
    yield from _settings("PRAGMA", PRAGMAS)
    if sqlite3.sqlite_version_info < SAFE_WAL and _read("PRAGMA journal_mode") == "wal":
        said = f"SQLite {sqlite3.sqlite_version} can lose what was saved in write-ahead mode."
        yield Error(said, hint="Use SQLite 3.51.3 or newer, or another journal mode.", id="skillgap.E012")


def _settings(ask: str, wanted: dict[str, Any]) -> Iterator[CheckMessage]:
    for name, allowed in wanted.items():
        if (found := _read(f"{ask} {name}")) not in allowed:
            said = f"{name} is {found} in this database: what was told to be saved may be lost in a power cut."
            yield Error(said, hint=f"Set it to {allowed[0]}.", id="skillgap.E011")


def _read(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def clock() -> Iterator[CheckMessage]:
    """Links, limits and dates of reports go by the clock."""
    now = datetime.now(UTC)
    if now < RELEASED:
        yield Error(f"The clock of this machine says {now:%Y-%m-%d}, which is past.", hint=_NTP, id="skillgap.E020")
    try:
        theirs = _read("SELECT clock_timestamp()") if connection.vendor == "postgresql" else now
    except DatabaseError:
        return
    if abs(theirs - now) > SKEW:
        said = (
            f"The clocks of this machine and of the database differ by {abs(theirs - now).total_seconds():.0f} seconds."
        )
        yield Error(said, hint=_NTP, id="skillgap.E021")


_NTP = "Let both take their time from the network (NTP)."


def disk() -> Iterator[CheckMessage]:
    """Room for answers, where they are on this machine."""
    if connection.vendor != "sqlite":
        return
    folder = Path(settings.DATABASES["default"]["NAME"]).absolute().parent
    if not folder.is_dir():
        yield Error(f"The folder {folder} of the database is not there.", hint="Make it.", id="skillgap.E030")
        return
    usage = shutil.disk_usage(folder)
    if usage.free < min(LEAST_FREE * usage.total, LEAST_FREE_BYTES):
        said = f"The disk of the database has only {usage.free // 1_000_000} MB left."
        yield Warned(said, hint="A full disk refuses every answer: make room.", id="skillgap.W031")


def e_mail() -> Iterator[CheckMessage]:
    """Whether the mail server lets us in; nothing is sent."""
    if not settings.MAIL_WORKS:
        yield Info("EMAIL_URL is not set: nobody can sign up, and nothing is sent.", id="skillgap.I040")
        return
    try:
        with mail.get_connection(settings.MAIL_SENDS_BY):
            pass
    except (OSError, SMTPException) as error:
        said = f"The mail server does not let us in: {type(error).__name__}."
        yield Error(said, hint="Look at EMAIL_URL.", id="skillgap.E041")


CHECKS: tuple[Callable[[], Iterator[CheckMessage]], ...] = (database, clock, disk, e_mail)
