"""The private link that opens an attempt on another device, and the limits on trying and starting."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404, HttpResponse
from django.test import Client
from django.utils import timezone

from assessment import access
from assessment.attempts import actions
from assessment.models import AccessKey, Assessment
from tests.conftest import NOW
from tests.pages import Page
from tests.workshop import PLACE

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SECOND = timedelta(seconds=1)
DAYS_90 = timedelta(days=90)


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, {"cut": 3})


def make_link(client: Client, attempt: Assessment) -> str:
    """Make a link as a person does, a new one where there is one, and read it off the page: the token."""
    response = client.post(f"/a/{attempt.public_id}/data/resume-link/", {"new": "1"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/data/")
    return link_of(client, attempt)


def link_of(client: Client, attempt: Assessment) -> str:
    """The token of the link that the page shows."""
    page = Page(client.get(f"/a/{attempt.public_id}/data/").content)
    [address] = page.texts("p", class_="private-link")
    [link] = [link.attributes["href"] for link in page.all("a") if link.attributes["href"].startswith("/resume/")]
    assert address == f"http://testserver{link}"
    return link.split("/")[2]


def opens(client: Client, attempt: Assessment) -> bool:
    return client.get(f"/a/{attempt.public_id}/check/").status_code == 200


def told(response: HttpResponse) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return response.status_code, headers, response.content


def test_the_link_opens_the_attempt_on_another_device(alice, bob, attempt):
    token = make_link(alice, attempt)
    followed = bob.get(f"/resume/{token}/", follow=True)
    assert not opens(bob, attempt)
    response = bob.post("/resume/", Page(followed.content).form("").fields)
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/")
    assert (opens(alice, attempt), opens(bob, attempt)) == (True, True)


def test_looking_at_the_link_opens_nothing(alice, bob, attempt):
    """A preview robot that fetches the link must not count as a browser."""
    token = make_link(alice, attempt)
    for method in (bob.get, bob.head):
        assert method(f"/resume/{token}/").status_code == 303
        assert method("/resume/").status_code == 200
    assert AccessKey.objects.filter(kind="browser").count() == 1
    assert sorted(bob.cookies) == ["csrftoken", "followed"]


def test_the_link_is_exchanged_at_once_for_a_cookie_that_soon_ends(alice, bob, attempt):
    """So that no log, history or screen holds longer than a moment what opens the attempt."""
    token = make_link(alice, attempt)
    response = bob.get(f"/resume/{token}/")
    assert (response.status_code, response.headers["Location"], response.content) == (303, "/resume/", b"")
    cookie = bob.cookies["followed"]
    assert (cookie.value, cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (token, 900, True, "Lax")
    page = bob.get("/resume/").content.decode()
    assert token not in page
    assert bob.post("/resume/").headers["Location"] == f"/a/{attempt.public_id}/"
    assert bob.cookies["followed"].value == attempt.public_id


def test_the_cookie_of_a_followed_link_opens_nothing_after_it_was_used(alice, bob, attempt):
    """On a shared computer: who forgets the attempt there leaves no way back into it."""
    bob.get(f"/resume/{make_link(alice, attempt)}/")
    bob.post("/resume/")
    bob.post(f"/a/{attempt.public_id}/data/forget/", {"forget": "on"})
    assert not opens(bob, attempt)
    for method in (bob.get, bob.post):
        assert method("/resume/").headers["Location"] == f"/a/{attempt.public_id}/"
    assert not opens(bob, attempt)


def test_who_keeps_no_cookies_is_told_that_they_are_needed(alice, attempt):
    token = make_link(alice, attempt)
    assert Client().get(f"/resume/{token}/").status_code == 303
    response = Client().get("/resume/")
    assert response.status_code == 404
    assert "your browser keeps no cookies of this site" in response.content.decode()
    assert "cookies" not in Client().get(f"/resume/{'a' * 43}/").content.decode()


def test_a_link_that_ends_between_the_two_looks_opens_nothing(alice, bob, attempt):
    bob.get(f"/resume/{make_link(alice, attempt)}/")
    make_link(alice, attempt)
    assert [bob.get("/resume/").status_code, bob.post("/resume/").status_code] == [404, 404]
    assert not opens(bob, attempt)


def test_the_link_stays_the_same_until_somebody_makes_a_new_one(alice, attempt):
    """Looking again, pressing the first button again in another tab: nothing ends the link that was just copied."""
    path = f"/a/{attempt.public_id}/data/resume-link/"
    alice.post(path)
    token = link_of(alice, attempt)
    for _again in range(2):
        assert alice.post(path).status_code == 303
        assert link_of(alice, attempt) == token
    assert Client().get(f"/resume/{token}/").status_code == 303
    new = make_link(alice, attempt)
    assert new != token
    assert Client().get(f"/resume/{token}/").status_code == 404


def test_a_link_that_cannot_be_shown_again_says_so_and_goes_on_working(alice, bob, attempt, settings):
    """After a change of the secret key that left the old one out."""
    token = make_link(alice, attempt)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-key-of-more-than-fifty-characters-in-all"
    page = alice.get(f"/a/{attempt.public_id}/data/").content.decode()
    assert "A link exists already" in page
    assert "/resume/" not in page
    assert bob.get(f"/resume/{token}/").status_code == 303
    settings.SECRET_KEY_FALLBACKS = [old]
    assert link_of(alice, attempt) == token


def test_who_has_the_database_alone_has_no_link(alice, attempt):
    token = make_link(alice, attempt)
    assert token not in str(list(AccessKey.objects.values()))


def test_the_link_works_again_until_it_ends(alice, attempt):
    token = make_link(alice, attempt)
    for _device in range(3):
        assert Client().post(f"/resume/{token}/").status_code == 303


def test_a_browser_that_opens_the_link_again_stays_one_browser(alice, bob, attempt):
    token = make_link(alice, attempt)
    for _time in range(3):
        for client in (alice, bob):
            response = client.post(f"/resume/{token}/")
            assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/")
    assert "It is open in 2 browsers." in alice.get(f"/a/{attempt.public_id}/data/").content.decode()
    assert (opens(alice, attempt), opens(bob, attempt)) == (True, True)


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_the_link_leaks_to_no_other_site_and_no_search_engine(alice, bob, attempt, method):
    token = make_link(alice, attempt)
    for path in (f"/resume/{token}/", f"/resume/{'a' * 43}/", "/resume/"):
        headers = getattr(bob, method)(path).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert headers["Cache-Control"] == "private, no-store"


def wrong(alice: Client, attempt: Assessment) -> dict[str, str]:
    """A token of every kind that opens nothing."""
    now = timezone.now()
    expired = actions.make_resume_link(assessment=attempt, at=now - DAYS_90 - SECOND)
    replaced = make_link(alice, attempt)
    revoked = make_link(alice, attempt)
    alice.post(f"/a/{attempt.public_id}/data/resume-link/", {"revoke": "1"})
    return {"made up": "a" * 43, "expired": expired, "replaced": replaced, "revoked": revoked}


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_every_link_that_does_not_work_answers_the_same(alice, bob, attempt, method):
    answers = {kind: told(getattr(bob, method)(f"/resume/{token}/")) for kind, token in wrong(alice, attempt).items()}
    assert answers["made up"][0] == 404
    assert answers == dict.fromkeys(answers, answers["made up"])
    assert not opens(bob, attempt)


def test_an_expired_link_that_was_not_replaced_is_dead_too(bob, attempt):
    token = actions.make_resume_link(assessment=attempt, at=timezone.now() - DAYS_90 - SECOND)
    assert bob.post(f"/resume/{token}/").status_code == 404
    assert not opens(bob, attempt)


def test_a_link_ends_to_the_second(attempt):
    token = actions.make_resume_link(assessment=attempt, at=NOW)
    assert access.by_resume_token(token, NOW + DAYS_90 - SECOND) == attempt
    with pytest.raises(Http404):
        access.by_resume_token(token, NOW + DAYS_90)


def test_a_link_with_one_letter_changed_opens_nothing(attempt):
    token = actions.make_resume_link(assessment=attempt, at=NOW)
    for place, letter in enumerate(token):
        # The next letter differs in the lowest bit: the smallest change that there is.
        other = ALPHABET[ALPHABET.index(letter) ^ 1]
        with pytest.raises(Http404):
            access.by_resume_token(f"{token[:place]}{other}{token[place + 1 :]}", NOW)
    assert access.by_resume_token(token, NOW) == attempt


def test_a_new_link_replaces_the_old_one_of_this_attempt_alone(alice, begin, attempt):
    other = begin(alice)
    theirs = actions.make_resume_link(assessment=other, at=NOW)
    old = actions.make_resume_link(assessment=attempt, at=NOW)
    new = actions.make_resume_link(assessment=attempt, at=NOW)
    assert access.by_resume_token(new, NOW) == attempt
    assert access.by_resume_token(theirs, NOW) == other
    with pytest.raises(Http404):
        access.by_resume_token(old, NOW)


def test_ending_the_link_leaves_the_browsers_in(alice, attempt):
    make_link(alice, attempt)
    response = alice.post(f"/a/{attempt.public_id}/data/resume-link/", {"revoke": "1"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/data/")
    assert AccessKey.objects.filter(kind="resume").count() == 0
    assert opens(alice, attempt)


def test_wrong_links_are_counted_and_after_twenty_an_hour_it_is_enough(bob, attempt):
    found = [bob.get(f"/resume/{'a' * 43}/").status_code for _try in range(22)]
    assert found == [404] * 20 + [429] * 2


def test_too_many_tries_are_told_on_a_page_with_the_time_to_wait(bob, attempt):
    for _try in range(20):
        bob.get(f"/resume/{'a' * 43}/")
    response = bob.get(f"/resume/{'a' * 43}/")
    assert Page(response.content).texts("h1") == ["A little too often"]
    assert 3500 < int(response.headers["Retry-After"]) <= 3600


def test_a_right_link_is_never_counted(alice, bob, attempt):
    token = make_link(alice, attempt)
    assert {bob.get(f"/resume/{token}/").status_code for _look in range(25)} == {303}
    assert bob.get(f"/resume/{'a' * 43}/").status_code == 404


def start(client: Client, **where: Any) -> int:
    return client.post(f"/roles/{PLACE}/start/", {"start": "Start"}, **where).status_code


def test_thirty_starts_an_hour_from_one_network_are_enough(edition):
    found = [start(Client()) for _start in range(31)]
    assert found == [303] * 30 + [429]
    assert Assessment.objects.count() == 30


def test_a_claimed_address_dodges_no_limit(bob, edition):
    """Nothing stands before the server here, so what a client says of itself is nothing."""
    found = [start(bob, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 198.51.{n}.1") for n in range(31)]
    assert found == [303] * 30 + [429]


def test_neighbours_count_as_one_and_other_networks_apart(bob, edition):
    found = [start(bob, REMOTE_ADDR=f"192.0.2.{n}") for n in range(31)]
    assert found == [303] * 30 + [429]
    assert start(bob, REMOTE_ADDR="198.51.100.1") == 303


def test_behind_one_proxy_its_word_counts_and_not_what_stands_before(bob, edition, settings):
    settings.PROXY_COUNT = 1
    found = [start(bob, HTTP_X_FORWARDED_FOR=f"198.51.{n}.1, 203.0.113.9") for n in range(31)]
    assert found == [303] * 30 + [429]
    assert start(bob, HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.1") == 303


def test_new_attempts_from_old_ones_count_as_starts(alice, begin):
    """Otherwise one finished attempt would be a mint for any number of rows."""
    done = begin(alice, {"cut": 3}, submitted=True)
    found = [alice.post(f"/a/{done.public_id}/again/").status_code for _start in range(31)]
    assert found == [303] * 30 + [429]
