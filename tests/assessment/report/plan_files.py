"""The four files of a plan and its page, read back into one shape: every step with its hours, days and resource."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
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


class Step(NamedTuple):
    """One step of a plan; hours low, likely and high as whole numbers, days best, likely and worst as ISO 8601.

    Of the resource its title, hours, address, and task.
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


def get_file(client: Client, attempt: Assessment, kind: str, /, **query: Any) -> Response:
    return client.get(f"/a/{attempt.public_id}/report.{kind}", query)


def json_steps(content: bytes) -> list[Step]:
    """JSON keeps half hours, which the others round down."""
    steps = []
    for step in json.loads(content)["plan"]["steps"]:
        [found] = step["resources"]
        steps.append(
            Step(
                step["name"],
                step["to_step"],
                _three(int(hours) for hours in step["hours"].values()),
                _three(step["start"].values()),
                _three(step["end"].values()),
                found["title"],
                found["hours"],
                found["url"] or "",
                found["task"],
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
        for what in ("start", "end")
    )
    return Step(rows[0][2], step, (int(low), int(likely), int(high)), begins, ends, title, resource_hours, url, task)


def xlsx_steps(content: bytes) -> list[Step]:
    steps = []
    for row in openpyxl.load_workbook(io.BytesIO(content))["Plan"].iter_rows(min_row=2, values_only=True):
        _order, skill, _before, to_step, _why, *numbers = row
        hours, days, (title, resource_hours, _from, _to, url, task) = numbers[:3], numbers[3:9], numbers[9:]
        begins, ends = (_three(map(_iso, three)) for three in (days[:3], days[3:]))
        steps.append(Step(skill, to_step, _three(hours), begins, ends, title, resource_hours, url or "", task or ""))
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
    return found["Learn from"], found["Done, best to worst"]


def told_in_pdf(step: Step, name_of_step: str) -> tuple[list[str], list[str]]:
    """What the two tables of the PDF must say of a step, but for its reason."""
    low, likely, high = step.hours
    to_step = f"{step.to_step} {name_of_step}"
    days = [part for best, day, worst in (step.begins, step.ends) for part in (day, f"{best} – {worst}")]
    return (
        [plain(step.skill), plain(to_step), plain(f"{likely} ({low}–{high})")],
        [plain(f"{step.skill}: {to_step}"), *map(plain, days)],
    )


def page_steps(page: Page) -> Iterator[tuple[str, int, str, Days, str]]:
    """What the page says of each step: skill, step, likely first day, last days, and all the words of its card."""
    rows = page.root.select("tr:has(.plan-day)")
    for (key, words), row in zip(cards(page).items(), rows, strict=True):
        begins, ends, best, worst = (day.text.removeprefix("– ") for day in row.select(".plan-day"))
        [head] = row("th")
        skill, _space, step = head.text.rpartition(" ")
        assert key.endswith(f"-{step}")
        yield skill, int(step), begins, (best, ends, worst), words
