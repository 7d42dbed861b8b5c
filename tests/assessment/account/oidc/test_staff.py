"""Staff who log in by an identity provider: a second factor there is as good as ours, none there asks for ours."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from tests.assessment.account.conftest import PASSWORD
from tests.assessment.account.oidc.conftest import enter, now, words
from tests.assessment.account.test_second_factor import code_of, one_moment, secret_of  # noqa: F401 - a fixture

pytestmark = [pytest.mark.slow, pytest.mark.watched]

AGAIN = "/accounts/provider/again/"


@pytest.fixture(autouse=True)
def server(settings, db):
    settings.STAFF_NEED_SECOND_FACTOR = True
    cache.clear()


@pytest.fixture
def eve(mock) -> User:
    """Staff whose account came from the provider: it has no password here."""
    mock.knows("eve-1", email="eve@example.org", email_verified=True)
    enter(mock, Client(), "eve-1")
    user = User.objects.get()
    user.is_staff = user.is_superuser = True
    user.save()
    return user


def end(client: Client, path: str = "/admin/") -> str:
    """Where a page of the editor leads in the end."""
    response = client.get(path)
    while response.status_code == 302:
        path = response.headers["Location"]
        response = client.get(path)
    return path.split("?")[0]


@pytest.mark.parametrize("said", [{}, {"amr": ["pwd"]}, {"amr": ["pwd", "sms"]}, {"acr": "1"}, {"amr": "mfa"}], ids=str)
def test_without_a_second_factor_there_they_are_asked_for_ours(mock, eve, said):
    mock.knows("eve-1", email="eve@example.org", email_verified=True, auth_time=now(), **said)
    client = Client()
    enter(mock, client, "eve-1")
    assert end(client) == AGAIN  # before a second factor is set up they show again who they are
    response = enter(mock, client, "eve-1", AGAIN, next="/accounts/2fa/totp/activate/?next=/admin/")
    assert response.headers["Location"] == "/accounts/2fa/totp/activate/?next=/admin/"
    assert end(client) == "/accounts/2fa/totp/activate/"
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert end(client) == "/accounts/2fa/reauthenticate/"
    cache.clear()
    client.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret)})
    assert end(client) == "/admin/"
    cache.clear()
    later = Client()
    response = enter(mock, later, "eve-1", next="/admin/")
    assert response.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert end(later) == "/accounts/2fa/authenticate/"
    later.post("/accounts/2fa/authenticate/", {"code": code_of(secret_of("eve@example.org"))})
    assert end(later) == "/admin/"


@pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"amr": ["hwk"]}, {"acr": "gold"}], ids=str)
@pytest.mark.parametrize("has_ours", [False, True])
def test_with_one_there_the_editor_opens(mock, eve, settings, said, has_ours):
    settings.OIDC = settings.OIDC._replace(strong_acr=("gold",))
    if has_ours:
        Authenticator.objects.create(user=eve, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    mock.knows("eve-1", email="eve@example.org", email_verified=True, **said)
    client = Client()
    assert enter(mock, client, "eve-1", next="/admin/").headers["Location"] == "/admin/"
    assert end(client) == "/admin/"
    SocialAccount.objects.all().delete()
    assert end(client) != "/admin/"


def test_one_there_is_no_good_without_the_provider(mock, eve, settings):
    mock.knows("eve-1", email="eve@example.org", email_verified=True, amr=["mfa"])
    client = Client()
    enter(mock, client, "eve-1")
    settings.OIDC = None
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "said", [{"auth_time": None}, {"auth_time": now() - 3600}, {"auth_time": "now"}], ids=["none", "old", "word"]
)
def test_who_is_not_asked_anew_there_has_shown_nothing(mock, eve, said):
    mock.knows("eve-1", email="eve@example.org", email_verified=True, **said)
    client = Client()
    enter(mock, client, "eve-1")
    response = enter(mock, client, "eve-1", AGAIN)
    assert response.status_code == 403
    assert "did not ask you anew who you are" in words(response)
    assert end(client, "/mine/delete/") == AGAIN


def test_nor_has_somebody_else(mock, eve):
    client = Client()
    enter(mock, client, "eve-1")
    mock.knows("mallory", email="mallory@example.org", email_verified=True, auth_time=now())
    response = enter(mock, client, "mallory", AGAIN)
    assert response.status_code == 403
    assert "You are somebody else at Our Office" in words(response)
    assert not User.objects.filter(email="mallory@example.org").exists()


def test_a_form_that_waited_for_it_is_done_afterwards(mock, eve):
    mock.knows("eve-1", email="eve@example.org", email_verified=True, auth_time=now())
    client = Client()
    enter(mock, client, "eve-1")
    eve.set_password(PASSWORD)
    eve.save()
    client.force_login(eve, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = client.post("/accounts/provider/disconnect/").headers["Location"]
    assert asked.startswith("/accounts/reauthenticate/")
    assert SocialAccount.objects.exists()
    onward = "/accounts/provider/disconnect/"
    assert enter(mock, client, "eve-1", AGAIN, next=onward).headers["Location"] == "/accounts/provider/"
    assert not SocialAccount.objects.exists()


def test_who_has_no_account_there_cannot_show_it_there(mock, ann):
    assert ann.get(AGAIN).status_code == 404
    assert ann.post(AGAIN).status_code == 404
