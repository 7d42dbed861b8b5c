from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessment.models import Assessment
from assessment.privacy import collecting, reading
from assessment.privacy.finding import account_of
from assessment.privacy.renderers import copies
from assessment.report.renderers import document


class Command(BaseCommand):
    help = "Write all that is held of a person to a file: as JSON, or as a PDF where the file's name ends with .pdf."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", default="", help="the address of an account")
        parser.add_argument(
            "--attempt",
            default="",
            help="as --attempt=ID: the id of an attempt without an account, as in its address",
        )
        parser.add_argument("--to", required=True, metavar="FILE", help="must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        email, attempt, file = options["email"], options["attempt"], Path(options["to"])
        if bool(email) == bool(attempt):
            raise CommandError("Give the address of an account, or --attempt=ID with the id of an attempt.")
        now = timezone.now()
        if attempt:
            found = Assessment.objects.filter(public_id=attempt).first()
            if found is None:
                raise CommandError("There is no attempt with that id.")
            copy = collecting.of_attempt(found.pk, now)
        else:
            user = account_of(email)
            if user is None:
                raise CommandError("There is no account with that address.")
            copy = collecting.of_account(user, now)
        words, periods = reading.wording(), reading.periods()
        is_pdf = file.suffix == ".pdf"
        content = (
            document.render(copies.document(copy, words, periods)) if is_pdf else copies.to_json(copy, words, periods)
        )
        try:
            file.touch(mode=0o600, exist_ok=False)
            file.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        rows = sum(len(held.rows) for held in copy.tables)
        self.stdout.write(f"Written: {rows} rows of {sum(1 for held in copy.tables if held.rows)} tables")
