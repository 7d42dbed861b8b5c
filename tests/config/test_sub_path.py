"""The site below a part of its host: its own addresses, its cookies and its files all stay there."""

import json

import pytest
from django.core import mail
from django.test import Client
from django.urls import set_script_prefix

from tests.assessment.account.conftest import PASSWORD, member
from tests.config.production import PRODUCTION
from tests.config.test_settings import REFUSED
from tests.conftest import signed_in
from tests.pages import Page
from tests.workshop import PLACE

BELOW = "/skillgap"
PAGES = [
    f"/roles/{PLACE}/",
    f"/roles/{PLACE}/?sort=importance",
    f"/roles/{PLACE}/about/",
    "/skills/workshop/cut/",
    "/roles/",
    "/skills/?q=leather",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/x-y/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/x/",
    "/accounts/inactive/",
    "/nowhere/",
]
OF_MEMBERS = [
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/2fa/",
    "/accounts/reauthenticate/",
]


@pytest.fixture
def below(settings):
    settings.FORCE_SCRIPT_NAME = BELOW
    set_script_prefix(f"{BELOW}/")
    yield
    set_script_prefix("/")


def outside(client: Client, path: str) -> list[str]:
    """The addresses of our own in a page's content that do not start with the sub-path."""
    [main] = Page(client.get(path).content).all("main")
    values = [value for element in main.inside for name, value in element.attributes.items() if name != "data-text"]
    own = [value for value in values if value.startswith("/")]
    assert own
    return [value for value in own if not value.startswith(f"{BELOW}/")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_nowhere_else(edition, below, path):
    assert outside(Client(), path) == []


def test_a_page_about_an_edition_leads_nowhere_else(edition, below):
    assert outside(Client(), f"/editions/{edition.digest}/") == []


@pytest.mark.parametrize("path", OF_MEMBERS)
def test_a_page_of_an_account_leads_nowhere_else(edition, below, path):
    client = Client()
    client.post("/accounts/login/", {"login": member("ann").email, "password": PASSWORD})
    assert outside(client, path) == []


def test_the_editor_leads_nowhere_else(edition, below, rose):
    for path in ("/admin/", "/admin/catalog/edition/", f"/admin/catalog/edition/health/{edition.framework_id}/"):
        page = Page(rose.get(path).content)
        addresses = [link.attributes["href"] for link in page.all("a")]
        assert [each for each in addresses if each.startswith("/") and not f"{each}/".startswith(f"{BELOW}/")] == []


def test_who_logs_out_lands_on_the_site_s_own_first_page(below, db):
    response = signed_in(member("ann")).post("/accounts/logout/")
    assert response.headers["Location"] == f"{BELOW}/"


def test_an_e_mail_leads_to_the_sub_path(below, db):
    client = Client()
    client.post("/accounts/login/", {"login": member("ann").email, "password": PASSWORD})
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "another-few-words", "password2": "another-few-words"},
    )
    [message] = mail.outbox
    assert f"http://testserver{BELOW}/accounts/password/reset/" in message.body


ASK = """
import json
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
from django.conf import settings
from django.templatetags.static import static
from django.test import Client
response = Client(headers={"host": "skillgap.example"}).get("/csrf/", secure=True)
names = ["SESSION_COOKIE_NAME", "SESSION_COOKIE_PATH"]
settings.DEBUG = True  # files under their plain names
print(json.dumps([static("x.css"), *(getattr(settings, name) for name in names), str(response.cookies)]))
"""


@pytest.mark.slow
def test_cookies_and_files_stay_below_too(site):
    done = site.run("-c", ASK, DJANGO_SETTINGS_MODULE="config.settings", SCRIPT_NAME=BELOW, **PRODUCTION)
    *state, cookie = json.loads(done.stdout)
    assert state == [f"{BELOW}/static/x.css", "__Secure-sessionid", f"{BELOW}/"]
    assert cookie.startswith("Set-Cookie: __Secure-csrftoken=")
    assert f"; Path={BELOW}/; SameSite=Lax; Secure" in cookie


@pytest.mark.parametrize("path", ["skillgap", "/skillgap/", "/"])
def test_a_sub_path_that_is_none_is_refused(site, path):
    told = f"{REFUSED}SCRIPT_NAME must be like /skillgap: with a slash before it and none after it."
    assert site.start(SCRIPT_NAME=path, **PRODUCTION) == (1, told)
