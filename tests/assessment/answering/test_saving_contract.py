"""The saving contract (docs/api.md) as a script meets it: one answer, as JSON."""

import pytest

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import Answer
from tests.assessment.attempts.past import attempt as attempt_of
from tests.assessment.browser import save, stored
from tests.conftest import NOW
from tests.factories import publish_framework

SKILL = "cut"


@pytest.fixture
def attempt(begin, alice):
    return begin(alice)


def test_a_first_save_is_stored_with_the_first_revision(alice, attempt):
    response = save(alice, attempt, SKILL, 3, 0, unsure=True, evidence="A paper")
    assert (response.status_code, response.json()) == (200, {"rev": 1})
    assert stored(attempt, SKILL) == ((3, True, "A paper"), 1)


def test_a_change_of_what_was_seen_is_stored_with_the_next_revision(alice, attempt):
    save(alice, attempt, SKILL, 3, 0)
    response = save(alice, attempt, SKILL, 2, 1)
    assert (response.status_code, response.json()) == (200, {"rev": 2})
    assert stored(attempt, SKILL) == ((2, False, ""), 2)


@pytest.mark.parametrize("rev", [0, 1, 2, 3, 7])
def test_the_stored_value_again_is_free_whatever_revision_it_comes_with(alice, attempt, rev):
    for step, seen in ((1, 0), (2, 1), (3, 2)):
        save(alice, attempt, SKILL, step, seen)
    before = Answer.objects.values().get()
    response = save(alice, attempt, SKILL, 3, rev)
    assert (response.status_code, response.json()) == (200, {"rev": 3})
    assert Answer.objects.values().get() == before


@pytest.mark.parametrize(
    "change",
    [{"step": 1}, {"unsure": False}, {"evidence": "Another"}],
    ids=lambda change: next(iter(change)),
)
def test_another_value_on_an_old_revision_is_a_conflict_that_shows_the_stored_one(alice, attempt, change):
    save(alice, attempt, SKILL, 2, 0)
    save(alice, attempt, SKILL, 3, 1, unsure=True, evidence="A paper")
    mine = {"step": 3, "unsure": True, "evidence": "A paper"} | change
    response = save(alice, attempt, SKILL, rev=1, **mine)
    assert response.status_code == 409
    assert response.json() == {
        "error": "conflict",
        "rev": 2,
        "stored": {"step": 3, "unsure": True, "evidence": "A paper"},
    }
    assert stored(attempt, SKILL) == ((3, True, "A paper"), 2)


def test_after_a_conflict_the_person_may_keep_their_own(alice, attempt):
    save(alice, attempt, SKILL, 3, 0)
    seen = save(alice, attempt, SKILL, 1, 0).json()["rev"]
    assert save(alice, attempt, SKILL, 1, seen).json() == {"rev": 2}
    assert stored(attempt, SKILL) == ((1, False, ""), 2)


def test_a_cleared_answer_stays_as_a_row_so_that_its_revision_goes_on(alice, attempt):
    save(alice, attempt, SKILL, 3, 0)
    assert save(alice, attempt, SKILL, None, 1).json() == {"rev": 2}
    assert stored(attempt, SKILL) == ((None, False, ""), 2)


def test_a_tab_from_before_the_clearing_is_told_of_it(alice, attempt):
    save(alice, attempt, SKILL, 3, 0)
    save(alice, attempt, SKILL, None, 1)
    response = save(alice, attempt, SKILL, 4, 1)
    assert response.status_code == 409
    assert response.json()["stored"] == {"step": None, "unsure": False, "evidence": ""}


def test_clearing_what_was_never_answered_stores_nothing(alice, attempt):
    assert save(alice, attempt, SKILL, None, 0).json() == {"rev": 0}
    assert stored(attempt, SKILL) is None


def test_a_save_that_says_nothing_of_evidence_leaves_it(alice, attempt):
    save(alice, attempt, SKILL, 3, 0, evidence="A paper")
    assert save(alice, attempt, SKILL, 3, 0).json() == {"rev": 1}
    assert save(alice, attempt, SKILL, 2, 1).json() == {"rev": 2}
    assert stored(attempt, SKILL) == ((2, False, "A paper"), 2)
    assert save(alice, attempt, SKILL, 2, 2, evidence="").json() == {"rev": 3}
    assert stored(attempt, SKILL) == ((2, False, ""), 3)


