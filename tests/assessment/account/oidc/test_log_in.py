"""Logging in by an identity provider: who gets which account, and what of them is kept."""

import base64
import hashlib
import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from config.logs import JsonFormatter
from tests.assessment.account.conftest import PASSWORD, link_of, log_in, member
from tests.assessment.account.oidc.conftest import address_of, enter, words
from tests.pages import Page, text

pytestmark = [pytest.mark.slow, pytest.mark.watched]

LOG_IN = "/accounts/provider/login/"
# What logs for the provider and for who goes there, who are others than we.
THEIRS = {"authlib", "httpcore", "httpx", "oidc_provider_mock", "werkzeug"}
PATHS = ("", "login/", "callback/", "again/", "connect/", "disconnect/")


def is_in(client: Client) -> bool:
    return client.get("/mine/").status_code == 200


def test_somebody_new_has_an_account_of_their_address_and_of_nothing_else(mock):
    mock.knows(
        "zoe-1", email="Zoe@BÜCHER.example", email_verified=True, name="Zoe Canary", picture="https://x.example/"
    )
    client = Client()
    response = enter(mock, client, "zoe-1", next="/history/")
    assert (response.status_code, response.headers["Location"]) == (302, "/history/")
    assert is_in(client)
    user = User.objects.get()
    assert (user.email, user.first_name, user.last_name) == ("zoe@xn--bcher-kva.example", "", "")
    assert user.username.startswith("person-")
    assert not user.has_usable_password()
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid, account.extra_data) == (user, mock.url, "zoe-1", {})
    assert EmailAddress.objects.get().verified
    assert (SocialToken.objects.count(), mail.outbox) == (0, [])
    assert "canary" not in str(dict(client.session)).lower()
    client.post("/accounts/logout/")
    mock.knows("zoe-1", email="other@example.org", email_verified=True)  # who it is, is told by the subject alone
    enter(mock, client, "zoe-1")
    assert is_in(client)
    assert User.objects.get() == user


def test_what_is_asked_and_answered_is_bound_to_this_browser(mock):
    mock.knows("zoe-1", email="zoe@example.org", email_verified=True)
    client = Client()
    address = address_of(client.post(LOG_IN))
    asked = {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}
    assert asked["redirect_uri"] == "http://testserver/accounts/provider/callback/"
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert min(len(asked["state"]), len(asked["nonce"])) >= 43
    back = mock.leave(address, "zoe-1")
    assert not is_in(client)
    other = Client()
    assert other.get(back).status_code == 403  # another browser has not begun it
    assert client.get(back).status_code == 302
    [fields] = mock.asked
    challenge = base64.urlsafe_b64encode(hashlib.sha256(fields["code_verifier"][0].encode()).digest())
    assert challenge.rstrip(b"=").decode() == asked["code_challenge"]
    assert client.get(back).status_code == 403  # nor is it good a second time
    assert not is_in(other)


def test_an_address_that_the_provider_did_not_confirm_is_confirmed_by_us(mock):
    mock.knows("zoe-1", email="zoe@example.org")
    client = Client()
    assert enter(mock, client, "zoe-1").headers["Location"] == "/accounts/confirm-email/"
    assert not is_in(client)
    client.post(client.get(link_of(mail.outbox[0])).headers["Location"])
    enter(mock, client, "zoe-1")
    assert is_in(client)


def test_an_address_of_another_account_opens_nothing(mock):
    """Whoever confirmed it at the provider is told so; others see what a new address would see."""
    ann = member("ann")
    mock.knows("one", email="ann@example.org", email_verified=True)
    response = enter(mock, Client(), "one")
    assert response.status_code == 403
    assert "There is an account with your address here already." in words(response)
    mock.knows("two", email="ann@example.org", email_verified=False)
    mock.knows("three", email="new@example.org", email_verified=False)
    taken, new = (enter(mock, Client(), name) for name in ("two", "three"))
    assert (taken.status_code, taken.headers["Location"]) == (new.status_code, new.headers["Location"])
    assert not SocialAccount.objects.filter(user=ann).exists()
    assert [each.to for each in mail.outbox] == [["ann@example.org"], ["new@example.org"]]


