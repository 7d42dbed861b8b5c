"""Looking at a page as axe does, in both themes and at both widths; and a picture of it where one is asked for."""

import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (390, 1280)
PICTURES = os.environ.get("SCREENSHOTS", "")
OPTIONS: dict[str, Any] = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Experimental in axe, a success criterion (2.5.3) all the same.
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
    # Preloading stylesheets makes axe itself break our Content-Security-Policy.
    "preload": False,
}
# All of axe's rules that look at colours: nothing else changes with the theme.
COLOURS = {**OPTIONS, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "rules": {}}
_AXE = Axe()


def faults(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    return [
        f"{rule['id']}: {' '.join(str(part) for part in node['target'])}: {node['failureSummary']}"
        for rule in _AXE.run(page, options=options).response["violations"]
        for node in rule["nodes"]
    ]


def look(
    page: Page, name: str, *, widths: tuple[int, ...] = WIDTHS, dark_widths: tuple[int, ...] = WIDTHS
) -> list[str]:
    """The faults of a state at each width and in both themes, each with where it was seen."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        for scheme in ("light", "dark") if width in dark_widths else ("light",):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            options = OPTIONS if scheme == "light" else COLOURS
            found += [f"{name} ({width}, {scheme}): {fault}" for fault in faults(page, options)]
            picture(page, f"{name}-{width}-{scheme}")
    return found


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name.replace(' ', '-')}.png", full_page=True)


def options_for_axe() -> dict[str, Any]:
    """How a context is made in which axe can judge colours: nothing fades while it looks."""
    return {"reduced_motion": "reduce"}
