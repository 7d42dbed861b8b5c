"""The pages of the second factor in every state: turned on, its recovery codes, asked for, about to be turned off."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.e2e.site import PASSWORD
from tests.totp import code_of


def log_in(page: Page, onward: str, name: str = "ann") -> None:
    give_password(page, onward, name)
    page.wait_for_url(f"**{onward}")


def give_password(page: Page, onward: str, name: str) -> None:
    page.goto(f"/accounts/login/?next={onward}")
    page.get_by_label("Email address").fill(f"{name}@skillgap.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def second_factor(page: Page, _attempt: object) -> Iterator[tuple[str, Page]]:
    """For a person of its own, since it stays on."""
    log_in(page, "/mine/", "ben")
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("img", name="The secret as a square")).to_be_visible()
    yield "second factor set up", page
    page.get_by_label("code").fill(code_of(page.locator("code").inner_text()))
    page.get_by_role("button", name="Turn it on").click()
    page.wait_for_url("**/recovery-codes/")
    yield "recovery codes", page
    for name, path in (
        ("second factor on", "2fa/"),
        ("new recovery codes", "2fa/recovery-codes/generate/"),
        ("second factor to be turned off", "2fa/totp/deactivate/"),
        ("is it you by a code", "2fa/reauthenticate/"),
    ):
        page.goto(f"/accounts/{path}")
        yield name, page
    page.context.clear_cookies()
    give_password(page, "/mine/", "ben")
    page.wait_for_url("**/2fa/authenticate/**")
    yield "second factor asked for", page
