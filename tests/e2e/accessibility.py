"""Looking at a page as axe does, in both themes and at both widths; and a picture of it where one is asked for."""

import os
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (1280, 390)
PICTURES = os.environ.get("SCREENSHOTS", "")
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

# Whether letters can be read is decided by what their element and those around it say about colour and size. So letters
# are judged once for each such chain in a test process, whatever page, width and theme shows them again.
PAINTED = """() => {
  const grounds = ["backgroundColor", "backgroundImage", "opacity", "filter"];
  const letters = ["color", "fontSize", "fontWeight", "textShadow", "textDecorationLine", "borderBottomStyle"];
  const hasLetters = (each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const place = new Map();
  window.lettered = [];
  const rows = [];
  for (const each of document.querySelectorAll("*")) {
    if (!each.checkVisibility()) continue;
    const style = getComputedStyle(each);
    place.set(each, rows.length);
    let own = [each.localName, ...grounds.map((name) => style[name])].join();
    let lettered = -1;
    if (hasLetters(each) || each.matches("input, select, textarea")) {
      lettered = window.lettered.push(each) - 1;
      own += [each.disabled, ...letters.map((name) => style[name])].join();
    }
    rows.push([place.get(each.parentElement) ?? -1, own, lettered]);
  }
  return rows;
}"""
CHOOSE = "(which) => { window.fresh = which.map((index) => window.lettered[index]) }"
_judged: set[int] = set()
RUN = "async ([where, options]) => (await axe.run({ include: window[where] ?? [document] }, options)).violations"


def faults(page: Page, options: dict[str, Any] = OPTIONS, where: str = "") -> list[str]:
    """What axe finds wrong with the page as it stands, or with the elements in the window's variable `where`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{rule['id']}: {' '.join(str(part) for part in node['target'])}: {node['failureSummary']}"
        for rule in page.evaluate(RUN, [where, options])
        for node in rule["nodes"]
    ]


def look(page: Page, name: str, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """The faults of a state at each width and in both themes, each with where it was seen."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{name} ({width}): {fault}" for fault in faults(page, NO_COLOURS)]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            picture(page, f"{name}-{width}-{scheme}")
            found += [f"{name} ({width}, {scheme}): {fault}" for fault in faults_of_colour(page)]
    return found


def faults_of_colour(page: Page) -> list[str]:
    """What axe finds wrong with the colours of letters that were not judged before."""
    chains: list[int] = []
    fresh: dict[int, int] = {}
    for parent, own, lettered in page.evaluate(PAINTED):
        chains.append(hash((chains[parent] if parent >= 0 else 0, own)))
        if lettered >= 0 and chains[-1] not in _judged:
            fresh.setdefault(chains[-1], lettered)
    if not fresh:
        return []
    page.evaluate(CHOOSE, list(fresh.values()))
    found = faults(page, ONLY_COLOURS, "fresh")
    if not found:
        _judged.update(fresh)
    return found


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name.replace(' ', '-')}.png", full_page=True)


def options_for_axe() -> dict[str, Any]:
    """How a context is made in which axe can judge colours: nothing fades while it looks."""
    return {"reduced_motion": "reduce"}
