"""The site below a part of its host: a person clicks from home to the PDF and around it, and never falls out."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from tests.e2e.journey import Keyboard, Mouse, walk
from tests.e2e.watch import Watch

BELOW = "/skills"
# What is pressed after the journey, and where it leads.
AROUND = (
    ("What if?", "what-if/"),
    ("Report: ", "report/"),
    ("Make a plan with dates", "plan/"),
    ("Report: ", "report/"),
    ("Open it on another device", "data/"),
    ("AI/ML Research Specialist", "report/"),
    ("Change some answers in a new attempt", "questions/prg/"),
    ("Skillgap", ""),
    ("All your attempts over time", "history/"),
    ("My assessments", "accounts/login/"),
)
# Where a page leads, and where its forms send: addresses without what a browser keeps for itself.
ADDRESSES = """() => {
  const names = ["href", "src", "action", "formaction", "data-save", "data-csrf"];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const whole = (address) => new URL(address, document.baseURI).href.split("#")[0];
  const found = names.flatMap((name) => all(`[${name}]`).map((each) => whole(each.getAttribute(name))));
  const saves = all("[data-save]").map((each) => whole(each.dataset.save));
  return [found, [...saves, ...all("form[method=post]").map((each) => whole(each.getAttribute("action")))]];
}"""


class Looking(Mouse):
    """A mouse that tries all that a page leads to before it leaves the page."""

    def __init__(self, page: Page, origin: str) -> None:
        super().__init__(page)
        self.origin = origin
        self.status: dict[str, int] = {}
        self.sent_to: set[str] = set()

    def press(self, control: Locator) -> None:
        control.wait_for()
        self.look()
        super().press(control)

    def look(self) -> None:
        self.page.wait_for_load_state()
        found, sent_to = self.page.evaluate(ADDRESSES)
        self.sent_to.update(sent_to)
        for address in set(found) - self.status.keys():
            if address.startswith(self.origin):
                self.status[address] = self.page.request.get(address, max_redirects=0).status

    def leads_out(self) -> list[str]:
        return [address for address in self.status if not urlsplit(address).path.startswith(f"{BELOW}/")]

    def leads_nowhere(self) -> list[tuple[str, int]]:
        """What does not answer as a page does; what only takes forms says so to who looks."""
        return [
            (address, status)
            for address, status in self.status.items()
            if status not in {200, 204, 302, 303} and not (status == 405 and address in self.sent_to)
        ]


def answer_the_first(page: Page, hand: Mouse | Keyboard, chosen: dict[str, int]) -> None:
    skill = page.locator("[data-skill]").first.get_attribute("data-skill") or ""
    chosen[skill] = 3
    hand.choose(page.locator(f"#{skill}-3"))


def test_from_home_to_the_pdf_and_around_it(new_context, new_site):
    site = new_site(SCRIPT_NAME=BELOW)
    context = new_context(base_url=f"{site.base}{BELOW}/")
    watch = Watch(context, f"{site.base}{BELOW}/")
    page = context.new_page()
    hand = Looking(page, site.base)
    saves: list[str] = []
    page.on("request", lambda request: saves.append(urlsplit(request.url).path) if "/save" in request.url else None)

    chosen = walk(page, hand, saves_as_you_go=True, answer=answer_the_first)
    with page.expect_download() as download:
        hand.press(page.get_by_role("link", name="Download PDF"))
    for control, place in AROUND:
        hand.press(page.get_by_role("link", name=control).or_(page.get_by_role("button", name=control)).first)
        page.wait_for_url(re.compile(rf"{BELOW}/(a/[^/]+/)?{place}(\?.*)?(#.*)?$"))
    hand.look()

    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    assert len(saves) == len(chosen) == 8
    assert [save for save in saves if not re.fullmatch(rf"{BELOW}/a/[\w-]{{22}}/save/", save)] == []
    assert hand.leads_out() == []
    assert hand.leads_nowhere() == []
    assert {cookie["path"] for cookie in context.cookies()} == {f"{BELOW}/"}
    assert watch.complaints == []
    assert watch.strangers == []
