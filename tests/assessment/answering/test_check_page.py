"""The last look before handing in: what was skipped, what may not fit together, and all answers."""

from datetime import timedelta

import pytest
from django.test import Client

from assessment.answering import actions
from assessment.answering.core.saving import MainSave, Save
from assessment.models import Answer, Assessment
from catalog import editions
from tests.assessment.attempts.past import attempt as attempt_of
from tests.conftest import NOW
from tests.factories import publish_framework
from tests.pages import Page
from tests.workshop import SKILLS

PATTERN = "A pattern in your answers"
SECOND_LOOK = "Worth a second look"


def check(client, attempt) -> Page:
    response = client.get(f"/a/{attempt.public_id}/check/")
    assert response.status_code == 200
    return Page(response.content)


def test_it_counts_what_was_answered(alice, begin):
    page = check(alice, begin(alice, {"cut": 1, "teach": 4}))
    assert page.texts("p", class_="lead")[0].startswith("2 of 6 questions answered. ")


def test_a_cleared_answer_is_not_counted_and_shown_as_not_answered(alice, begin):
    attempt = begin(alice, {"cut": 3, "teach": 4})
    actions.save_answers(assessment=attempt, saves=[Save("cut", None, False, "", 1)], at=NOW)
    page = check(alice, attempt)
    assert page.texts("p", class_="lead")[0].startswith("1 of 6 questions answered. ")
    assert answers(page)["To cut must-have"] == "not answered Answer To cut"


def answers(page: Page) -> dict[str, str]:
    """What the list of all answers says, by skill."""
    return dict(zip(page.texts("dt"), page.texts("dd"), strict=True))


def test_every_answer_is_shown_with_its_sentence_doubt_and_evidence(alice, begin):
    attempt = begin(alice)
    save = Save("cut", 1, True, "A <b>paper</b> & more", 0)
    actions.save_answers(assessment=attempt, saves=[save], at=NOW)
    shown = answers(check(alice, attempt))
    assert shown["To cut must-have"] == ("1 New, not sure. I cut paper. Evidence: A <b>paper</b> & more Change To cut")
    assert len(shown) == 6 + 1  # and the main field


def all_but(*skipped: str) -> dict[str, int]:
    return {skill: 2 for skill in SKILLS if skill not in skipped}


def test_skipped_must_haves_come_before_everything_else_in_the_order_of_the_questions(alice, begin):
    page = check(alice, begin(alice, all_but("ask", "weld", "cut", "teach")))
    assert page.texts("h2")[0] == "You skipped 3 must-haves. Answer them now?"
    assert "1 other question is open too." in page.texts("p", class_="muted")
    [panel] = page.all("section", class_="panel panel--attention")
    places = [panel.text.index(name) for name in ("To cut", "To weld", "To ask")]
    assert places == sorted(places)
    assert "To teach" not in panel.text


def test_a_field_beside_the_main_one_was_not_skipped(alice, begin):
    attempt = begin(alice, all_but("ask", "weld", "glue"))
    panel = "panel panel--attention"
    assert "To weld" in check(alice, attempt).all("section", class_=panel)[0].text
    actions.save_main(assessment=attempt, save=MainSave("joint", "glue", 0), at=NOW)
    [section] = check(alice, attempt).all("section", class_=panel)
    assert "To ask" in section.text
    assert "To glue" in section.text
    assert "To weld" not in section.text


def test_each_skipped_must_have_leads_to_its_question(alice, begin):
    attempt = begin(alice, all_but("ask"))
    page = check(alice, attempt)
    assert page.texts("h2")[0] == "You skipped 1 must-have. Answer it now?"
    links = [link.attributes["href"] for link in page.all("a") if not link.attributes.get("class")]
    assert links.count(f"/a/{attempt.public_id}/questions/people/#q-ask") == 1


def test_nothing_is_said_of_skipping_when_only_other_questions_are_open(alice, begin):
    page = check(alice, begin(alice, all_but("teach")))
    assert page.all("section", class_="panel panel--attention") == []


def test_a_claim_above_what_it_needs_is_shown_beside_it(alice, begin):
    """To teach an apprentice one must be able to ask customers."""
    page = check(alice, begin(alice, {"teach": 3, "ask": 1}))
    assert SECOND_LOOK in page.texts("h2")
    [pairs] = page.all("ul", class_="pairs")
    assert "To teach" in pairs.text
    assert "To ask" in pairs.text
    assert len(page.texts("q")) == 2


