import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import get_script_prefix

from config.management.commands.prepare import fill
from config.place import is_loopback


class Command(BaseCommand):
    help = "Try Skillgap on this machine alone: prepare everything, then serve. A server takes `manage.py prepare`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000", help="where to listen, ADDRESS:PORT")
        parser.add_argument("--no-server", action="store_true", help="prepare only")

    def handle(self, *args: Any, **options: Any) -> None:
        host, colon, port = options["address"].rpartition(":")
        if not colon or not port.isdecimal() or not 1 <= int(port) <= 65535:
            raise CommandError(f"{options['address']} is no ADDRESS:PORT, such as 127.0.0.1:8000.")
        if not settings.LOCAL:
            raise CommandError("The settings are those of a server, and demo is for this machine alone: use prepare.")
        if not is_loopback(host):
            raise CommandError(
                f"{host or 'Every address'} can be reached by others, and demo is for this machine alone: "
                "use 127.0.0.1. How to run a server says docs/operations.md."
            )
        fill(self.stdout)
        if not options["no_server"]:
            self.serve(host, port)

    def serve(self, host: str, port: str) -> None:
        if host.strip("[]") not in {name.strip("[]") for name in settings.ALLOWED_HOSTS}:
            os.environ["ALLOWED_HOSTS"] = ",".join([*settings.ALLOWED_HOSTS, host])
        self.stdout.write(
            self.style.SUCCESS(f"Skillgap is at http://{host}:{port}{get_script_prefix()} (Ctrl-C stops it)")
        )
        self.stdout.flush()
        ours = str(settings.BASE_DIR / "config" / "gunicorn.py")
        more = ["--bind", f"{host}:{port}", "--workers", "2", "--log-level", "warning"]
        command = ["gunicorn", "--config", ours, "config.wsgi", *more]
        os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606 - our own server takes this process's place
