"""Guessing passwords, codes and links is slow: for an account, and for a network over all accounts."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from assessment.models import Throttle
from tests.assessment.account.clock import clock_at
from tests.assessment.account.conftest import PASSWORD, member

GUESSES = 20  # in an hour, in tests (tests/environment.py)


def try_password(name: str, password: str, address: str = "192.0.2.1") -> int:
    fields = {"login": f"{name}@example.org", "password": password}
    return Client(REMOTE_ADDR=address).post("/accounts/login/", fields).status_code


def test_an_account_is_locked_for_its_guesser_after_five(db):
    member("ann")
    assert [try_password("ann", f"wrong-{n}") for n in range(5)] == [422] * 5
    assert try_password("ann", PASSWORD) == 422
    assert try_password("ann", PASSWORD, "192.0.2.99") == 422
    assert try_password("ann", PASSWORD, "198.51.100.1") == 302


@pytest.mark.parametrize(
    ("addresses", "elsewhere"),
    [
        (["192.0.2.7"], "198.51.100.1"),
        ([f"192.0.2.{n}" for n in range(256)], "192.0.3.1"),
        (["192.0.2.7", "::ffff:192.0.2.8", "64:ff9b::c000:209"], "::ffff:198.51.100.1"),
        ([f"2001:db8:1:{n}::1" for n in range(256)], "2001:db8:2::1"),
    ],
    ids=["one address", "one /24", "one address in three spellings", "one /48"],
)
def test_a_network_is_locked_after_guessing_at_many_accounts(db, addresses, elsewhere):
    """Also for a right password: a guesser must not learn that it is."""
    member("ann")
    at = [addresses[n % len(addresses)] for n in range(GUESSES + 2)]
    assert [try_password(f"no{n}", "wrong", at[n]) for n in range(GUESSES)] == [422] * GUESSES
    assert [try_password("no", "wrong", at[-2]), try_password("ann", PASSWORD, at[-1])] == [429, 429]
    assert try_password("ann", PASSWORD, elsewhere) == 302


def test_a_right_password_in_between_resets_nothing(db):
    member("mallory")
    for n in range(GUESSES):
        assert try_password(f"no{n}", "wrong") == 422
        if n % 4 == 0:
            assert try_password("mallory", PASSWORD) == (302 if n < GUESSES - 1 else 429)
    assert try_password("no", "wrong") == 429


def with_second_factor(name: str) -> User:
    user = member(name)
    TOTP.activate(user, generate_totp_secret())
    return user


def test_guessing_codes_ends_after_five_wherever_they_come_from(db):
    with_second_factor("ann")
    found = []
    for n in range(7):
        client = Client(REMOTE_ADDR=f"198.51.{n}.1")
        client.post("/accounts/login/", {"login": "ann@example.org", "password": PASSWORD})
        response = client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"})
        assert response.status_code == 422
        found.append("Too many failed login attempts" in response.content.decode())
    assert found == [False] * 5 + [True] * 2


@pytest.mark.parametrize(
    "link", ["/resume/{n:a>43}/", "/s/{n:a>43}/", "/accounts/confirm-email/{n}/", "/accounts/password/reset/key/1-{n}/"]
)
def test_guessing_links_is_counted_for_a_network(db, link):
    client = Client()
    found = [client.get(link.format(n=n), follow=True).status_code for n in range(GUESSES + 1)]
    assert 429 not in found[:GUESSES]
    assert found[GUESSES] == 429
    assert Client(REMOTE_ADDR="198.51.100.1").get(link.format(n=1), follow=True).status_code != 429


def test_passwords_and_links_are_counted_together(db):
    for n in range(GUESSES):
        Client(REMOTE_ADDR="192.0.2.1").get(f"/resume/{n:a>43}/")
    assert try_password("ann", PASSWORD) == 429


@pytest.mark.parametrize("minutes", [0, 10, 59])
def test_the_wait_that_is_told_is_the_one_there_is(db, minutes):
    with clock_at(timezone.now()) as clock:
        for n in range(GUESSES):
            try_password(f"no{n}", "wrong")
        clock.shift(timedelta(minutes=minutes))
        refused = Client(REMOTE_ADDR="192.0.2.1").post("/accounts/login/", {"login": "a@example.org", "password": "x"})
        assert refused.headers["Retry-After"] == str(3600 - 60 * minutes)
        clock.shift(timedelta(seconds=int(refused.headers["Retry-After"]) - 1))
        assert try_password("no", "wrong") == 429
        clock.shift(timedelta(seconds=1))
        assert try_password("no", "wrong") == 422


def test_the_wait_of_the_librarys_own_limits_is_told_too(ann, db):
    with clock_at(timezone.now()) as clock:
        fields = {"email": "zoe@example.org"}
        for _time in range(5):
            assert Client().post("/accounts/password/reset/", fields).status_code == 302
        clock.shift(timedelta(minutes=20))
        assert Client().post("/accounts/password/reset/", fields).headers["Retry-After"] == str(40 * 60)
        for _time in range(20):
            assert ann.post("/accounts/reauthenticate/", {"password": "wrong"}).status_code == 422
        clock.shift(timedelta(minutes=5))
        assert ann.post("/accounts/reauthenticate/", {"password": "wrong"}).headers["Retry-After"] == str(55 * 60)


def test_a_clock_that_was_ahead_locks_nobody_out_once_it_is_right(db):
    """By a day, while somebody guessed: neither the network nor the account waits for that day."""
    member("ann")
    with clock_at(timezone.now() + timedelta(days=1)):
        for n in range(GUESSES):
            try_password("ann" if n < 5 else f"no{n}", "wrong")
        assert try_password("ann", PASSWORD) == 429
    assert try_password("ann", PASSWORD) == 302
    assert try_password("no", "wrong") == 422
    assert Throttle.objects.filter(until__gt=timezone.now() + timedelta(hours=1)).count() <= 1


def test_what_a_clock_wrote_that_was_ahead_is_not_believed(db):
    with clock_at(timezone.now() + timedelta(hours=1)):
        cache.set("counter", [1], 7200)
        assert cache.add("lock", 1, 7200)
        assert not cache.add("lock", 1, 7200)
    assert cache.get("counter") is None
    assert cache.add("lock", 2, 60)
    assert not cache.add("lock", 3, 60)
    cache.set("counter", [2], 60)
    assert (cache.get("counter"), cache.get("lock")) == ([2], 2)


def test_no_form_of_the_library_counts_a_network_by_itself():
    """All that a network may do is counted in one place, which knows when the window ends."""
    assert [name for name, rates in settings.ACCOUNT_RATE_LIMITS.items() if "/ip" in rates] == []
