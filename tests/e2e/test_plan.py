"""The plan page: how long it is, what stands on it unfolded, and what a script adds to it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.attempt import Attempt

LONGEST = {1280: 3500, 390: 6500}


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
    field, slider = plan.locator("#id_hours"), plan.get_by_role("slider", name="Hours a week to learn")
    expect(slider).to_have_value("4")

    slider.focus()
    slider.press("ArrowRight")
    expect(field).to_have_value("5")
    field.fill("12")
    expect(slider).to_have_value("12")

    plan.get_by_role("button", name="See what changes").click()
    expect(plan.get_by_role("heading", name="What would change")).to_be_in_viewport()
    expect(plan.get_by_text("At 4 hours a week")).to_be_visible()
    plan.get_by_role("link", name="Apply").click()
    expect(plan.get_by_text("At 12 hours a week")).to_be_visible()


@pytest.mark.parametrize("width", LONGEST)
def test_it_is_no_longer_than_people_read(plan, width):
    plan.set_viewport_size({"width": width, "height": 844})
    plan.goto(f"{plan.url}?what=everything&level=lead")

    assert plan.evaluate("document.documentElement.scrollHeight") <= LONGEST[width]
    for shown in (".week__item >> nth=0", ".week__item button >> nth=0", ".plan-step summary >> nth=11"):
        expect(plan.locator(shown)).to_be_visible()
    expect(plan.locator(".plan-step >> nth=0").get_by_role("button")).to_have_count(0)


def test_a_gap_of_the_report_is_planned_with_one_press(plan):
    plan.goto(plan.url.replace("plan/", "report/?level=lead"))
    gap = plan.locator(".gap >> visible=true").last
    name = gap.locator(".gap__skill").inner_text()

    gap.get_by_role("link", name="Plan it").click()

    step = plan.locator(".plan-step", has_text=name).first
    expect(step.get_by_role("button", name="Done")).to_be_visible()
    expect(step.locator("summary").first).to_be_in_viewport()


def test_the_browser_s_time_zone_is_offered_and_not_taken(plan):
    plan.locator("summary", has_text="What to learn from").click()
    field = plan.get_by_label("Time zone")
    expect(field).to_have_value("UTC")

    plan.get_by_role("button", name="Use Europe/Berlin").click()

    expect(field).to_have_value("Europe/Berlin")
    expect(field).to_be_focused()
