"""The questionnaire without JavaScript: a form for each area, saved by its button."""

import pytest
from django.test import Client

from assessment.answering import actions
from assessment.models import Answer, Assessment
from assessment.role import reading
from tests.assessment.browser import save, stored
from tests.conftest import NOW
from tests.pages import Form, Page
from tests.workshop import AREAS, EVERYTHING, LONG

SKILL, OTHER = "cut", "glue"


@pytest.fixture
def attempt(begin, alice):
    return begin(alice)


def page_of(attempt: Assessment, area: str = "craft") -> str:
    return f"/a/{attempt.public_id}/questions/{area}/"


def form_of(client: Client, attempt: Assessment, area: str = "craft") -> Form:
    return Page(client.get(page_of(attempt, area)).content).form(page_of(attempt, area))


def test_the_language_of_the_catalogue_is_that_of_its_texts_alone(alice, attempt):
    page = Page(alice.get(page_of(attempt)).content)
    [html] = page.all("html")
    assert html.attributes["lang"] == "en"
    marked = [each for each in html.inside if "I cut paper." in each.text and each.attributes.get("lang") == "ar"]
    assert {each.attributes.get("dir") for each in marked} == {"auto"}


@pytest.mark.parametrize("area", AREAS)
def test_a_page_asks_every_skill_of_its_area_must_haves_first(alice, attempt, area):
    page = Page(alice.get(page_of(attempt, area)).content)
    questions = page.all("fieldset", class_="question")
    ids = [each.attributes["id"] for each in questions]
    assert [each for each in ids if each != "q-main.joint"] == [f"q-{skill}" for skill in AREAS[area]]


def test_a_question_offers_every_step_from_the_lowest_on(alice, attempt):
    page = Page(alice.get(page_of(attempt)).content)
    steps = [radio.attributes["value"] for radio in page.all("input", type="radio", name="cut-step")]
    assert steps == ["1", "2", "3", "4", "5", "6"]


def test_a_question_has_a_tone_for_each_step(alice, attempt):
    page = Page(alice.get(page_of(attempt)).content)
    for skill in (SKILL, OTHER):
        labels = [each for each in page.all("label") if each.attributes["for"].startswith(f"{skill}-")]
        tones = [each["class"].split()[-1] for each in labels if "anchor" in each.get("class", "")]
        assert len(set(tones)) == 6


@pytest.mark.parametrize("area", AREAS)
def test_nothing_is_to_be_written_beside_a_question(alice, begin, area):
    """It would give the must-haves away, and teach people to answer lower."""
    page = Page(alice.get(page_of(begin(alice, EVERYTHING), area)).content)
    names = [each.attributes["name"] for each in page.all("textarea")]
    assert names == [f"{skill}-said" for skill in AREAS[area]]  # to the editors, and the same beside each


def test_each_page_says_how_to_choose_and_folds_how_to_judge(alice, attempt):
    page = Page(alice.get(page_of(attempt)).content)
    [instruction] = page.texts("p", class_="instruction")
    assert instruction == (
        "Read down from step 2. Choose the last sentence that is true before the first that is not. If step 2 is not true "
        "yet, choose 1. True means: you did it in the last three years, and could take it on again."
    )
    folded = page.all("details")[0]
    assert "open" not in folded.attributes
    assert len(folded("li")) == 3


def test_a_page_shows_what_is_stored(alice, attempt):
    save(alice, attempt, SKILL, 3, 0, unsure=True, evidence="A paper")
    fields = form_of(alice, attempt).fields
    assert {name: fields[name] for name in fields if name.startswith(SKILL)} == {
        "cut-step": "3",
        "cut-unsure": "on",
        "cut-rev": "1",
        "cut-said": "",
    }


def test_progress_counts_answers_by_area(alice, begin):
    attempt = begin(alice, {SKILL: 3, OTHER: 1, "teach": 1})
    save(alice, attempt, OTHER, None, 1)
    counts = Page(alice.get(page_of(attempt)).content).texts("span", class_="areas__count")
    assert counts == ["1/3", "0/1", "1/2"]


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({}, "area 1 of 3 · 0 of 6 answered · about 5 minutes left"),
        ({"cut": 2, "ask": 1, "teach": 4}, "area 1 of 3 · 3 of 6 answered · about 3 minutes left"),
        (EVERYTHING, "area 1 of 3 · 6 of 6 answered · nothing left open"),
    ],
    ids=["nothing", "half", "all"],
)
def test_one_line_says_how_far_one_is(alice, begin, answers, line):
    page = Page(alice.get(page_of(begin(alice, answers))).content)
    assert page.texts("p", class_="crumb") == [line]


