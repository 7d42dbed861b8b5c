"""Two tabs on one question, answers that the server will not take, and attempts that ended elsewhere."""

import pytest
from playwright.sync_api import Dialog, expect

from tests.e2e.asking import OTHER, SAVED, SKILL, Tab, backing, holds, stored
from tests.e2e.attempt import Attempt

LOOK = "Not saved. Please look at the marked question."
GONE = (
    "These answers can no longer be changed here. What was saved is safe. "
    "If you were logged out, log in in another tab and come back to this one."
)


@pytest.fixture
def attempt(new_context) -> Attempt:
    return Attempt(new_context())


@pytest.fixture
def here(attempt) -> Tab:
    return Tab(attempt.context, attempt)


@pytest.fixture
def clash(attempt: Attempt, here: Tab) -> Tab:
    """Step 3 with evidence was saved there, step 1 was chosen here, on a page that was open before."""
    attempt.save(SKILL, 3, evidence="https://example.org/there")
    here.choose(1)
    here.says(LOOK)
    return here


def test_a_clash_shows_both_answers_and_overwrites_neither(clash, attempt):
    there, mine = clash.notice().locator("q").all_inner_texts()

    assert there.endswith("(https://example.org/there)")
    assert mine == clash.page.locator(f"label[for={SKILL}-1] .anchor__text").inner_text()
    assert stored(attempt) == {SKILL: "3"}
    clash.chosen(1)


def test_keeping_mine_stores_mine(clash, attempt):
    clash.notice().get_by_role("button", name="Keep what I chose here").click()

    clash.says(SAVED)
    assert stored(attempt) == {SKILL: "1"}
    assert clash.notice().count() == 0
    expect(clash.page.locator(f"#{SKILL}-1")).to_be_focused()


def test_taking_theirs_shows_all_of_theirs_and_stores_it(clash, attempt):
    clash.notice().get_by_role("button", name="Use the other one").click()

    clash.says(SAVED)
    assert stored(attempt) == {SKILL: "3"}
    clash.chosen(3)
    assert holds(attempt, "https://example.org/there")


def test_choosing_a_third_answer_instead_asks_again(clash, attempt):
    clash.choose(2)

    clash.says(LOOK)
    expect(clash.notice()).to_be_visible()
    assert stored(attempt) == {SKILL: "3"}
    clash.notice().get_by_role("button", name="Keep what I chose here").click()
    clash.says(SAVED)
    assert stored(attempt) == {SKILL: "2"}


def test_other_questions_are_saved_beside_an_open_clash(clash, attempt):
    clash.choose(4, OTHER)

    clash.says(LOOK)
    assert stored(attempt) == {SKILL: "3", OTHER: "4"}


def test_going_on_with_an_open_clash_stays_until_it_is_decided(clash):
    clash.go_on()
    expect(clash.notice()).to_be_in_viewport()

    clash.notice().get_by_role("button", name="Use the other one").click()

    clash.is_on_the_next_page()


def test_the_same_answer_in_both_tabs_is_no_clash(attempt, here):
    attempt.save(SKILL, 2)

    here.choose(2)

    here.says(SAVED)
    assert here.notice().count() == 0


def test_a_clash_without_javascript_keeps_what_was_typed_and_lets_choose(new_context):
    attempt = Attempt(new_context(java_script_enabled=False))
    here = Tab(attempt.context, attempt)
    attempt.save(SKILL, 3, unsure=True)
    here.choose(1)
    here.choose(2, OTHER)

    here.go_on()

    expect(here.notice()).to_contain_text("(I am not sure)")
    assert stored(attempt) == {SKILL: "3", OTHER: "2"}
    here.chosen(1)
    here.go_on()
    here.is_on_the_next_page()
    assert stored(attempt) == {SKILL: "1", OTHER: "2"}


def test_evidence_that_is_too_long_says_by_how_much_and_keeps_the_text(attempt):
    here = backing(attempt)
    here.evidence().fill("x" * 1005)
    here.says(LOOK)
    expect(here.notice()).to_contain_text("Please shorten it by this many characters: 5")
    expect(here.evidence()).to_have_value("x" * 1005)

    # Still in the field: the notice must not wait until it is left.
    here.evidence().fill("x" * 1000)

    here.says(SAVED)
    assert here.notice().count() == 0
    here.page.reload()
    expect(here.evidence()).to_have_value("x" * 1000)


def test_far_too_much_evidence_is_refused_like_a_little_too_much(attempt):
    here = backing(attempt)
    here.evidence().fill("word " * 14_000)

    here.says(LOOK)
    expect(here.notice()).to_contain_text("Please shorten it by this many characters: 69000")


def test_a_clash_over_what_backs_an_answer_takes_either_with_its_sentence(attempt):
    here = backing(attempt)
    expect(here.page.locator(f"label[for={SKILL}-1]")).to_be_hidden()
    attempt.save(SKILL, 1, rev=1, evidence="https://example.org/there")
    here.evidence().fill("https://example.org/here")
    here.says(LOOK)
    there, mine = here.notice().locator("q").all_inner_texts()
    assert (there[-27:], mine[-26:]) == ("(https://example.org/there)", "(https://example.org/here)")

    here.notice().get_by_role("button", name="Use the other one").click()

    here.says(SAVED)
    here.chosen(1)
    expect(here.page.locator(f"label[for={SKILL}-1]")).to_be_visible()
    expect(here.evidence()).to_have_value("https://example.org/there")
    assert stored(attempt)[SKILL] == "1"


def test_an_attempt_handed_in_elsewhere_says_so_and_lets_go_on(here, attempt):
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    here.page.on("dialog", stay)
    here.choose(3)
    here.says(SAVED)
    attempt.submit()

    here.choose(1)

    here.says(GONE)
    here.go_on()
    expect(here.page.get_by_role("heading", level=1)).to_have_text("This was handed in already")
    assert asked == []


def test_an_attempt_deleted_elsewhere_says_so(here, attempt):
    attempt.post(f"{attempt.path}data/delete/", {"sure": "on"})

    here.choose(1)

    here.says(GONE)
