"""Passkeys in a real browser with a device that is made up: added, logged in by, a second factor, taken away."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import accessibility
from tests.e2e.accessibility import look, options_for_axe
from tests.e2e.fitting import misfits
from tests.e2e.second_factor import give_password
from tests.e2e.site import PASSWORD

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """An authenticator of the browser; it asks nobody, and says that it asked."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        self.id = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def forget(self) -> None:
        self.session.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})


@pytest.fixture
def page(new_site, new_context):
    """A passkey is of a host with a name, which 127.0.0.1 is not."""
    site = new_site()
    return new_context(base_url=site.base.replace("127.0.0.1", "localhost"), **options_for_axe()).new_page()


def log_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Log out").click()


def test_added_used_in_every_way_and_taken_away(page):
    device, found = Device(page), []

    def looked_at(name: str) -> None:
        found.extend(look(page, name) + misfits(page, name))

    give_password(page, "/accounts/2fa/", "ann")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    looked_at("passkey to be added")
    page.get_by_label("What you call it").fill("My phone")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")
    code = page.locator("code").first.inner_text()
    page.goto("/accounts/2fa/")
    expect(page.get_by_text("My phone, since")).to_be_visible()
    looked_at("second factor with a passkey")
    log_out(page)

    page.goto("/accounts/login/?next=/mine/")
    looked_at("log in by a passkey")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My assessments")).to_be_visible()  # and by nothing else
    page.goto("/mine/delete/")
    page.get_by_role("link", name="Use a passkey").click()
    looked_at("is it you by a passkey")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("button", name="Delete my account")).to_be_visible()
    log_out(page)

    give_password(page, "/mine/", "ann")
    page.wait_for_url("**/2fa/authenticate/**")
    looked_at("passkey asked for")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", name="My assessments")).to_be_visible()
    log_out(page)

    device.forget()  # the phone is lost: a recovery code gets in, and takes it away
    give_password(page, "/accounts/2fa/", "ann")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_text("No passkey came back.")).to_be_visible()
    looked_at("passkey that did not come")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("link", name="Take it away").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    looked_at("passkey to be taken away")
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("It is off.")).to_be_visible()
    log_out(page)
    give_password(page, "/mine/", "ann")
    expect(page.get_by_role("heading", name="My assessments")).to_be_visible()

    assert found == []


def test_a_picture_is_kept_and_leaves_the_device_there(page, tmp_path, monkeypatch):
    monkeypatch.setattr(accessibility, "PICTURES", str(tmp_path))
    device = Device(page)
    page.goto("/accounts/login/")
    accessibility.picture(page, "log in")
    assert (tmp_path / "log-in.png").read_bytes().startswith(b"\x89PNG")
    device.forget()  # there is one to ask


def test_without_a_script_the_button_is_not_there_and_the_page_says_why(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/accounts/login/")
    expect(page.get_by_text("Passkeys need a script")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible()
