import logging
import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from assessment import traces
from assessment.account import unused
from assessment.account.unused import Unused

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Write to the owners of accounts in which nobody logged in for long, and delete those whose owners were told "
        "30 days ago. Run it daily."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_WORKS:
            raise CommandError("No e-mail is set up on this server (EMAIL_URL): nobody was told, nothing was deleted.")
        now, kept = timezone.now(), timedelta(days=settings.KEEP_IDLE_ACCOUNT_DAYS)
        doomed = list(unused.over(at=now, kept=kept).order_by("pk").values_list("pk", flat=True))
        waiting = unused.to_tell(at=now, kept=kept)
        silent = unused.unreached(at=now, kept=kept)
        if options["dry_run"]:
            self.stdout.write(f"To be told: {len(waiting)}; to be deleted: {len(doomed)}; cannot be told: {silent}")
            return
        deleted = [pk for pk in doomed if unused.expire(pk=pk, at=now, kept=kept)]
        traces.forget_sessions(deleted)
        sent = [self.tell(each, now, kept) for each in waiting]
        self.stdout.write(
            f"Told: {sent.count(True)}; could not be sent: {sent.count(False)}; deleted: {len(deleted)}; "
            f"cannot be told: {silent}"
        )

    def tell(self, each: Unused, at: datetime, kept: timedelta) -> bool:
        """Whether it was sent. Kept only then: whoever ends the run between the two makes a second e-mail, never none."""
        try:
            _letter(each, at, kept).send()
        except (OSError, smtplib.SMTPException) as error:
            logger.warning("A notice could not be sent: %s", type(error).__name__)
            return False
        unused.told(pk=each.pk, at=at)
        return True


def _letter(each: Unused, at: datetime, kept: timedelta) -> EmailMessage:
    context = {
        "used_on": timezone.localdate(each.used_at),
        "ends_on": timezone.localdate(unused.ends_at(each, at=at, kept=kept)),
        "mine": settings.SITE_ADDRESS + reverse("assessment:mine"),
    }
    subject = " ".join(render_to_string("assessment/account/idle_subject.txt", context).split())
    words = render_to_string("assessment/account/idle_message.txt", context)
    # At once, where others wait for a worker: it counts as sent only when the mail server has taken it.
    at_once = get_connection(settings.MAIL_SENDS_BY) if settings.TASK_WORKER else None
    return EmailMessage(subject, words, to=[each.address], connection=at_once)
