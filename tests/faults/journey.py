"""Somebody in a real browser who answers all questions and hands in, whatever happens to the site meanwhile.

For each line of JSON that comes in, with the address of a site and an attempt, a line goes out: what was chosen, how often
a page said to try again, and what else was seen that nobody should see.
"""

import json
import random
import sys
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Request, Response, expect, sync_playwright

from tests.e2e.conftest import ARGUMENTS, CHROMIUM

AREAS = ("craft", "tools-" + "x" * 58, "people")
CHANGES = 3  # of each answer: what counts is the last one
STEPS = 6
TRIES = 120
PAUSE_MS = 500
PATIENCE_MS = 120_000
# How the two pages begin that tell people to try again: ours, and the proxy's.
NO_DATABASE, NO_SITE = "We cannot reach our database right now", "The site cannot be reached right now"
MAY_SAY = {"", "Saving", "Saved", "Not saved yet, trying again"}


class Journey:
    def __init__(self, context: BrowserContext, base: str, attempt: dict[str, Any]) -> None:
        self.page: Page = context.new_page()
        self.path = f"{base}/a/{attempt['id']}/"
        self.random = random.Random(attempt["id"])
        self.chosen: dict[str, int] = {}
        self.told = 0
        self.wrong: list[str] = []
        self.missed: set[str] = set()  # scripts that did not come

    def go(self) -> None:
        self.page.goto(f"{self.path}questions/{AREAS[0]}/")
        for area in AREAS:
            self.arrive(f"/questions/{area}/")
            self.answer()
            self.page.get_by_role("button", name="Save and continue").click()
        self.arrive("/back-it-up/", "/check/")
        if "/back-it-up/" in self.page.url:
            self.page.get_by_role("button", name="Save and continue").click()
            self.arrive("/check/")
        self.page.get_by_role("button", name="Finish and see my report").click()
        self.arrive("/report/")

    def arrive(self, *places: str) -> None:
        """Wait for a page; where one says to try again, try again, as a person does."""
        for _try in range(TRIES):
            self.page.wait_for_timeout(PAUSE_MS / 5)
            self.page.wait_for_load_state()
            heading = " ".join(self.page.locator("h1").all_text_contents())
            words = self.page.locator("body").inner_text()
            if heading == NO_DATABASE or words.startswith(NO_SITE):
                self.told += 1
                self.page.wait_for_timeout(PAUSE_MS)
                self.page.reload()
            elif any(place in self.page.url for place in places):
                return
            elif self.page.locator("#save-status").count() == 0 and "/questions/" not in self.page.url:
                self.wrong.append(f"{self.page.url}: {words[:200]}")
                return
        self.wrong.append(f"never came to {places}, but to {self.page.url}")

    def answer(self) -> None:
        skills = self.page.locator("[data-skill]").evaluate_all("all => all.map(each => each.dataset.skill)")
        for _change in range(CHANGES):
            for skill in skills:
                step = self.random.randint(1, STEPS)
                self.page.locator(f"#{skill}-{step}").check(force=True)
                self.chosen[skill] = step
                self.say()
        if self.page.locator("#save-status[data-state]").count():
            expect(self.page.locator("#save-status")).to_have_text("Saved")
        elif not self.missed:  # else the form alone saves, with the button at its end
            self.wrong.append("the script is there and says nothing")

    def say(self) -> None:
        """What the page says of saving, now and after a moment in which something may happen."""
        self.page.wait_for_timeout(self.random.randint(50, 400))
        said = self.page.locator("#save-status").inner_text().strip()
        if said not in MAY_SAY:
            self.wrong.append(said)

    def notice(self, response: Response) -> None:
        if response.status >= 400 and response.status != 503:
            self.wrong.append(f"{response.status} {response.url}")
        elif response.status == 503:
            self.miss(response.url)

    def fail(self, request: Request) -> None:
        self.miss(request.url)

    def miss(self, url: str) -> None:
        """A script that was asked for while the site was dead: the page works as it does without JavaScript."""
        if url.endswith(".js"):
            self.missed.add(url)


def main() -> None:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for line in sys.stdin:
            told = json.loads(line)
            attempt, base = told["attempt"], told["base"]
            context = browser.new_context()
            context.set_default_timeout(PATIENCE_MS)
            context.add_cookies([{"name": f"attempt-{attempt['id']}", "value": attempt["secret"], "url": base}])
            journey = Journey(context, base, attempt)
            journey.page.on("response", journey.notice)
            journey.page.on("requestfailed", journey.fail)
            try:
                journey.go()
            except (Error, AssertionError) as error:
                journey.wrong.append(str(error)[:300])
            print(json.dumps({"chosen": journey.chosen, "told": journey.told, "wrong": journey.wrong}), flush=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
