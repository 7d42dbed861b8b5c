"""The plan as a calendar: the days of the page, sessions at the chosen time, words as they are."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar, Event

from assessment.models import Assessment
from catalog.models import Skill
from tests.assessment.plan.plan_page import ANSWERS, tick
from tests.assessment.report.test_next_steps import publish
from tests.conftest import NOW
from tests.workshop import EVERYTHING, NOTHING_YET, PLACE

# A Sunday, so that the first Tuesday is two days later.
START = date(2027, 1, 3)


@pytest.fixture
def attempt(begin: Callable[..., Assessment], alice: Client) -> Assessment:
    return begin(alice, ANSWERS, submitted=True)


def body(client: Client, attempt: Assessment, **query: Any) -> bytes:
    response = client.get(f"/a/{attempt.public_id}/plan.ics", {"start": START.isoformat(), **query})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="skillgap-plan.ics"'
    return response.content


def events(client: Client, attempt: Assessment, **query: Any) -> list[Event]:
    return Calendar.from_ical(body(client, attempt, **query)).events


def test_each_step_has_the_days_of_the_page(alice, attempt):
    first, second = events(alice, attempt, hours=10)

    assert first["summary"] == "To cut: 3 Steady"
    # Twenty hours, then thirty, at ten a week; the end is the day after the last.
    assert (first["dtstart"].dt, first["dtend"].dt) == (START, START + timedelta(14))
    assert (second["dtstart"].dt, second["dtend"].dt) == (START + timedelta(14), START + timedelta(35))
    assert "Done when this is true:" in first["description"]
    assert "about 20 hours (10 to 40)" in first["description"]


def test_sessions_are_every_week_at_the_local_time(alice, attempt):
    first, second, third = events(alice, attempt, hours=15, day=1, time="19:00", tz="Europe/Berlin", **{"as": "weeks"})

    assert first["dtstart"].dt == datetime(2027, 1, 5, 19, tzinfo=ZoneInfo("Europe/Berlin"))
    assert first["dtstart"].params["TZID"] == "Europe/Berlin"
    assert first["duration"].dt == timedelta(hours=4)
    # The second week holds the end of the first step and the begin of the next; then two weeks are alike.
    assert [event["dtstart"].dt.date() for event in (second, third)] == [date(2027, 1, 12), date(2027, 1, 19)]
    assert third["rrule"]["COUNT"] == [2]
    assert b"BEGIN:VTIMEZONE" in body(alice, attempt, tz="Europe/Berlin", **{"as": "weeks"})


def test_a_session_is_no_longer_than_the_week_s_hours(alice, attempt):
    [*found] = events(alice, attempt, hours=2, **{"as": "weeks"})

    assert {event["duration"].dt for event in found} == {timedelta(hours=2)}
    assert {event["dtstart"].dt.astimezone(UTC).time() for event in found} == {time(19)}


def test_a_session_on_the_first_day_itself(alice, attempt):
    [first, *_rest] = events(alice, attempt, day=6, time="08:15", **{"as": "weeks"})

    assert first["dtstart"].dt == datetime(2027, 1, 3, 8, 15, tzinfo=UTC)


def test_a_long_plan_is_put_in_for_twelve_weeks(alice, begin):
    attempt = begin(alice, NOTHING_YET, submitted=True)
    query = {"what": "everything", "level": "lead", "hours": 1}

    found = events(alice, attempt, **query, **{"as": "weeks"})
    days = events(alice, attempt, **query)

    weeks = sum(event["rrule"]["COUNT"][0] if "rrule" in event else 1 for event in found)
    assert weeks == 12
    assert len({event["uid"] for event in found}) == len(found)
    assert max(event["dtend"].dt for event in days) == START + timedelta(weeks=12)
    page = alice.get(f"/a/{attempt.public_id}/plan/", query).content.decode()
    assert "It holds the first twelve weeks" in page


def test_the_plan_asked_for_last_is_the_one_that_counts(alice, attempt, monkeypatch):
    """A calendar program takes the higher sequence; where it looks at the stamp alone, the later stamp."""
    now = [NOW + timedelta(hours=1)]
    monkeypatch.setattr("assessment.plan.views.timezone.now", lambda: now[0])
    for kind in ("days", "weeks"):
        found = []
        for hours in (5, 20, 5):
            now[0] += timedelta(seconds=1)
            found.append(events(alice, attempt, hours=hours, **{"as": kind})[0])
        assert found[0]["sequence"] < found[1]["sequence"] < found[2]["sequence"]
        assert found[0]["dtstamp"].dt < found[1]["dtstamp"].dt < found[2]["dtstamp"].dt


def test_uids_stay_when_the_dates_move_and_are_no_one_else_s(alice, bob, begin, attempt):
    def uids(client: Client, of: Assessment, **query: Any) -> list[str]:
        return [str(event["uid"]) for event in events(client, of, **query)]

    assert uids(alice, attempt, hours=5) == uids(alice, attempt, hours=20)
    others = begin(bob, ANSWERS, submitted=True)
    assert not set(uids(alice, attempt)) & set(uids(bob, others))
    assert attempt.public_id.encode() not in body(alice, attempt)


def test_hard_names_come_back_as_they_were(alice, begin, edition):
    name = "Cutting, “fast”; and \\ safe 😀 مرحبا " + "x" * 60
    Skill.objects.filter(slug="cut").update(name=name)
    publish()
    client = alice
    client.post(f"/roles/{PLACE}/start/", {"target": ""})
    attempt = Assessment.objects.latest("pk")
    attempt.answers.create(skill="cut", step=1, saved_at=NOW)
    client.post(f"/a/{attempt.public_id}/submit/", {"person_name": ""})

    found = events(client, attempt)

    assert name + ": 2 Learner" in {event["summary"] for event in found}
    assert max(len(line) for line in body(client, attempt).split(b"\r\n")) <= 75


def test_ticks_move_the_calendar(alice, attempt):
    tick(alice, attempt, "cut-3", "done")

    [event] = events(alice, attempt)

    assert event["summary"] == "To cut: 4 Skilled"


def test_a_plan_without_steps_is_an_empty_calendar(alice, begin):
    attempt = begin(alice, EVERYTHING, submitted=True)

    assert events(alice, attempt) == []
    assert events(alice, attempt, **{"as": "weeks"}) == []
