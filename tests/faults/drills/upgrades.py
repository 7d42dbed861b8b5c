"""People at work while editors publish and the next release migrates: nobody is refused, and what was published or begun
stays as it was."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from tests import environment, servers
from tests.faults import disks
from tests.faults.figures import Figures
from tests.faults.people import Crowd, Person
from tests.faults.sites import SETTINGS, Site, kept, site, stored
from tests.faults.stock import Stock, free_port, running


def sqlite(stock: Stock, rounds: int) -> Iterator[Figures]:
    with ExitStack() as stack:
        url, people = stock.sqlite(stack.enter_context(disks.folder()))
        served = stack.enter_context(site(url))
        yield _under_load(
            Figures("publishing and migrating, SQLite", must_answer=True, must_work=True), served, people, rounds
        )


def postgres(stock: Stock, rounds: int) -> Iterator[Figures]:
    with ExitStack() as stack:
        cluster, people = stock.cluster(stack.enter_context(disks.folder()), stack.enter_context(free_port()))
        stack.enter_context(running(cluster))
        served = stack.enter_context(site(cluster.url))
        figures = Figures("publishing and migrating, PostgreSQL", must_answer=True, must_work=True)
        yield _under_load(figures, served, people, rounds)


def _under_load(figures: Figures, served: Site, people: list[Person], rounds: int) -> Figures:
    before = kept(served.url)
    served.start()
    published: set[str] = set()
    with _publisher(served.url) as publisher, Crowd(people, served.port, pause=0.05) as crowd:
        for number in range(rounds):
            crowd.wait_for(10)
            publisher.stdin.write("once more\n")
            publisher.stdin.flush()
            published.add(publisher.stdout.readline().strip())
            _migrate(served.url, "zero" if number % 2 else "0001")
            for person in people[:2]:
                person.look(served.port)
        crowd.wait_for(10)
    figures.cycles = rounds
    after = kept(served.url)
    # What was there before is there unchanged: editions with their digest and content, attempts with their edition.
    figures.corrupt += len(before.items() - after.items())
    figures.more["editions published"] = len(published)
    if len(published) != rounds or not published <= {digest for digest, _content in after.values()}:
        figures.refused.append("an edition is not there")
    figures.judge(people, stored(served.url))
    return figures.count(people)


@contextmanager
def _publisher(url: str) -> Iterator[Any]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.publishing"], cwd=servers.ROOT, stdin=pipe, stdout=pipe,
        text=True, env=environment.clean(DJANGO_SETTINGS_MODULE=SETTINGS, DATABASE_URL=url),
    ) as publisher:  # fmt: skip
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "ready\n"
        yield publisher


def _migrate(url: str, to: str) -> None:
    """As a release does that adds to tables in use, while the servers of this one go on; or back."""
    env = environment.clean(DJANGO_SETTINGS_MODULE="tests.faults.later_settings", DATABASE_URL=url)
    command = [sys.executable, "manage.py", "migrate", "later", to, "--verbosity", "0"]
    done = subprocess.run(command, cwd=servers.ROOT, env=env, check=False, capture_output=True, text=True)
    assert not done.returncode, done.stderr
