from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessment.privacy import reading
from assessment.privacy.core.rules import rules_of
from assessment.privacy.proofs import PROOFS
from assessment.privacy.renderers import dossier
from assessment.privacy.renderers.dossier import Site, Told
from assessment.report.renderers import document
from assessment.site.accessibility import CHECKS, UNKNOWN

METHOD = settings.BASE_DIR / "docs" / "method.md"
# What a number of a report comes from: symbols, a unit, readiness, verdicts, ranges, how sure, which gap first, hours.
SECTIONS = ("3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "4.1", "4.3")


class Command(BaseCommand):
    help = (
        "Write a PDF for data protection, works council and accessibility: what is held, why, how long, and the proofs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        made = dossier.document(
            Site(
                settings.SITE_ADDRESS,
                sends_mail=settings.MAIL_WORKS,
                provider=settings.OIDC.name if settings.OIDC else "",
                at=timezone.now(),
            ),
            reading.tables(),
            reading.wording(),
            reading.periods(),
            rules=rules_of(METHOD.read_text(), SECTIONS),
            proofs=[Told(str(each.holds), "", each.tests) for each in PROOFS],
            accessibility=[Told(str(each.holds), str(each.how), each.tests) for each in CHECKS],
            unknown=[str(each) for each in UNKNOWN],
        )
        file: Path = options["file"]
        try:
            file.write_bytes(document.render(made))
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Written: {file.name}")
