"""A newer edition while somebody is at it: told, explained, and the answers carried over where they are wanted."""

from datetime import timedelta

import pytest

from assessment import access
from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import Assessment
from assessment.role import reading
from catalog.models import Anchor, Framework, Requirement, Resource, Role
from tests.assessment.attempts.past import attempt, republish
from tests.assessment.test_query_counts import cost
from tests.conftest import NOW
from tests.factories import publish_framework
from tests.pages import links, read, text

TOLD = "There is a newer edition of these questions."
STEPS = {f"made-skill-{n}": n % 5 for n in range(3)}


@pytest.fixture
def started(alice, db) -> Assessment:
    return attempt(alice, publish_framework(3), STEPS, submitted=False)


def pages_of(started: Assessment) -> list[str]:
    return [f"/a/{started.public_id}/{page}" for page in ("questions/made-area/", "check/")]


def test_nothing_is_told_on_the_current_edition(alice, started):
    assert [TOLD in text(read(path, alice)) for path in pages_of(started)] == [False, False]
    response = alice.get(f"/a/{started.public_id}/newer/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/a/{started.public_id}/")


def test_nothing_is_told_of_an_edition_that_asks_and_scores_the_same(alice, started):
    Resource.objects.update(title="Another title")
    republish()
    assert [TOLD in text(read(path, alice)) for path in pages_of(started)] == [False, False]


def test_a_newer_edition_is_told_and_the_attempt_stays_on_its_own(alice, started):
    before = started.edition
    republish(reword="made-skill-0")
    for path in pages_of(started):
        page = read(path, alice)
        assert TOLD in text(page)
        assert links(page)[f"/a/{started.public_id}/newer/"] == "See what differs"
        assert "Asked in other words." not in text(page)
    started.refresh_from_db()
    assert started.edition == before


def test_a_report_is_not_about_newer_editions(alice, started):
    actions.submit(assessment=started, person_name="", at=NOW)
    republish(reword="made-skill-0")
    assert TOLD not in text(read(f"/a/{started.public_id}/report/", alice))
    assert alice.post(f"/a/{started.public_id}/newer/").headers["Location"] == f"/a/{started.public_id}/"


def test_a_role_that_is_published_no_more_has_no_newer_edition(alice, started):
    Role.objects.get(slug="made-role").delete()
    republish()
    assert alice.get(pages_of(started)[0]).status_code == 200
    assert alice.get(f"/a/{started.public_id}/newer/").status_code == 302


def test_the_page_tells_all_that_differs(alice, started):
    Anchor.objects.filter(skill__slug="made-skill-0", step=2).update(text="I do it well.")
    Framework.objects.filter(slug="made").update(met_percent=90, policy_version=2)
    republish(reword="made-skill-0", require="made-skill-1", step=4)

    page = read(f"/a/{started.public_id}/newer/", alice)

    words = text(page)
    assert "2 questions stay as they are." in words
    assert "What is meant Then: Do it well. Now: Asked in other words." in words
    assert "The sentence of step 2 Then: I do made-skill-0 at 2. Now: I do it well." in words
    assert [row.text for row in page.all("tr")][1:] == [
        "Skill made-skill-1 Level 1 2 Working, must-have 4 Expert, must-have",
        "Skill made-skill-1 Level 2 3 Practitioner, must-have 4 Expert, must-have",
    ]
    assert "The scale or the scoring rule changed." in words


def test_requirements_that_go_or_lose_their_step_are_worded(alice, started):
    Requirement.objects.filter(skill__slug="made-skill-1", level__rank=1).delete()
    Requirement.objects.filter(skill__slug="made-skill-2").update(step=None)
    republish()
    rows = [row.text for row in read(f"/a/{started.public_id}/newer/", alice).all("tr")]
    assert rows[1:3] == [
        "Skill made-skill-1 Level 1 2 Working, must-have not asked",
        "Skill made-skill-2 Level 1 2 Working, must-have must-have",
    ]


