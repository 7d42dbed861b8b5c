"""P11: forty people ask for the dearest PDF at once while another one saves answers."""

import re
import socket
import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from tests.servers import Server

ALONE, TOGETHER = 60, 40
# As docs/operations.md has it, on the two cores of a small machine.
WORKERS = ("--workers", "4")
DEAREST = "report.pdf?what={what}&level=lead&hours=1&budget={budget}&start=2027-01-04"


class Answer(NamedTuple):
    status: int
    retry_after: str
    body: bytes


def crowd(env: dict[str, str], site_of: Callable[[Server], Any]) -> list[tuple[str, str, str, bool]]:
    """Lines of the table: how long saves take meanwhile, what workers weigh, and what those get who cannot be served."""
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listening:
        server = Server(listening.getsockname()[1])
        server.start("config.wsgi", env, "--log-level", "critical", *WORKERS, listening=listening)
        try:
            server.wait("/healthz")
            site = site_of(server)
            site.save()
            before = [_timed(site.save) for _ in range(ALONE)]
            answers, during, heaviest = _together(server, site)
        finally:
            server.stop()
    p99 = statistics.quantiles(during, n=100)[98]
    served = [answer for answer in answers if answer.status == 200 and answer.body.startswith(b"%PDF-")]
    told = [
        answer
        for answer in answers
        if answer.status == 503 and answer.retry_after and re.search(rb"Making a PDF is much work", answer.body)
    ]
    return [
        (
            f"P11 a save while {TOGETHER} ask for PDFs",
            "p99 ≤ 250 ms",
            f"{p99:.0f} ms of {len(during)} saves (alone {statistics.median(before):.0f} ms)",
            p99 <= 250,
        ),
        ("P11 the heaviest process", "≤ 400 MB", f"{heaviest:.0f} MB", heaviest <= 400),
        (
            "P11 the others are told when to come back",
            "200 or 503",
            f"{len(served)} PDFs, {len(told)} × 503",
            bool(served) and len(served) + len(told) == len(answers) == 5 * TOGETHER,
        ),
    ]


def _together(server: Server, site: Any) -> tuple[list[Answer], list[float], float]:
    """Five crowds, each asking for other PDFs, with saves of somebody else from the first to the last answer."""
    during, heaviest, over = [], [0.0], threading.Event()

    def saving() -> None:
        while not over.is_set():
            during.append(_timed(site.save))
            heaviest[0] = max(heaviest[0], server.memory_mb())

    saver = threading.Thread(target=saving)
    saver.start()
    answers: list[Answer] = []
    with ThreadPoolExecutor(TOGETHER) as people:
        for number in range(5):
            addresses = [
                DEAREST.format(what=("shortest", "everything", "hours")[each % 3], budget=1 + 100 * each + number)
                for each in range(TOGETHER)
            ]
            answers += people.map(lambda address: _ask(server, site, address), addresses)
    over.set()
    saver.join()
    return answers, during, heaviest[0]


def _ask(server: Server, site: Any, address: str) -> Answer:
    path = f"/a/{site.facts['dear']['id']}/{address}"
    status, headers, body = server.answer("GET", path, site.headers("dear"))
    return Answer(status, headers.get("Retry-After", ""), body)


def _timed(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
