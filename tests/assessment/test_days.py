"""What day it is counts in the time zone of the site, on every page and in every file, and they name it."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from assessment.models import Assessment, Reminder
from assessment.plan import actions as plan_actions
from assessment.plan import fragments as plan_fragments
from assessment.plan.core.ticks import TickInput
from assessment.report import fragments as report_fragments
from catalog import editions
from catalog.models import Framework
from config import place
from tests.assessment.account.conftest import ann  # noqa: F401
from tests.pages import Page, text

LATE = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)  # still the 23rd in Los Angeles
ZONE, DAY = "America/Los_Angeles", "23 November 2026"


@pytest.fixture(autouse=True)
def los_angeles(settings, monkeypatch):
    settings.TIME_ZONE = ZONE
    for page in (report_fragments.page, plan_fragments.page):
        monkeypatch.setattr(page, "_kept", {})  # what was kept names the zone of the tests before
    monkeypatch.setattr(timezone, "now", lambda: LATE)


@pytest.fixture
def attempt(begin: Callable[..., Assessment], alice: Client) -> Assessment:
    made = begin(alice, {"cut": 3, "glue": 2}, submitted=True)
    Assessment.objects.update(started_at=LATE, changed_at=LATE, submitted_at=LATE)
    return made


@pytest.mark.parametrize("path", ["report/", "plan/", "data/", "recheck/"])
def test_every_page_names_the_zone(alice, attempt, path):
    page = Page(alice.get(f"/a/{attempt.public_id}/{path}").content)
    assert ZONE in page.all("footer")[0].text


def test_lists_and_reports_name_the_day_of_the_site(alice, attempt, begin):
    for path in ("/", "/history/"):
        assert DAY in text(Page(alice.get(path).content))
    assert DAY in text(Page(alice.get(f"/a/{attempt.public_id}/report/").content))
    assert str(attempt.__class__.objects.get()).endswith("2026-11-23")


def test_the_files_of_a_report_name_day_and_zone(alice, attempt):
    found = {kind: alice.get(f"/a/{attempt.public_id}/report.{kind}") for kind in ("json", "csv", "xlsx", "pdf")}
    assert {"2026-11-23" in each.headers["Content-Disposition"] for each in found.values()} == {True}
    document = json.loads(found["json"].content)
    assert (document["submitted_on"], document["time_zone"]) == ("2026-11-23", ZONE)
    [line] = [line for line in found["csv"].content.decode().splitlines() if '"submitted"' in line]
    assert line.endswith(f'"2026-11-23","","{ZONE}"')
    with zipfile.ZipFile(io.BytesIO(found["xlsx"].content)) as book:
        assert f"{DAY} ({ZONE})" in book.read("xl/sharedStrings.xml").decode()


def test_a_file_is_taken_in_on_its_own_day(alice, attempt):
    content = alice.get(f"/a/{attempt.public_id}/report.json").content.decode()
    Assessment.objects.all().delete()
    bob = Client()
    form = Page(bob.post("/import/", {"file": io.BytesIO(content.encode())}).content).form("/import/")
    assert bob.post("/import/", {**form.fields, **dict(form.buttons)}).status_code == 303
    assert timezone.localdate(Assessment.objects.get().submitted_at).isoformat() == "2026-11-23"
    assert DAY in text(Page(bob.get("/").content))


def test_a_plan_begins_today(alice, attempt):
    page = Page(alice.get(f"/a/{attempt.public_id}/plan/?level=lead").content)
    [form] = [each for each in page.forms if "start" in each.fields]
    assert (form.fields["start"], form.fields["tz"]) == ("2026-11-23", ZONE)
    calendar = alice.get(f"/a/{attempt.public_id}/plan.ics?level=lead").content.decode()
    assert f"X-WR-TIMEZONE:{ZONE}" in calendar


def test_a_tick_has_the_day_of_the_site(alice, attempt):
    tick = TickInput("cut", 4, "done", "")
    plan_actions.tick(assessment=attempt, tick_input=tick, at=LATE)
    assert DAY in text(Page(alice.get(f"/a/{attempt.public_id}/plan/").content))


def test_a_reminder_is_due_on_a_day_of_the_site(ann, begin):  # noqa: F811
    Assessment.objects.filter(pk=begin(ann).pk).update(owner=ann.user)
    ann.post("/mine/reminder/", {"role": "workshop/maker", "months": "3"})
    assert Reminder.objects.get().due_on.isoformat() == "2027-02-23"
    calendar = ann.get("/mine/reminder.ics?role=workshop/maker&months=3").content.decode()
    assert "20270223" in calendar
    assert f"X-WR-TIMEZONE:{ZONE}" in calendar


def test_an_edition_is_named_by_the_day_of_the_site(edition):
    Framework.objects.update(description="Another.")
    made = editions.publish(framework=Framework.objects.get(), by="tests", at=LATE)
    assert made.label == "2026-11-23"
    page = text(Page(Client().get(f"/editions/{made.digest}/").content))
    assert f"{DAY}, 19:30 {ZONE}" in page


@pytest.mark.parametrize("name", ["Mars", "Factory", "localtime", "europe/berlin", "../UTC"])
def test_a_zone_that_is_none_is_refused_at_the_start(monkeypatch, name):
    monkeypatch.setattr("config.env.env.ENVIRON", {"TIME_ZONE": name})
    with pytest.raises(ImproperlyConfigured, match="TIME_ZONE"):
        place.time_zone()


def test_without_a_setting_days_are_those_of_utc(monkeypatch):
    monkeypatch.setattr("config.env.env.ENVIRON", {})
    assert place.time_zone() == "UTC"
