"""The plan page: what is asked for by the address, told with ranges and reasons; what cannot be is said at its field."""

import re
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from catalog.models import Area, Publication, Requirement, Role, ScaleStep
from tests.assessment.attempts.past import attempt as attempt_of
from tests.assessment.plan.plan_page import ANSWERS, address, cards, errors, get, pace, read
from tests.assessment.report.test_next_steps import add_resource, publish, section
from tests.pages import Page
from tests.workshop import EVERYTHING, HIGHEST, NOTHING_YET, ROLE

START = "2027-01-04"
NEW = date(2026, 11, 20)  # looked at after all the others


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
    assert card.startswith("To cut to 4 Skilled about 30 hours")
    assert "Why: a must-have at Senior" in card
    assert "How long: about 30 hours (15 to 60)" in card
    assert "Done when this is true:" in card
    assert "The way to Senior 2 steps, about 50 hours in all, likely between 25 and 100. A rough guide." in section(
        page, "steps"
    )


def test_dates_are_a_range_and_follow_the_hours_a_week(alice, attempt):
    card = cards(read(alice, attempt, start=START, hours=8))["cut-3"]

    assert "likely Jan 2027 to Jan 2027 (done between Jan 2027 and Feb 2027)" in card


def test_any_level_and_every_way_can_be_asked_for(alice, attempt):
    assert read(alice, attempt, level="lead").texts("h1") == ["The shortest way to Lead"]
    assert read(alice, attempt, what="everything", level="lead").texts("h1") == ["All gaps of Lead"]
    page = read(alice, attempt, what="hours", budget=1000)
    assert page.texts("h1") == ["A good use of your hours towards Senior"]


def test_a_plan_opens_with_this_week_and_what_will_be_true_after_twelve(alice, attempt, beginner):
    page = read(alice, attempt, start=START)

    last = cards(page)["cut-4"]
    assert pace(page) == "At 4 hours a week to learn and 10 to practise it takes about 2 months (1 to 5)."
    assert "If it is Tuesday 19:00, I " in section(page, "week")
    [truth] = re.findall("Done when this is true: (.+?) Why:", last)
    assert f"True after the twelve weeks: {truth}" in section(page, "quarter")
    assert len(Page(get(alice, beginner, start=START).content).root.select(".quarter li")) == 3
    headings = page.texts("h2")
    assert headings[:3] == ["The first week, from 4 January 2027", "The next twelve weeks", "The way to Senior"]
    assert read(alice, attempt).texts("h2")[0] == "This week"


def test_a_later_level_has_stages_and_no_dates(alice, attempt):
    page = read(alice, attempt, level="lead")

    assert "Lead is a later level, so this plan has no dates. The first stage is Senior." in pace(page)
    assert "When:" not in " ".join(cards(page).values())
    assert page.all("rect", class_="c-band") == []
    assert "True after the twelve weeks:" in section(page, "quarter")
    first, last = [link for link in page.all("a") if " in all from today" in link.text]
    assert first.text == "Senior: 2 steps, about 50 hours in all from today"
    assert last.text.startswith("Lead: ")
    assert Page(alice.get(first.attributes["href"]).content).texts("h1") == ["The shortest way to Senior"]


def test_an_address_of_the_time_of_one_pace_keeps_working(alice, attempt):
    page = read(alice, attempt, hours=9, start=START)

    assert "At 9 hours a week to learn and 10 to practise" in pace(page)


def test_what_counts_in_months_says_so_and_takes_no_hours_of_the_week(alice, edition):
    Area.objects.filter(skills__slug="cut").update(counts_in="months")
    ScaleStep.objects.filter(value__gt=2).update(months=6)
    attempt = attempt_of(alice, publish(), ANSWERS, role=ROLE)

    page = read(alice, attempt, start=START)

    assert "How long: about 6 months (3 to 12), beside the rest" in cards(page)["cut-3"]
    assert "it takes about 12 months (6 to 24)." in pace(page)
    assert "likely Jan 2027 to Jul 2027" in cards(page)["cut-3"]
    assert "And practise:" in cards(page)["cut-3"]
    assert "of practice:" not in cards(page)["cut-3"]


def test_the_three_ways_keep_the_other_wishes_in_their_addresses(alice, attempt):
    page = read(alice, attempt, level="lead", hours=7, kind=["course", "book"])

    [everything] = [link for link in page.all("a") if link.text == "All gaps"]
    again = Page(alice.get(everything.attributes["href"]).content)
    assert again.texts("h1") == ["All gaps of Lead"]
    assert again.form(f"{address(attempt)}#wishes").fields["hours"] == "7"
    assert "kind=course" in everything.attributes["href"]
    assert "kind=book" in everything.attributes["href"]


