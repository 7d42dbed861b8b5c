"""Accounts that nobody uses go after a notice by e-mail, to the second, and never without one."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessment.account import unused
from assessment.models import IdleNotice
from tests.assessment.account.conftest import member
from tests.conftest import NOW

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
USED = NOW - 730 * DAY


@pytest.fixture
def clock(monkeypatch):
    """Set the clock; it stands then."""

    def stand(at: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at)

    stand(NOW)
    return stand


@pytest.fixture
def ann(db, clock) -> User:
    """Her last log-in is so long ago that her account is over now, if she had been told."""
    return member("ann", last_login=USED, date_joined=USED)


def run(*options: str) -> str:
    said = StringIO()
    call_command("expire_accounts", *options, stdout=said)
    return said.getvalue().strip()


def line(told: int = 0, failed: int = 0, deleted: int = 0, silent: int = 0) -> str:
    return f"Told: {told}; could not be sent: {failed}; deleted: {deleted}; cannot be told: {silent}"


def test_a_notice_is_sent_thirty_days_before_to_the_second(ann, clock):
    clock(NOW - 30 * DAY - SECOND)
    assert run() == line()
    clock(NOW - 30 * DAY)
    assert run() == line(told=1)
    assert run() == line()
    [message] = mail.outbox
    assert message.to == ["ann@example.org"]
    assert message.subject == "Your account ends on 23 November 2026, unless you log in"
    assert "http://127.0.0.1:8000/mine/" in message.body


def test_it_is_deleted_to_the_second(ann, clock):
    clock(NOW - 30 * DAY)
    run()
    clock(NOW - SECOND)
    assert run() == line()
    clock(NOW)
    assert run("--dry-run") == "To be told: 0; to be deleted: 1; cannot be told: 0"
    assert User.objects.count() == 1
    assert run() == line(deleted=1)
    assert User.objects.count() == IdleNotice.objects.count() == 0


def test_who_was_told_late_has_thirty_days_all_the_same(ann, clock):
    assert run() == line(told=1)
    assert "on 23 December 2026" in mail.outbox[0].subject
    clock(NOW + 30 * DAY - SECOND)
    assert run() == line()
    clock(NOW + 30 * DAY)
    assert run() == line(deleted=1)


def test_who_logs_in_keeps_it_and_is_told_anew_next_time(ann, clock):
    clock(NOW - 30 * DAY)
    run()
    User.objects.update(last_login=NOW - DAY)
    clock(NOW + 699 * DAY - SECOND)
    assert run() == line()
    clock(NOW + 699 * DAY)
    assert run() == line(told=1)
    clock(NOW + 729 * DAY)
    assert run() == line(deleted=1)


def test_who_never_logged_in_counts_from_when_the_account_was_made(ann, clock):
    User.objects.update(last_login=None)
    assert run("--dry-run") == "To be told: 1; to be deleted: 0; cannot be told: 0"


@pytest.mark.parametrize("change", ["unconfirmed", "refused"])
def test_nobody_is_deleted_without_an_e_mail_that_was_sent(ann, clock, monkeypatch, change):
    def refuse(*args):
        raise ConnectionRefusedError

    if change == "unconfirmed":
        ann.emailaddress_set.update(verified=False)
    else:
        monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    expected = line(silent=1) if change == "unconfirmed" else line(failed=1)
    assert run() == expected
    clock(NOW + 365 * DAY)
    assert run() == expected
    assert User.objects.count() == 1
    assert mail.outbox == []


@pytest.mark.parametrize("change", [{"is_staff": True}, {"is_superuser": True}, {"is_active": False}])
def test_of_staff_and_of_closed_accounts_nothing_is_deleted(ann, change):
    User.objects.update(**change)
    assert run() == line()


def test_who_ends_the_run_makes_no_other_end(ann, clock, monkeypatch):
    """Killed after the e-mail and before it is kept, or between two deletions: the next run ends as one would have."""
    ben = member("ben", last_login=USED, date_joined=USED)
    with monkeypatch.context() as patch:
        patch.setattr(unused, "told", lambda **given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run()
    assert IdleNotice.objects.count() == 0
    assert run() == line(told=2)
    assert [message.to for message in mail.outbox] == [[ann.email], [ann.email], [ben.email]]
    clock(NOW + 30 * DAY)
    expire = unused.expire
    with monkeypatch.context() as patch:
        patch.setattr(unused, "expire", lambda *, pk, **given: expire(pk=pk, **given) if pk == ann.pk else 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run()
    assert list(User.objects.all()) == [ben]
    assert run() == line(deleted=1)
    assert User.objects.count() == 0


def test_somebody_who_logs_in_at_the_last_moment_keeps_it(ann, clock):
    unused.told(pk=ann.pk, at=NOW - 31 * DAY)
    User.objects.update(last_login=NOW)
    kept = 730 * DAY
    assert not unused.expire(pk=ann.pk, at=NOW, kept=kept)
    assert not unused.expire(pk=0, at=NOW, kept=kept)
    assert User.objects.count() == 1


def test_a_notice_waits_for_no_worker(ann, settings):
    """What waits may never be sent, and then nobody was told."""
    settings.TASK_WORKER, settings.MAIL_SENDS_BY = True, settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "config.mail_later.Later"
    assert run() == line(told=1)
    assert len(mail.outbox) == 1


def test_the_days_are_those_of_the_settings(ann, settings):
    settings.KEEP_IDLE_ACCOUNT_DAYS = 761
    assert run() == line()


def test_without_e_mail_the_command_says_so(ann, settings):
    settings.MAIL_WORKS = False
    with pytest.raises(CommandError, match="EMAIL_URL"):
        run()
