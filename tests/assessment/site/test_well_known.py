"""security.txt, by the letter of RFC 9116."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from assessment.site import well_known
from tests.conftest import NOW

TXT, POLICY = "/.well-known/security.txt", "/.well-known/security-policy.txt"
ROOT = Path(__file__).parents[3]


def fields(settings, contact: str) -> dict[str, str]:
    settings.CONTACT = contact
    response = Client().get(TXT)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    lines = [line.split(": ", 1) for line in response.content.decode().splitlines()]
    assert len({name for name, _value in lines}) == len(lines)  # each of these may stand there once
    return dict(lines)


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("faults@skillgap.example", "mailto:faults@skillgap.example"),
        ("https://a.example/tell", "https://a.example/tell"),
    ],
)
def test_it_says_whom_to_tell_and_where_it_stands(settings, contact, told):
    settings.SITE_ADDRESS = "https://skillgap.example"
    found = fields(settings, contact)
    assert found["Contact"] == told
    assert found["Canonical"] == f"https://skillgap.example{TXT}"
    assert found["Policy"] == f"https://skillgap.example{POLICY}"
    assert Client().get(POLICY).content.decode() == (ROOT / "SECURITY.md").read_text()


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=23, minutes=59), timedelta(days=4000)])
def test_it_holds_for_a_month_from_the_day_on_which_it_is_asked_for(settings, monkeypatch, later):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + later)
    expires = datetime.fromisoformat(fields(settings, "faults@skillgap.example")["Expires"])
    assert expires.tzinfo == UTC
    assert timedelta(days=29) <= expires - (NOW + later) <= timedelta(days=30)


def test_without_anybody_to_tell_there_is_none(settings):
    settings.CONTACT = ""
    assert [Client().get(path).status_code for path in (TXT, POLICY)] == [404, 404]


def test_what_was_not_brought_along_is_not_promised(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(well_known, "POLICY", tmp_path / "SECURITY.md")
    assert "Policy" not in fields(settings, "faults@skillgap.example")
    assert Client().get(POLICY).status_code == 404
