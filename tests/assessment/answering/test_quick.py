"""The quick check as its pages ask it: one must-have at a time, without JavaScript, and where it leads."""

from typing import Any

import pytest
from django.test import Client

from assessment.answering import actions
from assessment.answering.core import quick_check
from assessment.answering.core.saving import Save
from assessment.models import Answer, Assessment
from assessment.role import reading
from assessment.words.ranges import Interval
from catalog.models import Edition, Requirement
from tests import blueprint
from tests.assessment import personas
from tests.assessment.answering.core.test_quick_check import walk
from tests.assessment.attempts.past import attempt, republish
from tests.assessment.browser import save, stored
from tests.clients import Response
from tests.conftest import NOW
from tests.factories import make_framework, publish_framework
from tests.pages import Page, links, read, text
from tests.workshop import CLOSE, MET, NOTHING_YET, PLACE, ROLE, SKILLS

pytestmark = pytest.mark.slow

START = f"/roles/{PLACE}/start/"
# The must-haves in the order in which they are asked: that of all levels, that of the lowest, the members of a group.
ORDER = FIRST, SECOND, THIRD, LAST = "ask", "cut", "glue", "weld"


@pytest.fixture
def quick(alice, edition) -> Assessment:
    return begun(alice, edition)


def begun(client: Client, edition: Edition, steps: dict[str, int] | None = None, **more: Any) -> Assessment:
    """A quick check of somebody who did not want to name a main field."""
    named = {"main": {"joint": ""}} | more
    return attempt(client, edition, steps or {}, role=ROLE, submitted=False, kind="quick", **named)


def page_of(quick: Assessment, skill: str) -> str:
    return f"/a/{quick.public_id}/quick/{skill}/"


def send(client: Client, quick: Assessment, skill: str, step: int | None = None, **fields: str) -> Response:
    """Fill in the page of a question as it stands and press a button, by default the one that goes on."""
    path = page_of(quick, skill)
    chosen = {} if step is None else {f"{skill}-step": str(step)}
    return client.post(path, read(path, client).form(path).fields | chosen | {"to": "next"} | fields)


def place(quick: Assessment, response: Response) -> str:
    """Where a response leads to, from the quick check's own address on."""
    assert response.status_code in {302, 303}
    return response.headers["Location"].removeprefix(f"/a/{quick.public_id}/").removeprefix("quick/").strip("/")


def test_the_start_page_offers_it_beside_the_full_assessment(alice, edition):
    page = read(START, alice)
    assert "Quick check: up to 4 questions, usually about 3, about 5 minutes." in text(page)
    assert page.form("").buttons == [("start", "Start"), ("quick", "Quick check")]
    # Framed only: filled and framed in one colour it would hide its own words.
    assert [button.attributes["class"] for button in page.all("button", name="quick")] == [
        "btn btn-outline-primary btn-lg"
    ]
    assert "6 questions · quick check of up to 4" in text(read("/", alice))


def test_it_begins_with_the_practice_question_and_goes_on_to_the_main_field(alice, edition):
    response = alice.post(START, {"target": "senior", "quick": "Quick check"})
    quick = Assessment.objects.get()
    assert (quick.kind, quick.target, quick.edition) == ("quick", "senior", edition)
    assert response.headers["Location"] == f"/a/{quick.public_id}/practice/"
    assert f"/a/{quick.public_id}/quick/" in links(read(response.headers["Location"], alice))
    assert place(quick, alice.get(f"/a/{quick.public_id}/quick/")) == "main/joint"


def test_a_role_without_must_haves_has_none(alice, db):
    made = make_framework(2)
    Requirement.objects.filter(level__role__framework=made).update(importance="important")
    republish()
    assert read("/roles/made/made-role/start/", alice).form("").buttons == [("start", "Start")]
    assert "Quick check" not in text(read("/roles/made/made-role/start/", alice))
    alice.post("/roles/made/made-role/start/", {"quick": "Quick check"})
    assert Assessment.objects.get().kind == "full"


def test_after_the_main_field_comes_the_first_must_have(alice, quick):
    assert place(quick, alice.get(f"/a/{quick.public_id}/quick/")) == FIRST


def test_on_the_shipped_catalogue_people_are_asked_as_little_as_on_its_blueprint(shipped):
    check = quick_check.of(reading.compiled(shipped.digest, blueprint.ROLE))
    counts = []
    for seed in range(400):
        steps = personas.steps(seed)
        asked, _spans = walk(
            check, lambda position, steps=steps: Interval(*[steps[check.rules.skills[position].slug]] * 2)
        )
        counts.append(len(asked))
    # Where as many levels need them the order is that of the catalogue, which has its areas in another.
    assert check.slugs[:3] == quick_check.of(blueprint.compiled()).slugs[:3]
    assert set(check.slugs) == set(quick_check.of(blueprint.compiled()).slugs)
    assert len(check.slugs) == 30
    assert sum(counts) <= 16 * len(counts)
    assert max(counts) <= 30


