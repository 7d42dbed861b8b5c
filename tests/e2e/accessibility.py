"""Looking at a page as axe does, in both themes and at both widths; and a picture of it where one is asked for."""

import os
from base64 import b64decode
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import CDPSession, Page

WIDTHS = (1280, 390)
PICTURES = os.environ.get("SCREENSHOTS", "")
HIGHEST = 4000  # pixels of a page that a picture shows: what lies below costs a second each
OPTIONS: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Experimental in axe, a success criterion (2.5.3) all the same.
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
    # Preloading stylesheets makes axe itself break our Content-Security-Policy.
    "preload": False,
}
# All of axe's rules that look at colours: nothing else changes with the theme, and they take nine tenths of the time.
COLOURS = ("color-contrast", "link-in-text-block")
ONLY_COLOURS = {**OPTIONS, "runOnly": COLOURS, "rules": {}}
NO_COLOURS = {**OPTIONS, "rules": OPTIONS["rules"] | {rule: {"enabled": False} for rule in COLOURS}}
# What else hangs on the width as long as it shows the same elements.
ONLY_SIZES = {**OPTIONS, "runOnly": ["target-size", "scrollable-region-focusable"], "rules": {}}
SHOWN = """() => [...document.querySelectorAll("*")]
  .map((each) => Number(each.checkVisibility() && each.getBoundingClientRect().right > 0)).join("")"""

# Whether letters can be read is decided by what their element and those around it say about colour and size. So letters
# are judged once for each such chain in a test process, whatever page, width and theme shows them again. The page gives
# a number for each of its chains, in one string: to hand over its elements takes longer than to look at them. Of
# letters in the very colour of their ground axe says that it cannot tell; those we find.
PAINTED = """() => {
  const grounds = ["backgroundColor", "backgroundImage", "opacity", "filter"];
  const letters = ["color", "fontSize", "fontWeight", "textShadow", "textDecorationLine", "borderBottomStyle"];
  const hasLetters = (each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const ground = (each) => {
    const own = getComputedStyle(each).backgroundColor;
    return each.parentElement && /, 0\\)$/.test(own) ? ground(each.parentElement) : own;
  };
  const number = (text) => {
    let [low, high] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at += 1) {
      low = Math.imul(low ^ text.charCodeAt(at), 2654435761);
      high = Math.imul(high ^ text.charCodeAt(at), 1597334677);
    }
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    return 4294967296 * (2097151 & high) + (low >>> 0);
  };
  const unseen = [];
  const chains = new Map();
  const numbers = new Map();
  window.lettered = new Map();
  for (const each of document.querySelectorAll("*")) {
    if (!each.checkVisibility()) continue;
    const style = getComputedStyle(each);
    let own = [each.localName, ...grounds.map((name) => style[name])].join();
    const isText = hasLetters(each);
    const isLettered = isText || each.matches("input, select, textarea");
    if (isLettered) own += [isText, each.disabled, ...letters.map((name) => style[name])].join();
    if (!numbers.has(own)) numbers.set(own, number(own));
    const chain = number(`${chains.get(each.parentElement)} ${numbers.get(own)}`);
    chains.set(each, chain);
    if (!isLettered || window.lettered.has(chain)) continue;
    window.lettered.set(chain, each);
    if (isText && ground(each) === style.color) unseen.push(each.outerHTML.slice(0, 80));
  }
  return [[...window.lettered.keys()].join(" "), unseen];
}"""
# The colours at the end of their way: the stock editor lets links fade from one to the next.
SETTLE = "document.getAnimations().forEach((each) => each.effect.getTiming().iterations < Infinity && each.finish())"
CHOOSE = "(which) => { window.fresh = which.split(' ').map((chain) => window.lettered.get(Number(chain))) }"
_judged: set[str] = set()
_sessions: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
RUN = """async ([where, options]) => {
  const include = window[where] ?? [document];
  return include.every((each) => each.isConnected) ? (await axe.run({ include }, options)).violations : null;
}"""


def faults(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    return _found(page, options) or []


def _found(page: Page, options: dict[str, Any], where: str = "") -> list[str] | None:
    """What axe finds wrong with the page, or with the elements in the window's variable `where`; None where something has
    taken the place of one of those, such as a count that came after the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    rules = page.evaluate(RUN, [where, options])
    if rules is None:
        return None
    return [
        f"{rule['id']}: {' '.join(str(part) for part in node['target'])}: {node['failureSummary']}"
        for rule in rules
        for node in rule["nodes"]
    ]


def look(page: Page, name: str, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """The faults of a state at each width, in both themes and in a person's own colours, each with where it was seen."""
    found, before = [], ""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        shown = page.evaluate(SHOWN)
        options = ONLY_SIZES if shown == before else NO_COLOURS
        found += [f"{name} ({width}): {fault}" for fault in faults(page, options)]
        before = shown
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            picture(page, f"{name}-{width}-{scheme}")
            found += [f"{name} ({width}, {scheme}): {fault}" for fault in faults_of_colour(page)]
    page.emulate_media(forced_colors="active")
    found += [f"{name} ({width}, forced colours): {fault}" for fault in faults_of_colour(page)]
    page.emulate_media(forced_colors="none")
    return found


def faults_of_colour(page: Page) -> list[str]:
    """What axe finds wrong with the colours of letters that were not judged before."""
    page.evaluate(SETTLE)
    chains, unseen = page.evaluate(PAINTED)
    fresh = [chain for chain in chains.split() if chain not in _judged]
    faint = [f"color-contrast: none at all: {each}" for each in unseen]
    if not fresh:
        return faint
    page.evaluate(CHOOSE, " ".join(fresh))
    found = _found(page, ONLY_COLOURS, "fresh")
    if found is None:
        return faults_of_colour(page)
    if not found:
        _judged.update(fresh)
    return faint + found


def picture(page: Page, name: str) -> None:
    """A picture of the page as it stands, from its top; of a report with everything opened the first metres. Chromium packs
    it less tightly than Playwright would ask it to: a quarter of the time less, for more bytes."""
    if PICTURES:
        width, height = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, HIGHEST), "scale": 1}
        options = {"optimizeForSpeed": True, "captureBeyondViewport": True, "clip": clip}
        taken = _session(page).send("Page.captureScreenshot", options)
        path = Path(PICTURES) / f"{name.replace(' ', '-')}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b64decode(taken["data"]))


def _session(page: Page) -> CDPSession:
    """One for each page, open as long as the page: to close one takes the page's made passkey device away with it."""
    if page not in _sessions:
        _sessions[page] = page.context.new_cdp_session(page)
    return _sessions[page]


def options_for_axe() -> dict[str, Any]:
    """How a context is made in which axe can judge colours: nothing fades while it looks."""
    return {"reduced_motion": "reduce"}
