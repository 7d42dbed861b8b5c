"""The database is away for a while: it refuses, is frozen, slow, locked, or its disk is full. The site itself lives on,
so every request gets an answer: what was asked for, or “try again”."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

import psycopg

from tests.faults import disks
from tests.faults.figures import Figures
from tests.faults.people import TRY_AGAIN, Crowd, Person, ask
from tests.faults.sites import Site, site, stored
from tests.faults.stock import Stock, free_port, running
from tests.relay import relaying

BACK = 5  # seconds to the first save that is taken
Fault = Callable[[], object]
SLOW = 2.0  # seconds for each piece that either says: more than a request may take


def sqlite_full(stock: Stock, seconds: float, people: int) -> Iterator[Figures]:
    figures = _figures("disk full, SQLite")
    with ExitStack() as stack:
        place = stack.enter_context(disks.small(40))
        url, crowd = stock.sqlite(place, people)
        served = stack.enter_context(_served(url))

        def mend() -> None:
            (place / "ballast").unlink()

        yield _away(figures, served, crowd, seconds, lambda: disks.fill(place), mend)


def sqlite_locked(stock: Stock, seconds: float, people: int) -> Iterator[Figures]:
    figures = _figures("locked by somebody else, SQLite")
    with ExitStack() as stack:
        url, crowd = stock.sqlite(stack.enter_context(disks.folder()), people)
        served = stack.enter_context(_served(url))
        file = url.removeprefix("sqlite:///")
        other = sqlite3.connect(file, isolation_level=None, timeout=60)
        stack.callback(other.close)
        yield _away(
            figures, served, crowd, seconds,
            lambda: other.execute("BEGIN EXCLUSIVE"), lambda: other.execute("ROLLBACK"),
        )  # fmt: skip


def postgres_away(stock: Stock, seconds: float, people: int) -> Iterator[Figures]:
    """Refused, slow and frozen, one after the other."""
    with ExitStack() as stack:
        port = stack.enter_context(free_port())
        cluster, crowd = stock.cluster(stack.enter_context(disks.folder()), port, people)
        stack.enter_context(running(cluster))
        relay = stack.enter_context(relaying(port))
        served = stack.enter_context(_served(cluster.url.replace(str(port), str(relay.port)), cluster.url))

        def slow(delay: float) -> Fault:
            return lambda: setattr(relay, "delay", delay)

        for name, fail, mend in (
            ("refused", relay.refuse, relay.take),
            ("slow", slow(SLOW), slow(0.0)),
            ("frozen", cluster.freeze, cluster.thaw),
        ):
            yield _away(_figures(f"PostgreSQL {name}"), served, crowd, seconds, fail, mend)


def postgres_full(stock: Stock, seconds: float, people: int) -> Iterator[Figures]:
    figures = Figures("disk full, PostgreSQL", goal_seconds=10, must_answer=True)
    with ExitStack() as stack:
        place = stack.enter_context(disks.small(130))
        cluster, crowd = stock.cluster(place, stack.enter_context(free_port()), people)
        stack.enter_context(running(cluster))
        served = stack.enter_context(_served(cluster.url))

        def mend() -> None:
            (place / "ballast").unlink()
            if cluster.process.poll() is not None:  # it gives up where it cannot even say what it did
                cluster.kill()
                cluster.start()

        def fail() -> None:
            disks.fill(place)
            with suppress(psycopg.OperationalError), psycopg.connect(cluster.url, autocommit=True) as connection:
                for _ in range(100):  # it has files of its journal that are not used up yet
                    connection.execute("SELECT pg_logical_emit_message(false, 'drill', 'full')")
                    connection.execute("SELECT pg_switch_wal()")

        yield _away(figures, served, crowd, seconds, fail, mend)


def _figures(name: str) -> Figures:
    return Figures(name, goal_seconds=BACK, must_answer=True)


@contextmanager
def _served(url: str, straight: str = "") -> Iterator[Site]:
    """The site; `straight` leads to its database where `url` leads through a relay."""
    with site(url) as served:
        served.start(4)
        yield served
        served.url = straight or url


def _away(
    figures: Figures, served: Site, people: Sequence[Person], seconds: float, fail: Fault, mend: Fault
) -> Figures:
    """People at work before, while and after it is away; others only look."""
    for person in people:
        person.statuses.clear()
        person.acks = 0
        person.refused.clear()
    over = threading.Event()
    onlooker = threading.Thread(target=_look_on, args=(figures, served.port, people[0], over), daemon=True)
    try:
        with Crowd(people, served.port, pause=0.05 * len(people), retry=0.3) as crowd:
            onlooker.start()
            crowd.wait_for(2 * len(people))
            fail()
            crowd.forget()
            time.sleep(seconds)
            meanwhile = crowd.forget()
            figures.recovered(crowd.recovery(mend))
            crowd.wait_for(len(people))
    finally:
        over.set()
    onlooker.join()
    figures.cycles += 1
    figures.judge(people, stored(served.url))
    figures.count(people)
    if meanwhile and not figures.statuses[TRY_AGAIN]:
        figures.refused.append("nobody noticed it")
    return figures


def _look_on(figures: Figures, port: int, person: Person, over: threading.Event) -> None:
    """Pages that people look at meanwhile."""
    while not over.wait(0.2):
        person.look(port)
        status, _body = ask(port, "GET", "/", {})
        figures.statuses[status] += 1
