"""P3: a whole journey beside that of django-survey-and-report, the closest package there is, in turns.

Ours saves every answer on its own and flushes it to the disk; theirs keeps them in the session and saves at its end. It is
installed into a folder that is thrown away, and runs on our Django; it is no dependency of ours.
"""

import json
import random
import statistics
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError

from tests import servers
from tests.pages import Form, Page
from tests.servers import ROOT, Server

Line = tuple[str, str, str, bool]
PACKAGES = ("django-survey-and-report==1.5.0", "pytz")
PLACE = "ai-ml-research/ai-ml-research-specialist"
WARM_UP = 2
GOAL = 0.75


class Visitor:
    """A browser with cookies of its own, which follows redirects; `at` is where it has come to."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.at = ""

    def get(self, path: str) -> Page:
        return self._open(path, None, {})

    def send(self, path: str, fields: dict[str, str]) -> Page:
        return self._open(path, urllib.parse.urlencode(fields).encode(), {})

    def save(self, path: str, value: object) -> None:
        token = next(str(each.value) for each in self.cookies if each.name == "csrftoken")
        headers = {"Content-Type": "application/json", "X-CSRFToken": token, "Accept": "application/json"}
        here = self.at
        self._open(path, json.dumps(value).encode(), headers)
        self.at = here

    def _open(self, path: str, body: bytes | None, headers: dict[str, str]) -> Page:
        request = urllib.request.Request(self.base + path, body, headers)
        try:
            with self.opener.open(request, timeout=servers.PATIENCE) as response:
                self.at = urllib.parse.urlsplit(response.url).path
                return Page(response.read())
        except HTTPError as refused:
            raise RuntimeError(f"{path}: {refused.code} {refused.read()[:300]!r}") from refused


def _the_form(page: Page, *, with_field: str = "") -> Form:
    """The first form of a page that is posted, and has a field whose name holds these words."""
    return next(
        form for form in page.forms if form.method == "post" and any(with_field in each for each in _names(form))
    )


def _names(form: Form) -> list[str]:
    return [*form.fields, *(name for name, _value in form.buttons)]


def ours(server: Server) -> int:
    """Begin, practise, answer all questions, look at them, hand in, see the report; gives how many answers that was."""
    visitor, answers = Visitor(server.port), 0
    page = visitor.get(f"/roles/{PLACE}/start/")
    visitor.send(visitor.at, _the_form(page, with_field="start").fields | {"start": "Start"})
    attempt = visitor.at.split("/")[2]
    page = visitor.get(f"/a/{attempt}/questions/prg/")
    while "/questions/" in visitor.at:
        names = _the_form(page, with_field="-rev").fields
        for skill in [name.removesuffix("-rev") for name in names if name.endswith("-rev") and "." not in name]:
            visitor.save(f"/a/{attempt}/save/", {"skill": skill, "step": 2, "unsure": False, "rev": 0})
            answers += 1
        # All is saved: as its script does, on to the next page.
        [onward] = page.all("button", class_="btn btn-primary btn-lg", value="next")
        page = visitor.get(str(onward.attributes["data-href"]))
    page = visitor.get(f"/a/{attempt}/check/")
    visitor.send(f"/a/{attempt}/submit/", _the_form(page, with_field="person_name").fields)
    assert visitor.at.endswith("/report/"), visitor.at
    return answers


def theirs(server: Server, survey: str) -> int:
    visitor, answers = Visitor(server.port), 0
    page = visitor.get(f"/{survey}/")
    while "confirm" not in visitor.at:
        fields = _the_form(page, with_field="csrfmiddlewaretoken").fields
        radios = [each.attributes for each in page.all("input", type="radio")]
        chosen = {each["name"]: each["value"] for each in radios}
        answers += len(chosen)
        at, page = visitor.at, visitor.send(visitor.at, fields | chosen)
        assert visitor.at != at, "a page of theirs was refused"
    return answers


def beside(folder: Path, rounds: int) -> list[Line]:
    package = folder / "package"
    command = [str(ROOT / ".tools" / "bin" / "uv"), "pip", "install", "-q", "--no-deps", "--target", str(package)]
    done = subprocess.run([*command, *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return [("P3 beside django-survey", f"≤ {GOAL} ×", f"it cannot be installed: {done.stderr[:200]}", False)]
    env = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'ours.sqlite3'}",
        "LIMIT_STARTS": "100000",
    }
    their_env = {
        "DJANGO_SETTINGS_MODULE": "tests.bench.peer.settings",
        "FLOOR_DATABASE": str(folder / "theirs.sqlite3"),
        "PYTHONPATH": str(package),
    }
    servers.prepare("tests.bench.prepare", env)
    survey = servers.prepare("tests.bench.peer.prepare", their_env)
    with (
        servers.running("config.wsgi", env, "/healthz") as our_server,
        servers.running("tests.bench.peer.wsgi", their_env, "/") as their_server,
    ):
        journeys = {"ours": lambda: ours(our_server), "theirs": lambda: theirs(their_server, survey)}
        return _compared(journeys, {"ours": our_server, "theirs": their_server}, rounds)


def _compared(journeys: dict[str, Callable[[], int]], server: dict[str, Server], rounds: int) -> list[Line]:
    for _ in range(WARM_UP):
        answers = {who: journey() for who, journey in journeys.items()}
    costs: dict[str, list[float]] = {who: [] for who in journeys}
    for number in range(rounds):
        for who in random.Random(number).sample(list(journeys), 2):
            before = server[who].cpu_ms()
            journeys[who]()
            costs[who].append(server[who].cpu_ms() - before)
    ratios = [ours / theirs for ours, theirs in zip(costs["ours"], costs["theirs"], strict=True)]
    middle = statistics.median(ratios)
    said = ", ".join(f"{who} {statistics.median(costs[who]):.0f} ms for {answers[who]} answers" for who in journeys)
    text = f"{middle:.2f} ({min(ratios):.2f}–{max(ratios):.2f}) ×: {said}"
    return [("P3 a whole journey beside django-survey's in 7 pages", f"≤ {GOAL} ×", text, middle <= GOAL)]
