"""The files of a plan: they say what the page says, number by number; a query that cannot be is told; nobody else."""

import csv
import io
import json
import re
from itertools import zip_longest

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from assessment.plan import actions
from assessment.plan.core.ticks import TickInput
from assessment.report.renderers import json_report
from catalog.models import ScaleStep
from tests.assessment.attempts.past import attempt as attempt_of
from tests.assessment.plan.plan_page import ANSWERS, cards, pace, read, tick
from tests.assessment.report.makers import MAKERS, handed_in
from tests.assessment.report.plan_files import (
    KINDS,
    NO_DAYS,
    START,
    csv_steps,
    get_file,
    json_steps,
    month,
    page_steps,
    pdf_tables,
    told_in_pdf,
    xlsx_steps,
)
from tests.assessment.report.renderers import pdf_tree
from tests.assessment.report.renderers.faces import csv_rows
from tests.assessment.report.renderers.plan_face import plain
from tests.assessment.report.test_next_steps import add_resource, publish, section
from tests.conftest import NOW
from tests.pages import text
from tests.workshop import EVERYTHING, LOWEST, NOTHING_YET, ROLE, STEPS

pytestmark = pytest.mark.slow

WISHES = {
    "shortest": {"level": "senior", "hours": 5, "start": START},
    "courses": {
        "what": "everything",
        "level": "senior",
        "hours": 8,
        "start": START,
        "cost": "partly",
        "kind": "course",
    },
    "hours": {"what": "hours", "level": "lead", "budget": 200, "hours": 3, "start": "2026-12-30"},
    "a long one": {"what": "everything", "level": "lead", "hours": 1, "start": START},
}
SCHEMA = Draft202012Validator(json_report.schema())


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, ANSWERS, submitted=True)


@pytest.mark.parametrize("query", WISHES.values(), ids=WISHES)
def test_the_four_files_say_what_the_page_says(english, begin, alice, query):
    attempt = handed_in(begin, alice, MAKERS["skips-and-unsure"])
    actions.tick(assessment=attempt, tick_input=TickInput("ask", 2, "done", ""), at=NOW)
    actions.tick(assessment=attempt, tick_input=TickInput("cut", 3, "dropped", ""), at=NOW)

    page = read(alice, attempt, **query)
    files = {kind: get_file(alice, attempt, kind, **query).content for kind in KINDS}

    steps = json_steps(files["json"])
    SCHEMA.validate(json.loads(files["json"]))
    assert csv_steps(files["csv"]) == xlsx_steps(files["xlsx"]) == steps
    taken, when = pdf_tables(files["pdf"])
    has_days = bool(steps[0].ends[0])
    assert len(when) == (len(steps) if has_days else 0)
    for step, (skill, to_step, _why, hours, learn), days in zip_longest(steps, taken, when):
        expected, months = told_in_pdf(step, STEPS[step.to_step - 1])
        assert [skill, to_step, hours] == expected
        assert not has_days or days == months
        assert all(plain(words) in learn for words in (step.title, step.url, step.task, f"{step.resource_hours} h"))
        assert all(plain(f"{each[1]} h") in learn and plain(each[0]) in learn for each in step.others.values())
    for step, (skill, to_step, begins, ends, card) in zip(steps, page_steps(page), strict=True):
        days = month(step.begins[1]), tuple(map(month, step.ends))
        assert (step.skill, step.to_step, *days) == (skill, to_step, begins, ends)
        low, likely, high = step.hours
        assert f"about {likely} hours ({low} to {high})" in card
        assert step.title in card
        for use, (other, hours_of, _url) in step.others.items():
            assert use != "practice" or f"And about {hours_of} hour" in card
            assert use != "short" or other in card
    assert quarter_of(files["xlsx"], "Twelve weeks") == [list(turn) for turn in json_quarter(files["json"])]
    plan = json.loads(files["json"])["plan"]
    assert quarter_of(files["xlsx"], "Stages") == [
        [ROLE_LEVELS[stage["level"]], stage["steps"], stage["hours"]] for stage in plan["stages"]
    ]
    rows = csv_rows(files["csv"])
    assert [(row[1], int(row[5])) for row in rows if row[0] == "plan_quarter" and row[4] == "week"] == [
        (turn["skill"], turn["week"]) for turn in plan["quarter"]
    ]
    assert [(row[1], row[4], int(row[5])) for row in rows if row[0] == "plan_stage"] == [
        (stage["level"], what, stage[key])
        for stage in plan["stages"]
        for what, key in (("steps", "steps"), ("typical_hours", "hours"))
    ]
    shown = text(page)
    document = plain(pdf_tree.read(files["pdf"]).document.text)
    for turn in plan["quarter"]:
        begin = " ".join(filter(None, [turn["act"], turn["title"]])).split(" ")[0]
        for words in (f"Week {turn['week']}: ", begin, turn["truth"]):
            # The page has a place of its own for the first week.
            assert words in shown or words == "Week 1: "
            assert plain(words) in document
    for stage in plan["stages"]:
        words = f"{ROLE_LEVELS[stage['level']]}: {stage['steps']} step"
        assert len(plan["stages"]) == 1 or (words in shown and plain(words) in document)
    assert len(plan["quarter"]) in {1, 2, 3}
    months = plan["months"]
    assert ("month" in pace(page) or "year" in pace(page)) == bool(months)
    assert ("end" in plan) == has_days
    assert len(steps) > 4


