import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import get_script_prefix

from catalog import editions
from catalog.models import Framework

ANYWHERE = {"0.0.0.0", "[::]", ""}  # noqa: S104 - what a person may ask for, not what we do


# Parents before parts: a part's natural key asks for its parent.
FIXTURES = (
    "frameworks", "scale_steps", "practice_people", "areas", "skills", "anchors", "prerequisites",
    "roles", "role_levels", "requirements", "role_notes", "salary_ranges",
    "resources", "resource_steps", "external_links",
)  # fmt: skip


def fixture_labels() -> list[str]:
    """The catalogue's fixtures, as loaddata wants them."""
    return [f"catalog/{name}" for name in FIXTURES]


class Command(BaseCommand):
    help = "Prepare this machine to try Skillgap: migrate, load and publish the catalogue, then serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000", help="where to listen, ADDRESS:PORT")
        parser.add_argument("--no-server", action="store_true", help="prepare only")

    def handle(self, *args: Any, **options: Any) -> None:
        host, _, port = options["address"].rpartition(":")
        if not port.isdigit():
            raise CommandError(f"{options['address']} is no ADDRESS:PORT, such as 127.0.0.1:8000.")
        self.prepare()
        if not options["no_server"]:
            self.serve(host, port)

    def prepare(self) -> None:
        """Everything up to the server. Done twice it changes nothing: an edited catalogue is never loaded over."""
        (settings.BASE_DIR / "var").mkdir(exist_ok=True)
        call_command("migrate", verbosity=0)
        if not Framework.objects.exists():
            call_command("loaddata", *fixture_labels(), verbosity=0)
        if not editions.current():
            call_command("publish_edition", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)

    def serve(self, host: str, port: str) -> None:
        names = (
            [socket.gethostname(), *socket.gethostbyname_ex(socket.gethostname())[2]] if host in ANYWHERE else [host]
        )
        os.environ.setdefault("ALLOWED_HOSTS", ",".join([*settings.ALLOWED_HOSTS, *names]))
        shown = names[0] if host in ANYWHERE else host
        self.stdout.write(
            self.style.SUCCESS(f"Skillgap is at http://{shown}:{port}{get_script_prefix()} (Ctrl-C stops it)")
        )
        self.stdout.flush()
        bind = f"{host}:{port}"
        command = ["gunicorn", "config.wsgi", "--bind", bind, "--workers", "2", "--log-level", "warning"]
        os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606 - our own server takes this process's place
