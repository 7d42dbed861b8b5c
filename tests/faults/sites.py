"""The site in drills: servers that are forked from one process, which read the code once."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg

from tests import environment, servers
from tests.faults.people import Rows, Stored

SETTINGS = "tests.faults.settings"
STORED = """
    SELECT a.public_id, r.skill, r.rev, r.step, r.evidence FROM assessment_answer r
    JOIN assessment_assessment a ON a.id = r.assessment_id
"""


class Site:
    """A site on one database and one port, of which one server after another is started and killed."""

    def __init__(self, url: str, port: int, forks: Any) -> None:
        self.url, self.port, self.forks = url, port, forks
        self.server = servers.Server(port)

    def start(self, workers: int = 2, *more: str) -> None:
        """Start a whole server, a master with its workers, and wait until it answers."""
        where = [*servers.options(self.port), "--workers", workers, "--log-level", "critical", *more]
        print(*where, file=self.forks.stdin, flush=True)
        self.server.group = int(self.forks.stdout.readline())
        self.server.wait("/healthz")

    def kill(self) -> None:
        self.server.kill()
        assert self.forks.stdout.readline() == "gone\n"

    def workers(self) -> list[int]:
        """The processes of the server but for its master."""
        master = self.server.group
        return [pid for pid in map(_pid, self.server.processes()) if pid != master]

    def kill_worker(self, number: int) -> None:
        if workers := self.workers():
            os.kill(workers[number % len(workers)], signal.SIGKILL)


def _pid(stat: Path) -> int:
    return int(stat.parent.name)


@contextmanager
def site(url: str, **more: str) -> Iterator[Site]:
    """The site on a database that is there; its last server is gone at the end."""
    surroundings = environment.clean(DJANGO_SETTINGS_MODULE=SETTINGS, DATABASE_URL=url, **more)
    command, pipe = [sys.executable, "-W", "ignore", "-m", "tests.faults.forking"], subprocess.PIPE
    with (
        tempfile.TemporaryFile("w+") as log,
        servers.kept_port() as port,
        subprocess.Popen(
            command, cwd=servers.ROOT, env=surroundings, stdin=pipe, stdout=pipe, stderr=log, text=True
        ) as forks,
    ):
        made = Site(url, port, forks)
        try:
            yield made
        finally:
            if made.server.group and any(made.server.processes()):
                made.server.kill()
            _tell_of_faults(log)


def _tell_of_faults(log: IO[str]) -> None:
    """Show what the site logged of faults of its own. That a database is away is logged with each request."""
    log.seek(0)
    for line in log:
        if "Internal Server Error" in line or not line.startswith("{"):
            print(line, end="", file=sys.stderr)


def prepare(url: str, attempts: int) -> list[dict[str, Any]]:
    """Make the workshop in an empty database, and attempts; gives their ids and secrets."""
    env = {"DJANGO_SETTINGS_MODULE": SETTINGS, "DATABASE_URL": url, "ATTEMPTS": str(attempts)}
    made: list[dict[str, Any]] = json.loads(servers.prepare("tests.faults.prepare", env))
    return made


@contextmanager
def opened(url: str) -> Iterator[Any]:
    """The database itself, without the site."""
    is_file = url.startswith("sqlite:///")
    connection: Any = sqlite3.connect(url.removeprefix("sqlite:///")) if is_file else psycopg.connect(url)
    try:
        yield connection
    finally:
        connection.close()


def stored(url: str) -> Rows:
    """All answers that are there. Raises sqlite3.DatabaseError where the file is broken."""
    with opened(url) as connection:
        if url.startswith("sqlite:///"):
            found = connection.execute("PRAGMA integrity_check").fetchone()
            if found != ("ok",):
                raise sqlite3.DatabaseError(str(found))
        return {(who, skill): Stored(*rest) for who, skill, *rest in connection.execute(STORED)}


def kept(url: str) -> dict[str, tuple[str, str]]:
    """What must never change: each edition's digest and content, and of each attempt which edition it is of."""
    with opened(url) as connection:
        editions = connection.execute("SELECT id, digest, payload FROM catalog_edition")
        found = {f"edition {number}": (digest, payload) for number, digest, payload in editions}
        attempts = connection.execute("SELECT public_id, edition_id, role FROM assessment_assessment")
        return found | {f"attempt {who}": (str(edition), role) for who, edition, role in attempts}
