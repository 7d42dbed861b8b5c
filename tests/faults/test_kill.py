"""Kill the server under load, again and again: no answer that it acknowledged may be missing afterwards.

The method is Jepsen's: each client notes what it sent and what was acknowledged; a save without an answer is unknown
and is sent again, unchanged. After each kill the database itself is asked. KILL_CYCLES says how often (50 in .ci/run).
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any

import psycopg

from tests import environment, servers
from tests.workshop import SKILLS

CYCLES = int(os.environ.get("KILL_CYCLES", "3"))
CLIENTS = 8
STORED = """
    SELECT a.public_id, r.skill, r.rev, r.evidence FROM assessment_answer r
    JOIN assessment_assessment a ON a.id = r.assessment_id
"""


class Client:
    """One person at work in one browser: saves, notes what was acknowledged, repeats what is unknown."""

    def __init__(self, attempt: dict[str, str], seed: int) -> None:
        self.attempt = attempt
        self.random = random.Random(seed)
        self.count = 0
        self.rev: dict[str, int] = {}
        self.acked: dict[str, str] = {}
        self.unknown: dict[str, str] = {}
        self.refused: list[Any] = []

    def save(self, server: servers.Server) -> bool:
        """Send one answer; whether it was acknowledged."""
        self.count += 1
        skill = self.random.choice(SKILLS)
        text = self.unknown.get(skill, f"{self.attempt['id']} {self.count}")
        self.unknown[skill] = text
        value = {"skill": skill, "step": 3, "evidence": text, "rev": self.rev.get(skill, 0)}
        headers = {
            "Content-Type": "application/json",
            "X-CSRFToken": "a" * 32,
            "Cookie": f"attempt-{self.attempt['id']}={self.attempt['secret']}; csrftoken={'a' * 32}",
        }
        try:
            status, body = server.request("POST", f"/a/{self.attempt['id']}/save/", headers, json.dumps(value))
        except (OSError, HTTPException):  # an answer that broke off is no acknowledgement
            time.sleep(0.01)
            return False
        if status == 503:  # nor is one that says that the database was too busy
            return False
        if status != 200:
            self.refused.append((status, body))
            return False
        self.rev[skill] = json.loads(body)["rev"]
        self.acked[skill] = self.unknown.pop(skill)
        return True


def stored(url: str) -> dict[tuple[str, str], tuple[int, str]]:
    if url.startswith("sqlite:///"):
        connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    else:
        connection = psycopg.connect(url)
    try:
        return {(who, skill): (rev, text) for who, skill, rev, text in connection.execute(STORED)}
    finally:
        connection.close()


def test_kill_loses_no_acknowledged_answer(url: str) -> None:
    env = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url}
    attempts = json.loads(servers.prepare("tests.faults.prepare", {**env, "ATTEMPTS": str(CLIENTS)}))
    clients = [Client(attempt, seed) for seed, attempt in enumerate(attempts)]
    with imported(env) as site, servers.kept_port() as port:
        for cycle in range(CYCLES):
            server = servers.Server(port)
            server.group = started(site, port)
            load_and_kill(server, clients, cycle)
            assert site.stdout.readline() == "gone\n"
            check(clients, stored(url))


@contextmanager
def imported(env: dict[str, str]) -> Iterator[Any]:
    """The process from which each server is forked."""
    command = [sys.executable, "-m", "tests.faults.forking"]
    surroundings = environment.clean(**env)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=servers.ROOT, env=surroundings, stdin=pipe, stdout=pipe, text=True) as site:
        yield site


def started(site: Any, port: int) -> int:
    """Start a whole server, a master with two workers; gives its process group."""
    print(*servers.options(port), "--workers", "2", "--log-level", "critical", file=site.stdin, flush=True)
    return int(site.stdout.readline())


def load_and_kill(server: servers.Server, clients: list[Client], cycle: int) -> None:
    stop = threading.Event()
    acknowledged = threading.Semaphore(0)

    def work(client: Client) -> None:
        while not stop.is_set():
            if client.save(server):
                acknowledged.release()

    server.wait("/healthz")
    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    under_load = all(
        acknowledged.acquire(timeout=servers.PATIENCE) for _ in range(random.Random(cycle).randint(25, 80))
    )
    server.kill()
    stop.set()
    for thread in threads:
        thread.join()
    assert under_load, "the load was too light to show anything"


def check(clients: list[Client], found: dict[tuple[str, str], tuple[int, str]]) -> None:
    for client in clients:
        assert client.refused == []
        for skill, text in client.acked.items():
            rev, kept = found[client.attempt["id"], skill]
            assert rev >= client.rev[skill], f"lost: {skill} {text}"
            # A newer text can only be one that was sent and whose answer got lost.
            assert kept in {text, client.unknown.get(skill)}
