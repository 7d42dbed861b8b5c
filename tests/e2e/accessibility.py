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

# The width of a window changes no colour of ours, so that each element is judged at the first width that shows it:
# `fresh` is the outermost of those that no width before has shown.
FRESH = """() => {
  const shown = [...document.querySelectorAll("*")].filter((each) => each.checkVisibility());
  const isNew = (each) => each && !window.known.has(each);
  window.fresh = shown.filter((each) => isNew(each) && !(isNew(each.parentElement) && each.parentElement.checkVisibility()));
  for (const each of shown) window.known.add(each);
  return window.fresh.length;
}"""
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
    page.evaluate("window.known = new WeakSet()")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{name} ({width}): {fault}" for fault in faults(page, NO_COLOURS)]
        is_fresh = page.evaluate(FRESH)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            picture(page, f"{name}-{width}-{scheme}")
            if is_fresh:
                found += [f"{name} ({width}, {scheme}): {fault}" for fault in faults(page, ONLY_COLOURS, "fresh")]
    return found


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name.replace(' ', '-')}.png", full_page=True)


def options_for_axe() -> dict[str, Any]:
    """How a context is made in which axe can judge colours: nothing fades while it looks."""
    return {"reduced_motion": "reduce"}
