"""The plan page: what is asked for by the address, told with ranges and reasons; what cannot be is said at its field."""

from typing import Any

import pytest
from django.utils import timezone

from catalog.models import Publication, Requirement
from tests.assessment.attempts.past import attempt as attempt_of
from tests.assessment.plan.plan_page import ANSWERS, address, cards, errors, get, read
from tests.assessment.report.test_next_steps import add_resource, publish, section
from tests.pages import Page
from tests.workshop import EVERYTHING, HIGHEST, NOTHING_YET, ROLE

START = "2027-01-04"


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, ANSWERS, submitted=True)


@pytest.fixture
def beginner(begin, alice):
    return begin(alice, NOTHING_YET, submitted=True)


def test_by_default_it_is_the_shortest_way_to_the_next_level(alice, attempt):
    page = read(alice, attempt)

    assert page.texts("h1") == ["The shortest way to Senior"]
    assert list(cards(page)) == ["cut-3", "cut-4"]
    card = cards(page)["cut-4"]
    assert "To cut 3 Steady → 4 Skilled" in card
    assert "Why: a must-have at Senior" in card
    assert "How long: about 30 hours (15 to 60)" in card
    assert "Done when this is true:" in card
    assert "A rough guide." in section(page, "sum")
    assert "2 steps, about 50 hours in all, likely between 25 and 100." in section(page, "sum")


def test_dates_are_a_range_and_follow_the_hours_a_week(alice, attempt):
    card = cards(read(alice, attempt, start=START, hours=8))["cut-3"]

    assert "likely 4 Jan 2027 to 21 Jan 2027 (done between 12 Jan 2027 and 7 Feb 2027)" in card


def test_any_level_and_every_way_can_be_asked_for(alice, attempt):
    assert read(alice, attempt, level="lead").texts("h1") == ["The shortest way to Lead"]
    assert read(alice, attempt, what="everything", level="lead").texts("h1") == ["All gaps of Lead"]
    page = read(alice, attempt, what="hours", budget=1000)
    assert page.texts("h1") == ["A good use of your hours towards Senior"]


def test_the_three_ways_keep_the_other_wishes_in_their_addresses(alice, attempt):
    page = read(alice, attempt, level="lead", hours=7, kind=["course", "book"])

    [everything] = [link for link in page.all("a") if link.text == "All gaps"]
    again = Page(alice.get(everything.attributes["href"]).content)
    assert again.texts("h1") == ["All gaps of Lead"]
    assert again.form(address(attempt)).fields["hours"] == "7"
    assert "kind=course" in everything.attributes["href"]
    assert "kind=book" in everything.attributes["href"]


def test_the_form_holds_what_was_asked_and_defaults_for_the_rest(alice, attempt):
    [form] = [form for form in read(alice, attempt, hours=9, tz="europe/berlin").forms if form.method == "get"]

    assert {name: form.fields[name] for name in form.fields if name != "kind"} == {
        "what": "shortest",
        "level": "senior",
        "budget": "100",
        "hours": "9",
        "start": timezone.localdate().isoformat(),
        "language": "",
        "cost": "",
        "day": "1",
        "time": "19:00",
        "tz": "europe/berlin",
    }


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("what", "best", "Choose one of the three."),
        ("level", "king", "Choose one of the levels."),
        ("budget", "", "Type a whole number from 1 to 20000."),
        ("budget", "0", "Type a whole number from 1 to 20000."),
        ("hours", "61", "Type a whole number from 1 to 60."),
        ("hours", "five", "Type a whole number from 1 to 60."),
        ("hours", "9" * 5000, "Type a whole number from 1 to 60."),
        ("start", "soon", "Type a day as year-month-day, such as 2027-01-31."),
        ("start", "2027-02-30", "Type a day as year-month-day, such as 2027-01-31."),
        ("start", "1999-12-31", "Type a day from 2000-01-01 to 2099-12-31."),
        ("language", "xx", "Choose one of the languages."),
        ("cost", "cheap", "Choose one of the three."),
        ("kind", "song", "Tick kinds of the list only."),
        ("day", "7", "Choose a day of the week."),
        ("time", "25:00", "Type a time as hours:minutes, such as 19:00."),
        ("tz", "Moon/Base", "We know no time zone of that name. Type one such as Europe/Berlin, or UTC."),
        ("tz", "../../etc/passwd", "We know no time zone of that name. Type one such as Europe/Berlin, or UTC."),
        ("tz", "x" * 65, "Type a time zone such as Europe/Berlin, or UTC."),
    ],
)
def test_a_value_that_cannot_be_is_told_at_its_field_and_the_rest_is_kept(alice, attempt, field, value, sentence):
    page = read(alice, attempt, 422, **({"hours": "11", "budget": "333"} | {field: value}))

    assert [error.removeprefix("Error: ") for error in errors(page)] == [sentence]
    form = page.forms[0]
    if field not in {"level", "language", "cost", "kind", "day", "what"}:
        assert form.fields[field] == value
    if field != "budget":
        assert form.fields["budget"] == "333"
    assert cards(page) == {}


def test_several_wrong_values_are_each_told(alice, attempt):
    page = read(alice, attempt, 422, hours="0", start="x", tz="y")

    assert len(errors(page)) == 3


def test_the_calendar_of_a_wrong_address_is_the_page_that_says_so(alice, attempt):
    response = alice.get(f"/a/{attempt.public_id}/plan.ics?hours=0")

    assert (response.status_code, response.headers["Content-Type"]) == (422, "text/html; charset=utf-8")


