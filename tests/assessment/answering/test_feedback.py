"""Remarks on questions: sent with the page, without a trace of who sent them, and nothing typed is lost."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from assessment.answering import feedback
from assessment.models import Assessment, Throttle
from catalog.models import Feedback
from tests.assessment.answering.test_questions_page import form_of, page_of
from tests.assessment.answering.test_quick import begun
from tests.assessment.answering.test_quick import page_of as quick_page_of
from tests.assessment.browser import stored
from tests.pages import Page, read
from tests.workshop import SKILLS

SAID = "Which paper is meant?"


@pytest.fixture
def attempt(begin, alice):
    return begin(alice)


def send(client: Client, attempt, skill: str = "cut", **fields: str):
    typed = {f"{skill}-about": "unclear", f"{skill}-said": SAID, "feedback": skill} | fields
    return client.post(page_of(attempt), form_of(client, attempt).fields | typed)


def chosen(attempt: Assessment, skill: str) -> int | None:
    found = stored(attempt, skill)
    return found[0][0] if found else None


def fold(response, skill: str = "cut"):
    [found] = [each for each in Page(response.content).all("details", class_="explain feedback") if skill in str(each)]
    return found


def test_a_remark_is_kept_with_what_it_is_about_and_thanked_for_in_place(alice, attempt):
    response = send(alice, attempt)
    there = page_of(attempt)
    assert (response.status_code, response.headers["Location"]) == (303, f"{there}?thanks=cut#q-cut")
    remark = Feedback.objects.get()
    assert (remark.edition_id, remark.skill, remark.kind, remark.text) == (attempt.edition_id, "cut", "unclear", SAID)
    assert not remark.is_done
    told = read(f"{there}?thanks=cut", alice)
    assert told.texts("p", role="status")[0] == "Thank you. An editor will read it."
    assert "cut-about" not in told.form(there).fields


def test_it_holds_nothing_of_who_sent_it(alice, attempt):
    send(alice, attempt, **{"cut-step": "3"})
    kept = {field.name for field in Feedback._meta.get_fields()}
    assert kept == {"id", "edition", "skill", "kind", "text", "day", "is_done"}
    secrets = {attempt.public_id, *(morsel.value for morsel in alice.cookies.values())}
    rows = str(list(Feedback.objects.values()) + list(Throttle.objects.values()))
    assert [secret for secret in secrets if secret in rows] == []
    assert SAID not in str(list(Throttle.objects.values()))


def test_the_answers_of_the_page_are_saved_with_it(alice, attempt):
    send(alice, attempt, **{"cut-step": "3", "glue-step": "2"})
    assert {skill: chosen(attempt, skill) for skill in ("cut", "glue")} == {"cut": 3, "glue": 2}


def test_sent_twice_it_is_kept_once_and_another_line_is_another(alice, attempt):
    for _ in range(2):
        assert send(alice, attempt).status_code == 303
    assert Feedback.objects.count() == 1
    send(alice, attempt, **{"cut-said": "And another thing."})
    send(alice, attempt, **{"cut-about": "misfit"})
    assert Feedback.objects.count() == 3


def test_two_people_may_say_the_same(alice, bob, begin, attempt):
    other = begin(bob)
    send(alice, attempt)
    send(bob, other)
    assert Feedback.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"cut-about": ""}, "Not sent yet: please choose what is wrong."),
        ({"cut-said": "x" * 301}, "Not sent yet: please shorten it by this many characters: 1."),
    ],
)
def test_what_cannot_be_taken_is_said_in_place_and_all_that_was_typed_is_kept(alice, attempt, fields, said):
    more = {"cut-step": "3", "glue-about": "outdated", "glue-said": "Half a thought"}
    response = send(alice, attempt, **{**more, **fields})
    assert (response.status_code, Feedback.objects.count()) == (422, 0)
    assert said in fold(response).text
    shown = Page(response.content).form(page_of(attempt)).fields
    assert (shown["glue-about"], shown["glue-said"]) == ("outdated", "Half a thought")
    assert chosen(attempt, "cut") == 3


def test_a_page_of_which_an_answer_is_refused_keeps_the_remark_that_was_typed(alice, attempt):
    response = send(alice, attempt, **{"cut-step": "99", "feedback": "", "glue-said": "Half a thought"})
    assert response.status_code == 422
    assert Page(response.content).form(page_of(attempt)).fields["glue-said"] == "Half a thought"


def test_a_browser_may_say_so_much_in_an_hour_and_its_neighbours_go_on(alice, bob, begin, attempt, monkeypatch):
    monkeypatch.setattr(feedback, "OF_A_BROWSER", 1)
    send(alice, attempt)
    refused = send(alice, attempt, **{"cut-said": "More"})
    assert (refused.status_code, Feedback.objects.count()) == (429, 1)
    assert "Not sent: a lot came from here in the last hour." in fold(refused).text
    assert Page(refused.content).form(page_of(attempt)).fields["cut-said"] == "More"
    send(bob, begin(bob))
    assert Feedback.objects.count() == 2


def test_a_network_may_say_so_much_in_an_hour(alice, bob, begin, attempt, monkeypatch):
    monkeypatch.setitem(settings.LIMITS_AN_HOUR, "feedback", 1)
    send(alice, attempt)
    assert send(bob, begin(bob)).status_code == 429
    assert Feedback.objects.count() == 1


def test_of_what_is_not_asked_nothing_is_kept(alice, attempt):
    response = send(alice, attempt, feedback="no-such-skill")
    assert (response.status_code, Feedback.objects.count()) == (303, 0)
    assert read(f"{page_of(attempt)}?thanks=no-such-skill", alice).texts("p", role="status")[0] == ""


def test_the_quick_check_has_it_too(alice, edition):
    quick = begun(alice, edition)
    there = quick_page_of(quick, "ask")
    fields = read(there, alice).form(there).fields
    typed = {"ask-about": "misfit", "ask-said": SAID, "feedback": "ask"}
    refused = alice.post(there, fields | typed | {"ask-about": ""})
    assert (refused.status_code, "Not sent yet" in fold(refused, "ask").text) == (422, True)
    response = alice.post(there, fields | typed)
    assert (response.status_code, response.headers["Location"]) == (303, f"{there}?thanks=ask#q-ask")
    assert "Thank you. An editor will read it." in fold(alice.get(f"{there}?thanks=ask"), "ask").text
    assert Feedback.objects.get().skill == "ask"
    assert read(there, alice).form(there).fields.keys() == fields.keys()  # it is still this question


def test_words_of_a_remark_are_shown_as_words(alice, attempt, rose):
    canary = '</textarea><script>alert("canary")</script>'
    assert canary not in send(alice, attempt, **{"cut-about": "", "cut-said": canary}).content.decode()
    send(alice, attempt, **{"cut-said": canary})
    for page in ("", f"{Feedback.objects.get().pk}/change/"):
        said = rose.get(f"/admin/catalog/feedback/{page}").content.decode()
        assert ("canary" in said, canary in said) == (True, False)


def test_every_question_has_a_fold_of_its_own_that_is_shut(alice, attempt):
    found = [
        each
        for area in ("craft", "people")
        for each in read(page_of(attempt, area), alice).all("details", class_="explain feedback")
    ]
    assert len(found) == len(SKILLS) - 1
    assert [each for each in found if "open" in each.attributes] == []
    assert connection.in_atomic_block  # the rows of this test go with it
