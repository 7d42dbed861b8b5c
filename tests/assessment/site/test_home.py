"""Home: what one gets, one thing to press first, and how far the last attempt of this browser is."""

import pytest
from django.test import Client

from tests.pages import Page, links, text
from tests.workshop import MET, PLACE


def home(client: Client) -> Page:
    return Page(client.get("/").content)


def main_buttons(page: Page) -> list[str]:
    return [each.text for each in page.elements if "btn-primary" in each.attributes.get("class", "").split()]


def test_a_stranger_has_one_thing_to_press_first_and_sees_what_they_would_get(client, db):
    page = home(client)

    assert main_buttons(page) == ["Assess your own work"]
    starts = [link.text for link in page.all("a") if link.attributes["href"] == f"/roles/{PLACE}/start/"]
    assert starts == ["Assess your own work", "Assess your work Maker"]
    assert "See the whole sample report" in links(page)[f"/roles/{PLACE}/sample/"]
    [picture] = [each for each in page.all("svg") if "ladder" in str(each.attributes) or each.find("title")]
    assert "Junior" in picture.text


def test_an_open_attempt_says_how_far_it_is(begin, alice):
    begin(alice, {"cut": 2, "glue": 3})

    page = home(alice)

    assert main_buttons(page) == ["Go on"]
    [bar] = page.all("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("2", "6")
    assert "2 of 6 questions answered" in text(page)


def test_a_report_says_where_one_stands(begin, alice):
    attempt = begin(alice, MET["senior"], submitted=True)

    page = home(alice)

    assert main_buttons(page) == ["Open the report"]
    assert page.texts("p", class_="place") == ["You meet Senior. Next is Lead."]
    assert [form.action for form in page.forms] == []
    assert f"/a/{attempt.public_id}/" in links(page)


def test_open_must_haves_are_answered_from_home_with_one_press(begin, alice):
    attempt = begin(alice, {skill: step for skill, step in MET["senior"].items() if skill != "ask"}, submitted=True)

    page = home(alice)

    form = page.form(f"/a/{attempt.public_id}/recheck/")
    [(name, value)] = form.buttons
    assert "Answer 1 open must-have now" in text(page)
    response = alice.post(form.action, {**form.fields, name: value})
    again = alice.get(response.headers["Location"], follow=True)
    asked = [each.attributes.get("data-skill") for each in Page(again.content).all("fieldset")]
    assert list(filter(None, asked)) == ["ask"]


def test_earlier_attempts_are_folded_under_the_last(begin, alice):
    first, last = begin(alice), begin(alice)

    page = home(alice)

    [folded] = page.all("details")
    assert "1 earlier attempt" in folded.text
    assert [f"/a/{each.public_id}/" in str(folded) for each in (first, last)] == [True, False]


@pytest.mark.parametrize(
    ("submitted", "queries"), [(False, 3), (True, 3)], ids=["open, counted", "report, with its answers"]
)
def test_what_the_last_attempt_costs(begin, alice, submitted, queries, django_assert_num_queries):
    begin(alice, MET["senior"], submitted=submitted)
    alice.get("/")
    with django_assert_num_queries(queries):
        alice.get("/")
