"""`manage.py check` fails on what a server must not be, and says what to do."""

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from django.core.checks import run_checks
from django.core.mail.backends import smtp
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from config import reliability
from config.checks import RELIABILITY

SAFE = {
    "PRAGMA journal_mode": "truncate",
    "PRAGMA synchronous": 2,
    "PRAGMA foreign_keys": 1,
    "PRAGMA secure_delete": 1,
    "SHOW fsync": "on",
    "SHOW full_page_writes": "on",
    "SHOW synchronous_commit": "on",
}


def ids(messages) -> list[str]:
    return sorted(message.id for message in messages if message.id and message.id.startswith("skillgap."))


@pytest.mark.parametrize(
    ("https_header", "count", "https", "found"),
    [
        (True, 0, True, ["skillgap.E001"]),
        (False, 1, True, ["skillgap.E002"]),
        (False, 3, True, ["skillgap.E002"]),
        (True, 1, True, []),
        (True, 2, True, []),
        (False, 0, True, []),
        (False, 1, False, []),
    ],
)
def test_proxies_that_are_told_of_by_halves_fail_every_check(settings, https_header, count, https, found):
    settings.PROXY_SETS_HTTPS_HEADER, settings.PROXY_COUNT, settings.HTTPS = https_header, count, https
    assert ids(run_checks()) == found
    assert ids(run_checks(tags=[RELIABILITY])) == found
    if found:
        with pytest.raises(CommandError, match=found[0]):
            call_command("check")


def test_mail_in_clear_over_a_network_is_told(settings):
    settings.MAIL_SENDS_BY = "django.core.mail.backends.smtp.EmailBackend"
    for host, tls, found in (
        ("mail.example", False, ["skillgap.W003"]),
        ("mail.example", True, []),
        ("::1", False, []),
    ):
        settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = host, tls, False
        messages = run_checks(include_deployment_checks=True)
        assert [each for each in ids(messages) if each == "skillgap.W003"] == found


def test_a_database_that_need_not_prove_who_it_is_is_told(monkeypatch, settings):
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", {"sslmode": "require"})
    assert "skillgap.W004" in ids(run_checks(include_deployment_checks=True))


def test_a_file_of_settings_that_all_may_read_fails_the_check_of_a_server(tmp_path, monkeypatch):
    file = tmp_path / "settings"
    file.touch()
    monkeypatch.setattr("config.checks.local_file", lambda: file)
    for mode, found in ((0o644, True), (0o604, True), (0o640, False), (0o600, False)):
        file.chmod(mode)
        assert ("skillgap.E005" in ids(run_checks(include_deployment_checks=True))) == found


@pytest.fixture
def measured(monkeypatch, settings, tmp_path):
    """What the database says of itself: all that is asked for, unless a test says otherwise."""
    said = dict(SAFE)

    def read(sql):
        if isinstance(said.get(sql), Exception):
            raise said[sql]
        return said.get(sql, datetime.now(UTC))

    monkeypatch.setattr(reliability, "_read", read)
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / "site.sqlite3"))
    settings.MAIL_WORKS = False
    return said


def reliable() -> list[str]:
    return ids(run_checks(tags=[RELIABILITY], databases=["default"]))


def test_nothing_is_measured_unless_it_is_asked_for(measured):
    for name in measured:
        measured[name] = DatabaseError("must not be asked")
    assert ids(run_checks(include_deployment_checks=True)) == []
    assert ids(run_checks(tags=[RELIABILITY])) == []


def test_a_database_that_keeps_what_it_was_told_passes(measured):
    assert reliable() == ["skillgap.I040"]
    call_command("check", tags=[RELIABILITY], fail_level="ERROR")


@pytest.mark.parametrize(
    ("vendor", "asked", "bad"),
    [
        ("sqlite", "PRAGMA journal_mode", "off"),
        ("sqlite", "PRAGMA journal_mode", "memory"),
        ("sqlite", "PRAGMA synchronous", 1),
        ("sqlite", "PRAGMA foreign_keys", 0),
        ("sqlite", "PRAGMA secure_delete", 0),
        ("postgresql", "SHOW fsync", "off"),
        ("postgresql", "SHOW full_page_writes", "off"),
        ("postgresql", "SHOW synchronous_commit", "off"),
        ("postgresql", "SHOW synchronous_commit", "local"),
    ],
)
def test_a_database_that_may_lose_answers_fails(measured, monkeypatch, vendor, asked, bad):
    monkeypatch.setattr(connection, "vendor", vendor)
    measured[asked] = bad
    assert reliable() == ["skillgap.E011", "skillgap.I040"]
    with pytest.raises(CommandError, match="may be lost in a power cut"):
        call_command("check", tags=[RELIABILITY])


@pytest.mark.parametrize(("version", "found"), [((3, 51, 2), True), ((3, 40, 1), True), ((3, 51, 3), False)])
def test_write_ahead_mode_needs_a_sqlite_that_can(measured, monkeypatch, version, found):
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    measured["PRAGMA journal_mode"] = "wal"
    assert ("skillgap.E012" in reliable()) == found


def test_a_database_that_is_away_is_told(measured):
    for name in measured:
        measured[name] = DatabaseError("gone")
    assert "skillgap.E010" in reliable()


@pytest.mark.parametrize(("seconds", "found"), [(0, False), (4, False), (60, True), (-60, True)])
def test_clocks_that_differ_are_told(measured, monkeypatch, seconds, found):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    measured["SELECT clock_timestamp()"] = datetime.now(UTC) + timedelta(seconds=seconds)
    assert ("skillgap.E021" in reliable()) == found


def test_a_clock_before_our_time_is_told(measured, monkeypatch):
    monkeypatch.setattr(reliability, "RELEASED", datetime.now(UTC) + timedelta(days=1))
    assert "skillgap.E020" in reliable()


def test_a_full_disk_and_a_folder_that_is_not_there_are_told(measured, monkeypatch, settings):
    monkeypatch.setattr(connection, "vendor", "sqlite")
    usage = type(shutil.disk_usage("/"))(10**12, 10**12 - 10**6, 10**6)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert "skillgap.W031" in reliable()
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", "/nowhere/at/all/site.sqlite3")
    assert "skillgap.E030" in reliable()


def test_a_mail_server_that_does_not_answer_is_told(measured, monkeypatch, settings):
    settings.MAIL_WORKS = True
    settings.MAIL_SENDS_BY = "django.core.mail.backends.smtp.EmailBackend"

    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(smtp.EmailBackend, "open", refuse)
    assert reliable() == ["skillgap.E041"]
    monkeypatch.setattr(smtp.EmailBackend, "open", lambda self: True)
    assert reliable() == []
