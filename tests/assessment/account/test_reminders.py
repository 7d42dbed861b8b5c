"""Reminders are sent once, to a confirmed address of an account in use, and tell nothing of the answers."""

import io
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessment.account import actions
from assessment.models import Reminder
from tests.conftest import NOW
from tests.workshop import PLACE, ROLE

YESTERDAY = timezone.now().date() - timedelta(days=1)


def send() -> str:
    out = io.StringIO()
    call_command("send_reminders", stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def due(ann, edition) -> Reminder:
    actions.ask(owner_id=ann.user.pk, framework_id=edition.framework_id, role=ROLE, due_on=YESTERDAY, at=NOW)
    return Reminder.objects.get()


def test_what_is_due_is_sent_once(due):
    assert send() == "Reminders sent: 1; could not be sent: 0"
    assert send() == "Reminders sent: 0; could not be sent: 0"
    [message] = mail.outbox
    assert message.to == ["ann@example.org"]
    assert message.subject == "Look again: Maker"
    assert f"http://127.0.0.1:8000/roles/{PLACE}/start/" in message.body
    assert "/mine/" in message.body
    assert message.alternatives == [] if hasattr(message, "alternatives") else True


def test_what_is_not_due_waits(ann, edition):
    actions.ask(owner_id=ann.user.pk, framework_id=edition.framework_id, role=ROLE, due_on=date(2099, 1, 1), at=NOW)
    assert send() == "Reminders sent: 0; could not be sent: 0"


@pytest.mark.parametrize("change", ["unconfirmed", "inactive", "no address"])
def test_only_a_confirmed_address_of_an_account_in_use_gets_one(ann, due, change):
    if change == "unconfirmed":
        ann.user.emailaddress_set.update(verified=False)
    elif change == "inactive":
        ann.user.is_active = False
        ann.user.save()
    else:
        ann.user.emailaddress_set.all().delete()
    assert send() == "Reminders sent: 0; could not be sent: 0"
    assert mail.outbox == []


def test_a_role_that_is_no_more_still_leads_back(ann, edition):
    actions.ask(owner_id=ann.user.pk, framework_id=edition.framework_id, role="gone", due_on=YESTERDAY, at=NOW)
    send()
    assert mail.outbox[0].subject == "Look again at your work"
    assert "/roles/" not in mail.outbox[0].body


def test_what_could_not_be_sent_waits_for_the_next_run(due, monkeypatch):
    def refuse(*args):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        assert send() == "Reminders sent: 0; could not be sent: 1"
    assert send() == "Reminders sent: 1; could not be sent: 0"
    assert len(mail.outbox) == 1


def test_a_newer_wish_stays_when_an_older_one_could_not_be_sent(ann, due):
    assert actions.take(pk=due.pk, at=NOW)
    actions.ask(owner_id=ann.user.pk, framework_id=due.framework_id, role=ROLE, due_on=date(2099, 1, 1), at=NOW)
    actions.put_back(pk=due.pk)
    assert [each.due_on for each in Reminder.objects.all()] == [date(2099, 1, 1)]


def test_two_runs_at_once_share_the_work(due):
    assert actions.take(pk=due.pk, at=NOW)
    assert not actions.take(pk=due.pk, at=NOW)


def test_it_is_marked_before_it_leaves(due, monkeypatch):
    """Whatever ends the run after that, nobody gets it twice."""
    seen = []
    monkeypatch.setattr(EmailBackend, "send_messages", lambda *args: seen.append(Reminder.objects.get().sent_at))
    send()
    assert seen[0] is not None


def test_sent_ones_are_forgotten_after_a_month(due):
    Reminder.objects.update(sent_at=timezone.now() - timedelta(days=31))
    send()
    assert Reminder.objects.count() == 0


def test_without_e_mail_the_command_says_so(due, settings):
    settings.MAIL_WORKS = False
    with pytest.raises(CommandError, match="EMAIL_URL"):
        send()
    assert Reminder.objects.get().sent_at is None
