"""Somebody answers all questions in Chromium while workers, the whole server and PostgreSQL are killed at any time."""

import json
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from typing import Any

from tests import environment, servers
from tests.faults import disks
from tests.faults.clusters import Cluster
from tests.faults.figures import Figures, LeftOut
from tests.faults.front import front
from tests.faults.people import TRY_AGAIN
from tests.faults.sites import Site, opened, site, stored
from tests.faults.stock import Stock, free_port, running

PAUSES = 0.4, 2.5  # seconds between two kills


def postgres(stock: Stock, count: int) -> Iterator[Figures]:
    if not find_spec("playwright"):
        raise LeftOut("needs playwright and Chromium")
    figures = Figures("a journey in Chromium while all is killed, PostgreSQL")
    with ExitStack() as stack:
        cluster, people = stock.cluster(stack.enter_context(disks.folder()), stack.enter_context(free_port()), count)
        stack.enter_context(running(cluster))
        served = stack.enter_context(site(cluster.url))
        served.start()
        base = stack.enter_context(front(served.port))
        browser = stack.enter_context(_browser())
        for person in people:
            over, kills = threading.Event(), [0, 0, 0]
            killer = threading.Thread(
                target=_kill, args=(served, cluster, over, kills, person.attempt["id"]), daemon=True
            )
            killer.start()
            try:
                told = _goes(browser, base, person.attempt)
            finally:
                over.set()
                killer.join()
            figures.cycles += sum(kills)
            _compare(figures, told, cluster.url, person.attempt["id"])
    figures.more["journeys"] = len(people)
    yield figures


def _browser() -> Any:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.journey"], cwd=servers.ROOT, text=True,
        env=environment.clean(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


def _goes(browser: Any, base: str, attempt: Any) -> dict[str, Any]:
    browser.stdin.write(json.dumps({"base": base, "attempt": attempt}) + "\n")
    browser.stdin.flush()
    told: dict[str, Any] = json.loads(browser.stdout.readline())
    return told


def _kill(served: Site, cluster: Cluster, over: threading.Event, kills: list[int], seed: str) -> None:
    """Kill one or another until it is over, and start it again after a while. Leaves all of them running."""
    chance = random.Random(seed)
    while not over.wait(chance.uniform(*PAUSES)):
        which = chance.randrange(3)
        kills[which] += 1
        if which == 0:
            served.kill_worker(chance.randrange(8))
        elif which == 1:
            served.kill()
            over.wait(chance.uniform(0, 1))
            served.start()
        else:
            cluster.kill()
            over.wait(chance.uniform(0, 1))
            cluster.start()


def _compare(figures: Figures, told: dict[str, Any], url: str, attempt: str) -> None:
    """What was chosen last is what is there, and it is handed in."""
    rows = {skill: found for (who, skill), found in stored(url).items() if who == attempt}
    chosen = told["chosen"]
    figures.acks += len(chosen)
    figures.statuses[TRY_AGAIN] += told["told"]
    figures.refused += told["wrong"]
    figures.lost += sum(skill not in rows or rows[skill].step != step for skill, step in chosen.items())
    with opened(url) as connection:
        asked = "SELECT count(*) FROM assessment_assessment WHERE submitted_at IS NOT NULL AND public_id = %s"
        figures.lost += 1 - connection.execute(asked, [attempt]).fetchone()[0]
