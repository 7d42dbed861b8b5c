"""The same requests, all of which mean no good, to the site on each database: no fault, the same statuses, and soon."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from tests import environment, servers
from tests.faults import disks
from tests.faults.figures import Counts
from tests.faults.stock import empty_cluster

SECONDS = 2.0
TRAPS = 95  # which a careless site gets, too


class Told(NamedTuple):
    """What came of a list at one site, as `tests.faults.fuzz.sending` prints it."""

    statuses: list[int]
    faults: list[str]
    errors: int
    slowest: tuple[float, str]
    tracebacks: int


def both(count: int) -> Iterator[Counts]:
    """At least so many requests on each database; before them, a few to a careless site, which must stumble."""
    with ExitStack() as stack:
        place, name = stack.enter_context(disks.folder()), stack.enter_context(tempfile.TemporaryDirectory())
        careless_cluster, cluster = stack.enter_context(empty_cluster()), stack.enter_context(empty_cluster())
        asked, traps = Path(name) / "asked", Path(name) / "traps"
        _run("making", str(asked), str(count), url="sqlite://:memory:")
        with asked.open() as lines:
            traps.write_text("".join(line for line, _number in zip(lines, range(TRAPS), strict=False)))
        urls = {"SQLite": f"sqlite:///{place / 'naive'}", "PostgreSQL": careless_cluster.url}
        careless = {database: _sent(traps, url, NAIVE="1") for database, url in urls.items()}
        for database, told in careless.items():
            yield Counts(
                f"traps to a careless site, {database}", len(told.statuses), TRAPS, "requests", told.faults, True
            )
        urls = {"SQLite": f"sqlite:///{place / 'site'}", "PostgreSQL": cluster.url}
        site = {}
        for database, url in urls.items():
            site[database] = told = _sent(asked, url)
            more: dict[str, object] = {"5xx or traceback": told.errors, "tracebacks": told.tracebacks}
            yield Counts(
                f"requests that mean no good, {database}", len(told.statuses), count, "requests", told.faults,
                slowest=told.slowest[0], goal_seconds=SECONDS, more=more | {"the slowest": told.slowest[1][:120]},
            )  # fmt: skip
        yield _alike("careless: the same status on both databases", careless, TRAPS, traps, is_control=True)
        yield _alike("the same status on both databases", site, count, asked)


def _alike(name: str, told: Mapping[str, Told], goal: int, asked: Path, *, is_control: bool = False) -> Counts:
    """How the statuses differ, and where first."""
    one, other = (each.statuses for each in told.values())
    pairs = enumerate(zip_longest(one, other))
    differ = {number: f"{before} and {after}" for number, (before, after) in pairs if before != after}
    with asked.open() as lines:
        wrong = [f"{differ[number]}: {line[:300]}" for number, line in enumerate(lines) if number in differ]
    return Counts(name, min(len(one), len(other)), goal, "requests", wrong, is_control)


def _sent(asked: Path, url: str, **named: str) -> Told:
    return Told(**json.loads(_run("sending", str(asked), url=url, **named)))


def _run(module: str, *words: str, url: str, **named: str) -> str:
    """What a process of the fuzz prints last."""
    surroundings = environment.clean(**named) | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", f"tests.faults.fuzz.{module}", *words],
        cwd=servers.ROOT, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.strip().rpartition("\n")[2]
