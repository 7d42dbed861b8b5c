"""What requests to our pages cost, beside those to the floor page, and what they weigh."""

import gzip
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests import environment, servers
from tests.bench import public
from tests.servers import Server


class Goal(NamedTuple):
    name: str
    target: str
    limit: float
    unit: str = "× floor"


RATIOS = (
    Goal("P1 question page", "questions", 1.5),
    Goal("P2 save one answer", "save", 2.0),
    Goal("P4 report page", "report", 3.0),
    Goal("P13 plan page", "plan", 3.0),
    Goal("P5 CSV", "csv", 1.5),
    Goal("P5 JSON", "json", 1.5),
    *(Goal(f"P12 {target}", target, limit) for target, limit in public.goals()),
)
MILLISECONDS = (Goal("P5 XLSX", "xlsx", 40, "ms"), Goal("P5 PDF, warm", "pdf", 120, "ms"))


class Site:
    """Our server with the cookies of its two attempts."""

    def __init__(self, server: Server, facts: dict[str, Any]) -> None:
        self.server, self.facts = server, facts
        self.rev, self.step = 0, 0

    def headers(self, which: str) -> dict[str, str]:
        attempt = self.facts[which]
        return {"Cookie": f"attempt-{attempt['id']}={attempt['secret']}; csrftoken={'a' * 32}"}

    def get(self, which: str, path: str) -> bytes:
        status, body = self.server.request("GET", f"/a/{self.facts[which]['id']}/{path}", self.headers(which))
        assert status == 200, (path, status, body[:300])
        return body

    def questions(self) -> bytes:
        return self.get("open", f"questions/{self.facts['area']}/")

    def save(self) -> bytes:
        self.step = (self.step + 1) % 5
        value = {"skill": self.facts["unanswered"], "step": self.step, "unsure": False, "rev": self.rev}
        headers = {**self.headers("open"), "Content-Type": "application/json", "X-CSRFToken": "a" * 32}
        path = f"/a/{self.facts['open']['id']}/save/"
        status, body = self.server.request("POST", path, headers, json.dumps(value))
        if status == 409 and not self.rev:
            # Another part of the run has answered it before: go on from there.
            self.rev = json.loads(body)["rev"]
            return self.save()
        assert status == 200, (status, body[:300])
        self.rev = json.loads(body)["rev"]
        return body

    def targets(self) -> dict[str, Callable[[], bytes]]:
        files = {
            kind: (lambda kind=kind: self.get("done", f"report.{kind}")) for kind in ("csv", "json", "xlsx", "pdf")
        }
        return {
            "questions": self.questions,
            "save": self.save,
            "report": lambda: self.get("done", "report/"),
            "plan": lambda: self.get("done", "plan/"),
            **files,
            **public.targets(self.server, self.facts["place"]),
        }


def cpu_per_request(server: Server, call: Callable[[], Any], count: int) -> float:
    before = server.cpu_ms()
    for _ in range(count):
        call()
    return (server.cpu_ms() - before) / count


def measure(
    floor: Callable[[], Any], floor_server: Server, site: Site, rounds: int, count: int, goals: Sequence[Goal]
) -> dict[str, list[Any]]:
    """For the target of each goal, by round: CPU in ms and its ratio to the floor around it."""
    targets = {goal.target: site.targets()[goal.target] for goal in goals}
    for call in (floor, *targets.values()):
        for _ in range(20):
            call()
    found: dict[str, list[Any]] = {name: [] for name in targets}
    for number in range(rounds):
        names = list(targets)
        random.Random(number).shuffle(names)
        before = cpu_per_request(floor_server, floor, count)
        for name in names:
            slow = name in {"xlsx", "pdf"}
            cost = cpu_per_request(site.server, targets[name], count // 8 if slow else count)
            after = cpu_per_request(floor_server, floor, count)
            found[name].append((cost, cost / ((before + after) / 2)))
            before = after
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return found


def report(found: dict[str, list[Any]], goals: Sequence[Goal]) -> list[tuple[str, str, str, bool]]:
    lines = []
    for goal in goals:
        values = [each[0 if goal in MILLISECONDS else 1] for each in found[goal.target]]
        middle = statistics.median(values)
        text = f"{middle:.2f} ({min(values):.2f}–{max(values):.2f}) {goal.unit}"
        lines.append((goal.name, f"≤ {goal.limit:g} {goal.unit}", text, middle <= goal.limit))
    return lines


def first_page_bytes(site: Site) -> list[tuple[str, str, str, bool]]:
    """P10: what a phone loads for its first question page, compressed as the server sends it."""
    html = site.questions()
    assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', html.decode())
    blocking = re.findall(r'<link rel="stylesheet"', html.decode())
    sizes = {"HTML": len(gzip.compress(html))}
    css = next(name for name in assets if name.endswith(".css"))
    fonts = re.findall(r'url\("?([^")]+atkinson-latin\.[^")]+woff2)', site.server.request("GET", css)[1].decode())
    for name in [*assets, f"/static/fonts/{Path(fonts[0]).name}"]:
        body = site.server.request("GET", name, {"Accept-Encoding": "gzip"})[1]
        sizes[Path(name).name] = len(body)
    total = sum(sizes.values())
    off_origin = re.findall(r'(?:href|src)="(?:https?:)?//', html.decode())
    return [
        ("P10 first question page", "≤ 150 kB", f"{total / 1000:.1f} kB {sizes}", total <= 150_000),
        (
            "P10 blocking files",
            "1 stylesheet",
            f"{len(blocking)}, off-origin {len(off_origin)}",
            len(blocking) == 1 and not off_origin,
        ),
    ]


def pdf_memory(site: Site) -> list[tuple[str, str, str, bool]]:
    """P5: the worker's memory stays flat over 500 PDFs."""
    pdf = site.targets()["pdf"]
    for _ in range(50):
        pdf()
    early = site.server.memory_mb()
    for _ in range(450):
        pdf()
    late = site.server.memory_mb()
    return [("P5 memory over 500 PDFs", "flat (≤ 10 %)", f"{early:.0f} → {late:.0f} MB", late <= early * 1.1)]


def page_instructions(site: Site, ours: dict[str, str], floor: dict[str, str]) -> list[tuple[str, str, str, bool]]:
    """P1 by callgrind's count. The floor's own count says how far this machine's Python is from another's."""
    if not shutil.which("valgrind"):
        print("left out, no valgrind: P1 by instructions", file=sys.stderr)
        return []
    attempt = site.facts["open"]
    path = f"/a/{attempt['id']}/questions/{site.facts['area']}/"
    page = _instructions(ours, path, site.headers("open")["Cookie"])
    least = _instructions(floor, "/", floor["FLOOR_COOKIE"])
    text = f"{page / least:.2f} × floor ({page / 1e6:.1f} M, floor {least / 1e6:.1f} M)"
    return [("P1 question page, instructions", "≤ 1.5 × floor", text, page <= 1.5 * least)]


def _instructions(env: dict[str, str], path: str, cookie: str) -> float:
    """What one request costs when all is warm: the difference of a long and a short run."""
    counts = {}
    for count in (5, 25):
        done = subprocess.run(
            [
                "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                sys.executable, "-m", "tests.bench.page_instructions", str(count),
            ],
            cwd=servers.ROOT, capture_output=True, text=True, check=True,
            env=environment.clean(**env, BENCH_PATH=path, BENCH_COOKIE=cookie, PYTHONHASHSEED="0"),
        )  # fmt: skip
        counts[count] = int(re.findall(r"Collected : (\d+)", done.stderr)[0])
    return (counts[25] - counts[5]) / 20
