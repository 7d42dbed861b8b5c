"""Beginning, practising, going on where one was, and beginning again from what was answered before."""

from collections.abc import Callable

import pytest
from django.test import Client

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.models import Answer, Assessment
from catalog import editions
from catalog.models import Anchor, Framework, Prerequisite, Requirement, RoleLevel, Skill
from tests.assessment.attempts.past import republish
from tests.conftest import NOW, signed_in
from tests.pages import Page, links, read, text
from tests.workshop import AREAS, LEVELS, LONG, PLACE, ROLE

START = f"/roles/{PLACE}/start/"


def begun(response) -> Assessment:
    assert response.status_code == 303
    return Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])


def test_the_start_page_offers_every_level_of_the_role(alice, edition):
    choices = [radio.attributes["value"] for radio in Page(alice.get(START).content).all("input", name="target")]
    assert choices == ["", *LEVELS]


def test_the_level_is_one_line_until_somebody_opens_it_and_the_facts_stand_below_the_buttons(alice, edition):
    page = Page(alice.get(START).content)
    [levels] = page.all("details")
    assert "open" not in levels.attributes
    order = [each.tag for each in page.all(True) if each.tag in {"details", "button"} or each.get("class") == "ticks"]
    assert order == ["details", "button", "ul"]


@pytest.mark.parametrize("target", ["", "junior", "lead"])
def test_starting_leads_to_the_practice_question(alice, edition, target):
    response = alice.post(START, {"target": target, "start": "Start"})
    attempt = begun(response)
    assert response.headers["Location"] == f"/a/{attempt.public_id}/practice/"
    assert (attempt.role, attempt.target, attempt.edition, attempt.owner) == (ROLE, target, edition, None)
    assert (attempt.answers.count(), attempt.carried_from) == (0, None)


def test_a_level_that_the_role_has_not_is_refused(alice, edition):
    response = alice.post(START, {"target": "chief", "start": "Start"})
    assert response.status_code == 422
    assert "is not one of the available choices" in response.content.decode()
    [levels] = Page(response.content).all("details")
    assert "open" in levels.attributes
    assert Assessment.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_role_that_nobody_published_cannot_be_started(alice, edition, method):
    assert getattr(alice, method)("/roles/workshop/astronaut/start/", {"start": "Start"}).status_code == 404
    assert Assessment.objects.count() == 0


@pytest.mark.parametrize("path", ["/", f"/roles/{PLACE}/", START])
def test_the_time_that_is_announced_is_that_of_the_questions(alice, edition, path):
    """Some hundred and fifty words and six choices; the retired skill does not count."""
    [said] = Page(alice.get(path).content).texts("main")
    assert "By its number of words it takes about 5 minutes; nobody has been timed yet." in said


@pytest.mark.slow
def test_the_shipped_catalogue_takes_as_long_as_its_words(alice, shipped):
    [said] = Page(alice.get("/roles/ai-ml-research/ai-ml-research-specialist/start/").content).texts("main")
    assert "it takes about 25 minutes;" in said
    assert "usually about 16, about 10 minutes." in said


def test_whoever_has_an_older_report_is_told_how_many_answers_would_come_along(alice, begin):
    done = begin(alice, {"cut": 3, "glue": 2, "ask": 1}, submitted=True)
    told = "2 of your 3 answers would come along into a new attempt."
    assert told not in text(read(START, alice))
    republish(reword="cut", slug="workshop")
    page = read(START, alice)
    assert told in text(page)
    assert f"/a/{done.public_id}/report/#keep" in links(page)
    assert told not in text(read(START))


def test_an_older_report_whose_questions_are_the_same_is_no_news(alice, begin):
    begin(alice, {"cut": 3}, submitted=True)
    republish(reword="glue", slug="workshop")
    assert "would come along" not in text(read(START, alice))


def test_an_attempt_is_pinned_to_the_edition_that_was_current_when_it_began(alice, edition):
    first = begun(alice.post(START, {"start": "Start"}))
    newer = publish_change()
    second = begun(alice.post(START, {"start": "Start"}))
    first.refresh_from_db()
    assert (first.edition, second.edition) == (edition, newer)


