"""What the tests cost, in CPU seconds: by folder at the end of each run, and the dearest with `--dearest N`.

Seconds of the clock say how busy the machine is; these say what the tests ask of it.
"""

import resource
import time
from collections import defaultdict
from collections.abc import Generator
from operator import itemgetter
from pathlib import Path, PurePath
from typing import Any

import pytest

TICKS = 100  # of a second, in which Linux tells what a process at work has used
START = "start and collection"

last = 0.0
by_test: defaultdict[str, float] = defaultdict(float)
by_fixture: defaultdict[str, float] = defaultdict(float)
fixtures: list[tuple[str, float]] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--dearest", type=int, default=0, metavar="N", help="name the N tests and fixtures that cost most")


def spent() -> float:
    """CPU seconds of this process and of its children that ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _children(process: str) -> list[str]:
    tasks = Path(f"/proc/{process}/task")
    try:
        return [child for listed in tasks.glob("*/children") for child in listed.read_text().split()]
    except OSError:  # it ended meanwhile
        return []


def _used(process: str) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS + sum(map(_used, _children(process)))


def _since() -> float:
    """CPU seconds since this was asked last."""
    global last
    before, last = last, spent() + sum(map(_used, _children("self")))
    return max(0.0, last - before)


def pytest_collection_finish() -> None:
    fixtures.append((START, _since()))


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
    before = spent()
    result = yield
    fixtures.append((fixturedef.argname, spent() - before))
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # xdist sends a report with all that it has from its worker to who prints.
    report.__dict__ |= {"cost": _since(), "fixtures": fixtures.copy()}
    fixtures.clear()
    return report


def pytest_runtest_logreport(report: Any) -> None:
    by_test[report.nodeid] += getattr(report, "cost", 0.0)  # that a worker crashed is reported without
    for name, seconds in getattr(report, "fixtures", ()):
        by_fixture[name] += seconds


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    by_folder = defaultdict(float, {START: by_fixture.pop(START, 0.0)})
    for test, seconds in by_test.items():
        by_folder["/".join(PurePath(test.partition("::")[0]).parts[:-1][:3])] += seconds
    terminalreporter.write_line(f"CPU seconds: {sum(by_folder.values()):.0f}")
    dearest = config.getoption("--dearest")
    for title, found in ("folder", by_folder), ("test", by_test), ("fixture", by_fixture):
        most = sorted(found.items(), key=itemgetter(1), reverse=True)
        for name, seconds in most if title == "folder" else most[:dearest]:
            terminalreporter.write_line(f"{seconds:8.1f}  {name}")
