"""“My assessments”: what is in the account by role, what this browser holds besides, reminders, and deleting it all."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from assessment import access
from assessment.answering import actions
from assessment.attempts import actions as attempts_actions
from assessment.models import Answer, Assessment, Reminder
from catalog.models import Edition
from tests.assessment.account.conftest import PASSWORD
from tests.clients import Visitor
from tests.conftest import NOW, answer
from tests.pages import Page
from tests.workshop import PLACE, ROLE


def own(client: Visitor, edition, *, submitted: bool = False) -> Assessment:
    attempt, secret = attempts_actions.start(
        edition_id=edition.pk, role=ROLE, target="", owner_id=client.user.pk, at=NOW
    )
    assert secret == ""
    if submitted:
        answer(attempt, {"cut": 2})
        actions.submit(assessment=attempt, person_name="", at=NOW)
    return attempt


def test_visitors_are_led_to_the_log_in_without_a_query_or_a_cookie(alice, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = alice.get("/mine/")
    assert response.headers["Location"] == "/accounts/login/?next=/mine/"
    assert dict(response.cookies) == {}


def test_every_page_leads_to_it(alice, edition):
    for path in ("/", "/privacy/", "/no/such/page/"):
        assert "/mine/" in {link.attributes["href"] for link in Page(alice.get(path).content).all("a")}


def test_an_empty_account_says_so(ann):
    page = ann.get("/mine/").content.decode()
    assert "There is nothing in your account yet." in page
    assert "in no account" not in page


def test_attempts_stand_with_state_date_and_links(ann, ben, edition, begin):
    going, done = own(ann, edition), own(ann, edition, submitted=True)
    foreign = own(ben, edition)
    loose = begin(ann)
    page = Page(ann.get("/mine/").content)
    hrefs = [link.attributes["href"] for link in page.all("a")]
    for attempt in (going, done, loose):
        assert f"/a/{attempt.public_id}/" in hrefs
        assert f"/a/{attempt.public_id}/data/" in hrefs
    assert f"/a/{foreign.public_id}/" not in hrefs
    assert [form.action for form in page.forms if form.action.endswith("/claim/")] == [f"/a/{loose.public_id}/claim/"]
    text = " ".join(element.text for element in page.all("li", class_="attempt"))
    assert "Finished 23 November 2026, 12:00" in text
    assert "Open, begun 23 November 2026, 12:00" in text


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_costs_the_same_for_one_attempt_and_for_fifty(ann, edition, begin, count):
    begin(ann)
    for _ in range(count):
        own(ann, edition)
    ann.get("/mine/")
    with CaptureQueriesContext(connection) as queries:
        assert ann.get("/mine/").status_code == 200
    assert (
        len(queries) == 7
    )  # session, user, reminders; attempts of the account and of the browser, each with what is answered


def remind(client: Client, **fields: str):
    return client.post("/mine/reminder/", {"role": PLACE, **fields})


def test_a_reminder_is_asked_for_moved_and_taken_back(ann, edition):
    own(ann, edition)
    assert remind(ann, months="3").status_code == 303
    first = Reminder.objects.get()
    assert (first.owner_id, first.role, first.sent_at) == (ann.user.pk, ROLE, None)
    assert "We send you one e-mail on" in ann.get("/mine/").content.decode()
    assert remind(ann, months="6").status_code == 303
    assert Reminder.objects.get().due_on > first.due_on
    assert remind(ann, stop="1").status_code == 303
    assert Reminder.objects.count() == 0
    assert remind(ann, stop="1").status_code == 303


@pytest.mark.parametrize("months", ["", "4", "x", "3.0", "३"])
def test_other_times_are_refused_with_a_sentence(ann, edition, months):
    own(ann, edition)
    response = remind(ann, months=months)
    assert response.status_code == 422
    assert "Choose one of the two times." in response.content.decode()
    assert Reminder.objects.count() == 0


@pytest.mark.parametrize("role", ["", "maker", "workshop/no-such-role", "none/maker", "x" * 300])
def test_nobody_is_reminded_of_a_role_they_never_looked_at(ann, role):
    assert ann.post("/mine/reminder/", {"role": role, "months": "3"}).status_code == 404
    assert ann.get(f"/mine/reminder.ics?role={role}&months=3").status_code == 404


def test_without_e_mail_no_reminder_is_offered(ann, edition, settings):
    settings.MAIL_WORKS = False
    own(ann, edition)
    page = ann.get("/mine/").content.decode()
    assert "Remind me by e-mail" not in page
    assert "/mine/reminder.ics" in page
    assert remind(ann, months="3").status_code == 422
    assert Reminder.objects.count() == 0


def test_the_calendar_file_holds_one_day_and_where_to_start(ann, edition):
    own(ann, edition)
    response = ann.get(f"/mine/reminder.ics?role={PLACE}&months=3")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["URL"] == f"http://testserver/roles/{PLACE}/start/"
    assert isinstance(event.decoded("DTSTART"), date)
    [other] = Calendar.from_ical(ann.get(f"/mine/reminder.ics?role={PLACE}&months=3").content).walk("VEVENT")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@skillgap", event["UID"])
    assert event["UID"] != other["UID"]
    assert Reminder.objects.count() == 0
    assert ann.get(f"/mine/reminder.ics?role={PLACE}&months=12").status_code == 404


def confirm_password(client: Client, onward: str) -> None:
    response = client.get(onward)
    assert response.headers["Location"] == f"/accounts/reauthenticate/?{urlencode({'next': onward})}"
    response = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": onward})
    assert response.headers["Location"] == onward


def test_deleting_the_account_asks_for_the_password_and_deletes_everything(ann, ben, edition):
    attempt, foreign = own(ann, edition, submitted=True), own(ben, edition)
    remind(ann, months="3")
    assert User.objects.filter(pk=ann.user.pk).exists()
    confirm_password(ann, "/mine/delete/")
    assert ann.post("/mine/delete/").status_code == 422
    assert User.objects.filter(pk=ann.user.pk).exists()
    response = ann.post("/mine/delete/", {"sure": "on"})
    assert response.status_code == 200
    assert "Your account is deleted" in response.content.decode()
    assert not User.objects.filter(pk=ann.user.pk).exists()
    assert list(Assessment.objects.all()) == [foreign]
    assert Answer.objects.filter(assessment_id=attempt.pk).count() == Reminder.objects.count() == 0
    assert ann.get("/mine/").status_code == 302


def test_a_wrong_password_deletes_nothing(ann):
    assert ann.post("/mine/delete/", {"sure": "on"}).status_code == 302
    response = ann.post("/accounts/reauthenticate/", {"password": "wrong", "next": "/mine/delete/"})
    assert response.status_code == 422
    assert ann.get("/mine/delete/").status_code == 302
    assert User.objects.filter(pk=ann.user.pk).exists()


@pytest.mark.parametrize("path", ["/", "/mine/", "/history/"])
def test_two_attempts_of_one_day_are_told_apart(ann: Visitor, edition: Edition, path: str) -> None:
    """On the home page those of this browser are, elsewhere those of the account."""
    owner = None if path == "/" else ann.user.pk
    for hours in (0, 1):
        attempt, secret = attempts_actions.start(
            edition_id=edition.pk, role=ROLE, target="", owner_id=owner, at=NOW + timedelta(hours=hours)
        )
        if secret:
            ann.cookies[access.cookie_name(attempt.public_id)] = secret
    answer(attempt, {"cut": 3})
    shown = " ".join(Page(ann.get(path).content).root.get_text().split())
    assert ["23 November 2026, 12:00" in shown, "23 November 2026, 13:00" in shown] == [True, True]
    assert ["0 of 6 questions answered" in shown, "1 of 6 questions answered" in shown] == [True, True]
