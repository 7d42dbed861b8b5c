"""Asking again in some areas only: those start empty, the rest is carried over with its dates."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.models import Answer, Assessment
from assessment.report import reading as report_reading
from assessment.role import reading
from catalog import editions
from catalog.models import Framework, Requirement, Skill
from tests.assessment.attempts.past import EVIDENCE, attempt
from tests.assessment.browser import save
from tests.assessment.test_query_counts import cost
from tests.conftest import NOW
from tests.factories import publish_framework
from tests.pages import Page, links, read, text
from tests.workshop import AREAS, EVERYTHING, LONG, ROLE

# All is in place but cutting; one question, which the lowest level does not ask, was skipped.
STEPS = EVERYTHING | {"cut": 1}
STEPS.pop("measure")


@pytest.fixture
def done(alice, edition) -> Assessment:
    evidence = {"cut": EVIDENCE, "ask": "A talk"}
    return attempt(alice, edition, STEPS, role=ROLE, evidence=evidence)


def recheck(client: Client, before: Assessment, **fields) -> Assessment:
    response = client.post(f"/a/{before.public_id}/recheck/", fields)
    assert response.status_code == 303
    found = Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])
    assert response.headers["Location"] == f"/a/{found.public_id}/"
    return found


def stored(attempt: Assessment) -> dict[str, tuple[int | None, datetime | None]]:
    return {row.skill: (row.step, row.carried_at) for row in attempt.answers.all()}


def areas_of(page: Page) -> list[str]:
    return [each.attributes["value"] for each in page.all("button", name="to", class_="areas__item")]


def test_by_default_the_areas_with_gaps_at_the_level_are_asked(alice, done):
    found = recheck(alice, done, level="junior")
    assert (found.kind, found.areas, found.carried_from) == ("recheck", ["craft"], done)
    # What was skipped and is not asked again stays a question without an answer.
    assert stored(found) == {"measure": (None, NOW), "ask": (6, NOW), "teach": (6, NOW)}
    assert found.answers.get(skill="ask").evidence == "A talk"


def test_without_gaps_every_area_is_asked(alice, edition):
    done = attempt(alice, edition, EVERYTHING, role=ROLE)
    assert recheck(alice, done).areas == [*AREAS]


def test_whoever_is_asked_again_in_every_area_is_not_asked_to_practise_again(alice, edition):
    done = attempt(alice, edition, EVERYTHING, role=ROLE)
    base = f"/a/{recheck(alice, done).public_id}/"
    assert alice.get(base).headers["Location"] == f"{base}questions/craft/"


def test_only_the_areas_are_asked_and_start_empty(alice, done):
    found = recheck(alice, done, areas=[LONG, "people"], chosen="1")
    base = f"/a/{found.public_id}/"
    first = alice.get(base)
    assert first.headers["Location"] == f"{base}questions/{LONG}/"
    page = read(first.headers["Location"], alice)
    assert areas_of(page) == [LONG, "people", "check"]
    assert page.all("input", type="radio", checked="") == []
    assert [alice.get(f"{base}questions/{area}/").status_code for area in (LONG, "people", "craft")] == [200, 200, 404]
    assert links(read(f"{base}practice/", alice)).get(f"{base}questions/{LONG}/")
    pages = [f"questions/{LONG}/", "questions/people/", "check/"]
    html = "".join(alice.get(f"{base}{page}").content.decode() for page in pages)
    assert EVIDENCE not in html
    assert "A talk" not in html


def test_the_check_page_counts_and_shows_only_what_is_asked(alice, done):
    found = recheck(alice, done, areas=["people"], chosen="1")
    actions.save_answers(assessment=found, saves=[Save("ask", 2, False, "", 0)], at=timezone.now())
    page = read(f"/a/{found.public_id}/check/", alice)
    assert "1 of 2 questions answered." in text(page)
    assert "This is a re-check." in text(page)
    assert len(page.all("h3")) == 1


def test_the_page_goes_on_from_area_to_area_without_javascript(alice, done):
    found = recheck(alice, done, areas=["craft", "people"], chosen="1")
    path = f"/a/{found.public_id}/questions/craft/"
    form = read(path, alice).form(path)
    response = alice.post(path, form.fields | {"cut-step": "3", "to": "next"})
    assert response.headers["Location"] == f"/a/{found.public_id}/questions/people/"
    assert stored(found)["cut"] == (3, None)
    assert list(found.answers.filter(carried_at=None)) == [found.answers.get(skill="cut")]


def test_what_was_carried_over_alone_is_not_handed_in(alice, done):
    found = recheck(alice, done, areas=["people"], chosen="1")
    with pytest.raises(actions.NothingAnswered):
        actions.submit(assessment=found, person_name="", at=NOW)
    response = alice.post(f"/a/{found.public_id}/submit/")
    assert response.status_code == 422
    assert "There is no answer yet" in response.content.decode()


def test_the_report_is_about_everything_and_dates_what_was_said_before(alice, done):
    found = recheck(alice, done, areas=["people"], chosen="1")
    assert save(alice, found, "ask", 3, 0).status_code == 200
    actions.submit(assessment=found, person_name="", at=timezone.now())

    page = read(f"/a/{found.public_id}/report/", alice)

    rows = {row.inside[0].text: row.text for row in page.all("tr") if row.inside}
    assert "said on 23 November 2026" in rows["To cut"]
    assert "said on" not in rows["To ask"]
    # Only what was asked and is open now is without an answer, and what was open before.
    assert {name for name, row in rows.items() if row.endswith("not answered")} == {"To measure", "To teach"}
    assert stored(found)["cut"][0] == 1


def test_a_date_is_kept_through_repeated_carrying(alice, done):
    first = recheck(alice, done, areas=["people"], chosen="1")
    later = NOW + timedelta(days=90)
    actions.save_answers(assessment=first, saves=[Save("ask", 3, False, "", 0)], at=later)
    actions.submit(assessment=first, person_name="", at=later)

    second = recheck(alice, first, areas=[LONG], chosen="1")

    assert (stored(second)["cut"], stored(second)["ask"]) == ((1, NOW), (3, later))


def test_an_answer_that_changes_is_carried_no_more_and_one_said_again_keeps_its_day(alice, done):
    alice.post(f"/a/{done.public_id}/again/", {"prefill": "1"})
    again = Assessment.objects.get(carried_from=done)
    assert stored(again)["cut"] == (1, NOW)
    for step, skill in ((1, "cut"), (5, "ask")):
        evidence = {"cut": EVIDENCE, "ask": "A talk"}[skill]
        assert save(alice, again, skill, step, 1, evidence=evidence).status_code == 200
    # A page without a script sends all of its answers, so the same one says nothing new of its day.
    assert (stored(again)["cut"], stored(again)["ask"]) == ((1, NOW), (5, None))
    assert (again.answers.get(skill="cut").rev, again.answers.get(skill="ask").rev) == (1, 2)


@pytest.fixture
def reworded(done):
    """A new edition in which a question of another area is asked in other words and one skill is asked no more."""
    Skill.objects.filter(slug="ask").update(definition="Asked in other words.")
    Requirement.objects.filter(skill__slug="weld").delete()
    return editions.publish(framework=Framework.objects.get(), by="erin", at=NOW, label="Second")


def test_on_a_new_edition_a_question_in_other_words_is_asked_as_well(alice, done, reworded):
    found = recheck(alice, done, areas=[LONG], chosen="1")
    base = f"/a/{found.public_id}/"
    assert found.edition == reworded
    assert sorted(stored(found)) == ["cut", "glue", "teach"]
    assert areas_of(read(f"{base}questions/{LONG}/", alice)) == [LONG, "people", "check"]
    people = read(f"{base}questions/people/", alice)
    assert [each.attributes["data-skill"] for each in people.all("fieldset", class_="question")] == ["ask"]
    save(alice, found, "ask", 2, 0)
    # Answered or not, it stays asked.
    assert areas_of(read(f"{base}questions/{LONG}/", alice)) == [LONG, "people", "check"]


def test_the_page_to_choose_ticks_the_areas_with_gaps(alice, done):
    page = read(f"/a/{done.public_id}/recheck/?level=junior", alice)
    ticked = [box.attributes["value"] for box in page.all("input", type="checkbox") if "checked" in box.attributes]
    assert ticked == ["craft"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"areas": ["craft", "none"], "chosen": "1"}, "There is no such area. Choose from the list."),
        ({"chosen": "1"}, "Choose at least one area."),
    ],
)
def test_a_choice_that_cannot_be_is_refused(alice, done, fields, words):
    response = alice.post(f"/a/{done.public_id}/recheck/", fields)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Assessment.objects.count() == 1


def test_a_level_that_the_role_has_not_does_not_exist(alice, done):
    assert alice.post(f"/a/{done.public_id}/recheck/", {"level": "chief"}).status_code == 404


def test_the_report_offers_it(alice, done):
    page = read(f"/a/{done.public_id}/report/?level=senior", alice)
    form = page.form(f"/a/{done.public_id}/recheck/")
    assert form.fields["level"] == "senior"
    assert f"/a/{done.public_id}/recheck/?level=senior" in links(page)


def test_it_counts_as_a_start(alice, done):
    codes = [alice.post(f"/a/{done.public_id}/recheck/").status_code for _count in range(31)]
    assert codes == [303] * 30 + [429]


@pytest.mark.parametrize("skills", [1, 50])
def test_its_pages_cost_the_same_for_one_and_for_fifty(alice, db, skills):
    edition = publish_framework(skills)
    done = attempt(alice, edition, {f"made-skill-{n}": n % 5 for n in range(skills)})
    found = recheck(alice, done)
    save(alice, found, "made-skill-0", 2, 0)
    base = f"/a/{found.public_id}/"
    assert cost(lambda: alice.get(f"/a/{done.public_id}/recheck/")) == 3
    assert cost(lambda: alice.get(f"{base}questions/made-area/")) == 3
    assert cost(lambda: alice.get(f"{base}check/")) == 3
    assert cost(lambda: alice.get(base), 302) == 2
    actions.submit(assessment=found, person_name="", at=NOW)
    assert cost(lambda: alice.get(f"{base}report/")) == 3
    assert Answer.objects.count() == skills + 1


def test_only_the_open_must_haves_are_asked_where_that_is_wanted(alice, edition):
    """Measuring was skipped and cutting is unsure, both must-haves of Senior; all else comes along."""
    done = attempt(alice, edition, STEPS | {"cut": 3}, role=ROLE, unsure=("cut",))

    found = recheck(alice, done, level="senior", open="1")

    assert (found.kind, found.areas) == ("recheck", [])
    asked = reading.asked_by(found).questionnaire.question.keys()
    assert asked == report_reading.report_of(done, focus="senior").undecided
    assert "cut" in asked
    assert stored(found).keys() == (STEPS.keys() | {"measure"}) - asked
    assert alice.get(f"/a/{found.public_id}/").status_code == 302


def test_where_no_must_have_is_open_the_areas_are_offered_and_nothing_begins(alice, edition):
    done = attempt(alice, edition, EVERYTHING, role=ROLE)

    response = alice.post(f"/a/{done.public_id}/recheck/", {"level": "senior", "open": "1"})

    assert response.status_code == 422
    assert "Which areas?" in text(Page(response.content))
    assert Assessment.objects.count() == 1


def test_the_report_offers_to_answer_what_is_open(alice, edition):
    done = attempt(alice, edition, STEPS | {"cut": 3}, role=ROLE, unsure=("cut",))
    whole = attempt(alice, edition, EVERYTHING, role=ROLE)

    offers, none = (
        [
            each.text
            for each in Page(alice.get(f"/a/{each.public_id}/report/?level=senior").content).all("button", name="open")
        ]
        for each in (done, whole)
    )

    assert len(offers) == 1
    assert offers[0].startswith("Answer ")
    assert none == []
