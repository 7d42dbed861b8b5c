from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.privacy import actions


class Command(BaseCommand):
    help = "Erase somebody's account with all that is in it, or one attempt; for good, and again after a restore."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", default="", help="the address of an account")
        parser.add_argument(
            "--attempt",
            default="",
            help="as --attempt=ID: the id of an attempt, as in its address",
        )
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        email, attempt = options["email"], options["attempt"]
        if bool(email) == bool(attempt):
            raise CommandError("Give the address of an account, or --attempt=ID with the id of an attempt.")
        if not options["yes"] and input(f"Erase {email or attempt} for good? Write yes: ") != "yes":
            raise CommandError("Nothing was erased.")
        done = actions.erase_attempt(public_id=attempt) if attempt else actions.erase_person(address=email)
        if not any(done):
            raise CommandError("There is nothing with that name: nothing was erased.")
        self.stdout.write(f"Erased: accounts: {done.accounts}; attempts: {done.attempts}")
