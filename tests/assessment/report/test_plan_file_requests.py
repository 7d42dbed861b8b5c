"""Asking for the files of a plan: who gets them, what they are called, where the page leads to them, what is refused."""

import pytest

from tests.assessment.plan.plan_page import ANSWERS, errors, get, read, tick
from tests.assessment.report.plan_files import KINDS, START, get_file, page_steps
from tests.pages import Page, text
from tests.workshop import ROLE

pytestmark = pytest.mark.slow


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, ANSWERS, submitted=True)


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
    form = f"{address}#wishes"
    assert page.form(form).fields["budget"] == "333"
    [link] = [link for link in page.all("a") if link.text == "Back to the plan, with what was typed"]
    again = alice.get(link.attributes["href"])
    assert (again.status_code, again.request["PATH_INFO"]) == (422, address)
    assert Page(again.content).form(form).fields == page.form(form).fields
    assert "Back to the plan" not in text(Page(again.content))


def test_the_page_of_a_tick_that_was_not_taken_leads_back_to_the_plan(alice, attempt):
    response = tick(alice, attempt, "cut-3", "done", evidence="x" * 2000, query="hours=7")

    assert response.status_code == 422
    page = Page(response.content)
    assert page.form(f"/a/{attempt.public_id}/plan/#wishes").fields["hours"] == "7"
    [everything] = [link for link in page.all("a") if link.text == "All gaps"]
    assert alice.get(everything.attributes["href"]).status_code == 200


def test_the_page_offers_its_plan_as_files(alice, attempt):
    page = read(alice, attempt, what="everything", level="senior", hours=7, start=START, kind=["course", "book"])

    links = [link for link in page.all("a") if "of this plan" in link.text]
    assert [link.text.split()[0] for link in links] == ["PDF", "XLSX", "CSV", "JSON"]
    shown = [(step[0], step[1]) for step in page_steps(page)]
    document = alice.get(links[3].attributes["href"]).json()["plan"]
    assert [(step["name"], step["to_step"]) for step in document["steps"]] == shown
    assert (document["level"], document["start"]["likely"]) == ("senior", START)
    assert document["hours_per_week"] == {"learning": 7, "practice": 10}


def test_nobody_else_gets_one(alice, bob, begin, attempt):
    for kind in KINDS:
        assert get_file(bob, attempt, kind, hours=5).status_code == 404
        assert get_file(bob, attempt, kind, hours=0).status_code == 404
    still_open = begin(alice, {"cut": 1})
    assert get_file(alice, still_open, "json", hours=5).status_code == 303
    assert get_file(alice, attempt, "doc", hours=5).status_code == 404
    assert get(alice, attempt).status_code == 200