def test_only_a_submitted_attempt_has_a_plan(begin, alice, bob, attempt):
    still_open = begin(alice, {"cut": 1})

    for response in (get(alice, still_open), alice.get(f"/a/{still_open.public_id}/plan.ics")):
        assert (response.status_code, response.headers["Location"]) == (303, f"/a/{still_open.public_id}/check/")
    assert get(bob, attempt).status_code == 404


def test_what_to_learn_from_comes_from_today_and_the_plan_from_its_edition(alice, attempt):
    add_resource("cut", 2, 4, title="A new book", hours=1, cost="free", kind="book")
    publish()

    page = read(alice, attempt)

    assert "A new book" in cards(page)["cut-3"]
    assert "And practise:" in cards(page)["cut-3"]
    assert "I open “A new book” (To cut)." in section(page, "sum")


def test_wishes_for_cost_and_kind_and_language_are_kept(alice, attempt):
    site = "https://example.org/"
    add_resource("cut", 2, 4, title="Dear book", hours=1, cost="paid", kind="book", url=f"{site}1")
    add_resource("cut", 2, 4, title="Course", hours=2, cost="partly", kind="course", url=f"{site}2")
    add_resource("cut", 2, 4, title="Cours", hours=3, cost="free", kind="course", language="fr", url=f"{site}3")
    publish()

    def card(**query: Any) -> str:
        return cards(read(alice, attempt, **query))["cut-3"]

    assert "Course course" in card(cost="partly", kind="course", language="en")
    assert "Cours course" in card(cost="free", kind="course", language="fr")
    assert "Dear book" not in card(cost="partly")
    assert "Practise:" in card(cost="free", kind="tutorial", language="fr")


def test_without_a_current_edition_the_anchors_say_what_to_practise(alice, attempt):
    Publication.objects.all().delete()

    page = read(alice, attempt)

    assert "Practise:" in cards(page)["cut-3"]
    assert "I practise To cut." in section(page, "sum")


def test_something_for_several_steps_is_shown_once(alice, attempt):
    add_resource("cut", 2, 4, title="The whole way", hours=2)
    publish()

    found = cards(read(alice, attempt))

    assert "Go on with" not in found["cut-3"]
    assert "Go on with “The whole way”." in found["cut-4"]


def test_the_day_and_the_time_are_in_the_first_lines(alice, attempt):
    page = read(alice, attempt, day=5, time="07:30")

    assert "If it is Saturday 07:30, I open" in section(page, "sum")


def test_the_highest_step_is_practice_in_months(alice, edition):
    Requirement.objects.filter(level__slug="lead", skill__slug="ask").update(step=HIGHEST)
    expert = attempt_of(alice, publish(), EVERYTHING | {"ask": 5}, role=ROLE)

    card = cards(read(alice, expert, level="lead", what="everything"))["ask-6"]

    assert "mostly practice on real work: about" in card
    assert "months" in card


def test_what_is_left_out_says_why(alice, beginner):
    assert "Junior is met without it." in section(read(alice, beginner), "left")
    assert "it does not fit into the hours." in section(read(alice, beginner, what="hours", budget=10), "left")
    page = read(alice, beginner, what="everything")
    assert [each for each in page.all("section") if each.attributes["aria-labelledby"] == "left"] == []


def test_the_picture_and_the_table_hold_the_same_steps(alice, beginner):
    page = read(alice, beginner, start=START)

    rows = [row for row in page.all("tr") if any(cell.tag == "td" for cell in row.inside)]
    assert len(rows) == len(cards(page))
    assert len(page.all("rect", class_="c-band")) == len(cards(page))


def test_skipped_and_unsure_answers_are_told(alice, begin):
    attempt = begin(alice, {slug: step for slug, step in ANSWERS.items() if slug != "cut"}, submitted=True)

    page = read(alice, attempt)

    assert "1 question is skipped or unsure." in section(page, "sum")
    assert "so this may be done already." in cards(page)["cut-2"]


def test_nothing_to_do_is_told_apart(alice, begin, beginner):
    whole = begin(alice, EVERYTHING, submitted=True)
    assert "All that Lead asks for is in place." in section(read(alice, whole), "sum")

    met = begin(alice, EVERYTHING | {"teach": 1}, submitted=True)
    page = read(alice, met, level="junior")
    assert "The must-haves of Junior are in place, and readiness is where it needs to be." in section(page, "sum")
    assert "To teach stays at 1 New" in section(page, "left")

    words = section(read(alice, beginner, what="hours", budget=1), "sum")
    assert "No step towards Junior fits into 1 hour." in words


def test_the_page_is_only_looked_at(alice, attempt):
    assert alice.head(address(attempt)).status_code == 200
    assert alice.post(address(attempt)).status_code == 405


def test_the_report_tells_the_plan_in_short(alice, beginner):
    page = Page(alice.get(f"/a/{beginner.public_id}/report/").content)

    words = section(page, "shortest-way")
    assert words.startswith("The shortest way to Junior")
    assert "Hours are a rough guide" in words
    assert f"/a/{beginner.public_id}/plan/?level=junior" in {link.attributes["href"] for link in page.all("a")}
    headings = page.texts("h2")
    assert headings.index("Your next steps") + 1 == headings.index("The shortest way to Junior")


def test_the_report_of_somebody_with_nothing_left_says_so(alice, begin):
    whole = begin(alice, EVERYTHING, submitted=True)

    words = section(Page(alice.get(f"/a/{whole.public_id}/report/").content), "shortest-way")

    assert "Nothing is left to take for Lead" in words
