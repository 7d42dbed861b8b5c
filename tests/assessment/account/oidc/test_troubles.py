"""What goes wrong on the way to the identity provider and back lets nobody in, and says what to do."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.internal.statekit import STATES_SESSION_KEY
from django.contrib.auth.models import User
from django.test import Client

from assessment.account.oidc.provider import Exchange
from tests.assessment.account.oidc.conftest import address_of, enter, words
from tests.identity import Mock

pytestmark = [pytest.mark.slow, pytest.mark.watched]

LOG_IN = "/accounts/provider/login/"


@pytest.fixture
def zoe(mock) -> str:
    return str(mock.knows("zoe-1", email="zoe@example.org", email_verified=True))


def refusal(response: Any) -> tuple[int, str]:
    assert not User.objects.exists()
    return response.status_code, words(response)


def test_who_stops_there_is_told_that_nothing_was_changed(mock, zoe):
    client = Client()
    address = address_of(client.post(LOG_IN))
    back = mock.leave(address, zoe, action="deny")
    [state] = parse_qs(urlsplit(address).query)["state"]  # which this provider leaves out here, and others send
    status, said = refusal(client.get(f"{back}&state={state}"))
    assert (status, "You stopped at Our Office." in said) == (200, True)


def test_a_token_that_answers_another_question_is_none(mock, zoe):
    client = Client()
    back = mock.leave(address_of(client.post(LOG_IN)), zoe)
    session = client.session
    [[state, *_rest]] = session[STATES_SESSION_KEY].values()
    state["nonce"] = "another"
    session.save()
    status, said = refusal(client.get(back))
    assert (status, "did not come to its end here" in said) == (403, True)


@pytest.mark.parametrize(
    "said",
    [{"sub": "somebody-else"}, {}, {"sub": None}, [], "text", None],
    ids=str,
)
def test_what_is_said_beside_the_token_is_of_the_same_person(mock, zoe, monkeypatch, said):
    monkeypatch.setattr(Exchange, "_fetch_user_info", lambda *_: said)
    assert refusal(enter(mock, Client(), zoe))[0] == 403


@pytest.mark.parametrize("claims", [{}, {"sub": ""}, {"sub": 7}, {"sub": "x" * 192}], ids=lambda each: str(each)[:20])
def test_a_token_says_who_it_is(mock, zoe, monkeypatch, claims):
    monkeypatch.setattr(Exchange, "_decode_id_token", lambda *_: claims)
    assert refusal(enter(mock, Client(), zoe))[0] == 403


@pytest.mark.parametrize("said", [{}, {"access_token": "x", "expires_in": "soon"}, {"access_token": "x"}], ids=str)
def test_an_answer_of_another_form_is_none(mock, zoe, monkeypatch, said):
    monkeypatch.setattr(
        "allauth.socialaccount.providers.oauth2.client.OAuth2Client.get_access_token", lambda *_, **__: said
    )
    assert refusal(enter(mock, Client(), zoe))[0] in {403, 503}


def test_nobody_gets_an_account_without_an_address(mock):
    for said in ({}, {"email": "no address"}, {"email": 7}):
        mock.knows("zoe-1", **said)
        status, told = refusal(enter(mock, Client(), "zoe-1"))
        assert (status, "does not tell us your email address" in told) == (403, True)


def test_without_mail_an_address_that_is_not_confirmed_gets_none(mock, settings):
    settings.MAIL_WORKS = False
    mock.knows("zoe-1", email="zoe@example.org")
    assert refusal(enter(mock, Client(), "zoe-1"))[0] == 200
    mock.knows("zoe-2", email="zoe@example.org", email_verified=True)
    enter(mock, Client(), "zoe-2")
    assert User.objects.exists()


class TestItsOwnWords:
    """What it publishes of itself."""

    def publish(self, monkeypatch: pytest.MonkeyPatch, mock: Mock, **other: Any) -> None:
        config = requests.get(f"{mock.url}/.well-known/openid-configuration", timeout=10).json() | other
        monkeypatch.setattr(requests.Response, "json", lambda self: config)

    @pytest.mark.parametrize(
        "other",
        [
            {"issuer": "https://login.example"},
            {"issuer": None},
            {"token_endpoint": "ftp://login.example/token"},
            {"jwks_uri": 7},
        ],
        ids=str,
    )
    def test_another_issuer_or_another_form_is_refused(self, mock, monkeypatch, other):
        self.publish(monkeypatch, mock, **other)
        status, said = refusal(Client().post(LOG_IN))
        assert (status, "did not come to its end" in said) == (403, True)

    def test_with_https_nothing_of_it_is_without(self, mock, settings, monkeypatch):
        settings.OIDC = settings.OIDC._replace(url="https://login.example")
        self.publish(monkeypatch, mock, issuer="https://login.example")
        monkeypatch.setattr(requests.Session, "send", lambda *_, **__: _empty())
        assert refusal(Client().post(LOG_IN))[0] == 403


def _empty() -> requests.Response:
    response = requests.Response()
    response.status_code = 200
    return response


def test_a_provider_that_does_not_answer_is_said_so(mock, settings):
    settings.OIDC = settings.OIDC._replace(url="http://127.0.0.1:9")
    response = Client().post(LOG_IN)
    status, said = refusal(response)
    assert (status, response.headers["Retry-After"]) == (503, "60")
    assert "Our Office does not answer just now." in said


def test_we_are_not_led_on_from_where_the_provider_should_be(mock, settings):
    settings.OIDC = settings.OIDC._replace(url=f"{mock.url}/moved")
    assert refusal(Client().post(LOG_IN))[0] == 503


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=server_error&state=x"])
def test_a_way_back_that_nobody_began_leads_nowhere(mock, query):
    assert refusal(Client().get(f"/accounts/provider/callback/{query}"))[0] == 403
