"""The power is cut: all processes die, and of what was written only that is there which had reached the disk.

Every second time it is cut in the midst of work, else in the moment after an answer was acknowledged, while nobody writes:
what a later commit takes along to the disk is then not yet there. Three settings of SQLite that are common elsewhere,
and one of PostgreSQL, must lose answers, or the drill shows nothing.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from tests.faults import disks
from tests.faults.disks import Disk
from tests.faults.figures import Figures
from tests.faults.people import Crowd, Person
from tests.faults.sites import Site, site, stored
from tests.faults.stock import Stock, free_port

SQLITE_CONTROLS = {
    "synchronous=OFF": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF",
    "WAL and NORMAL": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
    "DELETE and FULL, Django's own": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL",
}


def sqlite(stock: Stock, cycles: int, control_cycles: int) -> Iterator[Figures]:
    disks.need_mounts()
    yield _sqlite(stock, Figures("power cut, SQLite as shipped", goal_seconds=3), cycles)
    for name, pragmas in SQLITE_CONTROLS.items():
        yield _sqlite(stock, Figures(f"power cut, SQLite with {name}", is_control=True), control_cycles, pragmas)


def _sqlite(stock: Stock, figures: Figures, cycles: int, pragmas: str = "") -> Figures:
    with ExitStack() as stack:
        disk = Disk(stack.enter_context(disks.folder()))
        url, people = stock.sqlite(stack.enter_context(disk.mounted()))
        disks.sync()
        served = stack.enter_context(site(url, **({"WEAKENED": pragmas} if pragmas else {})))
        return _cut_again_and_again(figures, cycles, served, people, disk, lambda: None, lambda: None)


def postgres(stock: Stock, cycles: int, control_cycles: int) -> Iterator[Figures]:
    disks.need_mounts()
    yield _postgres(stock, Figures("power cut, PostgreSQL as shipped", goal_seconds=10), cycles, "")
    name = "power cut, PostgreSQL with synchronous_commit=off"
    yield _postgres(stock, Figures(name, is_control=True), control_cycles, "synchronous_commit = off\n")


def _postgres(stock: Stock, figures: Figures, cycles: int, config: str) -> Figures:
    with ExitStack() as stack:
        disk = Disk(stack.enter_context(disks.folder()), size=200)
        port = stack.enter_context(free_port())
        cluster, people = stock.cluster(stack.enter_context(disk.mounted()), port)
        with (cluster.data / "postgresql.conf").open("a") as file:
            file.write(config)
        disks.sync()
        stack.callback(cluster.kill)
        cluster.start()
        served = stack.enter_context(site(cluster.url))
        return _cut_again_and_again(figures, cycles, served, people, disk, cluster.kill, cluster.start)


def _cut_again_and_again(
    figures: Figures, cycles: int, served: Site, people: Sequence[Person], disk: Disk,
    kill_database: Callable[[], None], start_database: Callable[[], None],
) -> Figures:  # fmt: skip
    """Cycles of load, cut and look; a control ends with its first loss."""
    back = 0.0
    for cycle in range(cycles):
        began = time.monotonic()
        served.start()
        with Crowd(people, served.port) as crowd:
            crowd.wait_for(1)
            figures.recovered(back + time.monotonic() - began if cycle else 0.0)
            crowd.wait_for(20 + 7 * (cycle % 5))
            if cycle % 2:
                kill_database()
                served.kill()
        if not cycle % 2:  # everybody has their answer and nobody writes
            kill_database()
            served.kill()
        disk.cut()
        began = time.monotonic()
        start_database()
        back = time.monotonic() - began
        figures.cycles += 1
        try:
            rows = stored(served.url)
        except sqlite3.DatabaseError:
            figures.corrupt += 1
            break
        if not figures.judge(people, rows):
            for person in people:
                person.go_on_from(rows)
        if figures.is_control and figures.holds:
            break
    return figures.count(people)
