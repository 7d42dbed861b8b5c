"""Whether a page fits: on a phone, at 320 pixels (WCAG reflow), at 200 % zoom."""

from playwright.sync_api import Page

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


def scrolls_sideways(page: Page) -> bool:
    # A page that is wider than its window can be pushed there, whatever it says its width is.
    page.evaluate("window.scrollTo(1000, 0)")
    moved: float = page.evaluate("window.scrollX")
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
