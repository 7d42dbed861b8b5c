from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import restoring
from config.backup.manifest import BackupUnfit


class Command(BaseCommand):
    help = "Put a backup in the place of the database: each table is compared with its digest, then migrated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--verify", action="store_true", help="only try it, in a database that is thrown away")
        parser.add_argument("--force", action="store_true", help="also in the place of a database that holds data")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verify"] and options["force"]:
            raise CommandError("--verify changes nothing, so --force means nothing with it: leave one of them out.")
        try:
            made = restoring.attempt(options["file"]) if options["verify"] else self.restore(options)
        except BackupUnfit as error:
            raise CommandError(str(error)) from error
        done = "Would come back" if options["verify"] else "Restored"
        self.stdout.write(
            f"{done} as it was at {made.made_at:%Y-%m-%d %H:%M:%S} UTC: "
            f"{len(made.tables)} tables, {sum(table.rows for table in made.tables.values())} rows, each digest equal."
        )
        if not options["verify"]:
            self.stdout.write("What was erased since then is erased again.")

    def restore(self, options: dict[str, Any]) -> Any:
        return restoring.restore(options["file"], force=options["force"])