def test_an_account_that_nobody_confirmed_gives_way_to_who_has_the_address(mock):
    squatter = User.objects.create_user("person-x", "ann@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=squatter, email=squatter.email, primary=True, verified=False)
    mock.knows("ann-1", email="ann@example.org", email_verified=True)
    client = Client()
    enter(mock, client, "ann-1")
    assert is_in(client)
    assert User.objects.get() != squatter
    assert log_in(Client(), "ann") == 422


class TestTrusted:
    """Accounts of the company's own domain are opened by what its provider says of addresses."""

    @pytest.fixture(autouse=True)
    def trusting(self, mock, settings):
        settings.OIDC = settings.OIDC._replace(trusted_domains=("example.org",))

    def test_the_account_is_opened_and_its_owner_told(self, mock):
        ann = member("ann")
        mock.knows("ann-1", email="ANN@example.org", email_verified=True)
        client = Client()
        enter(mock, client, "ann-1")
        assert is_in(client)
        assert SocialAccount.objects.get().user == ann
        assert [each.subject for each in mail.outbox] == ["Another way to log in"]
        assert log_in(Client(), "ann") == 302  # the password goes on working

    @pytest.mark.parametrize("said", [{"email_verified": False}, {}, {"email": "ann@example.net"}])
    def test_not_without_a_confirmed_address_of_the_domain(self, mock, said):
        ann = member("ann")
        mock.knows("ann-1", **{"email": "ann@example.org", "email_verified": "email" in said, **said})
        enter(mock, Client(), "ann-1")
        assert not SocialAccount.objects.filter(user=ann).exists()

    @pytest.mark.parametrize("more", [{"is_staff": True}, {"is_superuser": True}])
    def test_never_that_of_staff(self, mock, more):
        member("eve", **more)
        mock.knows("eve-1", email="eve@example.org", email_verified=True)
        assert enter(mock, Client(), "eve-1").status_code == 403
        assert not SocialAccount.objects.exists()

    def test_never_one_whose_address_is_not_confirmed_here(self, mock):
        ann = member("ann")
        log_in(Client(), "ann")
        EmailAddress.objects.update(verified=False)
        mock.knows("ann-1", email="ann@example.org", email_verified=True)
        assert enter(mock, Client(), "ann-1").status_code == 403
        ann.refresh_from_db()
        assert ann.has_usable_password()


class TestConnected:
    @pytest.fixture
    def connected(self, mock, ann) -> Client:
        mock.knows("ann-1", email="ann@private.example", email_verified=True)
        assert ann.post("/accounts/provider/connect/").headers["Location"].startswith("/accounts/reauthenticate/")
        ann.post("/accounts/reauthenticate/", {"password": PASSWORD})
        response = enter(mock, ann, "ann-1", "/accounts/provider/connect/")
        assert response.headers["Location"] == "/accounts/provider/"
        return ann

    def test_it_opens_the_account_from_then_on(self, mock, connected):
        page = words(connected.get("/accounts/provider/"))
        assert "The two are connected." in page
        assert "You can log in by Our Office." in page
        client = Client()
        enter(mock, client, "ann-1")
        assert client.session["_auth_user_id"] == str(connected.user.pk)
        assert [each.subject for each in mail.outbox] == ["Another way to log in"]

    def test_it_can_be_ended(self, mock, connected):
        assert connected.post("/accounts/provider/disconnect/").status_code == 302
        assert not SocialAccount.objects.exists()
        assert "once you have connected the two" in words(connected.get("/accounts/provider/"))

    def test_not_by_an_account_there_that_somebody_else_here_has(self, mock, connected, ben):
        ben.post("/accounts/reauthenticate/", {"password": PASSWORD})
        enter(mock, ben, "ann-1", "/accounts/provider/connect/")
        assert SocialAccount.objects.get().user == connected.user
        assert "Somebody else here logs in by that." in words(ben.get("/accounts/provider/"))

    def test_the_last_way_in_stays(self, mock, db):
        client = Client()
        mock.knows("zoe-1", email="zoe@example.org", email_verified=True, auth_time=2**40)
        enter(mock, client, "zoe-1")
        enter(mock, client, "zoe-1", "/accounts/provider/again/")
        response = client.post("/accounts/provider/disconnect/")
        assert response.status_code == 422
        assert "no password" in words(response)
        assert SocialAccount.objects.exists()


def test_without_a_provider_there_is_no_button_and_no_address(ann):
    client = Client()
    assert not [form for form in Page(client.get("/accounts/login/").content).forms if "provider" in form.action]
    for path in PATHS:
        for visitor in (client, ann):
            assert visitor.get(f"/accounts/provider/{path}").status_code == 404
            assert visitor.post(f"/accounts/provider/{path}").status_code == 404
    assert "provider" not in ann.get("/mine/").content.decode()


def test_with_one_there_is_a_button_and_where_it_is_the_only_way_no_sign_up(mock, settings):
    [form] = [
        form for form in Page(Client().get("/accounts/login/?next=/history/").content).forms if "prov" in form.action
    ]
    assert (form.action, form.method, form.fields["next"]) == (LOG_IN, "post", "/history/")
    assert Page(Client().get("/accounts/signup/").content).all("form")
    settings.OIDC = settings.OIDC._replace(only=True)
    page = Client().get("/accounts/signup/").content
    assert "Accounts of this site are those of Our Office" in text(Page(page))
    assert not Page(page).all("form")
    Client().post("/accounts/signup/", {"email": "zoe@example.org", "password1": PASSWORD})
    assert not User.objects.exists()
    assert "Sign up" not in words(Client().get("/accounts/login/"))


def test_no_log_holds_a_code_or_a_token(mock, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    mock.knows("zoe-1", email="zoe@example.org", email_verified=True)
    client = Client()
    address = address_of(client.post(LOG_IN))
    back = mock.leave(address, "zoe-1")
    client.get(back)
    assert is_in(client)
    Client().get(back)
    said = [record for record in caplog.records if record.name.split(".")[0] not in THEIRS]
    ours = "\n".join(JsonFormatter().format(record) for record in said)
    assert "/oauth2/token" in ours
    [asked] = mock.asked
    keys = [value for _name, [value] in parse_qs(urlsplit(back).query).items() if len(value) > 16]
    keys += [asked["code"][0], asked["code_verifier"][0], "the-client-secret"]
    assert len(keys) >= 5
    assert [key for key in keys if key in ours] == []
