"""What was erased is written down, so that no backup brings it back, and nobody can read from it who that was."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from assessment import ledger
from assessment.ledger import LedgerEntry
from assessment.models import Erasure
from tests.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def file(settings, tmp_path):
    settings.ERASURE_LEDGER = str(tmp_path / "ledger.jsonl")
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def written(db, file, django_capture_on_commit_callbacks):
    """Two attempts and an account, written down and committed."""
    user = User.objects.create_user("person-ann", date_joined=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        ledger.record(attempts=["a" * 22, "b" * 22], accounts=[user])
    return user


def test_an_erasure_is_a_row_and_a_line_of_the_file_without_a_name(written, file):
    assert sorted(Erasure.objects.values_list("kind", flat=True)) == ["account", "attempt", "attempt"]
    assert ledger.in_file() == ledger.entries()
    for word in ("a" * 22, "ann", str(NOW.year) + "-11-23"):
        assert word not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_same_again_changes_nothing(written, file):
    before = ledger.entries()
    ledger.add([entry._replace(at=NOW + DAY) for entry in before])
    assert ledger.entries() == before


def test_nothing_that_is_rolled_back_is_in_the_file(db, file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        ledger.record(attempts=["a" * 22])
    assert not file.exists()


def test_a_digest_needs_the_secret_and_an_older_one_is_still_known(settings):
    [before] = ledger.digests("attempt", "x")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-" + settings.SECRET_KEY, [settings.SECRET_KEY]
    now, older = ledger.digests("attempt", "x")
    assert older == before != now
    assert ledger.digests("account", "x")[0] != now


def test_an_account_is_told_from_a_later_one_of_the_same_number():
    assert ledger.name_of(7, NOW) != ledger.name_of(7, NOW + timedelta(microseconds=1))
    assert ledger.name_of(7, NOW) == ledger.name_of(7, NOW.astimezone(tz=None))


def test_a_file_that_cannot_be_written_stops_no_erasure_and_is_completed_later(
    settings, db, tmp_path, caplog, django_capture_on_commit_callbacks
):
    settings.ERASURE_LEDGER = str(tmp_path / "away" / "ledger.jsonl")
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        ledger.record(attempts=["a" * 22])
    assert "ERASURE_LEDGER cannot be written" in caplog.text
    (tmp_path / "away").mkdir()
    ledger.complete_file()
    ledger.complete_file()
    assert ledger.in_file() == ledger.entries()


def test_without_a_file_the_rows_are_enough(settings, db):
    settings.ERASURE_LEDGER = ""
    ledger.record(attempts=["a" * 22])
    ledger.complete_file()
    assert (ledger.in_file(), len(ledger.entries())) == ([], 1)


def test_what_is_older_than_every_backup_is_forgotten_to_the_second(db, file):
    old, young = (LedgerEntry("attempt", digit * 64, NOW + left) for digit, left in (("a", -DAY), ("b", timedelta())))
    ledger.add([old, young])
    ledger.complete_file()
    assert ledger.forget(before=NOW) == 1
    assert ledger.entries() == ledger.in_file() == [young]
    assert ledger.forget(before=NOW) == 0


@pytest.mark.parametrize("line", ["{}", "no", '{"at": "x", "kind": "attempt", "digest": "y"}', "[]", "1"])
def test_a_line_that_is_none_is_named_and_one_that_was_torn_is_left_out(line):
    good = LedgerEntry("attempt", "a" * 64, datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(ledger.LedgerUnreadable, match="Line 2"):
        list(ledger.read(f"{good.line()}{line}\n{good.line()}"))
    assert list(ledger.read(f"{good.line()}{line}")) == [good]
