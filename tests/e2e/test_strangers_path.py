"""The way of somebody who was never here, counted in presses; and what a report offers, one press each."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.attempt import Attempt

PHONE = (390, 844)


class Hand:
    """Presses, and counts."""

    def __init__(self) -> None:
        self.presses = 0

    def press(self, what: Locator) -> None:
        what.click()
        self.presses += 1


@pytest.fixture
def page(new_context):
    return new_context(*PHONE).new_page()


def test_from_home_to_the_first_answer(page):
    hand = Hand()
    page.goto("/")

    hand.press(page.get_by_role("link", name="Assess your work AI/ML Research Specialist"))
    for name in ("Start", "Quick check"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    hand.press(page.get_by_role("button", name="Start"))
    hand.press(page.get_by_role("link", name="Skip this and begin"))
    hand.press(page.locator(".anchor").nth(2))

    expect(page.get_by_role("status")).to_have_text("Saved")
    expect(page.locator(".questions .crumb")).to_contain_text("area 1 of 8 · 1 of 45 answered · about 25 minutes left")
    assert hand.presses <= 4


def test_a_digit_of_the_scale_answers_the_question_that_has_the_focus(page):
    attempt = Attempt(page.context)
    page.goto(attempt.page_of("prg"))
    page.wait_for_load_state()
    skill = page.locator("[data-skill]").nth(1).get_attribute("data-skill")
    page.locator(f"#{skill}-0").focus()

    for key, chosen in (("3", 3), ("9", 3), ("0", 0), ("4", 4)):
        page.keyboard.press(key)
        expect(page.locator(f"#{skill}-{chosen}")).to_be_checked()
        expect(page.locator(f"#{skill}-{chosen}")).to_be_focused()

    expect(page.get_by_role("status")).to_have_text("Saved")
    assert attempt.stored("prg") == {skill: "4"}


@pytest.fixture
def report(page):
    attempt = Attempt(page.context)
    attempt.answer_all()
    attempt.submit()
    page.goto(f"{attempt.path}report/?level=senior")
    return page


def test_from_the_report_to_its_pdf(report):
    with report.expect_download() as found:
        report.get_by_role("link", name="Download PDF").click()

    assert found.value.suggested_filename.endswith(".pdf")


def test_from_the_report_to_a_planned_step(report):
    gap = report.locator(".gap").first
    skill = gap.locator(".gap__skill").inner_text()

    gap.get_by_role("link", name="Plan it").click()

    report.wait_for_url("**/plan/**")
    expect(report.locator("main")).to_contain_text(skill)


def test_from_the_report_to_answering_what_is_open(report):
    button = report.get_by_role("button", name=re.compile("open must-have"))
    count = int(re.findall(r"\d+", button.inner_text())[0])

    button.click()

    report.wait_for_url("**/questions/**")
    expect(report.locator(".questions .crumb")).to_contain_text(f"0 of {count} answered")