def test_sending_a_page_as_it_stands_changes_nothing(alice, begin):
    attempt = begin(alice, {SKILL: 3})
    before = list(Answer.objects.values())
    response = alice.post(page_of(attempt), form_of(alice, attempt).fields)
    assert response.status_code == 303
    assert list(Answer.objects.values()) == before


def test_an_answered_page_is_stored_and_the_untouched_questions_are_not(alice, attempt):
    fields = form_of(alice, attempt).fields | {"cut-step": "3", "glue-step": "1"}
    assert alice.post(page_of(attempt), fields).status_code == 303
    assert sorted(Answer.objects.values_list("skill", "step", "rev")) == [(SKILL, 3, 1), (OTHER, 1, 1)]


@pytest.mark.parametrize(
    ("area", "to", "place"),
    [
        ("craft", "next", f"questions/{LONG}/"),
        ("craft", None, f"questions/{LONG}/"),
        (LONG, "back", "questions/craft/"),
        ("craft", "people", "questions/people/"),
        ("craft", LONG, f"questions/{LONG}/"),
        ("craft", "craft", "questions/craft/"),
        ("craft", "check", "check/"),
        ("people", "next", "back-it-up/"),
        ("people", "back", f"questions/{LONG}/"),
        ("craft", "https://elsewhere.example/", "check/"),
        ("craft", "//elsewhere.example", "check/"),
    ],
)
def test_each_button_leads_where_it_says_and_nowhere_else(alice, attempt, area, to, place):
    fields = form_of(alice, attempt, area).fields | ({"to": to} if to else {})
    response = alice.post(page_of(attempt, area), fields)
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/{place}")


def test_every_button_of_a_page_is_a_place_to_go(alice, attempt):
    buttons = [value for name, value in form_of(alice, attempt, LONG).buttons if name == "to"]
    assert buttons == ["next", *AREAS, "check", "back", "next"]


def test_clearing_takes_all_that_was_said_tells_so_and_stays_at_the_question(alice, attempt):
    save(alice, attempt, SKILL, 3, 0, unsure=True, evidence="A paper")
    save(alice, attempt, OTHER, 2, 0)
    response = alice.post(page_of(attempt), form_of(alice, attempt).fields | {"clear": SKILL})
    assert response.status_code == 303
    assert response.headers["Location"] == f"{page_of(attempt)}?cleared={SKILL}#q-{SKILL}"
    assert stored(attempt, SKILL) == ((None, False, ""), 2)
    assert told_as_cleared(alice, attempt, SKILL) == ["Cleared: your answer, and what you wrote with it."]
    assert stored(attempt, OTHER) == ((2, False, ""), 1)


def told_as_cleared(client: Client, attempt: Assessment, skill: str) -> list[str]:
    """What the page says of questions that were cleared, when it is asked to say so of this one."""
    page = Page(client.get(f"{page_of(attempt)}?cleared={skill}").content)
    return [each.text for each in page.all("div", role="status")]


def test_nothing_is_told_as_cleared_that_was_not(alice, attempt):
    save(alice, attempt, SKILL, 3, 0)
    save(alice, attempt, OTHER, None, 0, evidence="A box")
    assert [told_as_cleared(alice, attempt, skill) for skill in (SKILL, OTHER, "weld", "no-such-skill")] == [[]] * 4


def test_saving_a_page_leaves_what_was_written_to_an_answer(alice, attempt):
    save(alice, attempt, SKILL, 3, 0, evidence="A paper")
    alice.post(page_of(attempt), form_of(alice, attempt).fields | {"cut-step": "4"})
    assert stored(attempt, SKILL) == ((4, False, "A paper"), 2)


def test_a_page_that_was_open_before_something_was_written_is_no_conflict(alice, begin):
    attempt = begin(alice, {SKILL: 3})
    old = form_of(alice, attempt).fields
    save(alice, attempt, SKILL, 3, 1, evidence="A paper")
    assert alice.post(page_of(attempt), old).status_code == 303
    assert stored(attempt, SKILL) == ((3, False, "A paper"), 2)


