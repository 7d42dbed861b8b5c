"""A backup is refused where it cannot be trusted or would do harm, with a sentence, and nothing is changed then."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.backup import archive, manifest
from config.backup.manifest import Manifest, Table
from tests.databases import on_postgresql

AT = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
VENDOR = connection.vendor


def made(folder: Path, **other: object) -> Path:
    """A backup with no database in it, and a manifest of this release but for what is named."""
    about = manifest.of(vendor=VENDOR, server="1", at=AT, migrations=sorted(manifest.known_migrations()), tables={})
    file = folder / "one.backup"
    with zipfile.ZipFile(file, "w") as written:
        written.writestr(archive.MEMBERS[VENDOR], b"x" * 1000)
        written.writestr(archive.MANIFEST, json.dumps({**about.model_dump(mode="json"), **other}))
    return file


def refused(*arguments: object, **options: object) -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("restore", *map(str, arguments), **options)
    return str(refusal.value)


def test_a_database_with_data_is_not_written_over(db, tmp_path):
    assert "has data already" in refused(made(tmp_path))


@pytest.mark.parametrize("way", [{}, {"force": True}, {"verify": True}], ids=str)
def test_a_backup_of_a_newer_release_is_refused_however_it_is_asked(db, tmp_path, way):
    newer = [*manifest.known_migrations(), "assessment.9999_of_tomorrow"]
    said = refused(made(tmp_path, migrations=newer, release="9.0"), **way)
    assert "made by a newer release (9.0): it has assessment.9999_of_tomorrow" in said


def test_a_backup_of_the_other_kind_is_refused(db, tmp_path):
    assert "This is a backup of oracle" in refused(made(tmp_path, database="oracle"), force=True)


def test_what_is_no_backup_is_refused(db, tmp_path):
    no_zip, no_manifest = tmp_path / "no.zip", tmp_path / "no.manifest"
    no_zip.write_bytes(b"hello")
    with zipfile.ZipFile(no_manifest, "w") as written:
        written.writestr("else", "x")
    assert "There is no file" in refused(tmp_path / "nowhere", force=True)
    assert "is no backup of Skillgap" in refused(no_zip, force=True)
    assert "is no backup of Skillgap" in refused(no_manifest, force=True)
    assert "cannot be read" in refused(made(tmp_path, tables="none"), force=True)
    assert "has format 2" in refused(made(tmp_path, format=2), force=True)


def test_a_byte_that_turned_is_found_before_anything_is_changed(db, tmp_path):
    file = made(tmp_path)
    data = bytearray(file.read_bytes())
    data[data.index(b"x" * 100) + 50] ^= 1
    file.write_bytes(data)
    assert "damaged" in refused(file, force=True)


@pytest.mark.parametrize("length", [0, 100, 1000])
def test_a_backup_that_is_cut_off_is_refused(db, tmp_path, length):
    file = made(tmp_path)
    file.write_bytes(file.read_bytes()[:length])
    assert "is no backup of Skillgap, or it is damaged" in refused(file, force=True)


def test_trying_and_forcing_are_not_asked_together(tmp_path):
    assert "leave one of them out" in refused(tmp_path, verify=True, force=True)


def test_each_table_that_differs_is_told():
    def table(rows: int, mark: str) -> Table:
        return Table(rows=rows, sha256=mark * 64)

    was = {"a": table(1, "a"), "b": table(2, "b"), "c": table(3, "c"), "d": table(4, "d")}
    wanted = manifest.of(vendor="sqlite", server="1", at=AT, migrations=[], tables=was)
    assert manifest.differences(wanted, dict(was)) == []
    assert manifest.differences(wanted, {**was, "a": table(0, "a"), "b": table(2, "x")}) == [
        "a has 0 rows and had 1.",
        "b has as many rows as it had, but not the same ones.",
    ]
    found = {name: was[name] for name in ("a", "b", "c")} | {"e": table(0, "e")}
    assert manifest.differences(wanted, found) == ["d is missing.", "e is not in the backup."]


def test_what_a_manifest_says_can_be_read_again():
    said = manifest.of(vendor="sqlite", server="1", at=AT, migrations=["a.b"], tables={"t": Table(rows=1, sha256="0")})
    assert isinstance(said, Manifest)
    assert manifest.read(said.model_dump_json().encode()) == said
    assert said.release == "0.1.0"


@on_postgresql
def test_what_is_half_there_leaves_the_database_as_it_was(without_transaction, tmp_path):
    """The dump is none: psql is ended before it commits that all tables were dropped."""
    assert "pg_restore could not do it" in refused(made(tmp_path), force=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM assessment_answer")
        assert cursor.fetchone() == (0,)
