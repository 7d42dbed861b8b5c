"""What a backup says of itself: when it was made, of what, by which release, and what each table held."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from django.db.migrations.loader import MigrationLoader
from pydantic import BaseModel, ConfigDict, ValidationError

from config.env import ROOT

FORMAT = 1


class BackupUnfit(Exception):
    """A backup that cannot be made, read or restored; the message says why and what to do, as a sentence."""


class Table(BaseModel):
    """The rows of a table as they were in the snapshot: how many, and the SHA-256 over all of them in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int
    sha256: str


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    made_at: datetime
    database: str  # "sqlite" or "postgresql"
    server: str  # the version of SQLite or of the PostgreSQL server
    release: str
    migrations: list[str]  # as app.name, those that were applied
    tables: dict[str, Table]
    left_out: list[str]  # tables that come back empty


def of(*, vendor: str, server: str, at: datetime, migrations: list[str], tables: dict[str, Table]) -> Manifest:
    return Manifest(
        format=FORMAT,
        made_at=at.astimezone(UTC),
        database=vendor,
        server=server,
        release=release(),
        migrations=migrations,
        tables=tables,
        left_out=sorted(LEFT_OUT),
    )


# What is worth nothing later, or would be worth too much to who finds a backup: log-ins, counters of limits, answers to
# forms that were just sent, and long work that is done or was under way.
LEFT_OUT = frozenset(
    {"django_session", "shared_cache", "assessment_throttle", "assessment_press", "django_tasks_db_dbtaskresult"}
)


def read(text: bytes) -> Manifest:
    """Raises BackupUnfit for what is no manifest of a format that we know."""
    try:
        found = Manifest.model_validate_json(text)
    except ValidationError as error:
        raise BackupUnfit("This is no backup of Skillgap: what it says of itself cannot be read.") from error
    if found.format != FORMAT:
        raise BackupUnfit(f"This backup has format {found.format}, and this release reads {FORMAT}: use a newer one.")
    return found


def refuse_newer(manifest: Manifest) -> None:
    """Raises BackupUnfit for a backup with tables that this release cannot know."""
    unknown = sorted(set(manifest.migrations) - known_migrations())
    if unknown:
        raise BackupUnfit(
            f"This backup was made by a newer release ({manifest.release}): it has {unknown[0]}, which this one "
            f"({release()}) does not know. Install that release, or a newer one, and restore with it."
        )


def differences(wanted: Manifest, found: dict[str, Table]) -> list[str]:
    """What is not as it was in the snapshot, a sentence for each table."""
    return list(_differences(wanted.tables, found))


def _differences(wanted: dict[str, Table], found: dict[str, Table]) -> Iterator[str]:
    for name in sorted(wanted.keys() | found.keys()):
        was, now = wanted.get(name), found.get(name)
        if was is None or now is None:
            yield f"{name} is {'missing' if was else 'not in the backup'}."
        elif was.rows != now.rows:
            yield f"{name} has {now.rows} rows and had {was.rows}."
        elif was != now:
            yield f"{name} has as many rows as it had, but not the same ones."


@cache
def known_migrations() -> frozenset[str]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = (each for migration in loader.disk_migrations.values() for each in migration.replaces)
    return frozenset(f"{app}.{name}" for app, name in (*loader.disk_migrations, *replaced))


@cache
def release() -> str:
    file = ROOT / "pyproject.toml"
    return str(tomllib.loads(file.read_text())["project"]["version"]) if file.exists() else "unknown"