ROLE_LEVELS = {"junior": "Junior", "senior": "Senior", "lead": "Lead"}


def quarter_of(content, sheet):
    """The rows of a sheet of the workbook, with "" for an empty cell."""
    rows = openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(min_row=2, values_only=True)
    return [["" if cell is None else cell for cell in row] for row in rows]


def json_quarter(content):
    """The first twelve weeks as the workbook has them."""
    states = {True: "true after them", False: "under way"}
    for turn in json.loads(content)["plan"]["quarter"]:
        _slug, name, week, act, title, url, to_step, truth, is_done = turn.values()
        yield name, week, act, title, url or "", to_step, truth, states[is_done]


def reasons(client, attempt, **query):
    """Why each step is there, as the page, the workbook, the CSV and the PDF have it."""
    page = read(client, attempt, **query)
    files = {kind: get_file(client, attempt, kind, **query).content for kind in KINDS}
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))["Plan"]
    rows = csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"), newline=""))
    return (
        [plain(re.search("Why: (.+) How long:", card)[1]) for card in cards(page).values()],
        [plain(row[4]) for row in sheet.iter_rows(min_row=2, values_only=True)],
        [plain(row[7]) for row in rows if row[4] == "take_step"],
        [row[2] for row in pdf_tables(files["pdf"])[0]],
    )


@pytest.mark.parametrize("what", ["shortest", "everything", "hours"])
def test_every_step_says_why_as_the_page_does(english, begin, alice, what):
    attempt = handed_in(begin, alice, MAKERS["full"])

    page, *files = reasons(alice, attempt, what=what, level="lead", start=START)

    assert page
    assert files == [page] * 3


def test_ticks_are_respected(english, alice, attempt):
    tick(alice, attempt, "cut-4", "dropped")
    assert [[plain("You put it off, yet the plan needs it: a must-have at Senior")]] * 4 == [
        each[1:] for each in reasons(alice, attempt, level="senior", start=START)
    ]

    tick(alice, attempt, "cut-3", "done")
    assert [step.to_step for step in json_steps(get_file(alice, attempt, "json", start=START).content)] == [4]


def test_what_to_learn_from_comes_from_today_and_by_the_wishes(alice, attempt):
    site = "https://example.org/"
    add_resource("cut", 2, 4, title="=1+1", hours=1, cost="free", kind="book", url=f"{site}1")
    add_resource("cut", 2, 4, title="Course", hours=1, cost="free", kind="course", url=f"{site}2")
    publish()

    dear = get_file(alice, attempt, "json", kind="book").content
    assert {(step.title, step.url) for step in json_steps(dear)} == {("=1+1", f"{site}1")}
    other = get_file(alice, attempt, "json", cost="free", kind=["course"]).content
    assert {step.title for step in json_steps(other)} == {"Course"}

    text_of = get_file(alice, attempt, "csv", kind="book").content.decode()
    assert '"\'=1+1"' in text_of
    assert '"=1+1"' not in text_of
    sheet = openpyxl.load_workbook(io.BytesIO(get_file(alice, attempt, "xlsx", kind="book").content))["Plan"]
    assert {(row[11].data_type, row[11].value) for row in sheet.iter_rows(min_row=2)} == {("s", "=1+1")}


