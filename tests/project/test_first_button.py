"""Enter in a field presses the first button of its form, so that one does what the page's main button does."""

import pytest

from tests.pages import Element, Page, as_elements
from tests.project.test_access_matrix import World, actors, rules
from tests.project.test_presses import STORIES, stage  # noqa: F401 # the fixture

pytestmark = [pytest.mark.slow, pytest.mark.no_cover, pytest.mark.one_database]

# Forms without a main button: what the first one sends, by a part of where they go.
EQUALS = {
    "/again/": ("prefill", "1"),
    "/mine/reminder/": ("months", "3"),
    "/data/resume-link/": ("new", "1"),
    "/data/code/": ("new", "1"),
    "/accounts/email/": ("action_send", "1"),
}


def buttons(form: Element) -> list[Element]:
    """The buttons that send a form, in the order of the page."""
    found = as_elements(form.find_all(["button", "input"]))
    return [
        each for each in found if each.get("type", "submit" if each.name == "button" else "") in {"submit", "image"}
    ]


def sends(button: Element) -> tuple[str, str, str]:
    """What a button adds, and where it leads."""
    has = button.attributes
    return has.get("name", ""), has.get("value", "") if has.get("name") else "", has.get("formaction", "")


def wrong(html: bytes, path: str) -> list[tuple[object, ...]]:
    """The forms of a page in which Enter does not do what the main button does."""
    found: list[tuple[object, ...]] = []
    for form in Page(html).all("form"):
        pressed = buttons(form)
        if len(pressed) < 2:
            continue
        main = [each for each in pressed if {"btn-primary", "default"} & set(each.attributes.get("class", "").split())]
        expected = {sends(each) for each in main} or {
            (*sent, "") for part, sent in EQUALS.items() if part in (form.attributes.get("action") or path)
        }
        if {sends(pressed[0])} != expected:
            found.append((path, form.get("action"), sends(pressed[0]), expected))
    return found


def test_it_finds_a_form_whose_first_button_is_another():
    main = '<button class="btn btn-primary" name="to" value="next">On</button>'
    other = '<button class="btn" name="to" value="back">Back</button>'
    assert wrong(f"<form>{main}{other}</form>".encode(), "/") == []
    assert len(wrong(f"<form>{other}{main}</form>".encode(), "/")) == 1
    assert len(wrong(f"<form>{other}{other}</form>".encode(), "/")) == 1


@pytest.mark.thorough
def test_on_every_page(db):
    world, found, forms = World(), [], 0
    for rule in rules().values():
        for actor in ("anonymous", "rose", "owner_open", "owner_done"):
            if actor not in dict(actors(rule)) and "owner" in actor and "owner" not in dict(actors(rule)):
                continue
            for path in world.paths(rule, *world.attempts_of(actor)):
                response = world.look(actor, "GET", path)
                if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
                    forms += response.content.count(b"<form")
                    found += wrong(response.content, path)
    assert found == []
    assert forms > 100


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_on_the_page_of_every_story(stage, story):  # noqa: F811 # the fixture
    form = story(stage)
    assert wrong(form.client.get(form.page, follow=True).content, form.page) == []
