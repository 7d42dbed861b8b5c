from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from catalog import editions, wording
from catalog.compile import compile_live
from catalog.models import Framework


class Command(BaseCommand):
    help = "Say what is wrong with the live catalogue, a line for each finding; ends with 1 when there are errors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("framework", nargs="?", help="key of a framework; all of them when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        unfit = [framework.slug for framework in self.frameworks(options["framework"]) if not self.is_fit(framework)]
        if unfit:
            raise CommandError(f"Not fit to be published: {', '.join(unfit)}.")

    def is_fit(self, framework: Framework) -> bool:
        """Print a framework's findings and how many they are; whether none is an error."""
        findings = editions.judge(framework, compile_live(framework), timezone.localdate())
        for finding in findings:
            self.stdout.write(wording.line(finding))
        self.stdout.write(f"{framework.slug}: {wording.summary(findings)}")
        return not any(finding.is_error for finding in findings)

    def frameworks(self, slug: str | None) -> list[Framework]:
        found = list(Framework.objects.order_by("slug"))
        if slug is None:
            return found
        named = [framework for framework in found if framework.slug == slug]
        if not named:
            known = ", ".join(framework.slug for framework in found) or "none"
            raise CommandError(f"There is no framework {slug}. There are: {known}.")
        return named
