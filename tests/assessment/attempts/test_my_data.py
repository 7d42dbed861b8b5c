"""The page of what is stored of an attempt: the browsers that it is open in, and deleting it."""

from datetime import timedelta

import pytest

from assessment.attempts import actions
from assessment.models import AccessKey, Answer, Assessment
from tests.assessment.test_access import opens
from tests.conftest import NOW, signed_in
from tests.pages import Page, read, text


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, {"cut": 3})


def test_closing_other_browsers_leaves_this_one(alice, bob, attempt):
    bob.cookies[f"attempt-{attempt.public_id}"] = actions.open_to_browser(assessment=attempt, at=NOW)
    assert opens(bob, attempt)
    response = alice.post(f"/a/{attempt.public_id}/data/browsers/")
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/data/")
    assert (opens(alice, attempt), opens(bob, attempt)) == (True, False)


def test_closing_other_browsers_touches_no_other_attempt(alice, bob, begin, attempt):
    other = begin(bob)
    alice.post(f"/a/{attempt.public_id}/data/browsers/")
    assert opens(bob, other)


def test_the_data_page_counts_browsers_and_offers_to_close_the_others(alice, attempt):
    address = f"/a/{attempt.public_id}/data/"
    page = Page(alice.get(address).content)
    assert "It is open in 1 browser." in page.texts("p")
    assert [form.action for form in page.forms] == [f"{address}{to}/" for to in ("resume-link", "forget", "delete")]
    actions.open_to_browser(assessment=attempt, at=NOW)
    page = Page(alice.get(address).content)
    assert "It is open in 2 browsers." in page.texts("p")
    offered = ("resume-link", "browsers", "forget", "delete")
    assert [form.action for form in page.forms] == [f"{address}{to}/" for to in offered]


def test_deleting_asks_to_be_sure(alice, attempt):
    response = alice.post(f"/a/{attempt.public_id}/data/delete/", {"delete": "Delete"})
    assert response.status_code == 422
    assert "Tick the box if you want to delete it. Nothing was deleted." in response.content.decode()
    assert Assessment.objects.count() == 1


def test_deleting_takes_every_row_and_the_cookie(alice, bob, begin, attempt):
    other = begin(bob, {"cut": 1})
    actions.make_resume_link(assessment=attempt, at=NOW)
    response = alice.post(f"/a/{attempt.public_id}/data/delete/", {"sure": "on"})
    assert response.status_code == 200
    assert Page(response.content).texts("h1") == ["Deleted"]
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    gone = response.cookies[f"attempt-{attempt.public_id}"]
    assert (gone.value, gone["max-age"], gone["path"]) == ("", 0, "/")
    assert list(Assessment.objects.all()) == [other]
    assert {answer.assessment_id for answer in Answer.objects.all()} == {other.pk}
    assert {key.assessment_id for key in AccessKey.objects.all()} == {other.pk}


def test_after_deleting_the_attempt_is_gone_for_every_browser_and_link(alice, bob, attempt):
    bob.cookies[f"attempt-{attempt.public_id}"] = actions.open_to_browser(assessment=attempt, at=NOW)
    token = actions.make_resume_link(assessment=attempt, at=NOW)
    alice.post(f"/a/{attempt.public_id}/data/delete/", {"sure": "on"})
    assert (opens(alice, attempt), opens(bob, attempt)) == (False, False)
    assert bob.get(f"/resume/{token}/").status_code == 404
    assert "/a/" not in alice.get("/").content.decode()


def test_the_delete_form_of_the_page_and_of_its_refusal_deletes(alice, attempt):
    address = f"/a/{attempt.public_id}/data/"
    refused = alice.post(f"{address}delete/", Page(alice.get(address).content).form(f"{address}delete/").fields)
    assert refused.status_code == 422
    form = Page(refused.content).form(f"{address}delete/")
    assert alice.post(form.action, form.fields | {"sure": "on"}).status_code == 200
    assert Assessment.objects.count() == 0


def test_the_page_says_until_when_an_attempt_is_kept(alice, begin, attempt):
    """NOW is 23 November 2026: a month for what is open, a year for what is done."""
    done = begin(alice, {"cut": 3}, submitted=True)
    imported = begin(alice, {"cut": 3}, submitted=True)
    Assessment.objects.filter(pk=imported.pk).update(imported_at=NOW + timedelta(days=7))
    told = {each.pk: text(read(f"/a/{each.public_id}/data/", alice)) for each in (attempt, done, imported)}
    longer = "Each time that you go on, it is kept longer."
    assert f"It is kept until 23 December 2026. {longer}" in told[attempt.pk]
    assert "It is kept until 23 November 2027." in told[done.pk]
    assert "It is kept until 30 November 2027." in told[imported.pk]
    assert longer not in told[done.pk]


def test_an_attempt_without_any_answer_is_kept_for_a_day(alice, begin):
    attempt = begin(alice)
    assert "It is kept until 24 November 2026." in text(read(f"/a/{attempt.public_id}/data/", alice))


def test_nobody_is_told_that_an_attempt_in_an_account_goes(attempt, django_user_model):
    user = django_user_model.objects.create_user("ann")
    Assessment.objects.filter(pk=attempt.pk).update(owner=user)
    assert "It is kept until" not in text(read(f"/a/{attempt.public_id}/data/", signed_in(user)))
