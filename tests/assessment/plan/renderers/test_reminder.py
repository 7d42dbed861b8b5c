from datetime import UTC, date, datetime

from icalendar import Calendar

from assessment.plan.renderers import ics


def test_a_calendar_reads_it_back():
    body = ics.reminder(
        uid="x@here",
        name="Look again: Zoë; a, b",
        words="Line one\nLine two",
        address="https://here/roles/x/start/",
        on=date(2027, 2, 28),
        at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
    )
    [event] = Calendar.from_ical(body).walk("VEVENT")
    assert event["SUMMARY"] == "Look again: Zoë; a, b"
    assert event["DESCRIPTION"] == "Line one\nLine two"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2027, 2, 28), date(2027, 3, 1))
    assert event["TRANSP"] == "TRANSPARENT"
    assert b"\r\n" in body
