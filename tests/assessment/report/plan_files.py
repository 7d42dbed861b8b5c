"""The four files of a plan and its page, read back into one shape: every step with its hours, days and resource."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

import openpyxl
from django.test import Client

from assessment.models import Assessment
from tests.assessment.plan.plan_page import cards
from tests.assessment.report.renderers import pdf_tree
from tests.assessment.report.renderers.faces import unarmoured
from tests.assessment.report.renderers.plan_face import plain
from tests.clients import Response
from tests.pages import Page

T = TypeVar("T")
Days = tuple[str, str, str]
# Of a plan to a later level.
KINDS = ("pdf", "xlsx", "csv", "json")
START = "2027-01-04"
NO_DAYS = "", "", ""


class Step(NamedTuple):
    """One step of a plan; hours low, likely and high as whole numbers, days best, likely and worst as ISO 8601.

    Of the first resource its title, hours, address, and task; of the others by their use all but the task.
    """

    skill: str
    to_step: int
    hours: tuple[int, int, int]
    begins: Days
    ends: Days
    title: str
    resource_hours: int
    url: str
    task: str
    others: dict[str, tuple[str, int, str]]


def get_file(client: Client, attempt: Assessment, kind: str, /, **query: Any) -> Response:
    return client.get(f"/a/{attempt.public_id}/report.{kind}", query)


def json_steps(content: bytes) -> list[Step]:
    """JSON keeps half hours, which the others round down."""
    steps = []
    for step in json.loads(content)["plan"]["steps"]:
        found, *others = step["resources"]
        steps.append(
            Step(
                step["name"],
                step["to_step"],
                _three(int(hours) for hours in step["hours"].values()),
                _three(step["start"].values()) if "start" in step else NO_DAYS,
                _three(step["end"].values()) if "end" in step else NO_DAYS,
                found["title"],
                found["hours"],
                found["url"] or "",
                found["task"],
                {each["use"]: (each["title"], each["hours"], each["url"] or "") for each in others},
            )
        )
    return steps


def csv_steps(content: bytes) -> list[Step]:
    rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) if row[0] == "plan_step"]
    begins = [number for number, row in enumerate(rows) if row[4] == "take_step"]
    return [_csv_step(rows[first:last]) for first, last in zip(begins, [*begins[1:], len(rows)], strict=True)]


def _csv_step(rows: list[list[str]]) -> Step:
    found = {row[4]: [unarmoured(cell) for cell in row[5:]] for row in rows}
    step = int(found["take_step"][1])
    low, high, _note = found[f"hours_to_step_{step}"]
    likely = found[f"typical_hours_to_step_{step}"][0]
    title, url, task = found[f"resource_of_step_{step}"]
    resource_hours = int(found[f"resource_hours_of_step_{step}"][0])
    begins, ends = (
        (
            found[f"{what}_of_step_{step}"][0],
            found[f"likely_{what}_of_step_{step}"][0],
            found[f"{what}_of_step_{step}"][1],
        )
        if f"{what}_of_step_{step}" in found
        else NO_DAYS
        for what in ("start", "end")
    )
    others = {
        use: (
            found[f"{use}_resource_of_step_{step}"][0],
            int(found[f"{use}_resource_hours_of_step_{step}"][0]),
            found[f"{use}_resource_of_step_{step}"][1],
        )
        for use in ("short", "practice")
        if f"{use}_resource_of_step_{step}" in found
    }
    hours = int(low), int(likely), int(high)
    return Step(rows[0][2], step, hours, begins, ends, title, resource_hours, url, task, others)


def xlsx_steps(content: bytes) -> list[Step]:
    steps = []
    for row in openpyxl.load_workbook(io.BytesIO(content))["Plan"].iter_rows(min_row=2, values_only=True):
        _order, skill, _before, to_step, _why, *numbers = row
        hours, (title, resource_hours, _from, _to, url, task), days = numbers[:3], numbers[6:12], numbers[19:]
        begins, ends = (_three(map(_iso, three)) for three in (days[:3], days[3:])) if days else (NO_DAYS, NO_DAYS)
        others = {
            use: (title_of or "", hours_of, url_of or "")
            for use, (title_of, hours_of, url_of) in (("short", numbers[12:15]), ("practice", numbers[15:18]))
            if hours_of is not None
        }
        steps.append(
            Step(skill, to_step, _three(hours), begins, ends, title, resource_hours, url or "", task or "", others)
        )
    return steps


def _three(values: Iterable[T]) -> tuple[T, T, T]:
    low, likely, high = values
    return low, likely, high


def _iso(day: datetime) -> str:
    assert day.time() == datetime.min.time()
    return day.date().isoformat()


def pdf_tables(content: bytes) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of what to take and of when, without white space."""
    found = {}
    for table in pdf_tree.read(content).document.every("Table"):
        head = [cell.text for cell in next(table.every("TR")).children]
        found[head[-1]] = [[plain(cell) for cell in row] for row in table.rows]
    return found["Learn from"], found.get("Done, best to worst", [])


def told_in_pdf(step: Step, name_of_step: str) -> tuple[list[str], list[str]]:
    """What the two tables of the PDF must say of a step, but for its reason."""
    low, likely, high = step.hours
    to_step = f"{step.to_step} {name_of_step}"
    months = [tuple(map(month, days)) for days in (step.begins, step.ends)]
    days = [part for best, day, worst in months for part in (day, f"{best} – {worst}")]
    return (
        [plain(step.skill), plain(to_step), plain(f"{likely} ({low}–{high})")],
        [plain(f"{step.skill}: {to_step}"), *map(plain, days)],
    )


def month(day: str) -> str:
    """A day as page and PDF tell it: the month."""
    return f"{date.fromisoformat(day):%b %Y}" if day else ""


MONTHS = re.compile(r"likely (\w+ \d+) to (\w+ \d+) \(done between (\w+ \d+) and (\w+ \d+)\)")


def page_steps(page: Page) -> Iterator[tuple[str, int, str, Days, str]]:
    """What the page says of each step: skill, step, likely first month, last months, and all the words of its card."""
    for (key, words), name in zip(cards(page).items(), page.root.select(".plan-step__skill"), strict=True):
        told = MONTHS.search(words)
        begins, ends, best, worst = told.groups() if told else ("", "", "", "")
        yield name.text, int(key.rpartition("-")[2]), begins, (best, ends, worst), words
