"""The report is understood in two minutes: how long it is, and what stands on its first screen."""

import pytest
from playwright.sync_api import expect

from tests.e2e.attempt import Attempt

LONGEST = {1280: 4500, 390: 8000}


@pytest.fixture
def report(new_context):
    context = new_context()
    attempt = Attempt(context, "mid")
    attempt.answer_all()
    attempt.submit("Zoë Ångström")
    page = context.new_page()
    page.goto(f"{attempt.path}report/")
    return page


@pytest.mark.parametrize("width", LONGEST)
def test_it_is_no_longer_than_people_read(report, width):
    report.set_viewport_size({"width": width, "height": 844})

    assert report.evaluate("document.documentElement.scrollHeight") <= LONGEST[width]
    for shown in (".gaps li >> nth=0", ".cards li >> nth=2", ".downloads .btn-primary >> nth=0", ".plots svg >> nth=7"):
        expect(report.locator(shown)).to_be_visible()


def test_its_first_screen_on_a_phone_holds_the_answer(report):
    report.set_viewport_size({"width": 390, "height": 844})

    for each in (".place", ".place + p", ".standing svg", ".downloads .btn-primary"):
        box = report.locator(each).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844, each


def test_every_must_have_gap_stands_there_unfolded_and_leads_on(report):
    marks = report.locator(".standing .mark:not(.mark--in_place)")
    gaps = report.locator("#gaps ~ .gaps > .gap, section[aria-labelledby=gaps] > .gaps > .gap")

    assert 0 < gaps.count() < marks.count()
    for gap in gaps.all():
        expect(gap).to_be_visible()
        expect(gap.get_by_role("link", name="Plan it")).to_be_visible()
        expect(gap.get_by_role("link", name="What helps")).to_be_visible()
