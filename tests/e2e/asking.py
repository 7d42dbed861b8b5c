"""A page of questions in a tab, with what the tests of saving need to see and to disturb."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.e2e.attempt import Attempt
from tests.servers import PATIENCE

AREA = "prg"
SKILL = "prg_python"
OTHER = "prg_ml_frameworks"
SAVED = "Saved"
WAITING = "Not saved yet, trying again"
SAVES = "**/save/"


class Tab:
    """One tab on the first page of an attempt."""

    def __init__(self, context: BrowserContext, attempt: Attempt) -> None:
        self.attempt = attempt
        self.page: Page = context.new_page()
        self.page.goto(attempt.page_of(AREA))

    def choose(self, step: int, skill: str = SKILL) -> None:
        self.page.locator(f"#{skill}-{step}").check()

    def chosen(self, step: int, skill: str = SKILL) -> None:
        expect(self.page.locator(f"#{skill}-{step}")).to_be_checked()

    def evidence(self, skill: str = SKILL) -> Locator:
        return self.page.locator(f"#{skill}-evidence")

    def notice(self, skill: str = SKILL) -> Locator:
        return self.page.locator(f"#q-{skill} [role=alert]")

    def says(self, text: str) -> None:
        expect(self.page.locator("#save-status")).to_have_text(text)

    def go_on(self) -> None:
        self.page.get_by_role("button", name="Save and continue").click()

    def is_on_the_next_page(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Mathematics and statistics")

    def has_sent_all(self) -> None:
        """Wait until all that the page has sent by now was seen: one more request, and requests keep their order."""
        with self.page.expect_request("**/privacy/?last"):
            self.page.evaluate("void fetch('/privacy/?last')")

    @contextmanager
    def held(self) -> Iterator[list[Route]]:
        """Saves that are sent meanwhile wait here until the block lets them go, or ends."""
        routes: list[Route] = []
        self.page.route(SAVES, lambda route: routes.append(route))
        yield routes
        self.page.unroute(SAVES)

    @contextmanager
    def in_trouble(self, meet: Callable[[Route], None]) -> Iterator[None]:
        """Saves end as `meet` ends them, until the page has said that it waits."""
        self.page.route(SAVES, meet)
        yield
        self.says(WAITING)
        self.page.unroute(SAVES)


def stored(attempt: Attempt) -> dict[str, str]:
    return attempt.stored(AREA)


def comes_to_hold(attempt: Attempt, text: str) -> None:
    """Wait until the server has the text: what a page sends as it closes arrives when it arrives."""
    deadline = time.monotonic() + PATIENCE
    while text not in attempt.get(attempt.page_of(AREA)).text():
        assert time.monotonic() < deadline, text
        time.sleep(0.1)
