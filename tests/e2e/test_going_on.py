"""Going on from a page of questions: at once where all of it is saved, by its form where something is not."""

import pytest
from playwright.sync_api import Request, expect

from tests.e2e.asking import OTHER, SAVED, SKILL, Tab, stored
from tests.e2e.attempt import Attempt


@pytest.fixture
def tab(new_context) -> Tab:
    attempt = Attempt(new_context())
    return Tab(attempt.context, attempt)


@pytest.fixture
def forms(tab) -> list[str]:
    """The forms that were sent, by what their page was."""
    sent: list[str] = []

    def see(request: Request) -> None:
        if request.method == "POST" and request.is_navigation_request():
            sent.append(request.url)

    tab.page.on("request", see)
    return sent


def test_what_is_saved_is_not_sent_again(tab, forms):
    tab.choose(3)
    tab.choose(1, OTHER)
    tab.says(SAVED)

    tab.go_on()
    tab.is_on_the_next_page()
    tab.page.get_by_role("button", name="Save and go back").click()

    tab.chosen(3)
    tab.chosen(1, OTHER)
    tab.page.get_by_role("button", name="Check and finish").click()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    assert forms == []


def test_what_waits_is_saved_first(tab, forms):
    with tab.held() as saves:
        tab.choose(3)
        tab.has_sent_all()
        tab.go_on()
        tab.has_sent_all()
        tab.says("Saving")
        saves[0].continue_()

        tab.is_on_the_next_page()

    assert stored(tab.attempt) == {SKILL: "3"}
    assert forms == []


def test_what_was_put_into_the_form_unseen_goes_with_the_form(tab, forms):
    tab.page.evaluate(f"document.getElementById('{SKILL}-2').checked = true")

    tab.go_on()

    tab.is_on_the_next_page()
    assert stored(tab.attempt) == {SKILL: "2"}
    assert len(forms) == 1


def test_a_remark_that_is_being_written_goes_with_the_form(tab, forms):
    tab.choose(3)
    tab.says(SAVED)
    tab.page.locator(f"#q-{SKILL} .feedback summary").click()
    tab.page.locator(f"#{SKILL}-said").fill("Two sentences mean the same")

    tab.go_on()

    tab.is_on_the_next_page()
    assert len(forms) == 1


def test_an_attempt_that_was_handed_in_elsewhere_says_so(tab, forms):
    tab.choose(3)
    tab.says(SAVED)
    tab.attempt.submit()

    tab.choose(1)
    expect(tab.page.locator("#save-status")).to_have_attribute("data-state", "gone")
    tab.go_on()

    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("handed in")
    assert len(forms) == 1
