"""A page of questions in a tab, with what the tests of saving need to see and to disturb."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.e2e.attempt import AREAS, Attempt
from tests.servers import PATIENCE

AREA = "prg"
SKILL = "prg_python"
OTHER = "prg_ml_frameworks"
SAVED = "Saved"
WAITING = "Not saved yet, trying again"
WRITTEN = "A book"
SAVES = "**/save/"


class Tab:
    """One tab on a page of an attempt, by default the first page of questions."""

    def __init__(self, context: BrowserContext, attempt: Attempt, path: str = "") -> None:
        self.attempt = attempt
        self.page: Page = context.new_page()
        self.page.goto(path or attempt.page_of(AREA))

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


def backing(attempt: Attempt) -> Tab:
    """A tab on "Back it up", with a question of each area answered and something written to SKILL."""
    assert attempt.save(SKILL, 3, evidence=WRITTEN).ok
    for area in AREAS[1:]:
        assert attempt.save(attempt.skills(area)[0], 2).ok
    return Tab(attempt.context, attempt, f"{attempt.path}back-it-up/")


def comes_to(is_there: Callable[[], bool]) -> None:
    """Wait until the server has it: what a page sends as it closes arrives when it arrives."""
    deadline = time.monotonic() + PATIENCE
    while not is_there():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def holds(attempt: Attempt, text: str) -> bool:
    """Whether the last look shows the text."""
    return text in attempt.get(f"{attempt.path}check/").text()
