"""A report that is shared, in every state: the owner's page, and what a reader gets with and without its parts."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.attempt import Attempt

OPEN_ALL = "for (const each of document.querySelectorAll('details')) each.open = true"


def sharing(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    attempt.answer_all()
    attempt.submit("Zoë Ångström")
    page.goto(f"{attempt.path}share/")
    expect(page.get_by_text("There is none yet")).to_be_visible()
    yield "share", page
    page.get_by_label("For how many days?").fill("99")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("Type a whole number of days from 1 to 90.")).to_be_visible()
    yield "share refused", page
    addresses = []
    for label, parts in (("for a friend", ()), ("for my mentor", ("My name", "My evidence", "My plan"))):
        page.get_by_label("For how many days?").fill("30")
        page.get_by_label("A label, for you alone").fill(label)
        for part in parts:
            page.get_by_label(part).check()
        page.get_by_role("button", name="Make the link").click()
        address = page.get_by_label("Copy it now: it is shown this once.")
        expect(address).to_be_visible()
        addresses.append(urlsplit(address.input_value()).path)
    yield "share with a new link", page
    for name, path in zip(("shared report alone", "shared report"), addresses, strict=True):
        page.goto(path)
        expect(page.get_by_role("heading", name="A gap report")).to_be_visible()
        page.evaluate(OPEN_ALL)
        yield name, page
    page.goto(f"{attempt.path}share/")
    page.evaluate(OPEN_ALL)
    expect(page.get_by_text("Opened 1 time").first).to_be_visible()
    yield "share with links", page
    page.get_by_role("button", name="Stop it now").first.click()
    expect(page.get_by_text("Stopped. Whoever opens that link now finds nothing.")).to_be_visible()
    yield "share stopped", page
