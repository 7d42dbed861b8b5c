from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from assessment import limits
from assessment.attempts import actions
from assessment.models import Assessment


class Command(BaseCommand):
    help = "Delete assessments without an account that were left alone too long. Run it daily."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        too_old = {
            "unfinished_before": now - timedelta(days=settings.KEEP_UNFINISHED_DAYS),
            "finished_before": now - timedelta(days=settings.KEEP_FINISHED_DAYS),
        }
        if options["dry_run"]:
            count = Assessment.objects.expired(**too_old).count()
            self.stdout.write(f"{count} assessments would be deleted")
            return
        count = actions.expire(**too_old)
        limits.forget_throttles(at=now)
        self.stdout.write(f"{count} assessments deleted")