def test_it_is_told_how_many_answers_come_along(alice, started):
    republish(reword="made-skill-0")
    assert "2 of your 3 answers come along; what is asked in other words is asked again." in text(
        read(f"/a/{started.public_id}/newer/", alice)
    )


def test_the_answers_come_along_and_the_old_attempt_stays(alice, started):
    at = NOW + timedelta(hours=2)
    actions.save_answers(assessment=started, saves=[Save("made-skill-1", 4, True, "A talk", 1)], at=at)
    new = republish(reword="made-skill-0")

    response = alice.post(f"/a/{started.public_id}/newer/")

    fresh = Assessment.objects.get(carried_from=started)
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{fresh.public_id}/")
    assert (fresh.edition, fresh.kind, fresh.role) == (new, "full", "made-role")
    # As they were said: it is the same sitting, so no date of before.
    assert sorted(
        fresh.answers.values_list("skill", "step", "unsure", "evidence", "rev", "saved_at", "carried_at")
    ) == [
        ("made-skill-1", 4, True, "A talk", 1, at, None),
        ("made-skill-2", 2, False, "", 1, NOW, None),
    ]
    assert started.answers.count() == 3
    follow = alice.get(response.headers["Location"])
    assert follow.headers["Location"] == f"/a/{fresh.public_id}/questions/made-area/"
    assert TOLD not in text(read(follow.headers["Location"], alice))


def test_a_recheck_stays_a_recheck(alice, started):
    actions.submit(assessment=started, person_name="", at=NOW)
    again, secret = attempts_actions.start(
        edition_id=started.edition_id,
        role="made-role",
        target="",
        owner_id=None,
        at=NOW,
        carry=attempts_actions.carried(started.answers.all(), {"made-skill-0", "made-skill-1"}),
        kind="recheck",
        areas=["gone-area"],
    )
    alice.cookies[access.cookie_name(again.public_id)] = secret
    republish(reword="made-skill-1")

    alice.post(f"/a/{again.public_id}/newer/")

    fresh = Assessment.objects.get(carried_from=again)
    assert (fresh.kind, fresh.areas) == ("recheck", ["gone-area"])
    page = read(f"/a/{fresh.public_id}/questions/made-area/", alice)
    asked = [each.attributes["data-skill"] for each in page.all("fieldset", class_="question")]
    assert asked == ["made-skill-1", "made-skill-2"]


def test_a_recheck_of_which_nothing_is_left_asks_everything(alice, started):
    """Its only area went with the edition, and all the rest was carried over."""
    again, _secret = attempts_actions.start(
        edition_id=started.edition_id, role="made-role", target="", owner_id=None, at=NOW,
        carry=attempts_actions.carried(started.answers.all(), set(STEPS)), kind="recheck", areas=["gone-area"],
    )  # fmt: skip
    assert len(reading.asked_by(again).questionnaire.questions) == 3


def test_strangers_see_nothing_of_it(alice, bob, started):
    republish(reword="made-skill-0")
    assert bob.get(f"/a/{started.public_id}/newer/").status_code == 404
    assert bob.post(f"/a/{started.public_id}/newer/").status_code == 404


def test_it_counts_as_a_start(alice, started):
    republish(reword="made-skill-0")
    codes = [alice.post(f"/a/{started.public_id}/newer/").status_code for _count in range(31)]
    assert codes == [303] * 30 + [429]


@pytest.mark.parametrize("skills", [1, 50])
def test_its_pages_cost_the_same_for_one_and_for_fifty(alice, db, skills):
    edition = publish_framework(skills)
    started = attempt(alice, edition, {f"made-skill-{n}": n % 5 for n in range(skills)}, submitted=False)
    republish(reword="made-skill-0")
    for path in pages_of(started):
        assert cost(lambda path=path: alice.get(path)) == 3
        assert TOLD in text(read(path, alice))
    assert cost(lambda: alice.get(f"/a/{started.public_id}/newer/")) == 3
