"""What a script adds to the plan page: sliders beside the number fields, and the browser's own time zone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.attempt import Attempt


@pytest.fixture
def plan(new_context: Callable[..., BrowserContext]) -> Page:
    context = new_context(timezone_id="Europe/Berlin")
    attempt = Attempt(context)
    attempt.answer_all()
    attempt.submit()
    page = context.new_page()
    page.goto(f"{attempt.path}plan/")
    return page


def test_a_slider_and_its_field_say_the_same_and_the_field_is_sent(plan):
    field, slider = plan.locator("#id_hours"), plan.get_by_role("slider", name="Hours a week")
    expect(slider).to_have_value("5")

    slider.focus()
    slider.press("ArrowRight")
    expect(field).to_have_value("6")
    field.fill("12")
    expect(slider).to_have_value("12")

    plan.get_by_role("button", name="Show the plan").click()
    expect(plan.get_by_text("At 12 hours a week")).to_be_visible()
    assert plan.url.count("hours=") == 1


def test_the_browser_s_time_zone_is_offered_and_not_taken(plan):
    plan.locator("summary", has_text="What to learn from").click()
    field = plan.get_by_label("Time zone")
    expect(field).to_have_value("UTC")

    plan.get_by_role("button", name="Use Europe/Berlin").click()

    expect(field).to_have_value("Europe/Berlin")
    expect(field).to_be_focused()
