"""P8: 500 people save an answer every five seconds, on four workers, for as long as is asked."""

import json
import os
import random
import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests import servers
from tests.bench.crowd import WORKERS
from tests.servers import Server

PEOPLE, EVERY = 500, 5.0  # seconds
GOALS_MS = {"SQLite": 250, "PostgreSQL": 150}
Line = tuple[str, str, str, bool]


class Measured:
    """What all people met with."""

    def __init__(self) -> None:
        self.took_ms: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.memory_mb: list[float] = []


def everybody(folder: Path, seconds: int) -> list[Line]:
    """Lines of the table, on PostgreSQL, too, where BENCH_POSTGRES says whose server."""
    lines = list(_on("SQLite", f"sqlite:///{folder / 'everybody.sqlite3'}", seconds))
    if admin := os.environ.get("BENCH_POSTGRES"):
        with servers.own_database(admin, "everybody") as url:
            lines += _on("PostgreSQL", url, seconds)
    return lines


def _on(kind: str, url: str, seconds: int) -> Iterator[Line]:
    env = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url, "ATTEMPTS": str(PEOPLE)}
    facts = json.loads(servers.prepare("tests.bench.prepare_everybody", env))
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listening:
        server = Server(listening.getsockname()[1])
        server.start("config.wsgi", env, "--log-level", "critical", *WORKERS, listening=listening)
        try:
            server.wait("/healthz")
            measured = _at_work(server, facts, seconds)
        finally:
            server.stop()
    p99 = statistics.quantiles(measured.took_ms, n=100)[98]
    wrong = sum(count for status, count in measured.statuses.items() if status != 200)
    early, late = max(measured.memory_mb[: len(measured.memory_mb) // 5 + 1]), measured.memory_mb[-1]
    name = f"P8 {PEOPLE} people, {seconds} s, {kind}"
    goal = GOALS_MS[kind]
    middle = statistics.median(measured.took_ms)
    yield (
        name,
        f"p99 ≤ {goal} ms",
        f"{p99:.0f} ms of {len(measured.took_ms)} saves (median {middle:.0f} ms)",
        p99 <= goal,
    )
    yield f"{name}, errors", "0", f"{wrong} {dict(measured.statuses)}", not wrong
    yield f"{name}, memory of a worker", "flat (≤ 10 %)", f"{early:.0f} → {late:.0f} MB", late <= early * 1.1


def _at_work(server: Server, facts: Any, seconds: int) -> Measured:
    measured, end = Measured(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=_save_again_and_again, args=(server, attempt, facts["skills"], end, measured))
        for attempt in facts["attempts"]
    ]
    for thread in threads:
        thread.start()
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, seconds / 20))
        measured.memory_mb.append(server.memory_mb())
    for thread in threads:
        thread.join()
    return measured


def _save_again_and_again(server: Server, attempt: Any, skills: list[str], end: float, measured: Measured) -> None:
    chance = random.Random(attempt["id"])
    rev = dict.fromkeys(skills, 0)
    due = time.monotonic() + chance.uniform(0, EVERY)  # nobody waits for anybody
    headers = {
        "Content-Type": "application/json",
        "X-CSRFToken": "a" * 32,
        "Cookie": f"attempt-{attempt['id']}={attempt['secret']}; csrftoken={'a' * 32}",
    }
    while due < end:
        time.sleep(max(0.0, due - time.monotonic()))
        skill = chance.choice(skills)
        value = {"skill": skill, "step": (rev[skill] + 1) % 5, "rev": rev[skill]}
        began = time.perf_counter()
        try:
            status, body = server.request("POST", f"/a/{attempt['id']}/save/", headers, json.dumps(value))
        except OSError:
            status, body = 0, b""
        measured.took_ms.append((time.perf_counter() - began) * 1000)
        measured.statuses[status] += 1
        if status == 200:
            rev[skill] = json.loads(body)["rev"]
        due += EVERY
