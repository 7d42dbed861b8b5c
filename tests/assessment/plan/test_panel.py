"""The panel of wishes: what other wishes would change is said before they are applied, and nothing that was typed is lost."""

import pytest

from tests.assessment.plan.plan_page import ANSWERS, address, cards, errors, read
from tests.pages import Page
from tests.workshop import EVERYTHING

START = "2027-01-04"
MINE = f"level=senior&hours=4&start={START}"


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, ANSWERS, submitted=True)


def changes(page: Page) -> dict[str, str]:
    names, told = page.texts("dt"), page.texts("dd")
    return dict(zip(names, told, strict=True))


def link(page: Page, words: str) -> str:
    [found] = [each.attributes["href"] for each in page.all("a") if each.text == words]
    return found


def test_other_wishes_are_shown_before_they_are_applied(alice, attempt):
    page = read(alice, attempt, was=MINE, level="lead", hours=9, start=START)

    assert page.texts("h1") == ["The shortest way to Senior"]
    assert list(cards(page)) == ["cut-3", "cut-4"]
    told = changes(page)
    assert told["Plan"] == "The shortest way to Senior → The shortest way to Lead"
    assert told["Done about"] == "Mar 2027 → too far for a date"
    assert told["Hours"].startswith("50 → ")
    assert page.form(f"{address(attempt)}#wishes").fields["hours"] == "9"
    assert [each.attributes["id"] for each in page.all("details") if "open" in each.attributes] == ["wishes"]

    applied = Page(alice.get(link(page, "Apply")).content)
    assert applied.texts("h1") == ["The shortest way to Lead"]
    assert applied.form(f"{address(attempt)}#wishes").fields["hours"] == "9"
    kept = Page(alice.get(link(page, "Keep mine")).content)
    assert kept.texts("h1") == ["The shortest way to Senior"]
    assert kept.form(f"{address(attempt)}#wishes").fields["hours"] == "4"


def test_what_stays_is_said_to_stay(alice, attempt):
    told = changes(read(alice, attempt, was=MINE, level="senior", hours=4, start=START, cost="free"))

    assert told == {"Done about": "Mar 2027, as now", "Steps": "2, as now", "Hours": "50, as now"}


def test_a_wish_that_cannot_be_leaves_the_plan_and_what_was_typed(alice, attempt):
    page = read(alice, attempt, 422, was=MINE, level="lead", hours="ninety", start=START)

    assert page.texts("h1") == ["The shortest way to Senior"]
    assert len(errors(page)) == 1
    assert "the plan stays as it is" in page.texts("div", role="alert")[0]
    form = page.form(f"{address(attempt)}#wishes")
    assert (form.fields["hours"], form.fields["level"]) == ("ninety", "lead")
    assert page.all("dl") == []


@pytest.mark.parametrize("was", ["", "hours=ninety", "level=king", "%", "x" * 5000])
def test_a_plan_before_that_cannot_be_is_no_trouble(alice, attempt, was):
    page = read(alice, attempt, was=was, hours=9, start=START)

    assert page.texts("h1") == ["The shortest way to Senior"]


def test_a_main_field_can_be_wished_for_and_leaves_the_attempt_alone(alice, begin):
    attempt = begin(alice, EVERYTHING | {"weld": 2}, submitted=True)
    groups = read(alice, attempt).form(f"{address(attempt)}#wishes").fields
    assert groups["main.joint"] == "none"
    by_itself = set(cards(read(alice, attempt, level="lead")))

    page = read(alice, attempt, level="lead", **{"main.joint": "weld"})

    assert {key for key in cards(page) if key.startswith("weld")} - by_itself
    attempt.refresh_from_db()
    assert attempt.named == {}
    assert len(errors(read(alice, attempt, 422, **{"main.joint": "cut"}))) == 1


def test_what_is_left_out_can_be_planned_too_and_be_taken_away_again(alice, begin):
    attempt = begin(alice, EVERYTHING | {"teach": 1}, submitted=True)
    page = read(alice, attempt, level="junior")
    assert cards(page) == {}

    [plan_it] = [each for each in page.all("a") if each.text.startswith("Plan it too")]
    query, _mark, place = plan_it.attributes["href"].partition("#")
    page = Page(alice.get(query).content)

    assert {key.partition("-")[0] for key in cards(page)} == {"teach"}
    assert "Why: you chose it, it counts at Junior" in cards(page)["teach-2"]
    [body] = page.all("div", id=place)
    assert "open" in body.parent.attributes
    assert page.form(f"{address(attempt)}#wishes").fields["also"] == "teach"
    [error] = errors(read(alice, attempt, 422, also="juggling"))
    assert error.endswith("Choose skills of this role only.")
