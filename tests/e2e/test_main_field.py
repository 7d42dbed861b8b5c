"""Naming a main field in a browser with its script: saved as it is chosen, taken back, and asked about in two tabs."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.asking import SAVED
from tests.e2e.attempt import Attempt

VISION, LANGUAGE = "Specialism: computer vision", "Specialism: language and generative models"
NONE = "I do not want to name one"


@pytest.fixture
def attempt(new_context) -> Attempt:
    return Attempt(new_context())


def tab(attempt: Attempt) -> Page:
    page = attempt.context.new_page()
    page.goto(attempt.page_of("aim"))
    return page


def choose(page: Page, name: str) -> None:
    page.get_by_label(name, exact=True).check()
    expect(page.locator("#save-status")).to_have_text(SAVED)


def is_chosen(page: Page, name: str) -> None:
    expect(page.get_by_label(name, exact=True)).to_be_checked()


def test_it_is_saved_as_it_is_chosen_and_can_be_taken_back(attempt):
    page = tab(attempt)
    choose(page, VISION)
    choose(page, LANGUAGE)
    page.reload()
    is_chosen(page, LANGUAGE)
    choose(page, NONE)
    page.reload()
    is_chosen(page, NONE)


@pytest.mark.parametrize(("press", "stays"), [("Keep what I chose here", LANGUAGE), ("Use the other one", VISION)])
def test_two_tabs_are_asked_which_is_true(attempt, press, stays):
    here, there = tab(attempt), tab(attempt)
    choose(there, VISION)
    here.get_by_label(LANGUAGE, exact=True).check()
    notice = here.locator("[id='q-main.specialism'] [role=alert]")
    expect(notice.locator("q")).to_have_text([VISION, LANGUAGE])

    notice.get_by_role("button", name=press).click()

    expect(here.locator("#save-status")).to_have_text(SAVED)
    here.reload()
    is_chosen(here, stays)
