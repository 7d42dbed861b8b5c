"""Ways around in the stock screens of the editor."""

from playwright.sync_api import Page

from tests.e2e.fitting import scrolls_sideways


def first_row(page: Page) -> str:
    """The address of the first row's form in a list."""
    return page.locator("#result_list tbody a[href*='/change/']").first.get_attribute("href") or ""


def first_form(page: Page, app: str, model: str) -> str:
    page.goto(f"/admin/{app}/{model}/")
    return first_row(page).split("?")[0]


def oversized(page: Page) -> list[str]:
    """Fields of one line that are taller than that, and a form that is wider than its window."""
    found = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        if scrolls_sideways(page):
            found.append(f"scrolls sideways at {width}")
        found += page.locator("input.vTextField").evaluate_all(
            "all => all.filter(each => each.offsetHeight > 60).map(each => each.id)"
        )
    return found
