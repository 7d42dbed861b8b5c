"""The files of a plan: they say what the page says, number by number; a query that cannot be is told; nobody else."""

import csv
import io
import json
import re

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from assessment.plan import actions
from assessment.plan.core.ticks import TickInput
from assessment.report.renderers import json_report
from catalog.models import ScaleStep
from tests.assessment.attempts.past import attempt as attempt_of
from tests.assessment.plan.plan_page import ANSWERS, cards, errors, get, read, tick
from tests.assessment.report.makers import MAKERS, handed_in
from tests.assessment.report.plan_files import (
    csv_steps,
    get_file,
    json_steps,
    page_steps,
    pdf_tables,
    told_in_pdf,
    xlsx_steps,
)
from tests.assessment.report.renderers import pdf_tree
from tests.assessment.report.renderers.plan_face import plain
from tests.assessment.report.test_next_steps import add_resource, publish, section
from tests.conftest import NOW
from tests.pages import Page, text
from tests.workshop import EVERYTHING, LOWEST, NOTHING_YET, ROLE, STEPS

pytestmark = pytest.mark.slow

KINDS = ("pdf", "xlsx", "csv", "json")
START = "2027-01-04"
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
    for step, (skill, to_step, _why, hours, learn), days in zip(steps, taken, when, strict=True):
        assert ([skill, to_step, hours], days) == told_in_pdf(step, STEPS[step.to_step - 1])
        assert all(plain(words) in learn for words in (step.title, step.url, step.task, f"({step.resource_hours} h"))
    for step, (skill, to_step, begins, ends, card) in zip(steps, page_steps(page), strict=True):
        assert (step.skill, step.to_step, step.begins[1], step.ends) == (skill, to_step, begins, ends)
        low, likely, high = step.hours
        assert f"about {likely} hours ({low} to {high})" in card or "mostly practice on real work" in card
        assert step.title in card
    assert len(steps) > 4


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
    assert [[plain("You dropped it, yet the plan needs it: a must-have at Senior")]] * 4 == [
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
    assert {(row[14].data_type, row[14].value) for row in sheet.iter_rows(min_row=2)} == {("s", "=1+1")}


def test_totals_and_pace_stand_in_each_file(english, alice, attempt):
    query = {"hours": 8, "start": START}
    told = (
        "2 steps, about 50 hours in all, likely between 25 and 100. A rough guide. At 8 hours a week it is likely done by "
        "16 February 2027; at best by 25 January 2027, at worst by 1 April 2027."
    )
    assert told in section(read(alice, attempt, **query), "sum")
    document = json.loads(get_file(alice, attempt, "json", **query).content)["plan"]
    assert (document["hours"], document["hours_per_week"]) == ({"low": 25, "likely": 50, "high": 100}, 8)
    assert document["end"] == {"best": "2027-01-25", "likely": "2027-02-16", "worst": "2027-04-01"}
    book = openpyxl.load_workbook(io.BytesIO(get_file(alice, attempt, "xlsx", **query).content))
    assert dict(book["Summary"].values)["The shortest way to Senior"].startswith(told)
    pdf = pdf_tree.read(get_file(alice, attempt, "pdf", **query).content)
    assert plain(told) in plain(pdf.document.text)
    rows = list(csv.reader(io.StringIO(get_file(alice, attempt, "csv", **query).content.decode("utf-8-sig"))))
    about = ["plan", "senior", "Senior", "senior"]
    assert [row[4:] for row in rows if row[:4] == about][-6:] == [
        ["kind", "shortest", "", "The shortest way to Senior"],
        ["hours_a_week", "8", "8", ""],
        ["start", START, START, ""],
        ["likely_start", START, START, ""],
        ["end", "2027-01-25", "2027-04-01", ""],
        ["likely_end", "2027-02-16", "2027-02-16", ""],
    ]


def test_the_report_around_it_is_told_against_the_level_of_the_plan(begin, alice):
    attempt = handed_in(begin, alice, MAKERS["at-senior"])

    found = json.loads(get_file(alice, attempt, "json", level="lead", start=START).content)
    plain_report = json.loads(get_file(alice, attempt, "json", level="lead").content)

    assert (found["focus"], found["plan"]["level"]) == ("lead", "lead")
    assert {**found, "plan": ""} == {**plain_report, "plan": ""}


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_says_that_it_holds_a_plan(alice, attempt, kind):
    names = [get_file(alice, attempt, kind, **query).headers["Content-Disposition"] for query in ({"hours": 5}, {})]

    assert names == [
        f'attachment; filename="{what}-{ROLE}-2026-11-23.{kind}"' for what in ("skillgap-plan", "skillgap")
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", [{}, {"level": "junior"}, {"as": "weeks"}])
def test_without_a_wish_the_files_are_those_of_the_report(alice, attempt, kind, query):
    """The same bytes, whatever is ticked."""
    before = get_file(alice, attempt, kind, **query)
    tick(alice, attempt, "cut-3", "done")
    after = get_file(alice, attempt, kind, **query)

    assert before.headers["Content-Disposition"] == after.headers["Content-Disposition"]
    assert "plan" not in after.headers["Content-Disposition"]
    assert before.content == after.content
    if kind == "json":
        assert "start" not in after.json()["plan"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"hours": "61"}, "Type a whole number from 1 to 60."),
        ({"level": "king", "hours": "5"}, "Choose one of the levels."),
        ({"start": "soon"}, "Type a day as year-month-day, such as 2027-01-31."),
        ({"what": "best"}, "Choose one of the three."),
    ],
)
def test_a_plan_that_cannot_be_is_the_page_that_says_so(alice, attempt, kind, wrong, sentence):
    response = get_file(alice, attempt, kind, budget=333, **wrong)

    assert (response.status_code, response.headers["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert "Content-Disposition" not in response.headers
    page = Page(response.content)
    assert [error.removeprefix("Error: ") for error in errors(page)] == [sentence]
    address = f"/a/{attempt.public_id}/plan/"
    assert page.form(address).fields["budget"] == "333"
    [link] = [link for link in page.all("a") if link.text == "Back to the plan, with what was typed"]
    again = alice.get(link.attributes["href"])
    assert (again.status_code, again.request["PATH_INFO"]) == (422, address)
    assert Page(again.content).form(address).fields == page.form(address).fields
    assert "Back to the plan" not in text(Page(again.content))


def test_the_page_of_a_tick_that_was_not_taken_leads_back_to_the_plan(alice, attempt):
    response = tick(alice, attempt, "cut-3", "done", evidence="x" * 2000, query="hours=7")

    assert response.status_code == 422
    page = Page(response.content)
    assert page.form(f"/a/{attempt.public_id}/plan/").fields["hours"] == "7"
    [everything] = [link for link in page.all("a") if link.text == "All gaps"]
    assert alice.get(everything.attributes["href"]).status_code == 200


def test_the_page_offers_its_plan_as_files(alice, attempt):
    page = read(alice, attempt, what="everything", level="senior", hours=7, start=START, kind=["course", "book"])

    links = [link for link in page.all("a") if "of this plan" in link.text]
    assert [link.text.split()[0] for link in links] == ["PDF", "XLSX", "CSV", "JSON"]
    shown = [(step[0], step[1]) for step in page_steps(page)]
    document = alice.get(links[3].attributes["href"]).json()["plan"]
    assert [(step["name"], step["to_step"]) for step in document["steps"]] == shown
    assert (document["level"], document["hours_per_week"], document["start"]["likely"]) == ("senior", 7, START)


def test_a_plan_without_steps_says_so(english, begin, alice):
    attempt = begin(alice, EVERYTHING, submitted=True)
    query = {"level": "senior", "start": START}

    assert "All that Senior asks for is in place." in section(read(alice, attempt, **query), "sum")
    assert json_steps(get_file(alice, attempt, "json", **query).content) == []
    book = openpyxl.load_workbook(io.BytesIO(get_file(alice, attempt, "xlsx", **query).content))
    assert dict(book["Summary"].values)["The shortest way to Senior"] == "All that Senior asks for is in place."
    pdf = pdf_tree.read(get_file(alice, attempt, "pdf", **query).content)
    assert "All that Senior asks for is in place." in pdf.document.text
    assert "When" not in [node.text for node in pdf.document.every("H2")]


def test_dates_follow_the_calendar_of_the_page_for_the_longest_plan(alice, edition):
    """What lies beyond the last day of the calendar is that day, in a workbook too."""
    ScaleStep.objects.exclude(value=LOWEST).update(hours=15_000)
    attempt = attempt_of(alice, publish(), NOTHING_YET, role=ROLE)
    query = {"what": "everything", "level": "lead", "hours": 1, "start": "2099-12-31"}

    steps = json_steps(get_file(alice, attempt, "json", **query).content)

    assert xlsx_steps(get_file(alice, attempt, "xlsx", **query).content) == steps
    assert "2500" < steps[-1].ends[1] < steps[-1].ends[2] == "9999-12-31"


def test_nobody_else_gets_one(alice, bob, begin, attempt):
    for kind in KINDS:
        assert get_file(bob, attempt, kind, hours=5).status_code == 404
        assert get_file(bob, attempt, kind, hours=0).status_code == 404
    still_open = begin(alice, {"cut": 1})
    assert get_file(alice, still_open, "json", hours=5).status_code == 303
    assert get_file(alice, attempt, "doc", hours=5).status_code == 404
    assert get(alice, attempt).status_code == 200
