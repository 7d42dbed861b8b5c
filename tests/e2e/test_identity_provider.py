"""Logging in by an identity provider in a real browser, under our policy, and the pages of it."""

from playwright.sync_api import Page, expect

from tests import identity
from tests.e2e.accessibility import look, options_for_axe
from tests.e2e.fitting import misfits

LOG_IN = "Log in by Our Office"
SETTINGS = {"OIDC_CLIENT_ID": "skillgap", "OIDC_CLIENT_SECRET": "x", "OIDC_NAME": "Our Office"}


def show(page: Page, subject: str) -> None:
    """Log in at the provider, whose page asks for no more than a name."""
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize").click()


def test_the_way_there_and_back(new_site, new_context):
    with identity.running() as provider:
        site = new_site(OIDC_URL=provider.url, **SETTINGS)
        provider.knows("zoe-1", email="zoe@skillgap.example", email_verified=True, auth_time=2**40)
        provider.knows("kim-1", email="ann@skillgap.example", email_verified=True)
        context = new_context(base_url=site.base, **options_for_axe())
        page, found = context.new_page(), []

        def looked_at(name: str) -> None:
            found.extend(look(page, name) + misfits(page, name))

        page.goto("/accounts/login/?next=/history/")
        looked_at("log in with a provider")
        context.route(f"{provider.url}/**", lambda route: route.fulfill(status=204))  # stay on the page that leads on
        page.get_by_role("button", name=LOG_IN).click()
        expect(page.get_by_role("heading", name="On to Our Office")).to_be_visible()
        looked_at("on to the provider")
        context.unroute(f"{provider.url}/**")

        page.goto("/accounts/login/?next=/history/")
        page.get_by_role("button", name=LOG_IN).click()
        show(page, "kim-1")
        expect(page.get_by_text("There is an account with your address here already.")).to_be_visible()
        looked_at("not logged in")

        page.goto("/accounts/login/?next=/history/")
        page.get_by_role("button", name=LOG_IN).click()
        show(page, "zoe-1")
        page.wait_for_url("**/history/")
        page.goto("/mine/")
        page.get_by_role("link", name="Your log-in at Our Office").click()
        expect(page.get_by_text("You can log in by Our Office.")).to_be_visible()
        looked_at("connected with the provider")
        page.goto("/mine/delete/")
        expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
        looked_at("is it you at the provider")
        page.get_by_role("button", name=LOG_IN).click()
        show(page, "zoe-1")
        expect(page.get_by_role("button", name="Delete my account")).to_be_visible()

        assert found == []
