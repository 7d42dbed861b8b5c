"""A person answers one role and starts a second: nothing of the same words is asked again, and three roles are seen."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.attempt import Attempt
from tests.e2e.journey import DESK, NEXT, PHONE

SECOND = "/roles/ai-ml-research/data-scientist/"


def answer_what_is_open(page: Any) -> list[str]:
    """Answer each question of a page that stands open; gives their skills."""
    asked = [
        skill
        for skill in page.locator("[data-skill]").evaluate_all("all => all.map(each => each.dataset.skill)")
        if page.locator(f"#q-{skill}").is_visible()
    ]
    for skill in asked:
        page.locator(f"label[for='{skill}-2']").click()
    return asked


@pytest.mark.parametrize(("size", "script"), [(PHONE, True), (DESK, False)], ids=["phone-script", "desk-no-script"])
def test_who_answered_one_role_is_asked_nothing_twice_at_the_next(new_context, size, script):
    context = new_context(*size, java_script_enabled=script)
    first = Attempt(context)
    first.answer_all()
    first.submit()
    page = context.new_page()
    page.goto(f"{first.path}elsewhere/")
    expect(page.get_by_role("heading", level=2)).to_have_count(3)
    page.locator(f"a[href='{SECOND}start/']").click()
    said = page.get_by_role("heading", name=re.compile(r"You have answered \d+ of \d+ questions before"))
    expect(said).to_be_visible()
    brought, asked_in_all = map(int, re.findall(r"\d+", said.text_content() or ""))
    expect(page.get_by_label("Bring them along")).to_be_checked()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("button", name=NEXT)).to_be_visible()
    asked: list[str] = []
    while "/questions/" in page.url:
        page.wait_for_load_state()
        now = answer_what_is_open(page)
        # A page without a question to answer is not on the way.
        assert now, page.url
        asked += now
        if script:
            expect(page.get_by_role("status")).to_have_text("Saved")
        here = page.url.partition("#")[0]
        page.get_by_role("button", name=NEXT).click()
        expect(page).not_to_have_url(re.compile(re.escape(here)))
    assert len(asked) == len(set(asked)) == asked_in_all - brought
    page.goto(f"{'/'.join(page.url.split('/')[:-2])}/check/")
    expect(page.get_by_text("You said this on")).to_have_count(brought)
    page.get_by_role("button", name="Finish and see my report").click()
    expect(page.get_by_role("heading", name="Your gap report")).to_be_visible()
    page.get_by_role("link", name="Where else do I stand?").click()
    expect(page.get_by_role("heading", level=2)).to_have_count(3)
    expect(page.get_by_text("This is the role of your report.")).to_have_count(1)
    expect(page.get_by_role("img", name=re.compile("where you stand at each level"))).to_have_count(3)
