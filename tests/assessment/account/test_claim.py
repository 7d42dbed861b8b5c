"""Claiming: one deliberate click puts an attempt of this browser into the account, and ends every other way in."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory

from assessment import access
from assessment.account import actions as account_actions
from assessment.attempts import actions
from assessment.models import AccessKey, Assessment, digest_of
from tests.assessment.account.conftest import log_in, member
from tests.assessment.browser import save, stored
from tests.conftest import NOW


def lend(attempt: Assessment, source: Client, target: Client) -> None:
    """The cookie of an attempt, put into another browser: what somebody does who plants it."""
    name = access.cookie_name(attempt.public_id)
    target.cookies[name] = source.cookies[name].value


def claim(client: Client, attempt: Assessment):
    return client.post(f"/a/{attempt.public_id}/claim/")


def test_a_claim_puts_it_into_the_account(ann, begin):
    attempt = begin(ann, {"cut": 2})
    response = claim(ann, attempt)
    assert (response.status_code, response.headers["Location"]) == (303, "/mine/")
    attempt.refresh_from_db()
    assert attempt.owner_id == ann.user.pk
    assert ann.cookies[access.cookie_name(attempt.public_id)].value == ""
    assert AccessKey.objects.count() == 0
    assert ann.get(f"/a/{attempt.public_id}/questions/craft/").status_code == 200


def test_another_browser_cannot_claim(ann, ben, alice, begin):
    attempt = begin(alice, {"cut": 2})
    begin(ann)
    assert claim(ann, attempt).status_code == 404
    assert claim(ben, attempt).status_code == 404
    attempt.refresh_from_db()
    assert attempt.owner_id is None


def test_who_is_not_logged_in_is_led_to_the_log_in_and_nothing_is_claimed(alice, begin):
    attempt = begin(alice)
    response = claim(alice, attempt)
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/mine/")
    assert Assessment.objects.filter(owner=None).count() == 1


def test_a_planted_cookie_pulls_no_later_answer(ann, begin):
    mallory = Client()
    attempt = begin(mallory, {"cut": 1})
    link = actions.make_resume_link(assessment=attempt, at=NOW)
    lend(attempt, mallory, ann)
    claim(ann, attempt)
    assert save(ann, attempt, "cut", 4, 1, evidence="canary").status_code == 200
    for path in ("questions/craft/", "check/", "data/", "report.json", "practice/", ""):
        assert mallory.get(f"/a/{attempt.public_id}/{path}").status_code == 404
    assert save(mallory, attempt, "cut", 1, 9).status_code == 404
    assert mallory.get(f"/resume/{link}/").status_code == 404
    assert mallory.post(f"/resume/{link}/").status_code == 404
    assert b"canary" not in mallory.get("/").content
    assert stored(attempt, "cut")[0][0] == 4


def test_a_key_that_came_to_be_while_claiming_opens_nothing(ann, begin):
    mallory = Client()
    attempt = begin(mallory, {"cut": 1})
    lend(attempt, mallory, ann)
    claim(ann, attempt)
    mallory.cookies[access.cookie_name(attempt.public_id)] = actions.open_to_browser(assessment=attempt, at=NOW)
    assert mallory.get(f"/a/{attempt.public_id}/data/").status_code == 404
    assert attempt.role not in {each.role for each in access.of_this_browser(_request(mallory))}


def _request(client: Client):
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return request


def test_logging_in_alone_claims_nothing(begin, db):
    member("ann")
    client = Client()
    attempt = begin(client, {"cut": 2})
    assert log_in(client) == 302
    page = client.get("/mine/").content.decode()
    assert f"/a/{attempt.public_id}/claim/" in page
    assert Assessment.objects.get().owner_id is None


def test_claiming_twice_is_as_good_as_once(ann, begin):
    attempt = begin(ann, {"cut": 2})
    assert [claim(ann, attempt).status_code for _ in range(2)] == [303, 303]
    attempt.refresh_from_db()
    assert attempt.owner_id == ann.user.pk


def test_an_attempt_of_somebody_else_cannot_be_claimed_even_with_its_old_cookie(ann, ben, begin):
    attempt = begin(ann)
    lend(attempt, ann, ben)
    claim(ann, attempt)
    assert claim(ben, attempt).status_code == 404
    attempt.refresh_from_db()
    assert attempt.owner_id == ann.user.pk


def test_the_verb_itself_refuses(ann, ben, begin):
    attempt = begin(ann)
    with pytest.raises(account_actions.CannotClaim):
        account_actions.claim(assessment=attempt, digests=[digest_of("wrong")], owner_id=ann.user.pk)
    secret = ann.cookies[access.cookie_name(attempt.public_id)].value
    account_actions.claim(assessment=attempt, digests=[digest_of(secret)], owner_id=ann.user.pk)
    with pytest.raises(account_actions.CannotClaim):
        account_actions.claim(assessment=attempt, digests=[digest_of(secret)], owner_id=ben.user.pk)


def test_a_resume_link_is_no_key_to_claim_with(ann, begin, alice):
    attempt = begin(alice)
    link = actions.make_resume_link(assessment=attempt, at=NOW)
    with pytest.raises(account_actions.CannotClaim):
        account_actions.claim(assessment=attempt, digests=[digest_of(link)], owner_id=ann.user.pk)


def test_a_claimed_attempt_does_not_expire(ann, begin):
    claim(ann, begin(ann, {"cut": 1}))
    later = NOW + timedelta(days=4000)
    assert actions.expire(empty_before=later, unfinished_before=later, finished_before=later) == 0


def test_the_session_key_changes_at_log_in(db):
    member("ann")
    client = Client()
    client.get("/accounts/login/")
    client.session["before"] = True
    session = client.session
    session.save()
    client.cookies["sessionid"] = session.session_key
    assert log_in(client) == 302
    assert client.cookies["sessionid"].value != session.session_key


def test_what_is_begun_while_logged_in_leaves_no_cookie_and_closes_at_log_out(ann, edition):
    response = ann.post("/roles/workshop/maker/start/", {"target": ""})
    path = response.headers["Location"].removesuffix("practice/")
    assert [name for name in ann.cookies if name.startswith("attempt-")] == []
    assert ann.get(f"{path}data/").status_code == 200
    assert ann.post("/accounts/logout/").status_code == 302
    assert ann.get(f"{path}data/").status_code == 404


def test_an_attempt_in_an_account_has_no_private_link(ann, begin):
    attempt = begin(ann)
    claim(ann, attempt)
    assert ann.post(f"/a/{attempt.public_id}/data/resume-link/").status_code == 404
    assert "It is in your account" in ann.get(f"/a/{attempt.public_id}/data/").content.decode()


def test_a_tab_that_was_open_before_the_claim_goes_on_saving(ann, begin):
    attempt = begin(ann, {"cut": 2})
    assert ann.get(f"/a/{attempt.public_id}/questions/craft/").status_code == 200
    claim(ann, attempt)
    assert save(ann, attempt, "cut", 3, 1).status_code == 200


def test_a_log_in_in_another_tab_loses_no_typed_answer(begin, db):
    """With the script the token is read at sending; without it the page offers what was typed once more."""
    member("ann")
    client = Client(enforce_csrf_checks=True)
    attempt = begin(client, {"cut": 1})
    client.get(f"/a/{attempt.public_id}/questions/craft/")
    old = client.cookies["csrftoken"].value
    fields = {"login": "ann@example.org", "password": "four-words-in-a-row", "csrfmiddlewaretoken": old}
    assert client.post("/accounts/login/", fields).status_code == 302
    assert client.cookies["csrftoken"].value != old
    typed = {"cut-step": "3", "cut-evidence": "typed words", "cut-rev": "1", "end": "1"}
    page = client.post(
        f"/a/{attempt.public_id}/questions/craft/",
        {**typed, "csrfmiddlewaretoken": old},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert page.status_code == 403
    assert "typed words" in page.content.decode()
    body = {"skill": "cut", "step": 3, "rev": 1, "evidence": "typed words"}
    headers = {"X-CSRFToken": client.cookies["csrftoken"].value}
    path = f"/a/{attempt.public_id}/save/"
    assert client.post(path, body, content_type="application/json", headers=headers).status_code == 200