def test_the_form_holds_what_was_asked_and_defaults_for_the_rest(alice, attempt):
    [form] = [form for form in read(alice, attempt, hours=9, tz="europe/berlin").forms if form.method == "get"]

    assert {name: form.fields[name] for name in form.fields if name not in {"kind", "was"}} == {
        "what": "shortest",
        "level": "senior",
        "budget": "100",
        "hours": "9",
        "practice": "10",
        "start": timezone.localdate().isoformat(),
        "language": "",
        "cost": "",
        "day": "1",
        "time": "19:00",
        "tz": "europe/berlin",
        "main.joint": "none",
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
        ("practice", "61", "Type a whole number from 0 to 60."),
        ("practice", "-1", "Type a whole number from 0 to 60."),
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
    assert "And about 4 hours of practice:" in cards(page)["cut-3"]
    assert "I open “A new book” (To cut)." in section(page, "week")


def test_wishes_for_cost_and_kind_and_language_are_kept(alice, attempt):
    site = "https://example.org/"
    add_resource("cut", 2, 4, title="Dear book", cost="paid", kind="book", url=f"{site}1")
    add_resource("cut", 2, 4, title="Course", cost="partly", kind="course", url=f"{site}2", checked_on=NEW)
    add_resource("cut", 2, 4, title="Cours", cost="free", kind="course", language="fr", url=f"{site}3")
    publish()

    def card(**query: Any) -> str:
        return cards(read(alice, attempt, **query))["cut-3"]

    assert "Course course" in card(cost="partly", kind="course", language="en")
    assert "Cours course" in card(cost="free", kind="course", language="fr")
    assert "Dear book" not in card(cost="partly")
    assert "And about 4 hours of practice:" in card(cost="free", kind="tutorial", language="fr")


def test_without_a_current_edition_its_own_says_what_to_learn_from(alice, attempt):
    Publication.objects.all().delete()

    assert "I open “First cuts” (To cut)." in section(read(alice, attempt), "week")


def test_where_nobody_begins_at_the_role_any_more_the_anchors_say_what_to_practise(alice, attempt):
    Role.objects.filter(slug=ROLE).update(slug="renamed")
    publish()

    page = read(alice, attempt)

    assert "And about 4 hours of practice:" in cards(page)["cut-3"]
    assert "I practise To cut." in section(page, "week")


def test_something_for_several_steps_is_shown_once(alice, attempt):
    add_resource("cut", 2, 4, title="The whole way", checked_on=NEW)
    publish()

    found = cards(read(alice, attempt))

    assert "Go on with" not in found["cut-3"]
    assert "Go on with “The whole way”." in found["cut-4"]


def test_the_day_and_the_time_are_in_the_first_lines(alice, attempt):
    page = read(alice, attempt, day=5, time="07:30")

    assert "If it is Saturday 07:30, I open" in section(page, "week")


def test_the_highest_step_is_mostly_practice(alice, edition):
    Requirement.objects.filter(level__slug="lead", skill__slug="ask").update(step=HIGHEST)
    expert = attempt_of(alice, publish(), EVERYTHING | {"ask": 5}, role=ROLE)

    card = cards(read(alice, expert, level="lead", what="everything"))["ask-6"]

    assert "mostly practice on real work: 5 to study and 45 to practise" in card


def test_what_is_left_out_says_why(alice, beginner):
    assert "Junior is met without it." in section(read(alice, beginner), "left")
    assert "it does not fit into the hours." in section(read(alice, beginner, what="hours", budget=10), "left")
    page = read(alice, beginner, what="everything")
    assert [each for each in page.all("section") if each.attributes["aria-labelledby"] == "left"] == []


def test_the_picture_of_twelve_weeks_has_a_bar_for_each_step_in_them(alice, beginner):
    page = read(alice, beginner, start=START)

    assert 3 <= len(page.all("rect", class_="c-band")) <= len(cards(page))
    assert [row.text for row in page.all("text", class_="c-muted")][:3] == ["4 Jan 2027", "15 Feb 2027", "29 Mar 2027"]


def test_skipped_and_unsure_answers_are_told(alice, begin):
    attempt = begin(alice, {slug: step for slug, step in ANSWERS.items() if slug != "cut"}, submitted=True)

    page = read(alice, attempt)

    assert "1 question is skipped or unsure." in section(page, "steps")
    assert "so this may be done already." in cards(page)["cut-2"]


def test_nothing_to_do_is_told_apart(alice, begin, beginner):
    whole = begin(alice, EVERYTHING, submitted=True)
    assert "All that Lead asks for is in place." in section(read(alice, whole), "nothing")

    met = begin(alice, EVERYTHING | {"teach": 1}, submitted=True)
    page = read(alice, met, level="junior")
    assert "The must-haves of Junior are in place, and readiness is where it needs to be." in section(page, "nothing")
    assert "To teach stays at 1 New" in section(page, "left")

    words = section(read(alice, beginner, what="hours", budget=1), "nothing")
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
    assert headings.index("Start with these") < headings.index("The shortest way to Junior")


def test_the_report_of_somebody_with_nothing_left_says_so(alice, begin):
    whole = begin(alice, EVERYTHING, submitted=True)

    words = section(Page(alice.get(f"/a/{whole.public_id}/report/").content), "shortest-way")

    assert "Nothing is left to take for Lead" in words
