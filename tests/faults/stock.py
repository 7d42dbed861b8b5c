"""Databases that are ready for people: made once in a run, and copied for each drill."""

import fcntl
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults import disks
from tests.faults.clusters import Cluster
from tests.faults.people import Person
from tests.faults.sites import prepare

PEOPLE, ALL_PEOPLE = 8, 100
FILE, DATA = "site.sqlite3", "cluster"


class Stock:
    """What is kept in a folder that all processes of a run share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _once(self, name: str, make: Callable[[Path], list[dict[str, Any]]]) -> Path:
        """The file of this name, which the first who asks for it makes, with the attempts in it beside."""
        made, half = self.folder / name, self.folder / f"half-{name}"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                half.unlink(missing_ok=True)  # of one who was ended at it
                made.with_suffix(".json").write_text(json.dumps(make(half)))
                half.rename(made)
        return made

    def people(self, of: Path, count: int) -> list[Person]:
        attempts = json.loads(of.with_suffix(".json").read_text())
        return [Person(attempt, seed) for seed, attempt in enumerate(attempts[:count])]

    def sqlite(self, place: Path, people: int = PEOPLE) -> tuple[str, list[Person]]:
        """A copy of the database in SQLite in a folder: its address, and people."""
        made = self._once("stock.sqlite3", lambda half: prepare(f"sqlite:///{half}", ALL_PEOPLE))
        shutil.copy(made, place / FILE)
        return f"sqlite:///{place / FILE}", self.people(made, people)

    def cluster(self, place: Path, port: int, people: int = PEOPLE) -> tuple[Cluster, list[Person]]:
        """A copy of a PostgreSQL server in a folder, not started yet, and people."""
        made = self._once("cluster.tar", _pack_cluster)
        subprocess.run(["tar", "-xf", made, "-C", place], check=True)
        return Cluster(place / DATA, port), self.people(made, people)


@contextmanager
def empty_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server with nothing in it, running."""
    with disks.folder() as place, free_port() as port, running(_new_cluster(place, port)) as cluster:
        yield cluster


def _new_cluster(place: Path, port: int) -> Cluster:
    if os.geteuid() == 0:
        shutil.chown(place, "postgres")
    cluster = Cluster(place / DATA, port)
    cluster.make()
    return cluster


def _pack_cluster(packed: Path) -> list[dict[str, Any]]:
    with disks.folder() as place, free_port() as port:
        cluster = _new_cluster(place, port)
        cluster.start()
        try:
            attempts = prepare(cluster.url, ALL_PEOPLE)
        finally:
            cluster.stop()
        subprocess.run(["tar", "-cf", packed, "-C", place, DATA], check=True)
    return attempts


@contextmanager
def free_port() -> Iterator[int]:
    """A port that nobody has at this moment, of those that the kernel gives to nobody by itself."""
    first, last = map(int, Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())
    for port in range(20_000 + os.getpid() % 10_000, 65_000):
        if first <= port <= last:
            continue
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) and _is_free(port):
                yield port
                return
    raise RuntimeError("no port is free")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def running(cluster: Cluster) -> Iterator[Cluster]:
    """The server started, and gone at the end whatever was done to it."""
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.thaw()
        cluster.kill()
