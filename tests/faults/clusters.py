"""PostgreSQL servers of a drill alone, which may be killed, frozen and filled up."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from tests.faults.figures import LeftOut
from tests.servers import PATIENCE

IS_ROOT = os.geteuid() == 0
# Small files, so that a copy of the disk is quickly made; all that makes a commit last is as it comes.
CONFIG = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 16MB
min_wal_size = 4MB
max_wal_size = 32MB
max_connections = 60
"""


def program(name: str) -> str:
    """Where a program of PostgreSQL is, of its newest version here. Raises LeftOut."""
    found = shutil.which(name) or next(
        map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), ""
    )
    if not found:
        raise LeftOut("needs the programs of PostgreSQL (apt install postgresql)")
    return found


def _as_its_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    return {"user": "postgres", "group": "postgres", "extra_groups": [], "cwd": "/"} if IS_ROOT else {"cwd": "/"}


class Cluster:
    """A server with its data in `data`, on a port that the caller keeps free."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.url = f"postgres://postgres@127.0.0.1:{port}/postgres"

    def make(self) -> None:
        self.data.mkdir(mode=0o700)
        if IS_ROOT:
            shutil.chown(self.data, "postgres", "postgres")
        command = [program("initdb"), "-D", str(self.data), "-A", "trust", "-U", "postgres", "--no-sync"]
        subprocess.run([*command, "--wal-segsize=1"], check=True, stdout=subprocess.DEVNULL, **_as_its_user())
        with (self.data / "postgresql.conf").open("a") as config:
            config.write(CONFIG)

    def start(self) -> None:
        """Start it, or start it again after whatever happened, and wait until it takes connections."""
        self.process = subprocess.Popen(
            [program("postgres"), "-D", str(self.data), "-p", str(self.port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **_as_its_user(),
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise RuntimeError("PostgreSQL does not start")

    def processes(self) -> Iterator[int]:
        """Its processes: those that work in its folder."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if (folder / "cwd").readlink() == self.data:
                    yield int(folder.name)
            except OSError:
                continue

    def kill(self) -> None:
        """Kill the master with all that it started, as when the machine stops."""
        while found := list(self.processes()):
            self._tell(found, signal.SIGKILL)
            self.process.poll()
            time.sleep(0.01)
        self.process.wait(PATIENCE)

    def kill_one(self) -> None:
        """Kill a process that serves a connection; PostgreSQL then ends all others and starts anew by itself."""
        with psycopg.connect(self.url) as connection:
            query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            found = [pid for (pid,) in connection.execute(query)]
        self._tell(found[:1], signal.SIGKILL)

    def freeze(self) -> None:
        self._tell(self.processes(), signal.SIGSTOP)

    def thaw(self) -> None:
        self._tell(self.processes(), signal.SIGCONT)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)

    def _tell(self, processes: Any, what: signal.Signals) -> None:
        for process in processes:
            try:
                os.kill(process, what)
            except ProcessLookupError:
                continue
