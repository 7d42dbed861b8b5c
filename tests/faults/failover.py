"""The primary of PostgreSQL is killed under load and the standby promoted, again and again: what was acknowledged is there.

`python -m tests.faults.failover 10` as root. Two servers of the site, each with two workers and in a network namespace
of its own, know both clusters by one DATABASE_URL. Every second time the primary's machine vanishes from the network
(nobody refuses, nobody answers), else its processes are killed; each time the standby was not reached for a moment
before it. Then the control: without waiting for the standby the same must lose.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests import environment, servers
from tests.faults.standby import Cluster, enter, namespaces, sh

SPACES = {"sgdb1": 11, "sgdb2": 12, "sgweb1": 21, "sgweb2": 22}
PORT, CLIENTS = 8000, 8
UNREACHED = 1.0  # seconds
STORED = """
    SELECT a.public_id, r.rev, r.evidence FROM assessment_answer r JOIN assessment_assessment a ON a.id = r.assessment_id
"""


class Client(threading.Thread):
    """A person at work: the next answer when one is acknowledged; what is unknown is sent again, unchanged."""

    def __init__(self, attempt: dict[str, str], space: str, stop: threading.Event) -> None:
        super().__init__()
        self.attempt, self.space, self.stop = attempt, space, stop
        self.rev, self.acked, self.sent, self.count = 0, "", "", 0
        self.forgotten = 0
        self.odd: list[int] = []
        self.last = 0.0

    def run(self) -> None:
        enter(self.space)
        while not self.stop.is_set():
            self.sent = f"{self.count}"
            try:
                status, body = self.send()
            except (OSError, HTTPException):
                time.sleep(0.05)
                continue
            if status == 200:
                rev = json.loads(body)["rev"]
                # One more than the last, or the database has forgotten some that it acknowledged.
                self.forgotten += self.rev + 1 - rev
                self.rev, self.acked, self.last = rev, self.sent, time.monotonic()
                self.count += 1
            elif status == 503:
                time.sleep(0.05)
            else:
                self.odd.append(status)
                return

    def send(self) -> tuple[int, bytes]:
        who = self.attempt["id"]
        value = {"skill": self.attempt["skill"], "step": 3, "evidence": self.sent, "rev": self.rev}
        headers = {
            "Content-Type": "application/json",
            "X-CSRFToken": "a" * 32,
            "Cookie": f"attempt-{who}={self.attempt['secret']}; csrftoken={'a' * 32}",
        }
        connection = HTTPConnection("127.0.0.1", PORT, timeout=servers.PATIENCE)
        try:
            connection.request("POST", f"/a/{who}/save/", json.dumps(value), headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def lost(self, found: dict[str, tuple[int, str]]) -> int:
        """How many acknowledged saves are missing."""
        rev, text = found.get(self.attempt["id"], (0, ""))
        if rev >= self.rev:
            assert text in {self.acked, self.sent}, (text, self.acked, self.sent)
        return self.forgotten + max(0, self.rev - rev)


def attempt_once(primary: Cluster, standby: Cluster, env: dict[str, str], *, synchronous: bool, cut: bool) -> str:
    """One failover; gives its figures as a line, and leaves the standby as primary."""
    primary.wait_for_standby(synchronous=synchronous)
    made = json.loads(servers.prepare("tests.faults.prepare_more", {**env, "ATTEMPTS": str(CLIENTS)}))
    stop = threading.Event()
    clients = [Client(each, ("sgweb1", "sgweb2")[number % 2], stop) for number, each in enumerate(made)]
    for client in clients:
        client.start()
    try:
        wait_until(lambda: all(client.count > 2 for client in clients))
        killed = take_away(primary, standby, cut=cut)
        wait_until(lambda: all(client.last > killed or client.odd for client in clients))
        first = min(client.last for client in clients) - killed
    finally:
        stop.set()
        for client in clients:
            client.join()
    assert [client.odd for client in clients if client.odd] == [] or not synchronous
    found = {str(who): (int(str(rev)), str(text)) for who, rev, text in standby_rows(standby)}
    lost = sum(client.lost(found) for client in clients)
    total = sum(client.count for client in clients)
    return json.dumps({"acknowledged": total, "lost": lost, "all_save_again_after_s": round(first, 1)})


def standby_rows(standby: Cluster) -> list[tuple[object, ...]]:
    return standby.ask(STORED)


def take_away(primary: Cluster, standby: Cluster, *, cut: bool) -> float:
    """The standby hears nothing for a moment, then the primary is gone, then the standby takes over; when it was killed."""
    standby.link("down")
    time.sleep(UNREACHED)
    if cut:
        primary.link("down")
    killed = time.monotonic()
    primary.kill()
    standby.link("up")
    standby.promote()
    return killed


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + servers.PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def site(space: str, env: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", *servers.AS_OURS, "--bind", f"127.0.0.1:{PORT}"]
    more = ["--workers", "2", "--log-level", "critical"]
    return subprocess.Popen(
        ["ip", "netns", "exec", space, *command, *more], cwd=servers.ROOT, env=environment.clean(**env),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def main(tries: int) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sh("chown", "postgres", folder)
        stack.enter_context(namespaces(SPACES))
        primary, standby = (Cluster(name, SPACES[name], folder) for name in ("sgdb1", "sgdb2"))
        for cluster in (primary, standby):
            stack.callback(end, cluster)
        hosts = ",".join(f"{cluster.address}:5432" for cluster in (primary, standby))
        url = f"postgres://postgres@{hosts}/postgres?target_session_attrs=read-write&sslmode=require"
        env = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url}
        primary.create()
        primary.start()
        standby.follow(primary)
        servers.prepare("tests.faults.prepare", {**env, "ATTEMPTS": "0"})
        for space in ("sgweb1", "sgweb2"):
            running = site(space, env)
            stack.callback(running.wait)
            stack.callback(running.terminate)
        for number in range(tries + 1):
            is_control = number == tries
            cut = is_control or number % 2 == 1
            line = attempt_once(primary, standby, env, synchronous=not is_control, cut=cut)
            how = "vanished" if cut else "killed"
            print(f"{'control, asynchronous' if is_control else 'synchronous'}, primary {how}: {line}", flush=True)
            assert (json.loads(line)["lost"] > 0) is is_control, (
                "lost" if not is_control else "the control lost nothing"
            )
            primary.link("up")
            primary.follow(standby)
            primary, standby = standby, primary


def end(cluster: Cluster) -> None:
    with suppress(OSError, RuntimeError):  # it may be gone already
        cluster.kill()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10)
