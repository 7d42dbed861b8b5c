"""The page "Back it up" without JavaScript: after the questions, optional, saved by the same contract as they are."""

import pytest
from django.test import Client

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.models import Answer, Assessment
from tests.assessment.attempts.past import attempt as attempt_of
from tests.assessment.browser import save, stored
from tests.conftest import NOW, answer
from tests.pages import Form, Page, links, read, text
from tests.workshop import EVERYTHING, MET, ROLE

TOO_LONG = "x" * 1007
SENIOR = MET["senior"]  # at the bar of its must-haves: to cut, to glue, which its group counts, and to ask


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, SENIOR, target="senior")


def page_of(attempt: Assessment) -> str:
    return f"/a/{attempt.public_id}/back-it-up/"


def form_of(client: Client, attempt: Assessment) -> Form:
    return Page(client.get(page_of(attempt)).content).form(page_of(attempt))


def asked(client: Client, attempt: Assessment) -> list[str]:
    page = read(page_of(attempt), client)
    return [each.attributes["data-skill"] for each in page.all("fieldset", class_="question")]


def in_sight(page: Page, skill: str) -> list[str]:
    """The steps of a skill whose sentences are shown."""
    labels = [each for each in page.all("label") if "anchor" in each.attributes.get("class", "")]
    shown = [each.attributes["for"] for each in labels if not each.has_attr("hidden")]
    return [name.removeprefix(f"{skill}-") for name in shown if name.startswith(f"{skill}-")]


def test_it_asks_for_a_line_and_shows_the_neighbour_of_three(alice, attempt):
    page = read(page_of(attempt), alice)
    assert page.texts("h1") == ["Back it up"]
    assert asked(alice, attempt) == ["cut", "glue", "ask"]
    assert [in_sight(page, skill) for skill in ("cut", "glue", "ask")] == [["3", "4"], ["2", "3"], ["2", "3"]]
    fields = page.form(page_of(attempt)).fields
    assert {name: fields[name] for name in fields if name.startswith("cut")} == {
        "cut-step": "4",
        "cut-evidence": "",
        "cut-rev": "1",
    }
    assert "What did you cut last?" in text(page)


