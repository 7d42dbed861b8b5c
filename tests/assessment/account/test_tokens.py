"""What opens something cannot be guessed, and no address that we are given leads to another site."""

import secrets
from math import log2
from urllib.parse import urlsplit

import pytest
from allauth.account.forms import default_token_generator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from assessment.account.oidc.adapter import ProviderAdapter
from assessment.attempts import actions
from assessment.models import AccessKey
from assessment.models.attempts import digest_of
from tests.assessment.account.conftest import PASSWORD
from tests.conftest import NOW

HEX, LOWER, BASE32, LETTERS, URL_SAFE = 16, 36, 32, 62, 64
LEAST = 128  # bits
GUESSES = 10_000


def test_every_token_has_128_random_bits_or_more(begin, ann):
    attempt = begin(Client())
    link = actions.make_resume_link(assessment=attempt, at=NOW)
    reset = default_token_generator.make_token(ann.user).rpartition("-")[2]
    tokens = {
        "an attempt's address": (attempt.public_id, URL_SAFE),
        "a private link": (link, URL_SAFE),
        "a session": (SessionStore()._get_new_session_key(), LOWER),
        "a form": (_get_new_csrf_string(), LETTERS),
        "a new password": (reset, HEX),
        "a way to the provider": (ProviderAdapter().generate_state_param({}), URL_SAFE),
        "the secret of an app": (generate_totp_secret(), BASE32),
        "the seed of recovery codes": (RecoveryCodes.generate_seed(), HEX),
    }
    assert {what: token for what, (token, signs) in tokens.items() if len(token) * log2(signs) < LEAST} == {}


def test_ten_thousand_guesses_at_links_and_keys_hit_nothing(begin):
    attempt = begin(Client())
    actions.make_resume_link(assessment=attempt, at=NOW)
    assert AccessKey.objects.count() == 2
    guesses = [digest_of(secrets.token_urlsafe(32)) for _ in range(GUESSES)]
    hits = sum(AccessKey.objects.filter(digest__in=guesses[at : at + 500]).count() for at in range(0, GUESSES, 500))
    assert (len(set(guesses)), hits) == (GUESSES, 0)


ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://evil.example",
    "https://testserver@evil.example",
    "https://testserver.evil.example",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "//evil.example/%2e%2e",
    "\t//evil.example",
    "/\t/evil.example",
    "\x01https://evil.example",
    "http://[::1",
    "http://testserver:99999@evil.example",
    "//testserver@evil.example",
    "https://evil。example",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_to_another_site(ann, erin, target):
    assert len(ELSEWHERE) >= 30
    answers = [
        ann.get("/accounts/login/", {"next": target}),
        erin.get("/admin/login/", {"next": target}),
        ann.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": target}),
        Client().post("/accounts/login/", {"login": "ann@example.org", "password": PASSWORD, "next": target}),
    ]
    for answer in answers:
        leads = urlsplit(answer.headers["Location"])
        assert (answer.status_code, leads.scheme, leads.netloc) == (302, "", "")
        assert leads.path.startswith("/")
        assert not leads.path.startswith("//")
        assert "\\" not in leads.path
