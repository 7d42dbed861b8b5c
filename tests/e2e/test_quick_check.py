"""The quick check in a browser with its script: saved as it is chosen, one question after the other, back and on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.asking import SAVED, SAVES, WAITING
from tests.e2e.attempt import AREAS, PLACE, Attempt
from tests.e2e.journey import WAYS
from tests.e2e.states import walk_quick
from tests.e2e.watch import Watch

FIRST, AREA = "res_literature", "res"  # the first question and where the full assessment asks it


@pytest.fixture
def quick(new_context) -> Attempt:
    return Attempt(new_context(), button="quick")


@pytest.fixture
def page(quick: Attempt) -> Page:
    page = quick.context.new_page()
    page.goto(f"{quick.path}quick/")
    page.get_by_role("button", name="Save and continue").click()
    is_at(page, 1)
    return page


def says(page: Page, text: str) -> None:
    expect(page.locator("#save-status")).to_have_text(text)


def is_at(page: Page, number: int) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {number}")
    page.wait_for_load_state()  # only a script that is there can save


@WAYS
def test_from_the_start_page_to_the_full_assessment(new_context, base, size, hand, script):
    context = new_context(*size, java_script_enabled=script)
    watch = Watch(context, base)
    page = context.new_page()
    by = hand(page)
    page.goto(f"/roles/{PLACE}/start/")
    by.press(page.get_by_role("button", name="Quick check"))
    by.press(page.get_by_role("link", name="Skip this and begin"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Before the first question")
    by.choose(page.get_by_label("Specialism: computer vision"))
    if script:
        says(page, SAVED)
    by.press(page.get_by_role("button", name="Save and continue"))
    expect(page).not_to_have_url(re.compile("/main/"))
    number = 0
    while not page.url.endswith("/quick/"):
        number += 1
        is_at(page, number)
        skill = page.url.split("/")[-2]
        if number == 2:
            by.press(page.get_by_role("button", name="Skip for now"))
        else:
            by.choose(page.locator(f"#{skill}-1"))
            if script:
                says(page, SAVED)
            by.press(page.get_by_role("button", name="Save and continue"))
        expect(page).not_to_have_url(re.compile(f"/{skill}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your quick check")
    assert 2 < number <= 30

    by.press(page.get_by_role("button", name="Go on to the full assessment"))

    expect(page).to_have_title(re.compile(r"\(1 of 8\)"))
    page.goto(page.url.replace(f"/{AREAS[0]}/", f"/{AREA}/"))
    expect(page.locator(f"#{FIRST}-1")).to_be_checked()
    assert watch.complaints == []
    assert watch.strangers == []


def test_an_answer_is_saved_before_one_goes_on(quick, page):
    page.locator(f"#{FIRST}-3").check()
    says(page, SAVED)
    page.reload()
    expect(page.locator(f"#{FIRST}-3")).to_be_checked()
    assert "Question 1" in quick.get(f"{quick.path}quick/{FIRST}/").text()


def test_going_on_while_offline_waits_and_goes_when_all_is_saved(quick, page):
    quick.context.set_offline(True)
    page.locator(f"#{FIRST}-3").check()
    says(page, WAITING)
    page.get_by_role("button", name="Save and continue").click()
    says(page, WAITING)

    quick.context.set_offline(False)

    is_at(page, 2)


def test_back_by_the_button_and_by_the_browser_shows_what_was_saved(page):
    page.locator(f"#{FIRST}-3").check()
    says(page, SAVED)
    page.get_by_role("button", name="Save and continue").click()
    is_at(page, 2)
    page.get_by_role("button", name="Save and go back").click()
    is_at(page, 1)
    expect(page.locator(f"#{FIRST}-3")).to_be_checked()
    page.get_by_role("button", name="Save and continue").click()
    is_at(page, 2)

    page.go_back()

    is_at(page, 1)
    expect(page.locator(f"#{FIRST}-3")).to_be_checked()


def test_a_skip_that_is_taken_back_by_the_browser_is_no_clash(page):
    page.get_by_role("button", name="Skip for now").click()
    is_at(page, 2)
    page.go_back()
    is_at(page, 1)

    page.locator(f"#{FIRST}-2").check()

    says(page, SAVED)
    assert page.locator(".notice").count() == 0


def test_two_tabs_are_asked_which_answer_is_true(quick, page):
    other = quick.context.new_page()
    other.goto(f"{quick.path}quick/{FIRST}/")
    page.locator(f"#{FIRST}-3").check()
    says(page, SAVED)

    other.locator(f"#{FIRST}-1").check()

    expect(other.get_by_text("This question was answered somewhere else too.")).to_be_visible()
    other.get_by_role("button", name="Keep what I chose here").click()
    says(other, SAVED)
    page.reload()
    expect(page.locator(f"#{FIRST}-1")).to_be_checked()


def test_a_tab_from_before_the_full_assessment_still_saves(quick, page):
    quick.post(f"{quick.path}full/", {})
    page.locator(f"#{FIRST}-4").check()
    says(page, SAVED)
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_title(re.compile(r"\(1 of 8\)"))
    page.goto(quick.page_of(AREA))
    expect(page.locator(f"#{FIRST}-4")).to_be_checked()


def test_a_server_in_trouble_is_asked_again(page):
    page.route(SAVES, lambda route: route.fulfill(status=503, json={"error": "trouble"}))
    page.locator(f"#{FIRST}-2").check()
    says(page, WAITING)

    page.unroute(SAVES)

    says(page, SAVED)


@pytest.mark.thorough
def test_the_result_follows_a_changed_answer(page):
    walk_quick(page)
    before = page.locator(".place").inner_text()
    page.get_by_role("link", name="Change Keeping up with the field").click()
    page.locator(f"#{FIRST}-0").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator(".place")).to_have_text("Preparing for Entry.")
    assert before != "Preparing for Entry."
