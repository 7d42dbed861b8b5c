"""A device that others use too: an attempt is closed there, and lives on for who has another key."""

import pytest
from django.test import Client

from assessment import access
from assessment.attempts import actions
from assessment.models import AccessKey, Assessment
from tests.conftest import NOW, signed_in
from tests.pages import Page, text

LEFT_BEHIND = '"cache", "storage"'


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, {"cut": 3})


def forget(client: Client, attempt: Assessment, **fields: str):
    return client.post(f"/a/{attempt.public_id}/data/forget/", fields)


def opens(client: Client, attempt: Assessment) -> bool:
    return client.get(f"/a/{attempt.public_id}/data/").status_code == 200


def told(client: Client, attempt: Assessment) -> str:
    return text(Page(client.get(f"/a/{attempt.public_id}/data/").content))


def test_it_is_closed_here_and_deleted_nowhere(alice, attempt):
    response = forget(alice, attempt, forget="on")
    assert (response.status_code, response.headers["Clear-Site-Data"]) == (200, LEFT_BEHIND)
    assert alice.cookies[access.cookie_name(attempt.public_id)].value == ""
    assert not opens(alice, attempt)
    assert attempt.answers.count() == 1
    assert AccessKey.objects.count() == 0


def test_the_old_cookie_kept_aside_opens_nothing(alice, bob, attempt):
    name = access.cookie_name(attempt.public_id)
    bob.cookies[name] = alice.cookies[name].value
    forget(alice, attempt, forget="on")
    assert not opens(bob, attempt)


def test_the_link_and_other_browsers_and_other_attempts_stay(alice, bob, attempt, begin):
    other = begin(alice)
    token = actions.make_resume_link(assessment=attempt, at=NOW.replace(year=NOW.year + 5))
    bob.post(f"/resume/{token}/")
    forget(alice, attempt, forget="on")
    assert (opens(alice, attempt), opens(bob, attempt), opens(alice, other)) == (False, True, True)
    assert alice.post(f"/resume/{token}/").status_code == 303
    assert opens(alice, attempt)


def test_it_must_be_meant(alice, attempt):
    response = forget(alice, attempt)
    assert response.status_code == 422
    assert "Tick the box if you want to close it here. Nothing was changed." in response.content.decode()
    assert opens(alice, attempt)


def test_the_page_says_what_it_means(alice, bob, attempt):
    """Nobody, another browser, the link: each time something else opens it again."""
    assert "nobody could ever open it again" in told(alice, attempt)
    bob.cookies[access.cookie_name(attempt.public_id)] = actions.open_to_browser(assessment=attempt, at=NOW)
    assert "It stays open where else you opened it." in told(alice, attempt)
    alice.post(f"/a/{attempt.public_id}/data/resume-link/")
    assert "Only your private link, which you have kept elsewhere, opens it again." in told(alice, attempt)


def test_what_is_in_an_account_is_closed_by_logging_out(edition, django_user_model):
    client = signed_in(django_user_model.objects.create_user("alice"))
    path = client.post("/roles/workshop/maker/start/", {"start": "Start"}).headers["Location"].removesuffix("practice/")
    assert "Forget it on this device" not in client.get(f"{path}data/").content.decode()
    assert client.post(f"{path}data/forget/", {"forget": "on"}).status_code == 404
    assert client.get(f"{path}data/").status_code == 200


@pytest.mark.parametrize("path", ["/accounts/logout/", "/admin/logout/"])
def test_a_log_out_leaves_nothing_behind(erin, path):
    assert erin.post(path).headers["Clear-Site-Data"] == LEFT_BEHIND
    assert "Clear-Site-Data" not in erin.get("/").headers
