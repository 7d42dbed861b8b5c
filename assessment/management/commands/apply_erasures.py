from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment import ledger
from assessment.privacy import actions


class Command(BaseCommand):
    help = "Erase again what was erased before a backup was put back. `restore` does it by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ledger", type=Path, help="a file besides ERASURE_LEDGER, such as of another machine")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["ledger"]
        try:
            done = actions.apply_erasures(list(ledger.read(file.read_text())) if file else None)
        except (OSError, UnicodeDecodeError, ledger.LedgerUnreadable) as error:
            raise CommandError(f"Nothing was erased: {error}") from error
        self.stdout.write(f"Erased again: accounts: {done.accounts}; attempts: {done.attempts}")
