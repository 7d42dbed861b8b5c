import logging
import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from assessment.account import actions, reading
from assessment.account.reading import Due
from assessment.role import reading as role_reading

KEPT_DAYS = 30
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Send the reminders that are due, each once. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_WORKS:
            raise CommandError("No e-mail is set up on this server (EMAIL_URL): nothing was sent.")
        now = timezone.now()
        outcomes = [self.send(due, now) for due in reading.due(on=timezone.localdate(now))]
        actions.forget(sent_before=now - timedelta(days=KEPT_DAYS))
        self.stdout.write(f"Reminders sent: {outcomes.count(True)}; could not be sent: {outcomes.count(False)}")

    def send(self, due: Due, at: datetime) -> bool | None:
        """Whether it was sent; None when another run took it. Marked before it is sent, so never sent twice."""
        if not actions.take(pk=due.pk, at=at):
            return None
        try:
            _letter(due).send()
        except (OSError, smtplib.SMTPException) as error:
            logger.warning("A reminder could not be sent: %s", type(error).__name__)
            actions.put_back(pk=due.pk)
            return False
        return True


def _letter(due: Due) -> EmailMessage:
    today = role_reading.on_offer(due.framework_id, due.role)
    context = {
        "role": today.name if today else "",
        "start": _address("assessment:start", today.framework.slug, today.slug)
        if today
        else _address("assessment:home"),
        "mine": _address("assessment:mine"),
    }
    subject = " ".join(render_to_string("assessment/account/reminder_subject.txt", context).split())
    return EmailMessage(subject, render_to_string("assessment/account/reminder_message.txt", context), to=[due.address])


def _address(name: str, *place: str) -> str:
    return settings.SITE_ADDRESS + reverse(name, args=place)
