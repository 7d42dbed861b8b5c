"""With the person's own colours (Windows contrast themes): what is chosen, and what a chart says, can still be seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator

from tests.e2e.accessibility import faults, picture
from tests.e2e.attempt import Attempt
from tests.e2e.states import OPEN_ALL

pytestmark = pytest.mark.thorough

SEEN = """each => {
  const style = getComputedStyle(each);
  return [style.borderTopWidth, style.borderTopColor, style.outlineStyle, style.outlineWidth].join(" ");
}"""


@pytest.fixture(params=["light", "dark"])
def context(new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest) -> BrowserContext:
    return new_context(390, 844, forced_colors="active", reduced_motion="reduce", color_scheme=request.param)


@pytest.fixture
def attempt(context) -> Attempt:
    made = Attempt(context)
    made.answer_all()
    return made


def look(locator: Locator) -> str:
    seen: str = locator.evaluate(SEEN)
    return seen


def test_the_chosen_answer_is_marked_by_more_than_colour(context, attempt):
    page = context.new_page()
    page.goto(attempt.page_of("prg"))
    chosen = page.locator("#prg_python-3")
    other = page.locator("#prg_python-1")
    assert chosen.is_checked()

    card, other_card = (page.locator(f"label[for=prg_python-{step}]") for step in (3, 1))

    # The browser's own radio button, which keeps its dot whatever the colours are.
    assert chosen.evaluate("each => getComputedStyle(each).appearance") == "auto"
    assert other.evaluate("each => getComputedStyle(each).appearance") == "auto"
    assert look(card) != look(other_card)
    assert faults(page) == []
    picture(page, "forced-colours-questions")


def test_the_report_keeps_its_marks(context, attempt):
    attempt.submit()
    page = context.new_page()
    page.goto(f"{attempt.path}report/")
    page.evaluate(OPEN_ALL)

    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    you, need, way = (
        page.locator(f".figure svg {name}").first.evaluate(
            "each => [getComputedStyle(each).fill, getComputedStyle(each).stroke]"
        )
        for name in (":is(.c-you, .c-band)", ".c-need", ".c-line")
    )

    assert you[0] not in {background, "none"}
    assert need[1] not in {background, "none"}
    assert way[1] not in {background, "none"}
    current, other = (
        page.locator(f".levels-nav a{which}").first for which in ("[aria-current]", ":not([aria-current])")
    )
    assert look(current) != look(other)
    assert faults(page) == []
    picture(page, "forced-colours-report")


def test_nothing_moves_where_no_motion_is_wanted(new_context):
    context = new_context(reduced_motion="reduce")
    attempt = Attempt(context)
    page = context.new_page()
    page.goto(attempt.page_of("prg"))

    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((each) => {
          const style = getComputedStyle(each);
          return !/^(0s|)$/.test(style.transitionDuration.replace(/, 0s/g, "")) || style.animationName !== "none";
        }).length"""
    )

    assert moving == 0
