"""`kill -9` of whatever serves: one worker, the whole server, PostgreSQL or one of its processes, all of it at once."""

import random
from collections.abc import Iterator
from contextlib import ExitStack

from tests.faults import disks
from tests.faults.figures import Figures
from tests.faults.people import Crowd
from tests.faults.sites import site, stored
from tests.faults.stock import Stock, free_port, running

KILLS_OF_WORKERS = 5  # in a cycle


def sqlite(stock: Stock, cycles: int) -> Iterator[Figures]:
    """The master and all workers on SQLite."""
    figures = Figures("kill -9 of the server, SQLite", goal_seconds=3)
    with ExitStack() as stack:
        url, people = stock.sqlite(stack.enter_context(disks.folder()))
        served = stack.enter_context(site(url))
        served.start()
        for cycle in range(cycles):
            with Crowd(people, served.port) as crowd:
                crowd.wait_for(random.Random(cycle).randint(20, 60))
                served.kill()
                figures.judge(people, stored(url))
                figures.recovered(crowd.recovery(served.start))
            figures.cycles += 1
        figures.judge(people, stored(url))
    yield figures.count(people)


def workers(stock: Stock, cycles: int) -> Iterator[Figures]:
    """One worker after another, while the master replaces them."""
    figures = Figures("kill -9 of single workers, SQLite")
    with ExitStack() as stack:
        url, people = stock.sqlite(stack.enter_context(disks.folder()))
        served = stack.enter_context(site(url))
        served.start()
        for cycle in range(cycles):
            with Crowd(people, served.port) as crowd:
                for kill in range(KILLS_OF_WORKERS):
                    crowd.wait_for(random.Random(cycle * KILLS_OF_WORKERS + kill).randint(4, 20))
                    served.kill_worker(kill)
            figures.cycles += 1
            figures.judge(people, stored(url))
    yield figures.count(people)


def postgres(stock: Stock, cycles: int) -> Iterator[Figures]:
    """By turns PostgreSQL as a whole, one of its processes, and the site with it, which else is never started anew."""
    figures = Figures("kill -9 of PostgreSQL", goal_seconds=10)
    with ExitStack() as stack:
        port = stack.enter_context(free_port())
        cluster, people = stock.cluster(stack.enter_context(disks.folder()), port)
        stack.enter_context(running(cluster))
        served = stack.enter_context(site(cluster.url))
        served.start()
        for cycle in range(cycles):
            with Crowd(people, served.port) as crowd:
                crowd.wait_for(random.Random(cycle).randint(20, 60))
                if cycle % 3 == 1:
                    figures.recovered(crowd.recovery(cluster.kill_one))
                else:
                    cluster.kill()
                    if cycle % 3 == 2:
                        served.kill()
                        served.start()
                    figures.recovered(crowd.recovery(cluster.start))
                crowd.wait_for(5)
            figures.cycles += 1
            figures.judge(people, stored(cluster.url))
    yield figures.count(people)
