"""A primary and a standby of PostgreSQL, each in a network namespace, and namespaces for servers of the site. Wants root."""

import ctypes
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from tests.servers import PATIENCE

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
NET = "10.77.0"
SETTINGS = """
ssl = on
fsync = on
wal_keep_size = '256MB'
hot_standby = on
unix_socket_directories = ''
"""
HBA = f"hostssl all,replication all {NET}.0/24 trust\n"
_setns = ctypes.CDLL(None, use_errno=True).setns


def sh(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr}")
    return done.stdout


@contextmanager
def namespaces(names: dict[str, int]) -> Iterator[None]:
    """Namespaces on a bridge of their own, each with the address of its number; this process has number 1."""
    try:
        sh("ip", "link", "add", "sgbr", "type", "bridge")
        sh("ip", "addr", "add", f"{NET}.1/24", "dev", "sgbr")
        sh("ip", "link", "set", "sgbr", "up")
        for name, number in names.items():
            sh("ip", "netns", "add", name)
            sh("ip", "link", "add", f"v{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
            sh("ip", "link", "set", f"v{name}", "master", "sgbr", "up")
            sh("ip", "-n", name, "addr", "add", f"{NET}.{number}/24", "dev", "eth0")
            sh("ip", "-n", name, "link", "set", "eth0", "up")
            sh("ip", "-n", name, "link", "set", "lo", "up")
        yield
    finally:
        for name in names:
            for gone in (["link", "del", f"v{name}"], ["netns", "del", name]):
                with suppress(RuntimeError):
                    sh("ip", *gone)
        sh("ip", "link", "del", "sgbr")


def enter(name: str) -> None:
    """What this thread opens from now on is in a namespace."""
    with Path(f"/run/netns/{name}").open() as space:
        if _setns(space.fileno(), 0):
            raise OSError(ctypes.get_errno(), "setns")


class Cluster:
    def __init__(self, name: str, number: int, folder: Path) -> None:
        self.name, self.address, self.folder = name, f"{NET}.{number}", folder / name
        self.url = f"postgres://postgres@{self.address}:5432/postgres?sslmode=require"

    def _as_postgres(self, program: str, *more: object) -> str:
        return sh("ip", "netns", "exec", self.name, "runuser", "-u", "postgres", "--", BIN / program, *more)

    def create(self) -> None:
        self._as_postgres("initdb", "-D", self.folder, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        (self.folder / "pg_hba.conf").write_text(HBA)
        with (self.folder / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)
        key, cert = self.folder / "server.key", self.folder / "server.crt"
        sh("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=db", "-keyout", key, "-out", cert)  # fmt: skip
        for path in (key, cert):
            shutil.chown(path, "postgres", "postgres")
        key.chmod(0o600)

    def start(self) -> None:
        options = f"-c listen_addresses={self.address}"
        self._as_postgres("pg_ctl", "-D", self.folder, "-o", options, "-l", self.folder / "log", "-w", "start")

    def follow(self, other: "Cluster") -> None:
        """Become a standby of another cluster, from nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)
        where = f"host={other.address} port=5432 user=postgres sslmode=require"
        self._as_postgres("pg_basebackup", "-d", where, "-D", self.folder, "-R", "-c", "fast", "-N", "-X", "stream")
        self.start()

    def ask(self, asked: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            result = connection.execute(asked)
            return result.fetchall() if result.description else []

    def wait_for_standby(self, *, synchronous: bool) -> None:
        """Acknowledge nothing from now on that the standby has not on its disk; or do not wait for it."""
        self.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{'*' if synchronous else ''}'")
        self.ask("SELECT pg_reload_conf()")
        wanted = "sync" if synchronous else "async"
        deadline = time.monotonic() + PATIENCE
        while self.ask("SELECT state, sync_state FROM pg_stat_replication") != [("streaming", wanted)]:
            assert time.monotonic() < deadline, "the standby does not follow"
            time.sleep(0.05)

    def promote(self) -> None:
        """Take over. Nobody follows yet, so nobody is waited for."""
        self._as_postgres("pg_ctl", "-D", self.folder, "-w", "promote")

    def processes(self) -> list[int]:
        postmaster = int((self.folder / "postmaster.pid").read_text().split()[0])
        return [postmaster, *(int(pid) for pid in sh("ps", "-o", "pid=", "--ppid", postmaster).split())]

    def kill(self) -> None:
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def link(self, state: str) -> None:
        sh("ip", "link", "set", f"v{self.name}", state)
