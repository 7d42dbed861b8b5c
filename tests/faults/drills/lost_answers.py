"""The site did what it was asked, and its answer never arrived: done again, it is done once all the same."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.faults import disks
from tests.faults.figures import Figures
from tests.faults.people import UNKNOWN, ask
from tests.faults.sites import Site, opened, site, stored
from tests.faults.stock import Stock
from tests.relay import Relay, relaying
from tests.servers import PATIENCE

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
START = "/roles/workshop/maker/start/"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
STARTS = 10  # one in so many of the lost answers is of a form that begins an attempt


def sqlite(stock: Stock, count: int) -> Iterator[Figures]:
    figures = Figures("answers lost on their way, SQLite")
    with ExitStack() as stack:
        url, people = stock.sqlite(stack.enter_context(disks.folder()))
        served = stack.enter_context(site(url, LIMIT_STARTS=str(10 * count)))
        served.start()
        relay = stack.enter_context(relaying(served.port))
        relay.drops = True
        for number in range(count):
            person = people[number % len(people)]
            assert not person.save(relay.port)
            if number % 3:  # else its answer is sent again later, when chance comes back to it
                person.save(served.port)
        figures.cycles = relay.dropped
        figures.judge(people, stored(url))
        before = _attempts(url)
        begun = sum(_begin_twice(served, relay) for _ in range(count // STARTS))
        figures.twice += _attempts(url) - before - begun
        handed_in = [_hand_in_twice(served, relay, person.attempt["id"], person.headers()) for person in people]
        figures.refused += [status for status in handed_in if status != 303]
        figures.more |= {"attempts begun": begun, "handed in": len(handed_in)}
        figures.judge(people, stored(url))
    yield figures.count(people)


def _begin_twice(served: Site, relay: Relay) -> bool:
    """Send the form that begins an attempt, lose the answer and send it again; whether the second one is an attempt."""
    token, cookie = _form(served.port)
    body, headers = urlencode({"csrfmiddlewaretoken": token, "start": "Start"}), {**FORM, "Cookie": cookie}
    assert ask(relay.port, "POST", START, headers, body)[0] == UNKNOWN
    return ask(served.port, "POST", START, headers, body)[0] == 303


def _hand_in_twice(served: Site, relay: Relay, attempt: str, headers: dict[str, str]) -> int:
    path, body = f"/a/{attempt}/submit/", urlencode({"csrfmiddlewaretoken": "a" * 32, "person_name": ""})
    assert ask(relay.port, "POST", path, {**headers, **FORM}, body)[0] == UNKNOWN
    return ask(served.port, "POST", path, {**headers, **FORM}, body)[0]


def _form(port: int) -> tuple[str, str]:
    """The token of a form that was just shown, and the cookie that came with it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", START)
    response = connection.getresponse()
    [token] = TOKEN.findall(response.read().decode())
    connection.close()
    return token, response.headers["Set-Cookie"].partition(";")[0]


def _attempts(url: str) -> int:
    with opened(url) as connection:
        return int(connection.execute("SELECT count(*) FROM assessment_assessment").fetchone()[0])
