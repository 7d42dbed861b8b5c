"""Ticks: what they change of a plan and what they never change, how they are taken back, what a next attempt sees."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from assessment.models import Answer, Assessment, PlanTick
from assessment.plan import actions
from assessment.plan.core.ticks import TickInput
from catalog.models import Anchor
from tests.assessment.plan.plan_page import ANSWERS, cards, read, tick
from tests.assessment.report.test_next_steps import publish, section
from tests.conftest import NOW
from tests.pages import Page, as_elements, text
from tests.workshop import NOTHING_YET, RETIRED

LATER = NOW + timedelta(days=3)
DONE = TickInput("cut", 3, "done", "A course")


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, ANSWERS, submitted=True)


def stored() -> list[tuple[str, int, str, str]]:
    return list(PlanTick.objects.values_list("skill", "to_step", "state", "evidence"))


def questions(client, area: str = "craft") -> Page:
    attempt = Assessment.objects.latest("pk")
    return Page(client.get(f"/a/{attempt.public_id}/questions/{area}/").content)


def marks(page: Page) -> list[str]:
    """What stands at steps that were ticked."""
    return [text for text in page.texts("span", class_="anchor__ticked") if "in your plan" in text]


def test_a_tick_is_stored_once_however_often_it_is_sent(attempt):
    first = actions.tick(assessment=attempt, tick_input=DONE, at=NOW)
    again = actions.tick(assessment=attempt, tick_input=DONE, at=LATER)

    assert stored() == [("cut", 3, "done", "A course")]
    assert first.ticked_at == again.ticked_at == NOW


def test_a_new_state_takes_a_new_time_and_new_evidence_does_not(attempt):
    actions.tick(assessment=attempt, tick_input=DONE._replace(state="started"), at=NOW)

    assert actions.tick(assessment=attempt, tick_input=DONE, at=LATER).ticked_at == LATER
    changed = actions.tick(assessment=attempt, tick_input=DONE._replace(evidence="Two"), at=LATER + timedelta(1))
    assert (changed.ticked_at, changed.evidence) == (LATER, "Two")
    assert len(stored()) == 1


def test_a_tick_can_always_be_taken_back(attempt):
    actions.tick(assessment=attempt, tick_input=DONE, at=NOW)

    for _time in range(2):
        assert actions.tick(assessment=attempt, tick_input=TickInput("cut", 3, "", ""), at=LATER) is None
        assert stored() == []


def test_an_open_or_deleted_attempt_takes_no_tick(begin, alice, attempt):
    with pytest.raises(actions.NotSubmitted):
        actions.tick(assessment=begin(alice), tick_input=DONE, at=NOW)
    Assessment.objects.filter(pk=attempt.pk).delete()
    with pytest.raises(actions.NotSubmitted):
        actions.tick(assessment=attempt, tick_input=DONE, at=NOW)


def test_the_database_keeps_one_tick_for_a_step(attempt):
    actions.tick(assessment=attempt, tick_input=DONE, at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanTick.objects.create(assessment=attempt, skill="cut", to_step=3, state="started", ticked_at=NOW)


def test_a_done_step_counts_in_the_plan_and_nowhere_else(alice, attempt):
    before = alice.get(f"/a/{attempt.public_id}/report.json").content
    answers = list(Answer.objects.values())
    assert list(cards(read(alice, attempt))) == ["cut-3", "cut-4"]

    assert tick(alice, attempt, "cut-3", "done", evidence="A course").status_code == 303

    page = read(alice, attempt)
    assert list(cards(page)) == ["cut-4"]
    [row] = as_elements(page.root.select("#ticked li"))
    assert row.text.startswith("To cut, 3 Steady: done, ")
    assert "A course" in row.text
    assert alice.get(f"/a/{attempt.public_id}/report.json").content == before
    assert list(Answer.objects.values()) == answers


def test_a_plan_that_is_done_says_what_comes_next(alice, attempt):
    tick(alice, attempt, "cut-4", "done")

    page = read(alice, attempt)

    assert cards(page) == {}
    assert page.texts("h1") == ["What is left for Senior"]
    assert page.texts("h2") == ["All steps are done"]
    assert "Your report changes when you answer again." in section(page, "nothing")


def test_undo_brings_the_step_back(alice, attempt):
    tick(alice, attempt, "cut-3", "done")
    page = read(alice, attempt)

    [form] = [form for form in page.forms if ("state", "") in form.buttons]
    assert alice.post(form.action, form.fields | {"state": ""}).status_code == 303

    assert list(cards(read(alice, attempt))) == ["cut-3", "cut-4"]
    assert "What you ticked" not in text(read(alice, attempt))


def test_a_started_step_is_marked(alice, attempt):
    tick(alice, attempt, "cut-3", "started", evidence="Chapter 1")

    card = cards(read(alice, attempt))["cut-3"]

    assert "started" in card
    assert 'value="Chapter 1"' in alice.get(f"/a/{attempt.public_id}/plan/").content.decode()


def test_a_dropped_step_that_is_needed_stays_and_says_so(alice, attempt):
    tick(alice, attempt, "cut-3", "dropped")

    assert "You put it off, yet the plan needs it: a must-have at Senior" in cards(read(alice, attempt))["cut-3"]
    page = read(alice, attempt, what="hours", budget=1000)
    assert cards(page) == {}
    assert "you put off a step of it" in section(page, "left")


def week(page: Page) -> dict[str, list[str]]:
    """The skills of this week, and what the buttons of each say."""
    items = as_elements(page.root.select(".week__item"))
    return {
        item("bdi")[0].text: [each.text.partition(":")[0] for each in as_elements(item("button"))] for item in items
    }


def test_this_week_offers_what_can_follow_and_keeps_the_evidence(alice, attempt):
    assert week(read(alice, attempt)) == {"To cut": ["I have started", "Not now"]}
    tick(alice, attempt, "cut-3", "started", evidence="Chapter 1")

    page = read(alice, attempt)

    assert week(page) == {"To cut": ["Done", "Not now"]}
    form = next(form for form in page.forms if ("state", "done") in form.buttons)
    alice.post(form.action, form.fields | {"state": "done"})
    assert stored() == [("cut", 3, "done", "Chapter 1")]


def test_who_puts_all_off_is_told_that_the_steps_stay(alice, attempt):
    for step in (3, 4):
        tick(alice, attempt, f"cut-{step}", "dropped")

    page = read(alice, attempt)

    assert week(page) == {}
    assert "You put off all that could come first." in section(page, "week")
    assert list(cards(page)) == ["cut-3", "cut-4"]


def test_not_now_brings_what_comes_next(alice, begin):
    attempt = begin(alice, NOTHING_YET, submitted=True)
    first, *_others = cards(read(alice, attempt))

    tick(alice, attempt, first, "dropped")

    page = read(alice, attempt)
    assert next(iter(cards(page))) != first
    assert first in cards(page)


def test_a_dropped_step_that_is_not_needed_is_gone(alice, begin):
    attempt = begin(alice, NOTHING_YET, submitted=True)
    found = cards(read(alice, attempt, level="senior"))
    [key] = [key for key, card in found.items() if "a quick way to" in card]

    tick(alice, attempt, key, "dropped")

    assert key not in cards(read(alice, attempt, level="senior"))


def test_after_a_tick_the_same_plan_is_shown_again(alice, attempt):
    response = tick(alice, attempt, "cut-3", "started", query="what=everything&level=senior&hours=9&kind=book")

    assert response.headers["Location"].startswith(f"/a/{attempt.public_id}/plan/?what=everything&level=senior")
    assert response.headers["Location"].endswith("&hours=9&kind=book#ticked")


@pytest.mark.parametrize("query", ["https://evil.example/", "//evil.example", "\r\nSet-Cookie: a=b", "%", "é=\ud83d"])
def test_no_tick_leads_to_another_site(alice, attempt, query):
    response = alice.post(
        f"/a/{attempt.public_id}/plan/tick/",
        {"skill": "cut", "to_step": "3", "state": "done", "query": query.encode("utf-8", "replace").decode()},
    )

    assert response.status_code == 303
    assert response.headers["Location"].startswith(f"/a/{attempt.public_id}/plan/?")
    assert "\n" not in response.headers["Location"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"skill": "cut", "to_step": "3"},
        {"skill": "cut", "to_step": "1", "state": "done"},
        {"skill": "cut", "to_step": "7", "state": "done"},
        {"skill": RETIRED, "to_step": "3", "state": "done"},
        {"skill": "cut", "to_step": "3", "state": "gone"},
    ],
)
def test_a_tick_that_cannot_be_is_told_and_stored_nowhere(alice, attempt, fields):
    response = alice.post(f"/a/{attempt.public_id}/plan/tick/", fields)

    assert response.status_code == 422
    assert "The form sent a step that this role does not have." in text(Page(response.content))
    assert stored() == []


def test_evidence_that_is_too_long_is_kept_to_be_shortened(alice, attempt):
    response = tick(alice, attempt, "cut-3", "done", evidence="x" * 1007)

    assert response.status_code == 422
    assert "Please shorten it by this many characters: 7." in text(Page(response.content))
    assert f'value="{"x" * 1007}"' in response.content.decode()
    assert stored() == []


def test_evidence_is_escaped(alice, attempt):
    tick(alice, attempt, "cut-3", "started", evidence="\"><script>alert('1')</script>")

    assert b"<script>alert" not in alice.get(f"/a/{attempt.public_id}/plan/").content


def test_bob_ticks_nothing(bob, alice, attempt):
    assert tick(bob, attempt, "cut-3", "done").status_code == 404
    assert tick(alice, attempt, "cut-3", "done").status_code == 303
    assert len(stored()) == 1


def test_the_next_attempt_marks_the_step_and_chooses_nothing(alice, attempt):
    for step in (3, 4):
        tick(alice, attempt, f"cut-{step}", "done")
    tick(alice, attempt, "weld-6", "started")

    alice.post(f"/a/{attempt.public_id}/again/", {"prefill": "1"})
    page = questions(alice)

    day = PlanTick.objects.latest("pk").ticked_at
    [mark] = marks(page)
    assert mark == f"You ticked this step in your plan on {day.day} {day:%B} {day.year}."
    [label] = [each for each in page.all("label") if mark in each.text]
    assert label.attributes["for"] == "cut-4"
    [chosen] = [radio for radio in page.all("input", name="cut-step") if "checked" in radio.attributes]
    assert chosen.attributes["value"] == "2"


def test_an_attempt_from_nothing_has_no_marks(alice, attempt):
    tick(alice, attempt, "cut-4", "done")
    alice.post(f"/a/{attempt.public_id}/again/")

    assert marks(questions(alice)) == []


def test_a_question_that_reads_differently_now_has_no_mark(alice, attempt):
    tick(alice, attempt, "cut-4", "done")
    tick(alice, attempt, "weld-2", "done")
    Anchor.objects.filter(skill__slug="cut", step=4).update(text="Something new.")
    publish()

    alice.post(f"/a/{attempt.public_id}/again/", {"prefill": "1"})

    assert len(marks(questions(alice))) == 1


def test_the_mark_of_one_person_is_not_kept_for_another(alice, bob, begin, attempt):
    tick(alice, attempt, "cut-4", "done")
    alice.post(f"/a/{attempt.public_id}/again/", {"prefill": "1"})
    assert len(marks(questions(alice))) == 1

    begin(bob, {"cut": 1})

    assert marks(questions(bob)) == []
