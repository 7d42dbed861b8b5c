"""What does not fit is noticed, error pages fit too, and nothing hides what has the focus."""

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import options_for_axe
from tests.e2e.attempt import Attempt
from tests.e2e.fitting import misfits
from tests.e2e.states import OPEN_ALL

# The focused element, when something that stays in place lies over the middle and the corners of what is in sight of it.
HIDDEN_FOCUS = """() => {
  const each = document.activeElement;
  if (each === document.body) return "";
  const box = each.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const points = [[.5, .5], [.02, .1], [.98, .1], [.02, .9], [.98, .9]];
  const seen = points.some(([x, y]) => {
    const found = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
    const related = [each, ...(each.labels || [])];
    return found && related.some((one) => one.contains(found) || found.contains(one));
  });
  return seen ? "" : each.outerHTML.slice(0, 120);
}"""

SPOIL = """([css, html]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`#spoilt { ${css} }`);
  document.adoptedStyleSheets = [sheet];
  document.querySelector("main").append(Object.assign(document.createElement("div"), { id: "spoilt", innerHTML: html }));
}"""


@pytest.mark.parametrize("path", ["/nothing/", "/?q=%ff"], ids=["404", "400"])
def test_error_pages_fit_too(new_context, path):
    page = new_context().new_page()
    page.goto(path)

    assert misfits(page, path) == []


SOME = "Python programming"
WIDE = f"<div class=table-scroll><table class=table><td>{'<td>word' * 12}</table></div>"
EVERYWHERE = {"390", "320", "320, large text", "320, text spacing", "320, long names", "640"}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("css", "html", "where"),
    [
        ("white-space: nowrap", "x" * 200, EVERYWHERE),
        ("", WIDE, EVERYWHERE),
        ("overflow: hidden; block-size: 40px; font-size: 80px", "Words", EVERYWHERE),
        ("inline-size: 14rem; block-size: 1rem", "", {"320, large text"}),
        (
            "inline-size: 1.5rem; font-size: 16px",
            "Some words that stand there",
            EVERYWHERE - {"640", "320, large text"},
        ),
        ("white-space: nowrap; font: 16px monospace", "x" * 28, {"320, text spacing"}),
        ("white-space: nowrap; font: 16px monospace", SOME, {"320, long names"}),
    ],
    ids=["words", "a table", "cut off", "large text", "squeezed", "text spacing", "long names"],
)
def test_what_does_not_fit_is_noticed_where_it_does_not(new_context, css, html, where):
    page = new_context().new_page()
    page.goto("/privacy/")
    assert misfits(page, "privacy") == []

    page.evaluate(SPOIL, [css, html])

    assert {each.partition(")")[0].removeprefix("spoilt (") for each in misfits(page, "spoilt")} == where


def test_the_open_area_is_in_sight_on_a_phone(new_context):
    context = new_context(390, 844)
    page = context.new_page()

    page.goto(Attempt(context).page_of("rsp"))

    current = page.locator(".areas__item[aria-current]")
    expect(current).to_have_text("Responsible AI 0/4")
    expect(current).to_be_in_viewport(ratio=0.95)


@pytest.mark.thorough
@pytest.mark.parametrize(("width", "height"), [(390, 844), (640, 450)], ids=["phone", "zoomed"])
@pytest.mark.parametrize("part", ["questions/prg/", "report/"])
def test_nothing_hides_what_has_the_focus(new_context, width, height, part):
    context = new_context(width, height, **options_for_axe())
    attempt = Attempt(context)
    attempt.answer_all()
    if part == "report/":
        attempt.submit()
    page = context.new_page()
    page.goto(attempt.path + part)
    page.evaluate(OPEN_ALL)

    hidden, stops = [], 0
    for key in ("Tab", "Shift+Tab"):
        for _ in range(60):
            page.keyboard.press(key)
            stops += page.evaluate("document.activeElement !== document.body")
            hidden.append(page.evaluate(HIDDEN_FOCUS))

    assert stops > 50
    assert [each for each in hidden if each] == []