def test_a_doubt_without_an_answer_says_nothing_yet(alice, attempt):
    alice.post(page_of(attempt), form_of(alice, attempt).fields | {"cut-unsure": "on"})
    assert stored(attempt, SKILL) is None


def test_a_form_that_was_cut_off_is_refused_whole(alice, attempt):
    fields = form_of(alice, attempt).fields | {"cut-step": "3"}
    del fields["end"]
    response = alice.post(page_of(attempt), fields)
    assert response.status_code == 400
    assert Page(response.content).texts("h1") == ["We could not read that"]
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    "field",
    [
        {"cut-step": "7"},
        {"cut-step": "0"},
        {"cut-step": "-1"},
        {"cut-step": "٣"},
        {"cut-rev": "x"},
        {"cut-unsure": "yes"},
    ],
    ids=str,
)
def test_what_no_form_of_ours_sends_is_refused_with_a_sentence(alice, attempt, field):
    fields = form_of(alice, attempt).fields | {"cut-step": "3", "glue-step": "2"} | field
    response = alice.post(page_of(attempt), fields)
    assert response.status_code == 422
    [notice] = Page(response.content).texts("div", class_="notice", role="alert")
    assert notice.startswith("This was not saved. ")
    assert (stored(attempt, SKILL), stored(attempt, OTHER)) == (None, ((2, False, ""), 1))


def test_a_conflict_shows_both_and_saves_the_rest(alice, attempt):
    old = form_of(alice, attempt).fields
    save(alice, attempt, SKILL, 4, 0, evidence="Elsewhere <b>")
    response = alice.post(page_of(attempt), old | {"cut-step": "2", "glue-step": "1"})
    assert response.status_code == 409
    page = Page(response.content)
    [notice] = page.texts("div", class_="notice", role="alert")
    theirs = attempt_anchor(attempt, SKILL, 4)
    assert notice.startswith(f"This question was answered somewhere else too. There: {theirs} Evidence: Elsewhere <b>")
    kept = page.form(page_of(attempt)).fields
    assert (kept["cut-step"], kept["cut-rev"]) == ("2", "1")
    assert stored(attempt, SKILL) == ((4, False, "Elsewhere <b>"), 1)
    assert stored(attempt, OTHER) == ((1, False, ""), 1)


def attempt_anchor(attempt: Assessment, skill: str, step: int) -> str:
    return reading.compiled_for(attempt).questionnaire.question[skill].skill.anchor_at[step].text


def test_a_conflict_with_a_cleared_answer_says_that_there_is_none(alice, attempt):
    save(alice, attempt, SKILL, 4, 0)
    old = form_of(alice, attempt).fields
    save(alice, attempt, SKILL, None, 1)
    response = alice.post(page_of(attempt), old | {"cut-step": "2"})
    [notice] = Page(response.content).texts("div", class_="notice", role="alert")
    assert notice.startswith("This question was answered somewhere else too. There: no answer What you chose here")


def test_after_a_conflict_the_page_saves_what_the_person_chose(alice, attempt):
    old = form_of(alice, attempt).fields
    save(alice, attempt, SKILL, 4, 0)
    shown = Page(alice.post(page_of(attempt), old | {"cut-step": "2"}).content).form(page_of(attempt)).fields
    assert alice.post(page_of(attempt), shown).status_code == 303
    assert stored(attempt, SKILL) == ((2, False, ""), 2)


def test_a_conflict_and_a_refusal_on_one_page_are_both_told(alice, attempt):
    old = form_of(alice, attempt).fields
    save(alice, attempt, SKILL, 4, 0)
    fields = old | {"cut-step": "2", "glue-step": "9"}
    response = alice.post(page_of(attempt), fields)
    assert response.status_code == 409
    page = Page(response.content)
    assert page.texts("a", class_="alert-link") == ["To cut", "To glue"]


def test_a_page_sent_after_handing_in_is_told_that_it_came_too_late(alice, begin):
    attempt = begin(alice, {SKILL: 3})
    fields = form_of(alice, attempt).fields
    actions.submit(assessment=attempt, person_name="", at=NOW)
    response = alice.post(page_of(attempt), fields | {"cut-step": "4"})
    assert response.status_code == 409
    assert Page(response.content).texts("h1") == ["This was handed in already"]
    assert stored(attempt, SKILL) == ((3, False, ""), 1)


def test_an_area_that_is_not_asked_is_not_there(alice, attempt):
    assert alice.get(page_of(attempt, "nope")).status_code == 404
