"""The calendar file, read back as a calendar reads it: days, local times when the clocks change, words as they were."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component, Event, vRecur, vText

from assessment.plan.renderers import ics
from assessment.plan.renderers.ics import Asked, Block, Series


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time on the wall, in no zone yet."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001


STAMP = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
HARD = "Models, “deep”; and\nshallow \\ 😀 زمن " + "x" * 90
BLOCK = Block("python/2", "Python: 2", "Do it.", date(2026, 11, 24), date(2026, 12, 3))
SERIES = Series("week/python/2", "Python: 2", "Do it.", local(2026, 10, 20, 19), 3, 30)


def asked(attempt: str = "one", *, after: timedelta = timedelta(hours=1)) -> Asked:
    return Asked(attempt, STAMP, STAMP + after)


def blocks(*found: Block, name: str = "Plan", attempt: str = "one", after: timedelta = timedelta(hours=1)) -> bytes:
    return ics.blocks(found, name=name, asked=asked(attempt, after=after))


def sessions(*found: Series, zone: str = "Europe/Berlin") -> bytes:
    return ics.sessions(found, name="Plan", asked=asked(), zone=ZoneInfo(zone))


def events(body: bytes) -> list[Event]:
    return Calendar.from_ical(body).events


def instants(event: Event) -> list[datetime]:
    """The begins of all sessions, as a calendar works them out."""
    start: datetime = event.decoded("dtstart")
    if "rrule" not in event:
        return [start]
    told = event["rrule"]
    assert isinstance(told, vRecur)
    return [
        day.replace(tzinfo=start.tzinfo)
        for day in rrulestr(told.to_ical().decode(), dtstart=start.replace(tzinfo=None))
    ]


def test_a_block_holds_both_its_ends():
    [event] = events(blocks(BLOCK))

    assert event["dtstart"].dt == date(2026, 11, 24)
    # The format's end is the day after the last.
    assert event["dtend"].dt == date(2026, 12, 4)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["transp"] == "TRANSPARENT"


def test_a_block_to_the_end_of_the_calendar_has_no_day_after():
    [event] = events(blocks(BLOCK._replace(last=date.max)))

    assert "dtend" not in event


def test_words_come_back_as_they_were():
    body = blocks(BLOCK._replace(title=HARD, text=HARD), name=HARD)

    calendar = Calendar.from_ical(body)
    [event] = calendar.events
    assert (event["summary"], event["description"]) == (HARD, HARD)
    # Not in the standard, so the library gives it back as it is written.
    assert calendar["x-wr-calname"] == vText(HARD).to_ical().decode()
    assert "\n" not in calendar["x-wr-calname"]
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_what_was_asked_for_later_has_a_later_stamp_and_a_higher_sequence():
    spans = [timedelta(0), timedelta(seconds=1), timedelta(seconds=2), timedelta(days=365), timedelta(days=9999)]
    found = [event for after in spans for event in events(blocks(BLOCK, after=after))]
    assert [event["dtstamp"].dt for event in found] == [STAMP + after for after in spans]
    assert [event["sequence"] for event in found] == [0, 10, 20, 315_360_000, 2**31 - 1]
    assert len({event["uid"] for event in found}) == 1
    [series] = events(sessions(SERIES))
    assert series["sequence"] == 36_000
    [before] = events(blocks(BLOCK, after=timedelta(days=-1)))
    assert before["sequence"] == 0


def test_a_uid_is_of_the_attempt_and_the_step_and_tells_neither():
    [first] = events(blocks(BLOCK, attempt="secret-attempt"))
    [moved] = events(blocks(BLOCK._replace(first=date(2026, 11, 25)), attempt="secret-attempt"))
    [others] = events(blocks(BLOCK, attempt="another"))
    [another] = events(blocks(BLOCK._replace(key="python/3"), attempt="secret-attempt"))

    assert first["uid"] == moved["uid"]
    assert len({first["uid"], others["uid"], another["uid"]}) == 3
    assert "secret-attempt" not in first["uid"]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
def test_sessions_stay_at_their_local_time_when_the_clocks_change(zone):
    [event] = events(sessions(SERIES, zone=zone))

    found = instants(event)
    assert len(found) == 30
    assert {at.astimezone(ZoneInfo(zone)).time() for at in found} == {time(19)}
    assert [at.date() for at in found] == [date(2026, 10, 20) + timedelta(weeks=week) for week in range(30)]
    assert event["duration"].dt == timedelta(hours=3)


def test_the_clock_really_changed_in_between():
    [event] = events(sessions(SERIES))

    assert {at.astimezone(UTC).hour for at in instants(event)} == {17, 18}
    assert sessions(SERIES).count(b"BEGIN:VTIMEZONE") == 1


def test_a_single_session_does_not_recur():
    [event] = events(sessions(SERIES._replace(weeks=1)))

    assert "rrule" not in event


def test_universal_time_needs_no_zone_and_an_empty_plan_no_event():
    assert b"VTIMEZONE" not in sessions(SERIES, zone="UTC")
    assert events(sessions()) == []
    assert events(blocks()) == []


ZONES = (
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Asia/Tehran",
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.datetimes(local(2024, 1, 1), local(2035, 1, 1)).map(lambda at: at.replace(microsecond=0, second=0)),
    st.integers(1, 120),
)
def test_the_zone_as_written_agrees_with_the_zone_as_known(name, first, weeks):
    """A calendar that knows no zones goes by the VTIMEZONE alone: every session must be at the same instant."""
    zone = ZoneInfo(name)
    calendar = Calendar.from_ical(sessions(SERIES._replace(first=first, weeks=weeks), zone=name))

    [described] = calendar.walk("VTIMEZONE")

    for week in range(weeks):
        local = first + timedelta(weeks=week)
        known = local.replace(tzinfo=zone)
        if known.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local:  # the clocks do show it
            offsets = {known.utcoffset(), known.replace(fold=1).utcoffset()}
            assert offset_by(described, local) in offsets, (name, local)


def offset_by(described: Component, local: datetime) -> timedelta:
    """The offset by the last change before a local time, as RFC 5545 has it (3.6.5)."""
    changes: list[tuple[datetime, timedelta]] = sorted(
        (part.decoded("dtstart"), part.decoded("tzoffsetto")) for part in described.subcomponents
    )
    return [offset for begins, offset in changes if begins <= local][-1]
