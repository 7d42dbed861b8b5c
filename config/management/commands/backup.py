import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backup import making
from config.backup.manifest import BackupUnfit, Manifest


class Command(BaseCommand):
    help = "Back up the whole database as one file, with a digest of each table. The site may be at work meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("where", help="a folder, a file that is not there yet, or - for standard output")
        parser.add_argument("--keep", type=int, metavar="DAYS", help="then delete the folder's backups that are older")

    def handle(self, *args: Any, **options: Any) -> None:
        where, keep, now = Path(options["where"]), options["keep"], timezone.now()
        if keep is not None and (keep < 1 or not where.is_dir()):
            raise CommandError("--keep wants a whole number of days from 1, and a folder.")
        try:
            if options["where"] == "-":
                self.tell("standard output", making.to_stream(sys.stdout.buffer, now))
                return
            file, made = making.to_file(where, now)
        except BackupUnfit as error:
            raise CommandError(str(error)) from error
        self.tell(str(file), made)
        if keep is not None:
            gone = making.let_go(where, before=now - timedelta(days=keep))
            self.stdout.write(f"Older backups deleted: {len(gone)}")

    def tell(self, where: str, made: Manifest) -> None:
        rows = sum(table.rows for table in made.tables.values())
        out = self.stderr if where == "standard output" else self.stdout
        out.write(f"Backed up to {where}: {len(made.tables)} tables, {rows} rows, each table with its digest.")