def test_evidence_without_an_answer_is_kept(alice, attempt):
    assert save(alice, attempt, SKILL, None, 0, evidence="A paper").json() == {"rev": 1}
    assert stored(attempt, SKILL) == ((None, False, "A paper"), 1)


def test_step_zero_is_an_answer_and_not_the_same_as_none(alice, db):
    attempt, skill = attempt_of(alice, publish_framework(), {}, submitted=False), "made-skill-0"
    save(alice, attempt, skill, 0, 0)
    assert stored(attempt, skill) == ((0, False, ""), 1)
    save(alice, attempt, skill, None, 1)
    assert stored(attempt, skill) == ((None, False, ""), 2)


def test_step_zero_is_no_answer_where_the_scale_begins_at_one(alice, attempt):
    response = save(alice, attempt, SKILL, 0, 0)
    assert (response.status_code, response.json()) == (422, {"error": "bad_value:step"})
    assert stored(attempt, SKILL) is None


def test_a_save_touches_no_other_skill(alice, attempt):
    save(alice, attempt, "ask", 2, 0)
    save(alice, attempt, SKILL, 3, 0)
    assert stored(attempt, "ask") == ((2, False, ""), 1)
    assert Answer.objects.filter(assessment=attempt).count() == 2


def test_a_save_touches_no_other_attempt(alice, begin, attempt):
    other = begin(alice, {SKILL: 1})
    save(alice, attempt, SKILL, 3, 0)
    assert stored(other, SKILL) == ((1, False, ""), 1)


@pytest.mark.parametrize("step", [3, 4, None], ids=["same value", "another", "cleared"])
def test_an_attempt_that_was_handed_in_takes_no_save(alice, begin, step):
    attempt = begin(alice, {SKILL: 3}, submitted=True)
    response = save(alice, attempt, SKILL, step, 1)
    assert (response.status_code, response.json()) == (409, {"error": "submitted"})
    assert stored(attempt, SKILL) == ((3, False, ""), 1)


def test_an_attempt_that_was_deleted_takes_no_save(alice, attempt):
    attempts_actions.delete(assessment=attempt)
    response = save(alice, attempt, SKILL, 3, 0)
    assert (response.status_code, response.json()) == (404, {"error": "http_404"})
    assert Answer.objects.count() == 0


def test_the_csrf_token_is_asked_for_and_its_lack_is_told_as_json(begin, alice):
    attempt = begin(alice)
    alice.handler.enforce_csrf_checks = True
    response = save(alice, attempt, SKILL, 3, 0)
    assert (response.status_code, response.json()) == (403, {"error": "no_cookies"})
    alice.cookies["csrftoken"] = "x" * 32
    response = save(alice, attempt, SKILL, 3, 0)
    assert (response.status_code, response.json()) == (403, {"error": "csrf"})
    assert stored(attempt, SKILL) is None


def test_a_lost_token_is_had_again_from_its_own_address(begin, alice):
    """What the script does after a 403: a fresh cookie, then the same save."""
    attempt = begin(alice)
    alice.handler.enforce_csrf_checks = True
    assert alice.get("/csrf/").status_code == 204
    response = alice.post(
        f"/a/{attempt.public_id}/save/",
        {"skill": SKILL, "step": 3, "rev": 0},
        content_type="application/json",
        headers={"X-CSRFToken": alice.cookies["csrftoken"].value},
    )
    assert (response.status_code, response.json()) == (200, {"rev": 1})


def test_saves_of_several_skills_are_all_stored_or_none(attempt):
    """A page's saves are one transaction: a fault in the last takes back the first."""
    saves = [Save(SKILL, 3, False, "", 0), Save("ask", 77, False, "", 0)]
    with pytest.raises(Exception, match="assessment_answer_step_is_on_a_scale"):
        actions.save_answers(assessment=attempt, saves=saves, at=NOW)
    assert stored(attempt, SKILL) is None
