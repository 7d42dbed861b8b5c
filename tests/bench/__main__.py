"""Measure the pages against the floor page, in turns, on this machine: `.venv/bin/python -m tests.bench`.

Only ratios travel: each round measures the floor before and after every target and compares with their mean. CPU is
the server's own user and system time. Exit code 1 when a goal of docs/performance.md is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import environment, servers
from tests.bench import core, restart
from tests.bench.beside import beside
from tests.bench.crowd import crowd
from tests.bench.everybody import everybody
from tests.bench.requests import (
    MILLISECONDS,
    RATIOS,
    Site,
    first_page_bytes,
    measure,
    page_instructions,
    pdf_memory,
    report,
)

OTHERS = 20_000  # attempts that are stored beside one's own


def pdf_cold(env: dict[str, str]) -> list[tuple[str, str, str, bool]]:
    times = [float(servers.prepare("tests.bench.cold_pdf", env)) for _ in range(5)]
    middle = statistics.median(times)
    return [("P5 PDF, cold", "≤ 400 ms", f"{middle:.0f} ({min(times):.0f}–{max(times):.0f}) ms", middle <= 400)]


def consequences_1000(env: dict[str, str]) -> list[tuple[str, str, str, bool]]:
    """What a draft would change for 1,000 stored attempts, and by which of its changes."""
    times = [float(servers.prepare("tests.bench.consequences", env)) for _ in range(3)]
    middle = statistics.median(times)
    text = f"{middle:.2f} ({min(times):.2f}–{max(times):.2f}) s"
    return [("consequences of publishing, 1,000 attempts", "≤ 5 s", text, middle <= 5)]


def scoring_1000(env: dict[str, str], folder: Path) -> list[tuple[str, str, str, bool]]:
    """P6: 1,000 people through the command, start-up included."""
    people = folder / "people.json"
    people.write_text(core.people(1000))
    times = []
    for _ in range(3):
        start = time.perf_counter()
        with people.open() as file:
            subprocess.run(
                [sys.executable, "manage.py", "score_answers"], cwd=servers.ROOT, env=environment.clean(**env),
                stdin=file, stdout=subprocess.DEVNULL, check=True,
            )  # fmt: skip
        times.append(time.perf_counter() - start)
    middle = statistics.median(times)
    return [
        ("P6 score_answers, 1,000 people", "≤ 3 s", f"{middle:.2f} ({min(times):.2f}–{max(times):.2f}) s", middle <= 3)
    ]


def large(folder: Path) -> list[tuple[str, str, str, bool]]:
    """P14: what a framework of 1,000 skills and five levels costs."""
    env = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'large.sqlite3'}",
    }
    found = json.loads(servers.prepare("tests.bench.large", env))
    goals = (
        ("grid", 2, "s"),
        ("outline", 2, "s"),
        ("skill", 2, "s"),
        ("counted draft", 3, "s"),
        ("publish", 5, "s"),
        ("questions", 1.2, "× that of 45 skills"),
    )
    return [
        (f"P14 {what} of 1,000 skills", f"≤ {limit:g} {unit}", f"{found[what]:.2f} {unit}", found[what] <= limit)
        for what, limit, unit in goals
    ]


def growth(folder: Path, others: int = OTHERS) -> list[tuple[str, str, str, bool]]:
    """What the attempts of others make of each page; on PostgreSQL, too, where BENCH_POSTGRES says whose server."""
    lines = _grown("SQLite", f"sqlite:///{folder / 'growth.sqlite3'}", others)
    if admin := os.environ.get("BENCH_POSTGRES"):
        with servers.own_database(admin, "growth") as url:
            lines += _grown("PostgreSQL", url, others)
    return lines


def _grown(kind: str, url: str, others: int) -> list[tuple[str, str, str, bool]]:
    env = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url, "OTHERS": str(others)}
    found = json.loads(servers.prepare("tests.bench.growth", env))
    page, ratio = found["most"][0]
    narrow = found["narrow"]
    told = ", ".join(f"{name} {each:.2f}" for name, each in narrow.items())
    beside = f"with {others:,} attempts of others, {kind}"
    return [
        (f"P9 questions, save and report {beside}", "≤ 1.1 × of with none", told, max(narrow.values()) <= 1.1),
        (
            f"P9 {found['pages']} pages {beside}",
            "≤ 1.2 × of with none",
            f"at most {ratio:.2f} × ({page})",
            ratio <= 1.2,
        ),
    ]


def exchange(folder: Path) -> list[tuple[str, str, str, bool]]:
    """What a CASE package of 4 MB costs to bring in."""
    env = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'exchange.sqlite3'}",
    }
    found = json.loads(servers.prepare("tests.bench.exchange", env))
    of = f"of a CASE package of {found['bytes'] / 1e6:.1f} MB, {found['items']} items, {found['associations']} associations"
    return [
        (f"{what} {of}", f"≤ {limit} {unit}", f"{found[name]:.1f} {unit}", found[name] <= limit)
        for what, name, limit, unit in (
            ("preview", "previewed", 10, "s"),
            ("applying", "applied", 20, "s"),
            ("memory", "memory", 300, "MB"),
        )
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--requests", type=int, default=300)
    options.add_argument("--quick", action="store_true", help="a short look: few rounds, no memory run")
    options.add_argument(
        "--only", default="", metavar="GOAL", help="nothing but the requests of this goal, such as P12"
    )
    options.add_argument(
        "--crowd", type=int, default=0, metavar="SECONDS", help="nothing but P8, for so long: 600 is what is asked"
    )
    options.add_argument(
        "--peer", type=int, default=0, metavar="ROUNDS", help="nothing but P3: whole journeys beside django-survey"
    )
    options.add_argument(
        "--grown", type=int, default=0, metavar="ATTEMPTS", help="nothing but P9, with so many attempts of others"
    )
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        lines = alone(chosen, Path(name))
        if lines is None:
            lines = all_goals(chosen, Path(name))
    print("| goal | wanted | measured, median (min–max) | |\n|---|---|---|---|")
    for goal, wanted, measured, is_met in lines:
        print(f"| {goal} | {wanted} | {measured} | {'ok' if is_met else 'MISSED'} |")
    return 0 if all(line[3] for line in lines) else 1


def alone(chosen: argparse.Namespace, folder: Path) -> list[tuple[str, str, str, bool]] | None:
    """What takes too long, or needs too much, to be part of each run; None where nothing of it was asked for."""
    if chosen.crowd:
        return everybody(folder, chosen.crowd)
    if chosen.peer:
        return beside(folder, chosen.peer)
    if chosen.grown:
        return growth(folder, chosen.grown)
    return None


def all_goals(chosen: argparse.Namespace, folder: Path) -> list[tuple[str, str, str, bool]]:
    goals = [goal for goal in (*RATIOS, *MILLISECONDS) if goal.name.startswith(chosen.only)]
    rounds, count = (3, 150) if chosen.quick else (chosen.rounds, chosen.requests)
    ours = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'ours.sqlite3'}",
    }
    floor_env = {
        "DJANGO_SETTINGS_MODULE": "tests.bench.floor.settings",
        "FLOOR_DATABASE": str(folder / "floor.sqlite3"),
    }
    facts = json.loads(servers.prepare("tests.bench.prepare", ours))
    session = servers.prepare("tests.bench.floor.prepare", floor_env)
    with (
        servers.running("config.wsgi", ours, "/healthz") as server,
        servers.running("tests.bench.floor.wsgi", floor_env, "/") as floor_server,
    ):
        site = Site(server, facts)

        def floor() -> bytes:
            return floor_server.request("GET", "/", {"Cookie": f"sessionid={session}"})[1]

        assert b"Group 1" in floor()
        lines = report(measure(floor, floor_server, site, rounds, count, goals), goals)
        if not chosen.only:
            lines += first_page_bytes(site)
        if not (chosen.quick or chosen.only):
            lines += pdf_memory(site) + page_instructions(
                site, ours, {**floor_env, "FLOOR_COOKIE": f"sessionid={session}"}
            )
    if not chosen.only:
        crowded = {**ours, "PDFS_AN_HOUR": "1000"}
        lines += crowd(crowded, lambda server: Site(server, facts))
        lines += (
            restart.lines(ours, facts)
            + consequences_1000(ours)
            + pdf_cold(ours)
            + core.score_one()
            + core.all_roles()
            + core.plan_one()
        )
        lines += scoring_1000(ours, folder)
        lines += large(folder) + exchange(folder) + growth(folder)
    return lines


if __name__ == "__main__":
    sys.exit(main())
