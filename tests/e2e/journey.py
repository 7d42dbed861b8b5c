"""The whole way from the home page to the report, as a person goes it: with a mouse, or with a keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.attempt import AREAS

ENOUGH_TABS = 400
STEPS = (2, 3, 1, 0, 3, 2, 4, 2)
NEXT = "Save and continue"


class Mouse:
    """Clicks where things are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, control: Locator) -> None:
        control.click()

    def choose(self, option: Locator) -> None:
        # The whole card is the target; the small circle is only its sign.
        self.page.locator(f"label[for='{option.get_attribute('id')}']").click()

    def tick(self, box: Locator) -> None:
        self.choose(box)


class Keyboard:
    """Tab, the arrows, Space and Enter; nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, control: Locator) -> None:
        self._tab_to(control, "each => each === document.activeElement")
        self.page.keyboard.press("Enter")

    def choose(self, option: Locator) -> None:
        """A group of options has one stop: its chosen one or its first; the arrows move on from there."""
        self._tab_to(option, "each => each.name === document.activeElement.name")
        self.page.keyboard.press("Space")
        for _ in range(option.evaluate("each => [...document.getElementsByName(each.name)].indexOf(each)")):
            self.page.keyboard.press("ArrowDown")

    def tick(self, box: Locator) -> None:
        self._tab_to(box, "each => each === document.activeElement")
        self.page.keyboard.press("Space")

    def _tab_to(self, goal: Locator, is_there: str) -> None:
        goal.wait_for()
        element = goal.element_handle()
        for _ in range(ENOUGH_TABS):
            if element.evaluate(is_there):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {goal}")


PHONE, DESK = (390, 844), (1280, 900)
# Each size with each hand, and each of them with a script and without.
WAYS = pytest.mark.parametrize(
    ("size", "hand", "script"),
    [(PHONE, Mouse, True), (DESK, Keyboard, True), (PHONE, Keyboard, False), (DESK, Mouse, False)],
    ids=["phone-mouse-script", "desk-keyboard-script", "phone-keyboard-no-script", "desk-mouse-no-script"],
)


def answer_page(page: Page, hand: Mouse | Keyboard, chosen: dict[str, int]) -> None:
    """Answer each question but every ninth, some of them unsure."""
    for skill in page.locator("[data-skill]").evaluate_all("all => all.map(each => each.dataset.skill)"):
        number = len(chosen) + 1
        step = STEPS[number % len(STEPS)]
        chosen[skill] = -1 if number % 9 == 0 else step
        if chosen[skill] >= 0:
            hand.choose(page.locator(f"#{skill}-{step}"))
            if number % 7 == 0:
                hand.tick(page.locator(f"#{skill}-unsure"))


def walk(
    page: Page,
    hand: Mouse | Keyboard,
    *,
    saves_as_you_go: bool,
    answer: Callable[[Page, Mouse | Keyboard, dict[str, int]], None] = answer_page,
) -> dict[str, int]:
    """From home to the report; gives the step chosen for each skill."""
    page.goto("./")
    hand.press(page.get_by_role("link", name="AI/ML Research Specialist", exact=True))
    hand.press(page.get_by_role("link", name="Assess your work"))
    hand.press(page.locator("summary", has_text="Level: the next one"))
    hand.choose(page.get_by_role("radio", name=re.compile(r"^Mid \(")))
    hand.press(page.get_by_role("button", name="Start"))
    for person in (1, 2):
        hand.choose(page.locator(f"input[name=person-{person}][value='2']"))
    hand.press(page.get_by_role("button", name="Show what fits and why"))
    expect(page.get_by_role("heading", name="What fits, and why")).to_be_visible()
    hand.press(page.get_by_role("link", name="Now your own work"))
    chosen: dict[str, int] = {}
    for place, area in enumerate(AREAS, start=1):
        expect(page).to_have_title(re.compile(rf"\({place} of 8\)"))
        page.wait_for_load_state()  # only a script that is there can save
        assert f"/questions/{area}/" in page.url
        answer(page, hand, chosen)
        if saves_as_you_go:
            expect(page.get_by_role("status")).to_have_text("Saved")
        hand.press(page.get_by_role("button", name=NEXT))
    expect(page).to_have_title(re.compile("Back it up|Check your answers"))
    if "/back-it-up/" in page.url:
        page.wait_for_load_state()
        hand.press(page.get_by_role("button", name=NEXT))
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    hand.press(page.get_by_role("button", name="Finish and see my report"))
    expect(page.get_by_role("heading", name="Your gap report")).to_be_visible()
    return chosen


def reported(page: Page) -> list[int]:
    """The steps in the report's table of all answers, -1 for none."""
    cells = page.locator("section[aria-labelledby=all-answers] tbody td:nth-child(2)").all_text_contents()
    return [-1 if text.strip().startswith("not answered") else int(text.strip()[0]) for text in cells]