def test_it_comes_after_the_last_area_and_before_the_last_look(alice, attempt):
    last = f"/a/{attempt.public_id}/questions/people/"
    fields = read(last, alice).form(last).fields
    assert alice.post(last, fields | {"to": "next"}).headers["Location"] == page_of(attempt)
    response = alice.post(page_of(attempt), form_of(alice, attempt).fields | {"to": "next"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/check/")
    back = alice.post(page_of(attempt), form_of(alice, attempt).fields | {"to": "back"})
    assert back.headers["Location"] == last


def test_it_can_be_skipped_as_a_whole_and_the_attempt_be_handed_in_without_it(alice, attempt):
    skip = [href for href, words in links(read(page_of(attempt), alice)).items() if words == "Skip this page"]
    assert skip == [f"/a/{attempt.public_id}/check/"]
    assert alice.post(f"/a/{attempt.public_id}/submit/", {"person_name": ""}).status_code == 303


@pytest.mark.parametrize("answers", [{"cut": 4, "ask": 3}, {"cut": 4, "measure": 3}, {}])
def test_it_tells_no_must_have_before_the_questions_are_over(alice, begin, answers):
    """An area without any answer is still to come."""
    response = alice.get(page_of(begin(alice, answers, target="senior")))
    assert response.status_code == 302
    assert response.headers["Location"].endswith("/check/")


def test_with_nothing_to_back_it_leads_to_the_last_look(alice, begin):
    attempt = begin(alice, {"cut": 2, "measure": 1, "teach": 1}, target="senior")
    assert alice.get(page_of(attempt)).headers["Location"] == f"/a/{attempt.public_id}/check/"


def test_an_open_question_does_not_come_up(alice, begin):
    attempt = begin(alice, {"cut": 4, "measure": 3, "teach": 3}, target="senior")
    assert asked(alice, attempt) == ["cut"]


def test_what_was_written_to_other_answers_can_be_changed_there(alice, attempt):
    save(alice, attempt, "teach", 3, 1, evidence="A class")
    assert asked(alice, attempt) == ["cut", "glue", "ask", "teach"]
    page = read(page_of(attempt), alice)
    assert in_sight(page, "teach") == ["3"]
    fields = page.form(page_of(attempt)).fields
    assert fields["teach-evidence"] == "A class"
    alice.post(page_of(attempt), fields | {"teach-evidence": ""})
    assert stored(attempt, "teach") == ((3, False, ""), 3)


def test_a_line_and_the_neighbour_are_saved_as_answers_are(alice, attempt):
    fields = form_of(alice, attempt).fields | {"cut-evidence": "</textarea>A box & more", "ask-step": "2"}
    assert alice.post(page_of(attempt), fields).status_code == 303
    assert stored(attempt, "cut") == ((4, False, "</textarea>A box & more"), 2)
    assert stored(attempt, "ask") == ((2, False, ""), 2)
    assert stored(attempt, "glue") == ((3, False, ""), 1)
    assert form_of(alice, attempt).fields["cut-evidence"] == "</textarea>A box & more"


def test_sending_it_as_it_stands_changes_nothing(alice, attempt):
    actions.save_answers(assessment=attempt, saves=[Save("cut", 4, True, "A box", 1)], at=NOW)
    before = list(Answer.objects.values())
    assert alice.post(page_of(attempt), form_of(alice, attempt).fields).status_code == 303
    assert list(Answer.objects.values()) == before


def test_too_much_is_refused_with_what_was_typed_and_the_rest_is_saved(alice, attempt):
    fields = form_of(alice, attempt).fields | {"cut-evidence": TOO_LONG, "ask-evidence": "A plan"}
    response = alice.post(page_of(attempt), fields)
    assert response.status_code == 422
    page = Page(response.content)
    kept = page.form(page_of(attempt)).fields
    assert (kept["cut-step"], kept["cut-evidence"], kept["ask-evidence"]) == ("4", TOO_LONG, "A plan")
    assert page.texts("div", class_="notice", role="alert") == [
        "This was not saved. The evidence is too long. Please shorten it by this many characters: 7."
    ]
    assert page.texts("a", class_="alert-link") == ["To cut"]
    assert (stored(attempt, "cut"), stored(attempt, "ask")) == (((4, False, ""), 1), ((3, False, "A plan"), 2))
    assert alice.post(page_of(attempt), kept | {"cut-evidence": "A box"}).status_code == 303
    assert stored(attempt, "cut") == ((4, False, "A box"), 2)


def test_a_conflict_shows_both_sentences_and_loses_neither(alice, attempt):
    old = form_of(alice, attempt).fields
    save(alice, attempt, "cut", 6, 1, evidence="Elsewhere <b>")
    response = alice.post(page_of(attempt), old | {"cut-step": "3", "cut-evidence": "Here"})
    assert response.status_code == 409
    page = Page(response.content)
    [notice] = page.texts("div", class_="notice", role="alert")
    assert notice.startswith(
        "This question was answered somewhere else too. There: I cut steel. Evidence: Elsewhere <b>"
    )
    assert set(in_sight(page, "cut")) == {"3", "6"}
    kept = page.form(page_of(attempt)).fields
    assert (kept["cut-step"], kept["cut-evidence"], kept["cut-rev"]) == ("3", "Here", "2")
    assert stored(attempt, "cut") == ((6, False, "Elsewhere <b>"), 2)
    assert alice.post(page_of(attempt), kept).status_code == 303
    assert stored(attempt, "cut") == ((3, False, "Here"), 3)


def test_a_form_that_was_cut_off_is_refused_whole(alice, attempt):
    fields = form_of(alice, attempt).fields | {"cut-evidence": "Half a"}
    del fields["end"]
    assert alice.post(page_of(attempt), fields).status_code == 400
    assert stored(attempt, "cut") == ((4, False, ""), 1)


def test_what_is_no_question_of_the_attempt_is_passed_over(alice, attempt):
    assert alice.post(page_of(attempt), {"end": "1", "no-such-skill-rev": "0", "rev": "1"}).status_code == 303
    assert Answer.objects.count() == len(SENIOR)


def test_after_handing_in_nothing_is_changed_there(alice, attempt):
    fields = form_of(alice, attempt).fields | {"cut-evidence": "Late"}
    actions.submit(assessment=attempt, person_name="", at=NOW)
    assert alice.get(page_of(attempt)).headers["Location"] == f"/a/{attempt.public_id}/report/"
    response = alice.post(page_of(attempt), fields)
    assert response.status_code == 409
    assert Page(response.content).texts("h1") == ["This was handed in already"]
    assert stored(attempt, "cut") == ((4, False, ""), 1)


def test_handed_in_meanwhile_it_is_told_as_too_late(alice, attempt, monkeypatch):
    fields = form_of(alice, attempt).fields

    def refuse(**_save):
        raise actions.AlreadySubmitted

    monkeypatch.setattr(actions, "save_answers", refuse)
    assert alice.post(page_of(attempt), fields).status_code == 409


def test_the_last_look_and_the_data_page_lead_there_while_the_attempt_is_open(alice, attempt):
    for page in ("check", "data"):
        assert page_of(attempt) in links(read(f"/a/{attempt.public_id}/{page}/", alice))
    actions.submit(assessment=attempt, person_name="", at=NOW)
    assert page_of(attempt) not in links(read(f"/a/{attempt.public_id}/data/", alice))


def test_from_a_report_it_is_reached_in_a_new_attempt_with_the_same_answers(alice, begin):
    done = begin(alice, SENIOR, target="senior", submitted=True)
    assert ("prefill", "back-it-up") in read(f"/a/{done.public_id}/report/", alice).form(
        f"/a/{done.public_id}/again/"
    ).buttons
    response = alice.post(f"/a/{done.public_id}/again/", {"prefill": "back-it-up"})
    fresh = Assessment.objects.latest("pk")
    assert response.headers["Location"] == page_of(fresh)
    assert asked(alice, fresh) == ["cut", "glue", "ask"]


def test_a_quick_check_offers_it_with_its_result_and_leads_back_there(alice, edition):
    quick = attempt_of(alice, edition, {"cut": 2}, role=ROLE, submitted=False, main={"joint": ""})
    Assessment.objects.filter(pk=quick.pk).update(kind="quick")
    result = f"/a/{quick.public_id}/quick/"
    assert alice.get(page_of(quick)).headers["Location"] == result
    answer(quick, {skill: EVERYTHING[skill] for skill in ("glue", "weld", "ask")})
    actions.save_answers(assessment=quick, saves=[Save("cut", 6, False, None, 1)], at=NOW)
    assert page_of(quick) in links(read(result, alice))
    form = form_of(alice, quick)
    assert "back" not in [value for _name, value in form.buttons]
    assert alice.post(page_of(quick), form.fields).headers["Location"] == result


def test_a_stranger_finds_nothing(bob, attempt):
    assert [bob.get(page_of(attempt)).status_code, bob.post(page_of(attempt), {"end": "1"}).status_code] == [404, 404]
