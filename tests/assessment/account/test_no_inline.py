"""Account pages keep to the policy, as all others do: nothing inline, nothing from elsewhere."""

from django.core import mail
from django.test import Client

from tests.assessment.account.conftest import PASSWORD, link_of, log_in
from tests.assessment.account.test_second_factor import turn_on
from tests.config.test_no_inline import faults
from tests.pages import Page

OPEN = ("login/", "signup/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "confirm-email/")
OWN = ("email/", "password/change/", "logout/", "reauthenticate/", "2fa/")
FACTOR = ("2fa/", "2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/reauthenticate/")


def look(client: Client, path: str) -> list[str]:
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    page = Page(response.content)
    assert len(page.texts("h1")) == 1
    assert page.all("meta", name="viewport")
    assert "img-src 'self' data:" in response.headers["Content-Security-Policy"]
    return faults(response.content)


def test_the_pages_of_visitors(db):
    client = Client()
    client.post("/accounts/signup/", {"email": "zoe@example.org", "password1": PASSWORD})
    paths = [*(f"/accounts/{path}" for path in OPEN), "/accounts/inactive/", link_of(mail.outbox[0])]
    paths += ["/accounts/confirm-email/wrong/", "/accounts/password/reset/key/1-wrong/"]
    assert {path: found for path in paths if (found := look(client, path))} == {}


def test_the_pages_of_an_account(ann, begin):
    begin(ann)
    paths = ["/mine/", *(f"/accounts/{path}" for path in OWN)]
    ann.post("/accounts/reauthenticate/", {"password": PASSWORD})
    paths += ["/mine/delete/", "/accounts/2fa/totp/activate/"]
    assert {path: found for path in paths if (found := look(ann, path))} == {}


def test_the_pages_of_a_second_factor(ann):
    turn_on(ann)
    assert {path: found for path in FACTOR if (found := look(ann, f"/accounts/{path}"))} == {}
    client = Client()
    log_in(client)
    assert look(client, "/accounts/2fa/authenticate/") == []
