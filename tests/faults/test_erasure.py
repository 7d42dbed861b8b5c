"""After an erasure no byte of what somebody wrote is left: in the file of SQLite, in a dump of PostgreSQL, in the logs."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.environment import clean
from tests.faults.erasing import ANN, BEN, LOOSE

ROOT = Path(__file__).parents[2]


def step(url: str, ledger: Path, *given: str) -> subprocess.CompletedProcess[str]:
    env = clean(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="config.settings", LOG_LEVEL="DEBUG", **_named(ledger))
    command = [sys.executable, "-m", "tests.faults.erasing", *given]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)


def bytes_of(url: str) -> bytes:
    """All that the database keeps: the files of SQLite as they lie there, or PostgreSQL's own dump."""
    if url.startswith("sqlite:///"):
        file = Path(url.removeprefix("sqlite:///"))
        return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))
    return subprocess.run(["pg_dump", "--dbname", url], capture_output=True, check=True).stdout


@pytest.mark.slow
def test_no_byte_of_somebody_who_was_erased_is_left(url, tmp_path):
    ledger = tmp_path / "ledger.jsonl"
    loose = step(url, ledger, "make").stdout.strip()
    before = bytes_of(url)
    assert min(before.count(mark.encode()) for mark in (ANN, BEN, LOOSE, loose)) > 0

    done = step(url, ledger, "erase", loose)

    after = bytes_of(url)
    gone = [mark for mark in (ANN, LOOSE, loose) if mark.encode() in after + ledger.read_bytes()]
    print(f"canaries before {before.count(ANN.encode())}, after {after.count(ANN.encode())}")
    assert gone == []
    assert after.count(BEN.encode()) == before.count(BEN.encode())
    assert [mark for mark in (ANN, LOOSE, loose) if mark in done.stderr] == []
    assert "Erased: accounts: 1; attempts: 0" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("known", ["by the rows that are replaced", "by the file"])
def test_a_restored_backup_brings_nobody_back(url, tmp_path, known):
    """A backup, an erasure, and the backup again: into the database that knows of the erasure, or one that is empty, as
    on a new machine that has the ledger's file alone."""
    by_file = known == "by the file"
    ledger = tmp_path / "ledger.jsonl" if by_file else Path()
    loose = step(url, ledger, "make").stdout.strip()
    folder = tmp_path / "backups"
    folder.mkdir()
    manage(url, ledger, "backup", str(folder))
    step(url, ledger, "erase", loose)
    if by_file:
        empty(url)

    told = manage(url, ledger, "restore", str(*folder.iterdir()), *([] if by_file else ["--force"]))

    after = bytes_of(url)
    assert "erased again" in told
    assert [mark for mark in (ANN, LOOSE, loose) if mark.encode() in after] == []
    assert BEN.encode() in after


def manage(url: str, ledger: Path, *given: str) -> str:
    env = clean(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="config.settings", **_named(ledger))
    command = [sys.executable, "manage.py", *given]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout


def _named(ledger: Path) -> dict[str, str]:
    return {"ERASURE_LEDGER": str(ledger)} if ledger.name else {}


def empty(url: str) -> None:
    """A database without a table, at the same address."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).unlink()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
