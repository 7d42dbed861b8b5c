"""Pages fit: on a phone, at 320 pixels (WCAG reflow), at 200 % zoom; and nothing hides what has the focus."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import options_for_axe
from tests.e2e.attempt import Attempt
from tests.e2e.states import OPEN_ALL, PARTS, public_states

# 640 × 450 is a window of 1280 × 900 at 200 %.
SIZES = ((390, 844), (320, 640), (640, 450))

# Words that run out of the window, out of a card, or out of a box that cuts off what does not fit. What scrolls in a box
# of its own, or is meant for screen readers alone, is none.
CARDS = ".anchor, .panel, .btn, .note, .resource, .plan-step, .rung, .areas__item"
CUT_OFF = """(cards) => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.textContent.trim();
    const owner = texts.currentNode.parentElement;
    if (!words || !owner.checkVisibility() || owner.closest(".visually-hidden, .skip-link, template, svg")) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const box = range.getBoundingClientRect();
    let [left, right, top, bottom] = [0, document.documentElement.clientWidth, -Infinity, Infinity];
    let scrolls = false;
    for (let each = owner; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      const frame = each.getBoundingClientRect();
      if (/auto|scroll/.test(style.overflowX)) [scrolls, left, right] = [true, -Infinity, Infinity];
      if ((!scrolls && each.matches(cards)) || /hidden|clip/.test(style.overflowX)) [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      if (/hidden|clip/.test(style.overflowY)) [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
    if (box.left < left - 1 || box.right > right + 1 || box.top < top - 1 || box.bottom > bottom + 1) found.push(words.slice(0, 60));
  }
  return found;
}"""

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


def scrolls_sideways(page: Page) -> bool:
    # A page that is wider than its window can be pushed there, whatever it says its width is.
    page.evaluate("window.scrollTo(1000, 0)")
    moved = page.evaluate("window.scrollX")
    page.evaluate("window.scrollTo(0, 0)")
    return moved > 0


def misfits(page: Page, name: str) -> list[str]:
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if scrolls_sideways(page):
            found.append(f"{name}: scrolls sideways at {width}")
        found += [f"{name}: cut off at {width}: {words}" for words in page.evaluate(CUT_OFF, CARDS)]
    return found


@pytest.mark.parametrize("part", PARTS)
def test_every_public_page_fits_narrow_and_zoomed_windows(new_context, part):
    context = new_context(**options_for_axe())

    assert [fault for name, page in public_states(context, part) for fault in misfits(page, name)] == []


@pytest.mark.parametrize("path", ["/nothing/", "/?q=%ff"], ids=["404", "400"])
def test_error_pages_fit_too(new_context, path):
    page = new_context().new_page()
    page.goto(path)

    assert misfits(page, path) == []


def test_what_does_not_fit_is_noticed(new_context):
    page = new_context().new_page()
    page.goto("/")

    page.locator("h1").evaluate("each => { each.textContent = 'x'.repeat(200) }")

    assert len(misfits(page, "home")) == 2 * len(SIZES)


def test_the_open_area_is_in_sight_on_a_phone(new_context):
    context = new_context(390, 844)
    page = context.new_page()

    page.goto(Attempt(context).page_of("rsp"))

    current = page.locator(".areas__item[aria-current]")
    expect(current).to_have_text("Responsible AI 0/4")
    expect(current).to_be_in_viewport(ratio=0.95)


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
