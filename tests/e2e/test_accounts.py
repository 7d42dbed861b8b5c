"""An account by e-mail in a real browser, which tells with each form where it came from."""

import re
import time

from playwright.sync_api import Page, expect

from tests.e2e.site import Site
from tests.servers import PATIENCE

ADDRESS = "kim@example.org"
FIRST, SECOND = "four plain words here", "and four others instead"


def mailed(server: Site, path: str) -> str:
    """The newest link of that path in an e-mail; without a mail server they are printed where the site runs."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        links: list[str] = re.findall(rf"{server.base}{path}\S+(?=\s)", server.log_file.read_text())
        if links:
            return links[-1]
        time.sleep(0.1)
    raise AssertionError(f"no e-mail with {path}")


def log_in(page: Page, password: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill(ADDRESS)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="My assessments")).to_be_visible()


def test_the_links_of_our_emails_work_to_the_end(server, new_context):
    page = new_context().new_page()
    page.goto("/accounts/signup/")
    page.get_by_label("Email address").fill(ADDRESS)
    page.get_by_label("Password").fill(FIRST)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()

    page.goto(mailed(server, "/accounts/confirm-email/"))
    page.get_by_role("button", name="Yes, confirm it").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    log_in(page, FIRST)

    page = new_context().new_page()
    page.goto("/accounts/password/reset/")
    page.get_by_label("Email address").fill(ADDRESS)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    page.goto(mailed(server, "/accounts/password/reset/key/"))
    for field in page.locator("input[type=password]").all():
        field.fill(SECOND)
    page.get_by_role("button", name="Use this password").click()
    expect(page.get_by_role("heading", name="Your password is new")).to_be_visible()
    log_in(page, SECOND)
