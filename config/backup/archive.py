"""A backup as a file: a ZIP with the database and, last, what it says of itself. Its checksums tell of bytes that turned."""

import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from config.backup import manifest
from config.backup.manifest import BackupUnfit, Manifest

MANIFEST = "manifest.json"
MEMBERS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
CHUNK = 1 << 20


def write(output: IO[bytes], vendor: str, fill: Callable[[IO[bytes]], Manifest]) -> Manifest:
    """Write a backup to a stream, a pipe among them; `fill` writes the database and says what it is."""
    # pg_dump has pressed its file already.
    method = zipfile.ZIP_DEFLATED if vendor == "sqlite" else zipfile.ZIP_STORED
    with zipfile.ZipFile(output, "w", method, allowZip64=True, compresslevel=1) as archive:
        with archive.open(MEMBERS[vendor], "w", force_zip64=True) as member:
            made = fill(member)
        archive.writestr(MANIFEST, made.model_dump_json(indent=1))
    return made


def about(file: Path) -> Manifest:
    """What a backup says of itself. Raises BackupUnfit for a file that is none, or is cut off."""
    with _opened(file) as archive:
        return manifest.read(archive.read(MANIFEST))


def take_out(file: Path, vendor: str, target: Path) -> None:
    """Write the database of a backup to a file, for its owner alone. Raises BackupUnfit when a byte of it has turned."""
    with _opened(file) as archive, archive.open(MEMBERS[vendor]) as member, private(target) as output:
        shutil.copyfileobj(member, output, CHUNK)


@contextmanager
def private(file: Path) -> Iterator[IO[bytes]]:
    """A new file that nobody else may read, on the disk when this ends."""
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as output:
        yield output
        output.flush()
        os.fsync(output.fileno())


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except FileNotFoundError as error:
        raise BackupUnfit(f"There is no file {file}.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
        raise BackupUnfit(f"{file} is no backup of Skillgap, or it is damaged: {error}.") from error
    except OSError as error:
        raise BackupUnfit(f"{file} cannot be read: {error.strerror}.") from error
