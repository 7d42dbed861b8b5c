"""Making a backup while the site is at work, and letting old ones go."""

import os
import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from config.backup import archive, manifest, postgresql, sqlite
from config.backup.manifest import BackupUnfit, Manifest

NAME = "skillgap-{:%Y-%m-%dT%H%M%SZ}.backup"
OURS = re.compile(r"^skillgap-(\d{4}-\d\d-\d\dT\d{6}Z)\.backup$")
PART = ".part"


def to_file(where: Path, at: datetime) -> tuple[Path, Manifest]:
    """Make a backup in a folder, under a name with the time, or as a file. It gets its name once it is whole and on the
    disk. Raises BackupUnfit; nothing is left then."""
    file = where / NAME.format(at.astimezone(UTC)) if where.is_dir() else where
    part = file.with_name(f"{file.name}{PART}")
    if file.exists() or not file.parent.is_dir():
        raise BackupUnfit(f"{file} is there already." if file.exists() else f"There is no folder {file.parent}.")
    part.unlink(missing_ok=True)
    try:
        with archive.private(part) as output:
            made = to_stream(output, at)
        part.rename(file)
        _sync(file.parent)
    except OSError as error:
        raise BackupUnfit(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return file, made


def to_stream(output: IO[bytes], at: datetime) -> Manifest:
    vendor = connection.vendor
    return archive.write(output, vendor, lambda member: MAKERS[vendor](member, at))


def _of_sqlite(member: IO[bytes], at: datetime) -> Manifest:
    source = Path(settings.DATABASES["default"]["NAME"])
    if not source.is_file():
        raise BackupUnfit(f"There is no database {source}.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=source.parent) as folder:  # as private as the database is
        copied = Path(folder) / source.name
        sqlite.copy(source, copied)
        sqlite.forget(copied)
        tables, migrations = sqlite.tables(copied), sqlite.migrations(copied)
        with copied.open("rb") as database:
            shutil.copyfileobj(database, member, archive.CHUNK)
    return manifest.of(vendor="sqlite", server=sqlite.VERSION, at=at, migrations=migrations, tables=tables)


def _of_postgresql(member: IO[bytes], at: datetime) -> Manifest:
    given = postgresql.parameters(settings.DATABASES["default"])
    with postgresql.snapshot(given) as (seen, name):
        server = postgresql.server(seen)
        postgresql.dump(postgresql.same_server(given, seen), name, server, member)
        tables, migrations = postgresql.tables(seen), postgresql.migrations(seen)
    return manifest.of(vendor="postgresql", server=server, at=at, migrations=migrations, tables=tables)


MAKERS = {"sqlite": _of_sqlite, "postgresql": _of_postgresql}


def let_go(folder: Path, *, before: datetime) -> list[Path]:
    """Delete the backups of a folder that are older, by the time in their name; never the newest."""
    made = sorted(path for path in folder.iterdir() if OURS.match(path.name))
    old = [path for path in made[:-1] if _made_at(path) < before]
    for path in old:
        path.unlink()
    return old


def _made_at(path: Path) -> datetime:
    return datetime.strptime(path.name, "skillgap-%Y-%m-%dT%H%M%SZ.backup").replace(tzinfo=UTC)


def _sync(folder: Path) -> None:
    """See to it that the new name of a file is on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