@pytest.mark.slow
def test_five_pairs_are_in_sight_and_the_rest_is_folded(alice, shipped):
    """Somebody who claims the highest step of all that stands on something, and the lowest of what it stands on."""
    skills = editions.load(shipped.digest).skills
    answers = {skill.slug: 4 if skill.prerequisites else 0 for skill in skills}
    page = check(alice, attempt_of(alice, shipped, answers, role="ai-ml-research-specialist", submitted=False))
    seen, folded = page.all("ul", class_="pairs")
    assert len(seen("li")) == 5
    assert page.texts("summary") == [f"{len(folded('li'))} more pairs"]


@pytest.mark.parametrize(
    "given",
    [{"teach": 3, "ask": 3}, {"teach": 3}, {"teach": 2, "ask": 1}],
    ids=["what it needs", "no answer there", "a step that needs nothing"],
)
def test_what_fits_together_is_not_questioned(alice, begin, given):
    assert SECOND_LOOK not in check(alice, begin(alice, given)).texts("h2")


@pytest.mark.parametrize("unsure", ["teach", "ask"])
def test_a_doubt_is_not_questioned_further(alice, begin, unsure):
    attempt = begin(alice)
    for skill, step in (("teach", 3), ("ask", 1)):
        save = Save(skill, step, skill == unsure, "", 0)
        actions.save_answers(assessment=attempt, saves=[save], at=NOW)
    assert SECOND_LOOK not in check(alice, attempt).texts("h2")


def of_ten(client: Client, *steps: int) -> Assessment:
    """An attempt at a role of ten questions, the first of them answered all at one stroke."""
    answers = {f"made-skill-{place}": step for place, step in enumerate(steps)}
    return attempt_of(client, publish_framework(10), answers, submitted=False)


@pytest.mark.parametrize(("alike", "noted"), [(9, False), (10, True)])
def test_ten_equal_answers_in_a_row_get_a_note(alice, db, alike, noted):
    attempt = of_ten(alice, *([2] * alike + [3] * (10 - alike)))
    page = check(alice, attempt)
    assert (PATTERN in page.texts("h2")) is noted
    assert ("You chose 2 Working in 10 of 10, 10 times in a row." in page.texts("li")) is noted


@pytest.mark.parametrize(
    ("seconds", "count", "noted"),
    [(1.9, 9, True), (2.0, 9, False), (1.9, 8, False), (0, 10, False)],
    ids=["quick", "not so quick", "too few to say", "all at one stroke"],
)
def test_very_quick_answers_get_a_note(alice, db, seconds, count, noted):
    attempt = of_ten(alice)
    for place in range(count):
        save = Save(f"made-skill-{place}", place % 3, False, "", 0)
        actions.save_answers(assessment=attempt, saves=[save], at=NOW + timedelta(seconds=seconds * place))
    page = check(alice, attempt)
    assert (PATTERN in page.texts("h2")) is noted
    assert ("Half of your answers came less than 2 seconds after the one before." in page.texts("li")) is noted


def test_a_note_hinders_nobody(alice, db):
    attempt = of_ten(alice, *[2] * 10)
    page = check(alice, attempt)
    assert PATTERN in page.texts("h2")
    form = page.form(f"/a/{attempt.public_id}/submit/")
    assert alice.post(form.action, form.fields).status_code == 303


def test_handing_in_leads_to_the_report_with_the_name(alice, begin):
    attempt = begin(alice, {"cut": 3})
    response = alice.post(f"/a/{attempt.public_id}/submit/", {"person_name": "  Zoe\u0308 "})
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/report/")
    attempt.refresh_from_db()
    # Composed and trimmed, like every text here.
    assert attempt.person_name == "Zo\u00eb"
    assert attempt.is_submitted


def test_handing_in_twice_is_as_good_as_once(alice, begin):
    attempt = begin(alice, {"cut": 3})
    first, second = (alice.post(f"/a/{attempt.public_id}/submit/", {"person_name": name}) for name in ("A", "B"))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    attempt.refresh_from_db()
    assert attempt.person_name == "A"


def test_handing_in_nothing_is_refused_in_words(alice, begin):
    attempt = begin(alice)
    response = alice.post(f"/a/{attempt.public_id}/submit/", {"person_name": "Alice"})
    assert response.status_code == 422
    page = Page(response.content)
    assert page.texts("div", role="alert") == [
        "There is no answer yet, so there is nothing to report on. Please answer at least one question."
    ]
    assert page.form(f"/a/{attempt.public_id}/submit/").fields["person_name"] == "Alice"
    attempt.refresh_from_db()
    assert not attempt.is_submitted


def test_a_name_that_is_too_long_is_refused(alice, begin):
    attempt = begin(alice, {"cut": 3})
    name = "x" * 121
    response = alice.post(f"/a/{attempt.public_id}/submit/", {"person_name": name})
    assert response.status_code == 422
    attempt.refresh_from_db()
    assert (attempt.is_submitted, attempt.person_name) == (False, "")
    assert Answer.objects.count() == 1