def test_a_page_asks_one_question_with_the_lowest_step_first(alice, quick):
    page = read(page_of(quick, FIRST), alice)
    assert [each.attributes["id"] for each in page.all("fieldset", class_="question")] == [f"q-{FIRST}"]
    assert [each.attributes["value"] for each in page.all("input", name=f"{FIRST}-step")] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
    ]
    assert page.texts("h1") == ["Question 1"]
    assert "At most 3 more." in text(page)
    assert [value for name, value in page.form(page_of(quick, FIRST)).buttons if name == "to"] == [
        "next",
        "next",
        "back",
        "next",
    ]


PEOPLE = {
    "nothing yet": (NOTHING_YET, ORDER[:1]),
    "junior": (MET["junior"], ORDER[:2]),
    "close to senior": (CLOSE["senior"], ORDER[:2]),
    "senior": (MET["senior"], ORDER[:3]),
    "senior by the other member": (MET["senior"] | {"glue": 1, "weld": 3}, ORDER),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_pages_ask_what_the_rule_asks_and_end_where_it_ends(alice, quick, who):
    steps, expected = PEOPLE[who]
    asked, at = [], place(quick, alice.get(f"/a/{quick.public_id}/quick/"))
    while at:
        asked.append(at)
        page = read(page_of(quick, at), alice)
        assert page.texts("h1") == [f"Question {len(asked)}"]
        at = place(quick, send(alice, quick, at, steps[at])).removesuffix("quick")
    assert tuple(asked) == expected
    assert {row.skill: row.step for row in quick.answers.all()} == {slug: steps[slug] for slug in asked}
    page = read(f"/a/{quick.public_id}/quick/", alice)
    assert f"with {len(SKILLS) - len(asked)} questions not asked" in text(page)


def test_progress_says_the_number_and_how_many_can_come_at_most(alice, edition):
    quick = begun(alice, edition, {FIRST: 3, SECOND: 4})
    page = read(page_of(quick, THIRD), alice)
    assert page.texts("h1") == ["Question 3"]
    assert "At most 1 more." in text(page)
    page = read(page_of(quick, SECOND), alice)
    assert page.texts("h1") == ["Question 2"]
    assert "You have seen 2 questions so far." in text(page)


def test_the_last_question_says_that_it_is_the_last(alice, edition):
    quick = begun(alice, edition, {FIRST: 3, SECOND: 4, THIRD: 1})
    assert "This is the last one." in text(read(page_of(quick, LAST), alice))


def test_a_question_that_is_skipped_stays_open_and_is_not_asked_again(alice, quick):
    assert place(quick, send(alice, quick, FIRST)) == SECOND
    assert stored(quick, FIRST) == ((None, False, ""), 1)
    assert place(quick, alice.get(f"/a/{quick.public_id}/quick/")) == SECOND
    assert place(quick, send(alice, quick, SECOND, 3)) == THIRD
    assert read(page_of(quick, THIRD), alice).texts("h1") == ["Question 3"]


def test_skipping_again_changes_nothing(alice, quick):
    send(alice, quick, FIRST)
    before = list(Answer.objects.values())
    assert place(quick, send(alice, quick, FIRST)) == SECOND
    assert list(Answer.objects.values()) == before


def test_who_skips_after_choosing_has_answered(alice, quick):
    """What was chosen is never thrown away."""
    send(alice, quick, FIRST, 1)
    assert stored(quick, FIRST) == ((1, False, ""), 1)


def test_the_way_back_leads_to_the_question_before_skipped_or_not(alice, quick):
    send(alice, quick, FIRST)
    send(alice, quick, SECOND, 4)
    assert place(quick, send(alice, quick, THIRD, to="back")) == SECOND
    # Going back is no skipping.
    assert stored(quick, THIRD) is None
    assert place(quick, send(alice, quick, SECOND, to="back")) == FIRST
    assert place(quick, send(alice, quick, FIRST, to="back")) == "main/joint"
    assert place(quick, send(alice, quick, FIRST, 3)) == THIRD
    assert stored(quick, FIRST) == ((3, False, ""), 2)


def test_an_unsure_answer_is_stored_as_such(alice, quick):
    send(alice, quick, FIRST, 3, **{f"{FIRST}-unsure": "on"})
    assert stored(quick, FIRST) == ((3, True, ""), 1)


def test_clearing_an_answer_stays_at_the_question(alice, edition):
    quick = begun(alice, edition, {FIRST: 3})
    response = send(alice, quick, FIRST, clear=FIRST)
    assert response.headers["Location"] == f"{page_of(quick, FIRST)}?cleared={FIRST}#q-{FIRST}"
    assert "Cleared: your answer" in text(read(response.headers["Location"], alice))
    assert stored(quick, FIRST) == ((None, False, ""), 2)


def test_going_on_leads_to_the_quick_check(alice, quick):
    assert alice.get(f"/a/{quick.public_id}/").headers["Location"] == f"/a/{quick.public_id}/quick/"


@pytest.mark.parametrize("skill", ["teach", "flying"])
def test_only_must_haves_have_a_page(alice, quick, skill):
    assert alice.get(page_of(quick, skill)).status_code == 404
    assert alice.post(page_of(quick, skill), {"end": "1"}).status_code == 404


def test_an_answer_of_another_tab_is_shown_and_not_overwritten(alice, quick):
    path = page_of(quick, FIRST)
    old = read(path, alice).form(path).fields
    save(alice, quick, FIRST, 1, 0)
    response = alice.post(path, old | {f"{FIRST}-step": "3", "to": "next"})
    assert response.status_code == 409
    kept = Page(response.content).form(path).fields
    assert (kept[f"{FIRST}-step"], kept[f"{FIRST}-rev"]) == ("3", "1")
    assert stored(quick, FIRST) == ((1, False, ""), 1)
    assert place(quick, alice.post(path, kept | {"to": "next"})) == SECOND
    assert stored(quick, FIRST) == ((3, False, ""), 2)


def test_sending_a_page_again_changes_nothing(alice, quick):
    fields = read(page_of(quick, FIRST), alice).form(page_of(quick, FIRST)).fields | {f"{FIRST}-step": "3"}
    assert [place(quick, alice.post(page_of(quick, FIRST), fields)) for _time in range(2)] == [SECOND, SECOND]
    assert stored(quick, FIRST) == ((3, False, ""), 1)


def test_a_form_that_was_cut_off_is_refused(alice, quick):
    response = alice.post(page_of(quick, FIRST), {f"{FIRST}-step": "3"})
    assert response.status_code == 400
    assert Answer.objects.count() == 0


def test_an_answer_from_a_tab_that_is_older_than_the_full_assessment_is_taken(alice, quick):
    fields = read(page_of(quick, FIRST), alice).form(page_of(quick, FIRST)).fields
    alice.post(f"/a/{quick.public_id}/full/")
    response = alice.post(page_of(quick, FIRST), fields | {f"{FIRST}-step": "3"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{quick.public_id}/")
    assert stored(quick, FIRST) == ((3, False, ""), 1)


def test_an_answer_to_what_was_handed_in_meanwhile_is_refused(alice, quick):
    fields = read(page_of(quick, FIRST), alice).form(page_of(quick, FIRST)).fields | {f"{FIRST}-step": "3"}
    actions.ask_everything(assessment=quick, at=NOW)
    actions.save_answers(assessment=quick, saves=[Save(SECOND, 2, False, "", 0)], at=NOW)
    actions.submit(assessment=quick, person_name="", at=NOW)
    assert alice.post(page_of(quick, FIRST), fields).status_code == 409
    assert stored(quick, FIRST) is None


def test_an_answer_that_loses_the_race_with_handing_in_is_refused(alice, quick, monkeypatch):
    def lost(**_said):
        raise actions.AlreadySubmitted

    monkeypatch.setattr(actions, "save_answers", lost)
    assert send(alice, quick, FIRST, 3).status_code == 409


def test_a_newer_edition_is_told_and_carries_the_quick_check_over(alice, db):
    edition = publish_framework(3)
    quick = attempt(alice, edition, {"made-skill-0": 3}, submitted=False, kind="quick")
    actions.pass_over(assessment=quick, skill="made-skill-1", at=NOW)
    republish(reword="made-skill-2")
    assert "There is a newer edition of these questions." in text(read(page_of(quick, "made-skill-2"), alice))
    response = alice.post(f"/a/{quick.public_id}/newer/")
    fresh = Assessment.objects.exclude(pk=quick.pk).get()
    assert (fresh.kind, response.headers["Location"]) == ("quick", f"/a/{fresh.public_id}/")
    assert place(fresh, alice.get(f"/a/{fresh.public_id}/quick/")) == "made-skill-2"


def test_answers_that_are_must_haves_no_more_do_not_count_among_the_thirty(alice, db):
    """As after a newer edition that made some of them lesser skills."""
    made = make_framework(36)
    lesser = [f"made-skill-{number}" for number in range(5)]
    Requirement.objects.filter(level__role__framework=made, skill__slug__in=lesser).update(importance="important")
    edition = republish()
    quick = attempt(alice, edition, {f"made-skill-{number}": 4 for number in range(34)}, submitted=False, kind="quick")

    assert place(quick, alice.get(f"/a/{quick.public_id}/quick/")) == "made-skill-34"
