from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment import ledger, limits, traces
from assessment.account import actions as account_actions
from assessment.account import second_factor
from assessment.attempts import actions
from assessment.models import Assessment
from assessment.sharing import actions as sharing_actions
from assessment.site.actions import forget_presses
from catalog import feedback
from catalog.exchange import importing


class Command(BaseCommand):
    help = (
        "Delete assessments without an account that were left alone too long, accounts that nobody confirmed, old "
        "remarks on questions and files that editors did not apply; seal secrets with the newest key. Run it daily."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        too_old = {
            "empty_before": now - actions.EMPTY_KEPT,
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
        feedback.expire(before=timezone.localdate(now) - timedelta(days=settings.KEEP_FEEDBACK_DAYS))
        forget_presses(at=now)
        sharing_actions.forget_ended(at=now)
        self.forget_files(now)
        traces.forget_sessions_of_nobody()
        ledger.forget(before=now - timedelta(days=settings.KEEP_ERASURES_DAYS))
        ledger.complete_file()
        second_factor.seal(Authenticator.objects)
        self.stdout.write(f"Deleted: assessments: {count}; accounts that nobody confirmed: {accounts}")

    def forget_files(self, now: datetime) -> None:
        before = now - timedelta(days=settings.KEEP_IMPORTS_DAYS)
        importing.settle(at=now)
        importing.forget(before=before)
        DBTaskResult.objects.filter(finished_at__lt=before).delete()
