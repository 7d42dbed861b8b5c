"""A reminder as a calendar file: one day, and where to start again."""

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event


def render(*, uid: str, name: str, words: str, address: str, on: date, at: datetime) -> bytes:
    """An all-day event. `at` is when the file was asked for, which the format wants to know."""
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
    calendar.add_component(event)
    return bytes(calendar.to_ical())
