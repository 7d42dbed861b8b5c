"""The drill of a backup: made while people save, brought back on a clean machine, and compared.

Small here; `.venv/bin/python -m tests.faults.test_backup 100000 1000 DATABASE_URL…` does it with so many answers and
reports and prints the figures, for SQLite, or for PostgreSQL with the address of a superuser.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests import environment, servers

ANSWERS, REPORTS = 300, 20


def drill(first: str, second: str, folder: Path, answers: int, reports: int) -> dict[str, Any]:
    """Back up one database while people save, restore to the other; gives both ends. What must hold is asserted."""
    ledger = folder.with_name("ledger")  # on another disk than the database's
    there = run(first, ledger, "site", answers, reports, folder)
    here = run(second, ledger, "clean", there["file"], reports)
    assert len(there["digests"]) == reports
    assert here["digests"] == there["digests"]
    assert here["home"] == 200
    assert there["meanwhile"] > 0, "the load was too light to show anything"
    for writer, rev in there["before"].items():
        assert here["kept"][writer] >= rev, f"lost: what was acknowledged to {writer}"
    assert len(here["there"]) > len(there["gone"]) == 2
    assert not {*there["gone"], "alice@skillgap.example"} & {*here["there"]}
    assert Path(there["file"]).stat().st_mode & 0o077 == 0
    return {"site": there, "clean": here}


def run(url: str, ledger: Path, *words: object) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.backing_up", *map(str, words)],
        cwd=servers.ROOT,
        env=environment.clean(DJANGO_SETTINGS_MODULE="tests.settings", DATABASE_URL=url, ERASURE_LEDGER=str(ledger)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_backup_under_load_comes_back_whole(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with another(url, tmp_path) as second:
        drill(url, second, folder, ANSWERS, REPORTS)


@contextmanager
def another(url: str, folder: Path) -> Iterator[str]:
    """The address of an empty database of the same kind, gone at the end."""
    if url.startswith("sqlite:"):
        (folder / "clean").mkdir()
        yield f"sqlite:///{folder / 'clean' / 'site.sqlite3'}"
        return
    with servers.own_database(url, "clean") as made:
        yield made


def figures(found: dict[str, Any]) -> str:
    there, here = found["site"], found["clean"]
    size = Path(there["file"]).stat().st_size / 1e6
    return (
        f"{there['answers']} answers: backed up in {there['seconds']} s ({size:.1f} MB) while {there['meanwhile']} were "
        f"saved; restored and proved in {here['seconds']} s; {len(here['digests'])} report digests equal"
    )


def long_form(answers: int, reports: int, admin: str) -> None:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        (folder / "backups").mkdir()
        url = f"sqlite:///{folder / 'site.sqlite3'}"
        if admin:
            url = stack.enter_context(servers.own_database(admin, "backup"))
        second = stack.enter_context(another(url, folder))
        print(url.partition(":")[0], figures(drill(url, second, folder / "backups", answers, reports)))


if __name__ == "__main__":
    long_form(int(sys.argv[1]), int(sys.argv[2]), "".join(sys.argv[3:]))
