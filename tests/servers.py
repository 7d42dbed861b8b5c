"""Real servers for tests that need one: started on a free port, measured, and stopped or killed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import environment

ROOT = Path(__file__).resolve().parents[1]
# One worker that stays, unless a test asks for others.
AS_OURS = ("--config", str(ROOT / "config" / "gunicorn.py"), "--workers", "1", "--max-requests", "0")
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 120  # seconds; generous, so that a busy machine decides nothing


@contextmanager
def kept_port() -> Iterator[int]:
    """A port of this machine that nobody else gets meanwhile: it is bound here too, and gunicorn shares it."""
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]


def options(port: int) -> list[str]:
    """What gunicorn needs to serve a kept port as a server of ours, and to end no worker that is only slow."""
    return [*AS_OURS, "--bind", f"127.0.0.1:{port}", "--reuse-port", "--timeout", "0"]


class Server:
    """A gunicorn on a kept port. Its master and its workers are a process group of their own, `group`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.group = 0

    def start(
        self,
        application: str,
        env: Mapping[str, str],
        *more: str,
        log: Path = Path(os.devnull),
        listening: socket.socket | None = None,
    ) -> None:
        """With `listening` its workers take from one queue, as on a server; else each has a queue of its own."""
        where = options(self.port) if listening is None else [*AS_OURS, "--bind", f"fd://{listening.fileno()}"]
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", application, *where, *more],
                cwd=ROOT, env=environment.clean(**env), stdout=output, stderr=output, start_new_session=True,
                pass_fds=[] if listening is None else [listening.fileno()],
            )  # fmt: skip
        self.group = self.process.pid

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End master and workers at once, as a crash of the machine's kernel would; back when none of them is left."""
        os.killpg(self.group, signal.SIGKILL)
        while any(self.processes()):
            time.sleep(0.005)

    def wait(self, path: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                self.request("GET", path)
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"no answer from {path}")

    def request(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: str | None = None
    ) -> tuple[int, bytes]:
        status, _headers, content = self.answer(method, path, headers, body)
        return status, content

    def answer(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: str | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and content of the answer to one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def workers(self) -> set[int]:
        """The processes below the master that were not ended."""
        return {int(stat.parent.name) for stat in self.processes()} - {self.group}

    def cpu_ms(self, of: Collection[int] = ()) -> float:
        """User and system time of the server's processes so far, or of some of them, in milliseconds."""
        return sum(self._ticks(of)) * 1000 / TICKS

    def memory_mb(self) -> float:
        """The resident memory of the largest process: of a worker, or of one that sets a PDF."""
        sizes = []
        for stat in self.processes():
            try:
                status = (stat.parent / "status").read_text()
            except OSError:
                continue
            if "VmRSS:" in status:
                sizes.append(int(status.partition("VmRSS:")[2].split()[0]) / 1024)
        return max(sizes)

    def _ticks(self, of: Collection[int]) -> Iterator[int]:
        for stat in self.processes():
            if of and int(stat.parent.name) not in of:
                continue
            fields = stat.read_text().rpartition(")")[2].split()
            yield int(fields[11]) + int(fields[12])

    def processes(self) -> Iterator[Path]:
        """What the kernel says of each process of its group."""
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == self.group and fields[0] != "Z":
                yield stat


@contextmanager
def running(application: str, env: Mapping[str, str], ready: str) -> Iterator[Server]:
    with kept_port() as port:
        server = Server(port)
        server.start(application, env, "--log-level", "critical")
        try:
            server.wait(ready)
            yield server
        finally:
            server.stop()


def prepare(module: str, env: Mapping[str, str]) -> str:
    """Run a preparing module in its own process; gives what it printed last."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=environment.clean(**env),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip().splitlines()[-1]


@contextmanager
def own_database(admin: str, purpose: str) -> Iterator[str]:
    """The address of a PostgreSQL database of this process alone, gone at the end; `admin` may create one."""
    name = f"skillgap_{purpose}_{os.getpid()}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield admin.rpartition("/")[0] + f"/{name}"
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
