"""People at work who note what they sent and what was acknowledged, and who then look what is there.

The method is Jepsen's. What was acknowledged must be there. A save without an answer is unknown: it is sent again,
unchanged, and may be there or not, but never in half and never twice. Each answer has one writer, so its revision counts
how often it was written.
"""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple

from tests.servers import PATIENCE

STEPS = 6  # of the workshop
UNKNOWN = 0  # stands for the status of a request that was never answered
TAKEN, TRY_AGAIN = 200, 503


class Stored(NamedTuple):
    rev: int
    step: int
    text: str


Rows = Mapping[tuple[str, str], Stored]  # by attempt and skill


class Verdict(NamedTuple):
    """How many answers are not as they should be."""

    lost: int = 0
    half: int = 0
    twice: int = 0


def ask(port: int, method: str, path: str, headers: Mapping[str, str], body: str | None = None) -> tuple[int, bytes]:
    """Status and content of the answer to one request; UNKNOWN where none came, or not all of it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, HTTPException):
        return UNKNOWN, b""
    finally:
        connection.close()


class Person:
    """Somebody at work in one browser: saves, notes what was acknowledged, repeats what is unknown."""

    def __init__(self, attempt: Mapping[str, Any], seed: int) -> None:
        self.attempt, self.random = attempt, random.Random(seed)
        self.skills: list[str] = attempt["skills"]
        self.count, self.acks, self.twice = 0, 0, 0
        self.rev: Counter[str] = Counter()
        self.acked: dict[str, str] = {}
        self.unknown: dict[str, str] = {}
        self.statuses: Counter[int] = Counter()
        self.refused: list[Any] = []

    def headers(self, **more: str) -> dict[str, str]:
        return {
            "X-CSRFToken": "a" * 32,
            "Cookie": f"attempt-{self.attempt['id']}={self.attempt['secret']}; csrftoken={'a' * 32}",
            **more,
        }

    def save(self, port: int) -> bool:
        """Send one answer; whether it was acknowledged."""
        self.count += 1
        skill = self.random.choice(self.skills)
        text = self.unknown.setdefault(skill, f"{self.attempt['id']} {self.count}")
        value = {"skill": skill, "step": _step(text), "evidence": text, "rev": self.rev[skill]}
        headers = self.headers(**{"Content-Type": "application/json"})
        status, body = ask(port, "POST", f"/a/{self.attempt['id']}/save/", headers, json.dumps(value))
        self.statuses[status] += 1
        if status == TAKEN:
            self._note(skill, json.loads(body)["rev"])
        elif status not in {UNKNOWN, TRY_AGAIN}:
            self.refused.append((status, body[:300]))
        return status == TAKEN

    def look(self, port: int) -> int:
        """The status of the page of questions."""
        status, _body = ask(port, "GET", f"/a/{self.attempt['id']}/questions/craft/", self.headers())
        self.statuses[status] += 1
        return status

    def _note(self, skill: str, rev: int) -> None:
        self.twice += rev != self.rev[skill] + 1
        self.acks += 1
        self.rev[skill] = rev
        self.acked[skill] = self.unknown.pop(skill)

    def judge(self, rows: Rows) -> Verdict:
        """What became of all that was acknowledged and of all that is unknown."""
        lost = half = twice = 0
        for skill in self.skills:
            found = rows.get((self.attempt["id"], skill), Stored(0, 0, ""))
            ahead = found.rev - self.rev[skill]
            expected = self.unknown.get(skill) if ahead == 1 else self.acked.get(skill, "")
            lost += ahead < 0
            twice += ahead > 1 or (ahead == 1 and expected is None)
            half += ahead in {0, 1} and (found.text != expected or (found.rev > 0 and found.step != _step(found.text)))
        return Verdict(lost, half, twice + self.twice)

    def go_on_from(self, rows: Rows) -> None:
        """Forget what was noted, and go on from what is there: after answers were lost, on purpose."""
        mine = {skill: found for (attempt, skill), found in rows.items() if attempt == self.attempt["id"]}
        self.rev = Counter({skill: found.rev for skill, found in mine.items()})
        self.acked = {skill: found.text for skill, found in mine.items()}
        self.unknown.clear()


def _step(text: str) -> int:
    """The step that goes with a text, so that one of them alone is seen as half a row."""
    return 1 + sum(text.encode()) % STEPS


def judged(people: Iterable[Person], rows: Rows) -> Verdict:
    verdicts = [person.judge(rows) for person in people]
    return Verdict(*map(sum, zip(*verdicts, strict=True)))


class Crowd:
    """People who save at the same time, each in a thread, until they are stopped."""

    def __init__(self, people: Sequence[Person], port: int, pause: float = 0.0, retry: float = 0.02) -> None:
        self.people, self.port, self.pause, self.retry = people, port, pause, retry
        self._stop = threading.Event()
        self._acked = threading.Semaphore(0)
        self._threads = [threading.Thread(target=self._work, args=(person,), daemon=True) for person in people]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self, person: Person) -> None:
        while not self._stop.is_set():
            if person.save(self.port):
                self._acked.release()
                time.sleep(self.pause)
            else:
                time.sleep(self.retry)  # as a page that tries again, only sooner

    def wait_for(self, acks: int) -> None:
        """Until so many more saves were acknowledged."""
        if not all(self._acked.acquire(timeout=PATIENCE) for _ in range(acks)):
            raise RuntimeError("the load was too light to show anything")

    def forget(self) -> int:
        """Those that were acknowledged up to now do not count for `wait_for`; gives how many there are."""
        count = 0
        while self._acked.acquire(blocking=False):
            count += 1
        return count

    def recovery(self, mend: Callable[[], object]) -> float:
        """Seconds from when somebody begins to mend, by `mend`, to the first save that is acknowledged."""
        self.forget()
        began = time.monotonic()
        mend()
        self.wait_for(1)
        return time.monotonic() - began
