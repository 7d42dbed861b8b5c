"""Who opens an attempt: the browser that has its secret, the account that owns it, and nobody else."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from assessment.attempts import actions
from assessment.models import Assessment
from tests.conftest import NOW, signed_in
from tests.pages import Page
from tests.workshop import PLACE


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, {"cut": 3})


def opens(client: Client, attempt: Assessment) -> bool:
    status = client.get(f"/a/{attempt.public_id}/check/").status_code
    assert status in {200, 404}
    return status == 200


def start(client: Client) -> Assessment:
    response = client.post(f"/roles/{PLACE}/start/", {"target": "senior", "start": "Start"})
    assert response.status_code == 303
    return Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])


def test_starting_gives_the_browser_a_cookie_that_scripts_cannot_read(alice, edition):
    attempt = start(alice)
    [cookie] = [morsel for name, morsel in alice.cookies.items() if name.startswith("attempt-")]
    assert cookie.key == f"attempt-{attempt.public_id}"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/", 34_560_000)
    assert opens(alice, attempt)


def test_another_browser_has_no_way_in(alice, bob, attempt):
    assert (opens(alice, attempt), opens(bob, attempt)) == (True, False)


def test_the_secret_of_one_attempt_opens_no_other(alice, bob, begin, attempt):
    own = begin(bob)
    bob.cookies[f"attempt-{attempt.public_id}"] = bob.cookies[f"attempt-{own.public_id}"].value
    assert (opens(bob, own), opens(bob, attempt)) == (True, False)


@pytest.mark.parametrize("secret", ["", "x", "a" * 43, '"', "%00"], ids=["empty", "short", "made up", "quote", "NUL"])
def test_a_made_up_secret_opens_nothing(bob, attempt, secret):
    bob.cookies[f"attempt-{attempt.public_id}"] = secret
    assert not opens(bob, attempt)


def test_the_digest_that_is_stored_opens_nothing(bob, attempt):
    """Who reads our database cannot walk in with what is there."""
    bob.cookies[f"attempt-{attempt.public_id}"] = attempt.keys.get().digest
    assert not opens(bob, attempt)


def test_a_resume_token_is_no_cookie_and_a_cookie_no_resume_token(alice, bob, attempt):
    secret = alice.cookies[f"attempt-{attempt.public_id}"].value
    bob.cookies[f"attempt-{attempt.public_id}"] = actions.make_resume_link(assessment=attempt, at=NOW)
    assert not opens(bob, attempt)
    assert bob.get(f"/resume/{secret}/").status_code == 404


def test_an_attempt_begun_while_signed_in_belongs_to_the_account(edition):
    user = User.objects.create_user("alice")
    attempt = start(signed_in(user))
    assert attempt.owner == user
    assert opens(signed_in(user), attempt)
    assert not opens(signed_in(User.objects.create_user("bob")), attempt)


def test_an_account_opens_its_attempts_only_while_it_is_signed_in(edition):
    user = User.objects.create_user("alice", is_staff=True)
    attempt = start(signed_in(user))
    elsewhere = signed_in(user)
    assert opens(elsewhere, attempt)
    elsewhere.post("/admin/logout/")
    assert not opens(elsewhere, attempt)


def test_an_account_that_was_closed_opens_nothing(edition):
    user = User.objects.create_user("alice")
    attempt = start(signed_in(user))
    elsewhere = signed_in(user)
    User.objects.update(is_active=False)
    assert not opens(elsewhere, attempt)


def test_a_worn_out_cookie_does_not_shut_the_account_out(edition):
    user = User.objects.create_user("alice")
    client = signed_in(user)
    attempt = start(client)
    client.cookies[f"attempt-{attempt.public_id}"] = "a" * 43
    assert opens(client, attempt)


def test_an_attempt_without_an_account_is_nobodys_who_is_signed_in(attempt, erin, rose):
    assert (opens(erin, attempt), opens(rose, attempt)) == (False, False)


def test_the_home_page_lists_the_attempts_of_this_browser_and_no_others(alice, bob, begin, attempt):
    done = begin(alice, {"cut": 3}, submitted=True)
    begin(bob)
    links = [
        link.attributes["href"] for link in Page(alice.get("/").content).all("a") if "/a/" in link.attributes["href"]
    ]
    assert sorted(links) == sorted(f"/a/{each.public_id}/{page}" for each in (attempt, done) for page in ("", "data/"))


def test_the_home_page_of_a_new_browser_lists_none(attempt):
    assert "/a/" not in Client().get("/").content.decode()
