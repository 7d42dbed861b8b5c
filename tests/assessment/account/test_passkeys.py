"""Passkeys without a browser: what is offered, what is refused, and that no answer of whatever form breaks anything."""

import json
from hashlib import sha256

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.account import passkeys
from assessment.models import Throttle
from tests.assessment.account.conftest import PASSWORD
from tests.config.test_no_inline import faults
from tests.pages import Page, text

ADD, LOG_IN = "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/login/"
JSON = {"HTTP_ACCEPT": "application/json"}
ORIGIN = "http://testserver"


@pytest.fixture(autouse=True)
def fresh(db):
    cache.clear()


def sent(origin: str = ORIGIN, kind: str = "webauthn.create", **response: object) -> str:
    """What a browser would send, signed by nobody."""
    client = {"type": kind, "challenge": websafe_encode(b"x" * 32), "origin": origin, "crossOrigin": False}
    said = {"clientDataJSON": websafe_encode(json.dumps(client).encode()), **response}
    return json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": said})


@pytest.fixture
def shown(ann) -> Client:
    """Ann, who has just shown who she is."""
    ann.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return ann


def test_adding_one_asks_who_it_is_first(ann):
    assert ann.get(ADD).headers["Location"].startswith("/accounts/reauthenticate/")


def test_what_the_browser_is_asked_stands_in_an_attribute(shown):
    page = shown.get(ADD)
    [form] = [each for each in Page(page.content).all("form") if "data-passkeys" in each.attributes]
    options = json.loads(form.attributes["data-make"])["creation_options"]["publicKey"]
    assert options["rp"]["id"] == "testserver"
    assert len(options["challenge"]) >= 43
    assert "ann@example.org" in json.dumps(options["user"])
    assert faults(page.content) == []


def test_each_time_another_challenge(db):
    client = Client()
    found = {client.get(LOG_IN, **JSON).json()["request_options"]["publicKey"]["challenge"] for _ in range(3)}
    assert len(found) == 3
    assert min(map(len, found)) >= 43
    assert client.get(LOG_IN).headers["Location"] == "/accounts/login/"


def test_what_was_said_on_another_page_is_refused(shown):
    for origin in ("https://testserver", "http://evil.testserver", "http://testserver.evil.example", "null", ""):
        shown.get(ADD)
        assert shown.post(ADD, {"credential": sent(origin)}).status_code == 422
    assert not Authenticator.objects.exists()


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.binary(max_size=40).map(websafe_encode),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)
PARTS = ("attestationObject", "authenticatorData", "signature", "userHandle")


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(JUNK, st.dictionaries(st.sampled_from(PARTS), JUNK))
def test_no_answer_of_whatever_form_breaks_anything(shown, junk, parts):
    client = Client()
    Throttle.objects.all().delete()
    cache.clear()
    for credential in (json.dumps(junk), sent(**parts), sent(kind="webauthn.get", **parts)):
        shown.get(ADD)
        assert shown.post(ADD, {"credential": credential}).status_code == 422
        client.get(LOG_IN, **JSON)
        assert client.post(LOG_IN, {"credential": credential}).status_code == 422
    assert not Authenticator.objects.exists()


MADE_TO_BREAK = {
    "nothing": "",
    "brackets too deep": "[" * 10_000,
    "a number too long": "1" * 5_000,
    "no response": '{"id": "AAAA", "rawId": "AAAA", "response": null}',
    # The library would take as many bytes of memory as it says.
    "numbers for bytes": sent(attestationObject=10**9, authenticatorData=10**9),
    "zeros": sent(attestationObject="AAAA\0", authenticatorData="\0"),
    "too long": "x" * (passkeys.LONGEST_ANSWER + 1),
}


@pytest.mark.parametrize("credential", MADE_TO_BREAK.values(), ids=MADE_TO_BREAK)
def test_what_is_made_to_break_it_is_refused_with_a_sentence(shown, credential):
    shown.get(ADD)
    page = shown.post(ADD, {"credential": credential, "name": "My phone"})
    assert page.status_code == 422
    [form] = [each for each in Page(page.content).forms if each.action == ADD]
    assert form.fields["name"] == "My phone"
    assert not Authenticator.objects.exists()


def test_a_log_in_that_is_refused_says_so_beside_the_button(db):
    client = Client()
    client.get(LOG_IN, **JSON)
    page = client.post(LOG_IN, {"credential": sent(kind="webauthn.get"), "next": "/history/"})
    assert page.status_code == 422
    assert str(passkeys.NOT_TAKEN) in text(Page(page.content))
    assert {each.fields["next"] for each in Page(page.content).forms if "next" in each.fields} == {"/history/"}
    assert "/accounts/login/" in {each.action for each in Page(page.content).forms}


def stored(user: User) -> Authenticator:
    """A passkey of somebody, as it is kept."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid(bytes(16)), b"12345678", key)
    said = AuthenticatorData.create(sha256(b"testserver").digest(), AuthenticatorData.FLAG(0x45), 0, credential)
    answer = json.loads(sent(attestationObject=websafe_encode(AttestationObject.create("none", said, {}))))
    answer |= {"id": websafe_encode(b"12345678"), "rawId": websafe_encode(b"12345678")}
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": "Phone", "credential": answer})


def refused(client: Client, path: str) -> bool:
    assert client.get(path).status_code == 200
    page = client.post(path, {"credential": sent(kind="webauthn.get")})
    return (page.status_code, str(passkeys.NOT_TAKEN) in text(Page(page.content))) == (422, True)


def test_one_that_is_refused_as_a_second_factor_says_so(ann):
    stored(ann.user)
    client = Client()
    client.post("/accounts/login/", {"login": "ann@example.org", "password": PASSWORD})
    assert refused(client, "/accounts/2fa/authenticate/")


def test_one_that_is_refused_when_it_is_shown_again_says_so(ann):
    stored(ann.user)
    assert refused(ann, "/accounts/2fa/webauthn/reauthenticate/")


def test_the_log_in_page_offers_it_and_says_what_it_needs(db):
    page = Client().get("/accounts/login/?next=/history/")
    [form] = [each for each in Page(page.content).forms if each.action == LOG_IN]
    assert form.fields["next"] == "/history/"
    assert "Passkeys need a script" in text(Page(page.content))
    assert faults(page.content) == []


def test_who_has_one_sees_it_and_shows_who_they_are_before_it_goes(ann):
    row = stored(ann.user)
    assert "Phone" in text(Page(ann.get("/accounts/2fa/").content))
    assert ann.get(f"/accounts/2fa/webauthn/keys/{row.pk}/remove/").headers["Location"].startswith("/accounts/re")


def test_nobody_takes_away_that_of_another(shown, ben):
    row = Authenticator.objects.create(user=ben.user, type="webauthn", data={"name": "Phone", "credential": {}})
    path = f"/accounts/2fa/webauthn/keys/{row.pk}/remove/"
    assert (shown.get(path).status_code, shown.post(path).status_code) == (404, 404)
    assert Authenticator.objects.get() == row


def test_an_account_has_so_many_and_no_more(shown, monkeypatch):
    monkeypatch.setattr(passkeys, "MOST", 0)
    shown.get(ADD)
    assert "You have many passkeys." in text(Page(shown.post(ADD, {"credential": sent()}).content))