def publish_change():
    """Another edition: one anchor of cutting reads otherwise."""
    Anchor.objects.filter(skill__slug="cut", step=2).update(text="I cut card another way.")
    return editions.publish(framework=Framework.objects.get(), by="tests", at=NOW, label="Second")


def test_the_practice_question_explains_what_fits_and_stores_nothing(alice, begin):
    address = f"/a/{begin(alice).public_id}/practice/"
    response = alice.post(address, {"person-1": "2", "person-2": "1", "show": "Show what fits and why"})
    texts = Page(response.content).texts("strong")
    assert [text for text in texts if "choose" in text] == [
        "That is what we would choose too: 2 Learner.",
        "We would choose: 5 Expert.",
    ]
    assert Answer.objects.count() == 0


def test_the_practice_question_asks_for_what_was_left_out(alice, begin):
    response = alice.post(f"/a/{begin(alice).public_id}/practice/", {"person-1": "2"})
    assert response.status_code == 422
    assert response.content.decode().count("Choose the sentence that fits best. A guess is fine.") == 1


def test_the_practice_question_may_be_skipped(alice, begin):
    attempt = begin(alice)
    links = [link.attributes["href"] for link in Page(alice.get(f"/a/{attempt.public_id}/practice/").content).all("a")]
    assert f"/a/{attempt.public_id}/questions/craft/" in links


def all_of(*areas: str) -> dict[str, int]:
    return {skill: 1 for area in areas for skill in AREAS[area]}


@pytest.mark.parametrize(
    ("answered", "place"),
    [
        ((), "practice/"),
        (("people",), "questions/craft/"),
        (("craft", "people"), f"questions/{LONG}/"),
        (("craft", LONG), "questions/people/"),
        (tuple(AREAS), "check/"),
    ],
    ids=["nothing yet", "a later page", "a gap between", "all but the last", "all"],
)
def test_going_on_leads_to_the_first_open_question(alice, begin, answered, place):
    attempt = begin(alice, all_of(*answered))
    response = alice.get(f"/a/{attempt.public_id}/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/a/{attempt.public_id}/{place}")


def test_going_on_treats_a_cleared_answer_as_open(alice, begin):
    attempt = begin(alice, all_of(*AREAS))
    actions.save_answers(assessment=attempt, saves=[Save("measure", None, False, "", 1)], at=NOW)
    assert alice.get(f"/a/{attempt.public_id}/").headers["Location"] == f"/a/{attempt.public_id}/questions/{LONG}/"


@pytest.mark.parametrize("page", ["", "check/", "questions/craft/"])
def test_what_was_handed_in_leads_to_its_report(alice, begin, page):
    attempt = begin(alice, {"cut": 3}, submitted=True)
    response = alice.get(f"/a/{attempt.public_id}/{page}")
    assert (response.status_code, response.headers["Location"]) == (302, f"/a/{attempt.public_id}/report/")


@pytest.mark.parametrize("page", ["report/", "report.json", "report.pdf"])
def test_what_was_not_handed_in_has_no_report_yet(alice, begin, page):
    attempt = begin(alice, {"cut": 3})
    response = alice.get(f"/a/{attempt.public_id}/{page}")
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/check/")


@pytest.fixture
def done(begin: Callable[..., Assessment], alice: Client) -> Assessment:
    attempt = begin(alice, {"glue": 2, "teach": 1}, target="senior")
    saves = [
        Save("cut", 3, True, "A paper", 0),
        Save("ask", None, False, "Notes", 0),
    ]
    actions.save_answers(assessment=attempt, saves=saves, at=NOW)
    actions.submit(assessment=attempt, person_name="Alice", at=NOW)
    return attempt


def again(client: Client, before: Assessment, **fields: str) -> Assessment:
    response = client.post(f"/a/{before.public_id}/again/", fields)
    attempt = begun(response)
    assert response.headers["Location"] == f"/a/{attempt.public_id}/"
    return attempt


def values(attempt: Assessment) -> dict[str, tuple[object, ...]]:
    rows = attempt.answers.values_list("skill", "step", "unsure", "evidence", "rev")
    return {skill: tuple(value) for skill, *value in rows}


