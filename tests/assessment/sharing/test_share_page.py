"""The owner's page: make a link, see what it shows and how often it was opened, stop it."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from assessment.models import ShareLink, digest_of
from assessment.sharing.core.parts import MOST_LINKS
from tests.assessment.account.conftest import member
from tests.assessment.attempts.past import attempt as attempt_of
from tests.assessment.sharing.links import link_to, share
from tests.conftest import signed_in
from tests.pages import Page, text
from tests.workshop import MET, ROLE

DAY = timedelta(days=1)


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, MET["junior"], submitted=True)


def page_of(client: Client, attempt) -> Page:
    response = client.get(f"/a/{attempt.public_id}/share/")
    assert response.status_code == 200
    return Page(response.content)


def test_the_report_and_the_data_page_lead_to_it(alice, attempt, begin):
    address = f"/a/{attempt.public_id}/share/"
    for path in ("report/", "data/"):
        page = Page(alice.get(f"/a/{attempt.public_id}/{path}").content)
        assert [link.text for link in page.all("a") if link.attributes["href"] == address] == ["Share this report"]
    still_open = begin(alice, {"cut": 1})
    assert "/share/" not in alice.get(f"/a/{still_open.public_id}/data/").content.decode()


def test_at_first_there_is_none_and_nothing_is_ticked_beside_the_report(alice, attempt):
    page = page_of(alice, attempt)
    assert "There is none yet. Nobody but you can see this report." in text(page)
    form = page.form(f"/a/{attempt.public_id}/share/")
    assert (form.fields["days"], form.fields["label"], form.fields.get("shows")) == ("30", "", None)
    assert ShareLink.objects.count() == 0


def test_a_link_is_shown_once_and_then_only_what_is_known_of_it(alice, bob, attempt):
    before = timezone.now()
    address = share(alice, attempt, label=" for my\nmentor ", days="7", shows=["notes", "plan"])
    assert bob.get(address).status_code == 200
    token = address.split("/")[2]
    content = alice.get(f"/a/{attempt.public_id}/share/").content.decode()
    assert token not in content
    told = text(Page(content))
    assert "for my mentor" in told
    assert "Shows the report, your evidence, your plan." in told
    assert f"Opened 1 time, last on {timezone.localdate():%-d %B %Y}." in told
    link = ShareLink.objects.get(digest=digest_of(token))
    assert timedelta() <= link.expires_at - before - 7 * DAY < timedelta(minutes=5)
    assert link.plan_query.startswith("what=shortest&")


def test_the_name_is_offered_where_there_is_one(alice, attempt):
    path = f"/a/{attempt.public_id}/share/"
    assert "My name" not in alice.get(path).content.decode()
    assert alice.post(path, {"days": "1", "shows": "name"}).status_code == 422
    attempt.person_name = "Zoë"
    attempt.save()
    assert "My name: Zoë" in alice.get(path).content.decode()
    assert "Shows the report, your name." in text(Page(alice.post(path, {"days": "1", "shows": "name"}).content))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"days": ""}, "Type a whole number of days from 1 to 90."),
        ({"days": "0"}, "Type a whole number of days from 1 to 90."),
        ({"days": "91"}, "Type a whole number of days from 1 to 90."),
        ({"days": "soon"}, "Type a whole number of days from 1 to 90."),
        ({"shows": "answers"}, "Tick parts of the list only."),
        ({"label": "x" * 61}, "Use at most 60 characters; these are 61."),
        ({"label": "a\x00b"}, None),
        ({"shows": "plan", "plan_query": "hours=4&" + "also=cut&" * 2000}, None),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(alice, attempt, fields, said):
    sent = {"days": "5", "label": "for Bob"} | fields
    response = alice.post(f"/a/{attempt.public_id}/share/", sent)
    if said is None:
        # Bytes that no database takes, and skills named again and again, which count once.
        assert response.status_code in {200, 400}
        return
    assert response.status_code == 422
    page = Page(response.content)
    assert said in text(page)
    typed = page.form(f"/a/{attempt.public_id}/share/").fields
    assert (typed["days"], typed["label"]) == (sent["days"], sent["label"])
    assert ShareLink.objects.count() == 0


def test_more_links_than_there_may_be_are_refused_with_a_sentence(alice, attempt):
    for _link in range(MOST_LINKS):
        link_to(attempt)
    response = alice.post(f"/a/{attempt.public_id}/share/", {"days": "30"})
    assert response.status_code == 422
    assert "This report has 20 links, which is as many as it may have at once." in text(Page(response.content))
    assert ShareLink.objects.count() == MOST_LINKS


def test_a_plan_with_too_many_wishes_is_refused_with_a_sentence(alice, attempt, monkeypatch):
    monkeypatch.setattr("assessment.sharing.views.QUERY_LIMIT", 20)
    response = alice.post(f"/a/{attempt.public_id}/share/", {"days": "30", "shows": "plan"})
    assert response.status_code == 422
    assert "This plan has too many wishes to be shared." in text(Page(response.content))


def test_stopping_is_asked_once_more_and_works_at_once(alice, bob, attempt):
    first, second = share(alice, attempt, label="first"), share(alice, attempt, label="second")
    page = page_of(alice, attempt)
    assert page.texts("h3") == ["second", "first"]
    forms = [form for form in page.forms if form.action == f"/a/{attempt.public_id}/share/stop/"]
    [button] = forms[1].buttons
    response = alice.post(forms[1].action, forms[1].fields | dict([button]), follow=True)
    assert "Stopped. Whoever opens that link now finds nothing." in text(Page(response.content))
    assert [bob.get(address).status_code for address in (first, second)] == [404, 200]
    assert Page(response.content).texts("h3") == ["second"]


def test_an_ended_link_says_so_and_has_nothing_to_stop(alice, attempt):
    link_to(attempt, at=timezone.now() - 2 * DAY, days=1)
    page = page_of(alice, attempt)
    assert "Ended " in text(page)
    assert "Not opened yet." in text(page)
    assert [form.action for form in page.forms] == [f"/a/{attempt.public_id}/share/"]


def test_nobody_else_shares_or_stops_anything(alice, bob, attempt, begin):
    bobs = begin(bob, {"cut": 1}, submitted=True)
    token = link_to(attempt)
    for public_id in (attempt.public_id, bobs.public_id):
        bob.post(f"/a/{public_id}/share/stop/", {"link": digest_of(token)})
    assert bob.post(f"/a/{attempt.public_id}/share/", {"days": "1"}).status_code == 404
    assert [link.assessment for link in ShareLink.objects.all()] == [attempt]


def test_in_an_account_its_owner_shares(edition, bob):
    user = member("ann")
    found = attempt_of(None, edition, MET["junior"], role=ROLE, owner_id=user.pk)
    assert bob.get(share(signed_in(user), found)).status_code == 200


def test_who_comes_from_a_plan_shares_that_plan(alice, attempt):
    query = urlencode({"what": "everything", "level": "lead", "hours": "9", "start": "2027-01-04"})
    plan = Page(alice.get(f"/a/{attempt.public_id}/plan/?{query}").content)
    [link] = [each for each in plan.all("a") if each.text == "Share this plan"]
    form = Page(alice.get(link.attributes["href"]).content).form(f"/a/{attempt.public_id}/share/")
    assert form.fields["shows"] == "plan"
    assert query.replace("what=everything&", "") in form.fields["plan_query"] or "hours=9" in form.fields["plan_query"]
    alice.post(f"/a/{attempt.public_id}/share/", form.fields)
    kept = ShareLink.objects.get().plan_query
    assert {"what=everything", "level=lead", "hours=9", "start=2027-01-04"} <= set(kept.split("&"))


def test_wishes_that_cannot_be_make_the_plan_that_all_begin_with(alice, attempt):
    alice.post(f"/a/{attempt.public_id}/share/", {"days": "1", "shows": "plan", "plan_query": "hours=999&start=soon"})
    kept = ShareLink.objects.get().plan_query.split("&")
    assert {"hours=4", f"start={timezone.localdate().isoformat()}"} <= set(kept)
