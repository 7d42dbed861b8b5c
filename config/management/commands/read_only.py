from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog import read_only


class Command(BaseCommand):
    help = "Let the site on this machine only read (on), or read and write again (off); at once, without a new start."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("switch", choices=["on", "off", "state"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["switch"] != "state":
            try:
                read_only.turn(on=options["switch"] == "on")
            except OSError as error:
                raise CommandError(f"{error.filename} cannot be changed: {error.strerror}.") from error
        self.stdout.write("The site only reads." if read_only.is_on() else "The site reads and writes.")