def test_totals_and_pace_stand_in_each_file(english, alice, attempt):
    query = {"hours": 8, "start": START}
    told = (
        "2 steps, about 50 hours in all, likely between 25 and 100. A rough guide. At 8 hours a week to learn and 10 to "
        "practise it takes about 1 month (1 to 3)."
    )
    page = read(alice, attempt, **query)
    assert all(sentence in text(page) for sentence in re.findall(r"[^.]+\.", told))
    document = json.loads(get_file(alice, attempt, "json", **query).content)["plan"]
    assert document["hours"] == {"low": 25, "likely": 50, "high": 100}
    assert document["hours_per_week"] == {"learning": 8, "practice": 10}
    assert document["months"] == {"low": 1, "likely": 1, "high": 3}
    assert document["end"] == {"best": "2027-01-24", "likely": "2027-02-13", "worst": "2027-03-26"}
    book = openpyxl.load_workbook(io.BytesIO(get_file(alice, attempt, "xlsx", **query).content))
    assert dict(book["Summary"].values)["The shortest way to Senior"].startswith(told)
    pdf = pdf_tree.read(get_file(alice, attempt, "pdf", **query).content)
    assert plain(told) in plain(pdf.document.text)
    rows = list(csv.reader(io.StringIO(get_file(alice, attempt, "csv", **query).content.decode("utf-8-sig"))))
    about = ["plan", "senior", "Senior", "senior"]
    assert [row[4:] for row in rows if row[:4] == about][-9:] == [
        ["kind", "shortest", "", "The shortest way to Senior"],
        ["learning_hours_a_week", "8", "8", ""],
        ["practice_hours_a_week", "10", "10", ""],
        ["start", START, START, ""],
        ["likely_start", START, START, ""],
        ["months", "1", "3", ""],
        ["likely_months", "1", "1", ""],
        ["end", "2027-01-24", "2027-03-26", ""],
        ["likely_end", "2027-02-13", "2027-02-13", ""],
    ]


def test_the_report_around_it_is_told_against_the_level_of_the_plan(begin, alice):
    attempt = handed_in(begin, alice, MAKERS["at-senior"])

    found = json.loads(get_file(alice, attempt, "json", level="lead", start=START).content)
    plain_report = json.loads(get_file(alice, attempt, "json", level="lead").content)

    assert (found["focus"], found["plan"]["level"]) == ("lead", "lead")
    own = {"plan": "", "signature": ""}
    assert {**found, **own} == {**plain_report, **own}


def test_a_plan_for_another_main_field_says_so_in_its_files(begin, alice):
    attempt = begin(alice, EVERYTHING | {"weld": 2}, submitted=True)
    query = {"level": "lead", "start": START, "main.joint": "weld"}

    document = json.loads(get_file(alice, attempt, "json", **query).content)

    shown = [(step[0], step[1]) for step in page_steps(read(alice, attempt, **query))]
    assert [(step["name"], step["to_step"]) for step in document["plan"]["steps"]] == shown
    assert "weld" in {step["skill"] for step in document["plan"]["steps"]}
    assert document["main"] == {"joint": "weld"}
    assert json.loads(get_file(alice, attempt, "json", start=START).content)["main"] == {}


def test_a_plan_without_steps_says_so(english, begin, alice):
    attempt = begin(alice, EVERYTHING, submitted=True)
    query = {"level": "senior", "start": START}

    assert "All that Senior asks for is in place." in section(read(alice, attempt, **query), "nothing")
    assert json_steps(get_file(alice, attempt, "json", **query).content) == []
    book = openpyxl.load_workbook(io.BytesIO(get_file(alice, attempt, "xlsx", **query).content))
    assert dict(book["Summary"].values)["What is left for Senior"] == "All that Senior asks for is in place."
    pdf = pdf_tree.read(get_file(alice, attempt, "pdf", **query).content)
    assert "All that Senior asks for is in place." in pdf.document.text
    assert "When" not in [node.text for node in pdf.document.every("H2")]


def test_a_plan_of_many_years_has_no_days_in_any_file(alice, edition):
    ScaleStep.objects.exclude(value=LOWEST).update(hours=15_000)
    attempt = attempt_of(alice, publish(), NOTHING_YET, role=ROLE)
    query = {"what": "everything", "level": "junior", "start": START}

    steps = json_steps(get_file(alice, attempt, "json", **query).content)

    assert {step.ends for step in steps} == {NO_DAYS}
    assert xlsx_steps(get_file(alice, attempt, "xlsx", **query).content) == steps
    assert csv_steps(get_file(alice, attempt, "csv", **query).content) == steps
    page = read(alice, attempt, **query)
    assert "it takes several years: a long road, so take the first stage." in pace(page)
    assert page.all("rect", class_="c-band") == []
