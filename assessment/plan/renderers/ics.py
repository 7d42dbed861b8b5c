"""Calendar files (RFC 5545): a plan as a block of days for each step or as a session every week, and a reminder.

Every UID is made from the attempt and the step, and what was asked for later has a later stamp and a higher sequence, so
that a file read in again moves what is there already.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Skillgap//Learning plan//EN"
# Any fixed one will do. A UID tells nobody the attempt that it is made from.
_OURS = UUID("5b0cbe3c-6a4e-4b3d-9d57-3f6f0f6d2a11")
# A sequence is an integer of RFC 5545; in tenths of a second it lasts six years.
MOST_SEQUENCE = 2**31 - 1


class Block(NamedTuple):
    """Days in a row, both ends included. `key` names it among those of the same attempt."""

    key: str
    title: str
    text: str
    first: date
    last: date


class Series(NamedTuple):
    """Sessions of some hours at the same local time, `weeks` weeks in a row; `first` has no time zone yet."""

    key: str
    title: str
    text: str
    first: datetime
    hours: int
    weeks: int


class Asked(NamedTuple):
    """Whose plan it is, when that attempt was handed in, and when the plan was asked for."""

    attempt: str
    handed_in: datetime
    at: datetime

    @property
    def sequence(self) -> int:
        """A number that grows with time, so that the plan asked for last is the one that counts."""
        return min(MOST_SEQUENCE, max(0, (self.at - self.handed_in) // timedelta(milliseconds=100)))


def blocks(found: Iterable[Block], *, name: str, asked: Asked, zone: str = "") -> bytes:
    """A calendar of whole days, which leave the hours of those days free for other things; in whose zone they are days."""
    calendar = _calendar(name)
    _name_zone(calendar, zone)
    for block in found:
        event = _event(asked, block.key, block.title, block.text)
        event.add("dtstart", block.first)
        # The end is the first day after it; the calendar's last day has none.
        if block.last < date.max:
            event.add("dtend", block.last + timedelta(1))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def sessions(found: Iterable[Series], *, name: str, asked: Asked, zone: ZoneInfo) -> bytes:
    """A calendar of weekly sessions, which stay at their local time when the clocks of the zone change."""
    calendar = _calendar(name)
    days: list[date] = []
    for series in found:
        event = _event(asked, series.key, series.title, series.text)
        event.add("dtstart", series.first.replace(tzinfo=zone))
        event.add("duration", timedelta(hours=series.hours))
        if series.weeks > 1:
            event.add("rrule", {"freq": "weekly", "count": series.weeks})
        calendar.add_component(event)
        days += [series.first.date(), (series.first + timedelta(weeks=series.weeks)).date()]
    if calendar.get_missing_tzids():
        calendar.subcomponents.insert(0, _timezone(zone, min(days), max(days)))
    return bytes(calendar.to_ical())


def reminder(*, uid: str, name: str, words: str, address: str, on: date, at: datetime, zone: str = "") -> bytes:
    """One day to look again, and where. `at` is when the file was asked for, which the format wants to know."""
    event = Event()
    event.add("uid", uid)
    event.add("summary", name)
    event.add("description", words)
    event.add("url", address)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("dtstamp", at)
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//Skillgap//EN")
    calendar.add("version", "2.0")
    _name_zone(calendar, zone)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _timezone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """What the clocks of a zone show between two days. Our own, since icalendar's begins summer time an hour late."""
    described = Timezone()
    described.add("tzid", zone.key)
    now = datetime.combine(first, time(), UTC) - timedelta(days=1)
    end = datetime.combine(last, time(), UTC) + timedelta(days=2)
    before = now
    while now < end:
        described.add_component(_observance(zone, before, now))
        before, now = _next_change(zone, now, end)
    return described


def _next_change(zone: ZoneInfo, now: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The last second before the clocks of a zone are next changed, and the first after it; `end` if they are not."""
    low, high = now, now
    while high < end and _clock(zone, low) == _clock(zone, high):
        low, high = high, high + timedelta(days=1)
    if high >= end:
        return end, end
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if _clock(zone, middle) == _clock(zone, low) else (low, middle)
    return low, high


def _clock(zone: ZoneInfo, at: datetime) -> tuple[timedelta | None, str | None]:
    local = at.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _observance(zone: ZoneInfo, before: datetime, at: datetime) -> TimezoneStandard | TimezoneDaylight:
    """From a moment on; by the clocks as they stood before it, as the format wants it."""
    old, new = before.astimezone(zone), at.astimezone(zone)
    part = TimezoneDaylight() if new.dst() else TimezoneStandard()
    part.add("dtstart", at.replace(tzinfo=None) + (old.utcoffset() or timedelta()))
    part.add("tzoffsetfrom", old.utcoffset())
    part.add("tzoffsetto", new.utcoffset())
    part.add("tzname", new.tzname())
    return part


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(name))
    return calendar


def _name_zone(calendar: Calendar, zone: str) -> None:
    if zone:
        calendar.add("x-wr-timezone", vText(zone))


def _event(asked: Asked, key: str, title: str, text: str) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(_OURS, f'{asked.attempt}/{key}')}@skillgap")
    event.add("dtstamp", asked.at)
    event.add("sequence", asked.sequence)
    event.add("summary", title)
    event.add("description", text)
    return event
