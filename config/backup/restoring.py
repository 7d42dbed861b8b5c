"""Bringing a backup back, or only trying whether it would come back."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from assessment import ledger
from assessment.models import Erasure
from assessment.privacy.actions import apply_erasures
from config.backup import archive, manifest, postgresql, sqlite
from config.backup.manifest import BackupUnfit, Manifest, Table
from config.connections import without_limits

# Where people and the catalogue are; what Django fills by itself is no reason to refuse.
WITH_DATA = ("assessment", "catalog")


def restore(file: Path, *, force: bool) -> Manifest:
    """Put a backup in the place of this database, make its tables those of this release, and prove each of them first.

    Raises BackupUnfit for what cannot be restored, and, without `force`, for a database that holds something; nothing was
    changed then. Also when a table did not come back as it was: then the message says so. What was erased since the
    backup is erased again, as far as this database or ERASURE_LEDGER knows of it.
    """
    made = fit(file)
    erased = _erased()
    if not force and (name := _filled()):
        raise BackupUnfit(
            f"The database has data already ({name}). Restore into an empty one, or stop the site and add --force: "
            "then all that is there now is gone."
        )
    with _taken_out(file, made) as database:
        if made.database == "sqlite":
            _prove(made, sqlite.tables(database))
            sqlite.copy(database, Path(settings.DATABASES["default"]["NAME"]))
        else:
            _into_postgresql(made, database)
    with without_limits():
        call_command("migrate", verbosity=0)
        apply_erasures(erased)
    return made


def _erased() -> list[ledger.LedgerEntry]:
    """What the database that is about to be replaced knows to be erased; a ledger that cannot be read stops here."""
    try:
        known = ledger.in_file()
    except (OSError, ledger.LedgerUnreadable) as error:
        raise BackupUnfit(f"{error} Nothing was restored.") from error
    has_rows = Erasure._meta.db_table in connection.introspection.table_names()
    return [*known, *(ledger.entries() if has_rows else ())]


def attempt(file: Path) -> Manifest:
    """Restore a backup to a database that is thrown away, and prove each table. Raises BackupUnfit."""
    made = fit(file)
    with _taken_out(file, made) as database:
        if made.database == "sqlite":
            _prove(made, sqlite.tables(database))
        else:
            with _thrown_away() as given:
                postgresql.load(given, str(database), instead_of=[])
                with postgresql.connected(given) as connected:
                    _prove(made, postgresql.tables(connected))
    return made


def fit(file: Path) -> Manifest:
    """What a backup says of itself, if this release can restore it into a database of this kind."""
    made = archive.about(file)
    if made.database != connection.vendor:
        raise BackupUnfit(f"This is a backup of {made.database}, and DATABASE_URL names one of {connection.vendor}.")
    manifest.refuse_newer(made)
    return made


@contextmanager
def _taken_out(file: Path, made: Manifest) -> Iterator[Path]:
    """The database of a backup in a folder of its own: beside the one that it replaces where that is a file."""
    name = settings.DATABASES["default"]["NAME"]
    beside = Path(name).parent if made.database == "sqlite" else None
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=beside) as folder:
        database = Path(folder) / archive.MEMBERS[made.database]
        archive.take_out(file, made.database, database)
        yield database


def _into_postgresql(made: Manifest, database: Path) -> None:
    given = postgresql.parameters(settings.DATABASES["default"])
    with postgresql.connected(given) as connected:
        there = postgresql.names(connected)
        given = postgresql.same_server(given, connected)
    postgresql.load(given, str(database), instead_of=there)
    with postgresql.connected(given) as connected:
        _prove(made, postgresql.tables(connected))
        connected.execute("ANALYZE")


def _prove(made: Manifest, found: dict[str, Table]) -> None:
    if faults := manifest.differences(made, found):
        raise BackupUnfit("Not all of it came back as it was: " + " ".join(faults))


def _filled() -> str:
    """The name of a table with rows, empty where there is none."""
    there = set(connection.introspection.table_names())
    models = (model for label in WITH_DATA for model in apps.get_app_config(label).get_models())
    tables = ["auth_user", *(model._meta.db_table for model in models)]
    with connection.cursor() as cursor:
        for table in tables:
            if table in there:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 # nosec B608 # of our models
                if cursor.fetchone():
                    return table
    return ""


@contextmanager
def _thrown_away() -> Iterator[dict[str, str]]:
    """How to connect to an empty database of PostgreSQL that is gone at the end."""
    given, name = postgresql.parameters(settings.DATABASES["default"]), f"skillgap_verify_{os.getpid()}"
    with postgresql.connected(given) as connected:
        given = postgresql.same_server(given, connected)
        try:
            connected.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupUnfit(
                "To try a backup a database is made and thrown away, and this user may not make one. Use one with "
                "CREATEDB, or restore into an empty database of another server."
            ) from error
        try:
            yield {**given, "dbname": name}
        finally:
            connected.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
