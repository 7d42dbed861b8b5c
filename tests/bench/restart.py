"""P15: what it costs to put a fresh worker into the place of another, and how long its first visitor waits."""

import json
import os
import signal
import statistics
import time
from typing import Any

from tests import servers
from tests.servers import Server

TIMES = 9


def lines(env: dict[str, str], facts: dict[str, Any]) -> list[tuple[str, str, str, bool]]:
    """For a question page and the first page: the CPU of master and worker from one's end to the other's answer."""
    attempt = facts["open"]
    headers = {"Cookie": f"attempt-{attempt['id']}={attempt['secret']}"}
    with servers.running("config.wsgi", env, "/livez") as server:
        found = [
            _restarted(server, path, headers)
            for path in (f"/a/{attempt['id']}/questions/{facts['area']}/", "/") * TIMES
        ]
    cpu, wait = [each[0] for each in found], [each[1] for each in found]
    return [
        (
            "P15 a restart of a worker, with its first page",
            "≤ 400 ms of CPU",
            _told(cpu),
            statistics.median(cpu) <= 400,
        ),
        ("P15 first page of a fresh worker", "≤ 100 ms", _told(wait), statistics.median(wait) <= 100),
    ]


def _restarted(server: Server, path: str, headers: dict[str, str]) -> tuple[float, float]:
    old = server.workers()
    before = server.cpu_ms() - server.cpu_ms(old)  # what has ended is not counted afterwards
    for worker in old:
        os.kill(worker, signal.SIGTERM)
    while not (fresh := server.workers() - old) or server.workers() & old:
        time.sleep(0.01)
    time.sleep(0.3)  # it waits for its first visitor
    start = time.perf_counter()
    status, _body = server.request("GET", path, headers)
    wait = (time.perf_counter() - start) * 1000
    assert status == 200, (path, status, fresh)
    return server.cpu_ms() - before, wait


def _told(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f}) ms"


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        env = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": f"sqlite:///{folder}/ours.sqlite3"}
        for line in lines(env, json.loads(servers.prepare("tests.bench.prepare", env))):
            print(*line)
