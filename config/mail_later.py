"""E-mail that a worker sends (TASK_WORKER): a mail server that is away delays it and stops nobody.

What waits in the database is sealed, since it holds links that open accounts, and is deleted once it was sent. Each e-mail
has one Message-ID however often it is tried: SMTP cannot say whether a server took what was cut off, so that one may come
twice, and mailboxes can tell.
"""

import json
import logging
import smtplib
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

TRIES = 30  # a day and a bit
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
# Who sends takes seconds; after so long it was killed at it.
KILLED_AFTER = timedelta(minutes=10)
FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers", "content_subtype")


class Later(BaseEmailBackend):
    """Puts e-mails into the queue, in the transaction of who sends them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settle(at=timezone.now())
        for message in email_messages:
            _send.enqueue(_sealed(message), 1)
        return len(email_messages)


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * int(2 ** min(tries - 1, 10)))


@task()
def _send(sealed: str, tries: int) -> None:
    try:
        message = _opened(sealed)
    except InvalidToken:
        logger.error("An e-mail was sealed with a SECRET_KEY that this site no longer has: it is not sent.")
        return
    try:
        get_connection(settings.MAIL_SENDS_BY).send_messages([message])
    except (OSError, smtplib.SMTPException) as error:
        is_last = tries >= TRIES
        logger.log(
            logging.ERROR if is_last else logging.WARNING,
            "An e-mail could not be sent, try %s of %s: %s", tries, TRIES, type(error).__name__,
        )  # fmt: skip
        if not is_last:
            _send.using(run_after=timezone.now() + pause(tries)).enqueue(sealed, tries + 1)
        return
    settle(at=timezone.now())


def settle(*, at: datetime) -> int:
    """Have those sent whose sender was killed at it; gives how many."""
    killed = DBTaskResult.objects.running().filter(task_path=_send.module_path, started_at__lt=at - KILLED_AFTER)
    return int(killed.update(status=TaskResultStatus.READY, started_at=None, worker_ids=[]))


@receiver(task_finished)
def _forget(sender: Any, task_result: Any, **more: Any) -> None:
    if task_result.task.module_path == _send.module_path:
        DBTaskResult.objects.filter(pk=task_result.id).delete()


def _sealed(message: EmailMessage) -> str:
    if message.attachments:
        raise ValueError("an e-mail with files is not sent by a worker")
    message.extra_headers.setdefault("Message-ID", make_msgid(domain=str(DNS_NAME)))
    said: dict[str, Any] = {name: getattr(message, name) for name in FIELDS}
    said["alternatives"] = [[each[0], each[1]] for each in getattr(message, "alternatives", ())]
    return MultiFernet(_keys()).encrypt(json.dumps(said, default=str).encode()).decode()


def _opened(sealed: str) -> EmailMessage:
    said = json.loads(MultiFernet(_keys()).decrypt(sealed))
    subtype, headers = said.pop("content_subtype"), said.pop("extra_headers")
    message = EmailMultiAlternatives(headers=headers, **said)
    message.content_subtype = subtype
    return message


def _keys() -> list[Fernet]:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        Fernet(urlsafe_b64encode(HKDF(SHA256(), 32, None, b"skillgap mail").derive(key.encode()))) for key in secrets
    ]
