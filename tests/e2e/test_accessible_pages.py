"""axe finds nothing on any public page, in any state, light or dark, narrow or wide; and what stands there fits."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from tests import servers
from tests.e2e import accessibility
from tests.e2e.accessibility import faults, look, options_for_axe
from tests.e2e.attempt import Attempt
from tests.e2e.fitting import misfits
from tests.e2e.shows import SHOWS
from tests.e2e.states import OPEN_ALL, PARTS, public_states

pytestmark = pytest.mark.thorough

SHOWN = {state: name for name, state in SHOWS.items()}
SPOIL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    mark { display: none; color: black; background: white }
    @media (width < 400px) { mark { display: block } }
    @media (prefers-color-scheme: dark) { mark { background: #333 } }
  `);
  document.adoptedStyleSheets = [sheet];
  document.querySelector("main").append(Object.assign(document.createElement("mark"), { textContent: "Look" }));
}"""

SHRINK = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    main button { all: unset; display: inline-block; width: 44px; height: 44px }
    @media (width < 400px) { main button { width: 10px; height: 10px } }
  `);
  document.adoptedStyleSheets = [sheet];
  document.querySelector("main").insertAdjacentHTML("beforeend", "<button>a</button><button>b</button>");
}"""


@pytest.mark.parametrize("part", PARTS)
def test_public_pages_in_every_state(new_context, part):
    context = new_context(**options_for_axe())

    found = []
    for name, page in public_states(context, part):
        assert SHOWN.get(name, resolved(page)) == resolved(page)
        found += look(page, name) + misfits(page, name)

    assert found == []


def resolved(page: Page) -> str:
    """The name of the address that a page has."""
    return resolve(urlsplit(page.url).path).view_name


def test_axe_finds_a_fault_that_is_there(new_context):
    page = new_context(**options_for_axe()).new_page()
    page.goto("/")

    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert [fault.split(":")[0] for fault in faults(page)] == ["image-alt"]


def test_a_colour_that_only_a_narrow_window_shows_and_only_the_dark_theme_spoils_is_found(new_context):
    page = new_context(**options_for_axe()).new_page()
    page.goto("/")

    page.evaluate(SPOIL)

    assert [fault.split(": ")[:2] for fault in look(page, "home")] == [["home (390, dark)", "color-contrast"]]


def test_what_is_replaced_while_it_is_judged_is_judged_anew(new_context, monkeypatch):
    page = new_context(**options_for_axe()).new_page()
    page.goto("/how-we-score/")
    page.locator("h1").evaluate("each => { each.style.color = '#e5e6e3' }")
    replaced = "const h1 = document.querySelector('h1'); window.once ??= h1.replaceWith(h1.cloneNode(true)) ?? true"
    monkeypatch.setattr(accessibility, "CHOOSE", f"(which) => {{ ({accessibility.CHOOSE})(which); {replaced} }}")

    assert [fault.split(": ")[:2] for fault in look(page, "scoring", (1280,))] == [
        ["scoring (1280, light)", "color-contrast"]
    ]


def test_letters_in_the_colour_of_their_ground_are_found(new_context):
    page = new_context(**options_for_axe()).new_page()
    page.goto("/how-we-score/")

    page.locator("h1").evaluate("each => { each.style.background = getComputedStyle(each).color }")

    assert [fault.split(": ")[:2] for fault in look(page, "scoring", (1280,))] == [
        ["scoring (1280, light)", "color-contrast"]
    ]


def test_a_target_that_only_a_narrow_window_makes_too_small_is_found(new_context):
    page = new_context(**options_for_axe()).new_page()
    page.goto("/how-we-score/")

    page.evaluate(SHRINK)

    assert {tuple(fault.split(": ")[:2]) for fault in look(page, "scoring")} == {("scoring (390)", "target-size")}


def test_a_newer_edition_while_somebody_is_at_it(new_context, new_site):
    site = new_site()
    context = new_context(**options_for_axe(), base_url=site.base)
    attempt = Attempt(context, "mid")
    attempt.answer_all()
    servers.prepare("tests.e2e.newer", site.env)
    page = context.new_page()

    page.goto(attempt.page_of("prg"))
    notice = page.get_by_role("link", name="See what differs")
    found = look(page, "questions with a newer edition")
    notice.first.click()
    page.get_by_role("heading", name="What differs").wait_for()
    page.evaluate(OPEN_ALL)

    assert found + look(page, "newer edition") == []
