"""The clock of the server jumps: a year back, a year ahead, over the hour that summer time leaves out. Answers go on, and
which of two is the newer one is a matter of revisions, not of times."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from email.utils import parsedate_to_datetime
from pathlib import Path

from tests.faults import disks
from tests.faults.figures import Figures, LeftOut
from tests.faults.people import Crowd, Person
from tests.faults.sites import Site, site, stored
from tests.faults.stock import Stock

YEAR = 365 * 86_400
# Seconds that are added to the time that it is; in central Europe, two seconds before summer time comes.
JUMPS = {
    "as it is": "+0",
    "a year back": f"-{YEAR}",
    "a year ahead": f"+{YEAR}",
    "into summer time": "@2027-03-28 01:59:58",
}
EACH = 30  # answers


def sqlite(stock: Stock, rounds: int) -> Iterator[Figures]:
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if library is None:
        raise LeftOut("needs libfaketime (apt install libfaketime)")
    figures = Figures("clock jumps, SQLite", must_answer=True, must_work=True)
    with ExitStack() as stack:
        place = stack.enter_context(disks.folder())
        clock = place / "clock"
        clock.write_text("+0")
        url, people = stock.sqlite(place)
        told = {
            "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "Europe/Berlin",
        }  # fmt: skip
        served = stack.enter_context(site(url, **told))
        served.start()
        seen = set()
        with Crowd(people, served.port, pause=0.02) as crowd:
            for _round in range(rounds):
                for jump in JUMPS.values():
                    clock.write_text(jump)
                    crowd.forget()
                    crowd.wait_for(EACH)
                    seen.add(_year(served))
                    _look_around(people[0], served.port, figures)
                    figures.cycles += 1
        figures.judge(people, stored(url))
        this_year = time.gmtime().tm_year
        if not {this_year - 1, this_year, this_year + 1} <= seen:
            figures.refused.append(f"its clock did not jump: it was in {sorted(seen)}")
    yield figures.count(people)


def _look_around(person: Person, port: int, figures: Figures) -> None:
    if (status := person.look(port)) != 200:
        figures.refused.append(f"a page of questions: {status}")


def _year(served: Site) -> int:
    """The year in which the server believes to be."""
    _status, headers, _body = served.server.answer("GET", "/healthz")
    return parsedate_to_datetime(headers["Date"]).year
