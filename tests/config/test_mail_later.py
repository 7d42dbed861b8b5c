"""With a worker an e-mail waits in the database, sealed, until the mail server takes it; then it is gone from there."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from config import mail_later

LINK = "https://skillgap.example/accounts/password/reset/key/canary-link/"


@pytest.fixture
def queue(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = "config.mail_later.Later"
    settings.MAIL_SENDS_BY = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def away(monkeypatch) -> list[int]:
    """A mail server that is away for as many tries as are left in the list."""
    tries: list[int] = []
    send = EmailBackend.send_messages

    def refusing(self, messages):
        if tries:
            tries.pop()
            raise SMTPServerDisconnected("canary-link")
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refusing)
    return tries


def write() -> None:
    message = mail.EmailMultiAlternatives(
        "Canary subject", f"Go to {LINK}", None, ["alice@skillgap.example"], reply_to=["b@skillgap.example"]
    )
    message.attach_alternative("<p>canary</p>", "text/html")
    assert message.send() == 1


def work() -> None:
    """Do what a worker does with each task that waits, whenever that may begin."""
    worker = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id="tests", excluded_queue_names=[],
    )  # fmt: skip
    DBTaskResult.objects.update(run_after=timezone.now())
    for task in DBTaskResult.objects.ready():
        task.claim("tests")
        worker.run_task(task)


def test_what_waits_is_sealed_and_what_was_sent_is_gone(queue):
    write()
    [row] = DBTaskResult.objects.values()
    assert re.findall("canary|alice", str(row), re.IGNORECASE) == []
    assert mail.outbox == []
    work()
    [sent] = mail.outbox
    assert (sent.subject, sent.to, sent.reply_to) == (
        "Canary subject", ["alice@skillgap.example"], ["b@skillgap.example"]
    )  # fmt: skip
    assert LINK in sent.body
    assert [tuple(each) for each in sent.alternatives] == [("<p>canary</p>", "text/html")]
    assert not DBTaskResult.objects.exists()


def test_a_mail_server_that_is_away_delays_it_and_it_comes_once(queue, away, caplog):
    away.extend(range(3))
    write()
    for tries in range(1, 4):
        before = timezone.now()
        work()
        [row] = DBTaskResult.objects.all()
        assert row.run_after >= before + mail_later.pause(tries)
        assert row.args_kwargs["args"][1] == tries + 1
    assert mail.outbox == []
    work()
    work()
    assert len(mail.outbox) == 1
    assert not DBTaskResult.objects.exists()
    assert "canary" not in caplog.text


def test_it_is_given_up_after_a_day_and_told(queue, away, monkeypatch, caplog):
    monkeypatch.setattr(mail_later, "TRIES", 2)
    away.extend(range(5))
    write()
    work()
    work()
    assert not DBTaskResult.objects.exists()
    assert "try 2 of 2: SMTPServerDisconnected" in caplog.text
    total = sum((mail_later.pause(tries) for tries in range(1, 30)), timedelta())
    assert timedelta(hours=20) < total < timedelta(hours=36)


def test_each_try_has_the_same_message_id(queue, away):
    write()
    [row] = DBTaskResult.objects.all()
    sealed = row.args_kwargs["args"][0]
    [one, other] = [mail_later._opened(sealed).message()["Message-ID"] for _try in range(2)]
    assert one == other
    assert one.startswith("<")


def test_whose_sender_was_killed_is_sent_by_the_next(queue):
    write()
    write()
    first = DBTaskResult.objects.earliest("enqueued_at")
    first.claim("killed")
    now = timezone.now()
    assert mail_later.settle(at=now + mail_later.KILLED_AFTER - timedelta(minutes=1)) == 0
    DBTaskResult.objects.filter(pk=first.pk).update(started_at=now - mail_later.KILLED_AFTER - timedelta(minutes=1))
    work()
    assert len(mail.outbox) == 1
    work()
    assert len(mail.outbox) == 2
    assert not DBTaskResult.objects.exists()


def test_what_an_old_key_sealed_is_sent_while_that_is_known_and_else_dropped(queue, settings, caplog):
    write()
    write()
    second = DBTaskResult.objects.latest("enqueued_at")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    DBTaskResult.objects.filter(pk=second.pk).update(run_after=timezone.now() + timedelta(days=1))
    [waits] = DBTaskResult.objects.ready()
    mail_later._send.call(*waits.args_kwargs["args"])
    assert len(mail.outbox) == 1
    settings.SECRET_KEY_FALLBACKS = []
    mail_later._send.call(*second.args_kwargs["args"])
    assert len(mail.outbox) == 1
    assert "no longer has" in caplog.text


def test_files_are_not_queued(queue):
    message = mail.EmailMessage("a", "b", None, ["alice@skillgap.example"], attachments=[("a.txt", "x", "text/plain")])
    with pytest.raises(ValueError, match="files"):
        message.send()
