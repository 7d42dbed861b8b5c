"""Alice makes a plan without JavaScript: she looks, asks for another, ticks, takes the calendar, and tries again."""

from urllib.parse import urlencode, urljoin

import pytest
from icalendar import Calendar

from assessment.models import Answer
from tests.assessment.plan.plan_page import cards
from tests.journeys.browser import Browser
from tests.journeys.story import reported
from tests.pages import Form, text
from tests.workshop import EVERYTHING


@pytest.fixture
def alice(edition) -> Browser:
    """Alice with her report before her; all is in place for her next level but asking."""
    return reported(EVERYTHING | {"ask": 1})


def wishes(alice: Browser) -> Form:
    [form] = [form for form in alice.page.forms if form.method == "get"]
    return form


def ask(alice: Browser, **fields: str) -> None:
    """Fill in the wishes, look at what they would change, and apply them."""
    before = alice.page.texts("h1")
    query = urlencode({name: value for name, value in (wishes(alice).fields | fields).items() if name})
    alice.open(f"{alice.path.split('?')[0]}?{query}")
    assert alice.page.texts("h1") == before
    assert "What would change" in alice.page.texts("h3")
    alice.follow("Apply")


def link(alice: Browser, words: str) -> str:
    [found] = [each.attributes["href"] for each in alice.page.all("a") if each.text == words]
    return found


def make_plan(alice: Browser) -> None:
    """By the button of the report, which plans the level in focus, to the plan of the next one."""
    alice.follow("Lead")
    assert "The shortest way to Lead" in alice.page.texts("h2")
    alice.follow("Make a plan with dates")
    assert alice.page.texts("h1") == ["The shortest way to Lead"]
    alice.open(alice.path.split("?")[0])


def test_alice_plans_ticks_and_looks_again(alice):
    report = alice.path
    make_plan(alice)
    assert alice.page.texts("h1") == ["The shortest way to Junior"]
    assert list(cards(alice.page)) == ["ask-2"]

    ask(alice, what="everything", level="senior", hours="10", start="2027-01-04", day="3", time="06:30")
    assert alice.page.texts("h1") == ["All gaps of Senior"]
    assert "If it is Thursday 06:30, I open" in text(alice.page)

    answers = list(Answer.objects.values())
    tick = next(form for form in alice.page.forms if ("state", "done") in form.buttons)
    alice.submit(tick, state="done", evidence="A course & a talk")
    # Back on the very plan that she had asked for.
    assert alice.page.texts("h1") == ["All gaps of Senior"]
    assert wishes(alice).fields["hours"] == "10"
    assert "A course & a talk" in text(alice.page)
    assert list(cards(alice.page)) == ["ask-3"]
    assert list(Answer.objects.values()) == answers

    plan = alice.client.get(link(alice, "JSON of this plan")).json()["plan"]
    assert [f"{step['skill']}-{step['to_step']}" for step in plan["steps"]] == list(cards(alice.page))
    assert (plan["level"], plan["hours_per_week"]["learning"], plan["start"]["likely"]) == ("senior", 10, "2027-01-04")

    calendar = Calendar.from_ical(alice.client.get(link(alice, "Calendar: a session every week")).content)
    assert calendar.events[0]["dtstart"].dt.weekday() == 3

    alice.open(report)
    alice.send(("prefill", "1"))
    alice.open(alice.path.replace("check/", "questions/people/"))
    said = alice.page.texts("span", class_="anchor__ticked")
    assert len([line for line in said if line.startswith("You ticked this step in your plan on")]) == 1
    assert alice.form(("to", "next")).fields["ask-step"] == "1"


def test_alice_takes_a_tick_back(alice):
    make_plan(alice)
    alice.submit(next(form for form in alice.page.forms if ("state", "dropped") in form.buttons), state="dropped")
    assert "You put it off, yet the plan needs it" in text(alice.page)
    alice.submit(next(form for form in alice.page.forms if ("state", "") in form.buttons), state="")
    assert "You put it off" not in text(alice.page)
    assert "What you ticked" not in text(alice.page)


def test_a_gap_of_the_report_is_planned_with_one_press(alice):
    alice.follow("Lead")
    gaps = [each for each in alice.page.all("a") if each.text.startswith("Plan it")]
    assert gaps
    report = alice.path
    for gap in gaps:
        alice.open(report)
        address, _mark, place = urljoin(report, gap.attributes["href"]).partition("#")
        alice.open(address)
        [step] = alice.page.all("div", id=place)
        assert step.parent.name == "details"
        assert "open" in step.parent.attributes