def test_again_takes_over_every_answer_with_all_that_belongs_to_it(alice, done):
    attempt = again(alice, done, prefill="1")
    assert values(attempt) == {
        "cut": (3, True, "A paper", 1),
        "glue": (2, False, "", 1),
        "teach": (1, False, "", 1),
    }
    assert (attempt.carried_from, attempt.target, attempt.person_name) == (done, "senior", "")
    assert attempt.submitted_at is None


def test_again_leaves_the_old_attempt_as_it_was(alice, done):
    before = values(done)
    attempt = again(alice, done, prefill="1")
    actions.save_answers(assessment=attempt, saves=[Save("cut", 4, False, "", 1)], at=NOW)
    assert values(done) == before
    assert alice.get(f"/a/{done.public_id}/report/").status_code == 200


def test_again_from_nothing_takes_over_nothing(alice, done):
    attempt = again(alice, done)
    assert (values(attempt), attempt.carried_from, attempt.target) == ({}, None, "senior")


def test_again_on_a_new_edition_leaves_out_the_questions_that_changed(alice, done):
    newer = publish_change()
    attempt = again(alice, done, prefill="1")
    assert attempt.edition == newer
    assert sorted(values(attempt)) == ["glue", "teach"]


def ask_no_more(*skills: str) -> None:
    """No level asks for these skills, and no other skill needs them."""
    Requirement.objects.filter(skill__slug__in=skills).delete()
    Prerequisite.objects.filter(needs__slug__in=skills).delete()


def test_again_leaves_out_what_is_asked_no_more(alice, done):
    ask_no_more("teach", "glue")
    Skill.objects.filter(slug="glue").update(retired_on="2026-11-01")
    editions.publish(framework=Framework.objects.get(), by="tests", at=NOW)
    attempt = again(alice, done, prefill="1")
    assert sorted(values(attempt)) == ["cut"]


@pytest.mark.parametrize("page", ["report/", "report.json", "report.pdf"])
def test_again_ends_in_a_report_even_when_a_skill_is_asked_no_more(alice, done, page):
    ask_no_more("teach")
    editions.publish(framework=Framework.objects.get(), by="tests", at=NOW)
    attempt = again(alice, done, prefill="1")
    alice.raise_request_exception = False
    assert alice.post(f"/a/{attempt.public_id}/submit/", {"person_name": ""}).status_code == 303
    assert alice.get(f"/a/{attempt.public_id}/{page}").status_code == 200


def test_again_keeps_evidence_of_what_is_no_must_have_any_more(alice, done):
    """What was written stays until the person deletes it."""
    Requirement.objects.filter(skill__slug="cut").update(importance="helpful", step=2)
    editions.publish(framework=Framework.objects.get(), by="tests", at=NOW)
    attempt = again(alice, done, prefill="1")
    address = f"/a/{attempt.public_id}/questions/craft/"
    as_it_stands = Page(alice.get(address).content).form(address).fields
    assert alice.post(address, as_it_stands).status_code == 303
    assert values(attempt)["cut"] == (3, True, "A paper", 1)


def test_again_forgets_a_target_that_the_new_edition_has_not(alice, done):
    RoleLevel.objects.filter(slug="senior").update(slug="principal")
    editions.publish(framework=Framework.objects.get(), by="tests", at=NOW)
    assert again(alice, done, prefill="1").target == ""


def test_again_belongs_to_the_account_that_is_signed_in(alice, done, django_user_model):
    user = django_user_model.objects.create_user("alice")
    client = signed_in(user)
    client.cookies |= alice.cookies
    assert again(client, done, prefill="1").owner == user


def test_again_needs_an_attempt_that_was_handed_in(alice, begin):
    open_one = begin(alice, {"cut": 3})
    response = alice.post(f"/a/{open_one.public_id}/again/", {"prefill": "1"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{open_one.public_id}/check/")
    assert Assessment.objects.count() == 1


def test_again_is_for_the_owner_alone(bob, done):
    assert bob.post(f"/a/{done.public_id}/again/", {"prefill": "1"}).status_code == 404
    assert Assessment.objects.count() == 1
