"""The role page is short, keeps its one action in reach, and shows one level at a time where it is narrow."""

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import options_for_axe
from tests.e2e.attempt import PLACE
from tests.e2e.fitting import measured, scrolls_sideways
from tests.e2e.states import OPEN_ALL
from tests.e2e.test_layout import HIDDEN_FOCUS

LONGEST = {1280: 5000, 390: 8000}


@pytest.fixture
def role(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"/roles/{PLACE}/")
    return page


def test_it_is_no_longer_than_people_read_and_keeps_its_action_in_sight(role):
    for width, longest in LONGEST.items():
        role.set_viewport_size({"width": width, "height": 844})
        assert role.evaluate("document.documentElement.scrollHeight") <= longest
        for seen in ("h1", "#levels", ".matrix__row >> nth=20", "#next", "footer"):
            role.locator(seen).scroll_into_view_if_needed()
            expect(role.get_by_role("link", name="Assess your work")).to_be_in_viewport(ratio=1)


def test_levels_and_skills_stay_named_while_the_table_is_read(role):
    role.set_viewport_size({"width": 1280, "height": 844})
    role.locator(".matrix__row >> nth=30").scroll_into_view_if_needed()

    names = role.locator(".matrix thead th")
    strip, head = role.locator(".strip").bounding_box(), names.nth(0).bounding_box()

    for name in names.all():
        expect(name).to_be_in_viewport(ratio=1)
    assert strip["y"] + strip["height"] <= head["y"] + 1


def test_what_stays_in_place_hides_nothing_that_has_the_focus(new_context):
    page = new_context(390, 844, **options_for_axe()).new_page()
    page.goto(f"/roles/{PLACE}/")

    hidden = []
    for key in ["Tab"] * 40 + ["Shift+Tab"] * 20:
        page.keyboard.press(key)
        hidden.append(page.evaluate(HIDDEN_FOCUS))

    assert page.evaluate("scrollY") > 0
    assert [each for each in hidden if each] == []


def test_large_letters_get_the_page_of_a_phone(role):
    role.evaluate("document.documentElement.style.fontSize = '200%'")

    expect(role.locator(".matrix thead")).to_be_hidden()
    assert not scrolls_sideways(role)


def test_a_phone_shows_the_level_that_is_picked(role):
    role.set_viewport_size({"width": 390, "height": 844})
    row = role.locator(".matrix__row", has_text="Python programming")
    asked = row.locator("td")

    for picked, shown in (("Entry", 0), ("Senior", 2)):
        role.get_by_label(picked, exact=True).check()
        assert [cell.is_visible() for cell in asked.all()] == [place == shown for place in range(4)]
    role.get_by_label("all levels").check()
    assert all(cell.is_visible() for cell in asked.all())
    expect(row.get_by_text("Leadership")).to_be_visible()


@pytest.mark.parametrize("part", ["", "about/"])
def test_nothing_is_cut_or_scrolls_sideways_on_the_smallest_page(new_context, part):
    page = new_context(320, 640).new_page()
    page.goto(f"/roles/{PLACE}/{part}")
    page.evaluate(OPEN_ALL)
    for level in page.locator(".pick input").all()[-1:]:
        level.check()

    assert measured(page, "role") == []
