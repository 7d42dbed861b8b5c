"""Whether a page fits: on a phone, at 320 pixels (WCAG reflow), at 200 % zoom; there also with letters twice as large, with
the text spacing of WCAG 1.4.12, and with skills whose names are one long word."""

import re
from functools import cache
from pathlib import Path

import yaml
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
NARROWEST = 320
# 640 × 450 is a window of 1280 × 900 at 200 %.
SIZES = ((390, 844), (NARROWEST, 640), (640, 450))
# Styles that a person sets, and whether each skill gets a name of one long word.
STRESSES = {
    "large text": ("html { font-size: 200% !important }", False),
    "text spacing": (
        """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-block-end: 2em !important }""",
        False,
    ),
    "long names": ("", True),
}
LONG_NAME = "Rindfleischetikettierungsüberwachungsamt"

# Words and boxes that run out of the window, out of a card or a cell, or out of a box that cuts off what does not fit;
# words that are squeezed to a few letters a line; and boxes that must be scrolled sideways. What is meant for screen readers alone is none.
CARDS = ".anchor, .panel, .btn, .note, .card, .gap, .resource, .plan-step, .rung, .areas__item, td, th"
MEASURE = """([cards, mayScroll, mayBreak]) => {
  const frames = new Map();
  const found = new Map();
  const nothing = { left: 0, right: document.documentElement.clientWidth, top: -Infinity, bottom: Infinity, free: false };
  const isUnseen = ".visually-hidden, .skip-link, template, svg, option";
  const called = (each) => [each, each.parentElement].filter((one) => one && one !== document.body).reverse()
    .map((one) => one.localName + (one.id ? `#${one.id}` : [...one.classList].map((name) => `.${name}`).join(""))).join(" > ");
  const tell = (each, what) => { const key = `${called(each)}: ${what}`; found.set(key, (found.get(key) ?? 0) + 1); };
  // What its own box and those around it leave an element of the page; null where nobody sees it.
  const frameOf = (each) => {
    if (each === document.documentElement || each === document.body) return nothing;
    if (frames.has(each)) return frames.get(each);
    const around = frameOf(each.parentElement);
    let frame = around;
    if (around && (!each.checkVisibility() || each.matches(isUnseen))) frame = null;
    else if (around) {
      const style = getComputedStyle(each);
      if (style.clipPath === "inset(50%)") frame = null;
      else {
        const scrolls = /auto|scroll/.test(style.overflowX);
        const cuts = /hidden|clip/.test(style.overflowX);
        const cutsDown = /hidden|clip/.test(style.overflowY);
        const isCard = !around.free && each.matches(cards);
        if (scrolls && !each.matches(mayScroll) && each.scrollWidth > each.clientWidth + 1) tell(each, "is scrolled sideways");
        if (scrolls || cuts || cutsDown || isCard) {
          const box = each.getBoundingClientRect();
          frame = { ...around };
          if (scrolls) [frame.free, frame.left, frame.right] = [true, -Infinity, Infinity];
          if (cuts || isCard) [frame.left, frame.right] = [Math.max(frame.left, box.left), Math.min(frame.right, box.right)];
          if (cutsDown) [frame.top, frame.bottom] = [Math.max(frame.top, box.top), Math.min(frame.bottom, box.bottom)];
        }
      }
    }
    frames.set(each, frame);
    return frame;
  };
  const judge = (each, box, frame, what) => {
    if (!frame || !box.width) return;
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) tell(each, what);
  };
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.data.trim();
    if (!words) continue;
    range.selectNodeContents(texts.currentNode);
    const owner = texts.currentNode.parentElement;
    const frame = frameOf(owner);
    judge(owner, range.getBoundingClientRect(), frame, words.slice(0, 60));
    if (frame && !mayBreak && words.length > 12 && range.getClientRects().length > words.length / 4) tell(owner, `is squeezed: ${words.slice(0, 60)}`);
  }
  for (const each of document.querySelectorAll("svg, img, input, select, textarea, button")) {
    if (frameOf(each) || each.localName === "svg") judge(each, each.getBoundingClientRect(), frameOf(each.parentElement), `a ${each.localName}`);
  }
  return [...found].map(([what, times]) => times > 1 ? `${what} (${times} times)` : what);
}"""
# Boxes that may be scrolled sideways in a narrow window.
MAY_SCROLL = ".areas__list"
STRESS = """([css, names, long]) => {
  window.stress ??= new CSSStyleSheet();
  window.stress.replaceSync(css);
  document.adoptedStyleSheets = [...new Set([...document.adoptedStyleSheets, window.stress])];
  window.renamed = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (names && texts.nextNode()) {
    const node = texts.currentNode;
    const words = node.parentElement.closest("script, style, svg") ? node.data : node.data.replace(new RegExp(names, "g"), long);
    if (words !== node.data) {
      window.renamed.push([node, node.data]);
      node.data = words;
    }
  }
}"""
CALM = """() => {
  window.stress.replaceSync("");
  for (const [node, words] of window.renamed) node.data = words;
}"""


@cache
def skill_names() -> str:
    """The names of all skills that we ship, as a pattern; the longest first, since one may begin another."""
    files = (ROOT / "fixtures" / "catalog").glob("*/skills.yaml")
    names = {row["fields"]["name"] for file in files for row in yaml.safe_load(file.read_text())}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def scrolls_sideways(page: Page) -> bool:
    # A page that is wider than its window can be pushed there, whatever it says its width is.
    page.evaluate("window.scrollTo(1000, 0)")
    moved: float = page.evaluate("window.scrollX")
    page.evaluate("window.scrollTo(0, 0)")
    return moved > 0


def misfits(page: Page, name: str) -> list[str]:
    """What does not fit in a state of a page, each with where it was seen."""
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found += measured(page, f"{name} ({width})")
        for stress, (css, names) in STRESSES.items() if width == NARROWEST else ():
            page.evaluate(STRESS, [css, skill_names() if names else "", LONG_NAME])
            found += measured(page, f"{name} ({width}, {stress})", may_break=stress == "large text")
            page.evaluate(CALM)
    return found


def measured(page: Page, where: str, *, may_break: bool = False) -> list[str]:
    """What does not fit in the page as it stands now; very large letters may break words into few a line."""
    sideways = ["scrolls sideways"] if scrolls_sideways(page) else []
    return [f"{where}: {each}" for each in [*sideways, *page.evaluate(MEASURE, [CARDS, MAY_SCROLL, may_break])]]
