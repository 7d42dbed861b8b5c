from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from assessment import limits
from assessment.account import actions as account_actions
from assessment.account import second_factor
from assessment.attempts import actions
from assessment.models import Assessment
from assessment.site.actions import forget_presses

# Somebody looked in, and said nothing.
EMPTY_KEPT = timedelta(days=1)


class Command(BaseCommand):
    help = (
        "Delete assessments without an account that were left alone too long, and accounts that nobody confirmed; "
        "seal secrets with the newest key. Run it daily."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        too_old = {
            "empty_before": now - EMPTY_KEPT,
            "unfinished_before": now - timedelta(days=settings.KEEP_UNFINISHED_DAYS),
            "finished_before": now - timedelta(days=settings.KEEP_FINISHED_DAYS),
        }
        unconfirmed_before = now - timedelta(days=settings.KEEP_UNCONFIRMED_DAYS)
        if options["dry_run"]:
            count = Assessment.objects.expired(**too_old).count()
            accounts = account_actions.unconfirmed(before=unconfirmed_before).count()
            self.stdout.write(f"To be deleted: assessments: {count}; accounts that nobody confirmed: {accounts}")
            return
        count = actions.expire(**too_old)
        accounts = account_actions.expire_unconfirmed(before=unconfirmed_before)
        limits.forget_throttles(at=now)
        forget_presses(at=now)
        second_factor.seal(Authenticator.objects)
        self.stdout.write(f"Deleted: assessments: {count}; accounts that nobody confirmed: {accounts}")
