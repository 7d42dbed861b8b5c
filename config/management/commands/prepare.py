from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from catalog.models import Edition, Framework
from config.checks import RELIABILITY
from config.connections import take_time

# Parents before parts: a part's natural key asks for its parent.
FIXTURES = (
    "frameworks", "scale_steps", "practice_people", "areas", "skills", "anchors", "prerequisites",
    "roles", "role_levels", "requirements", "role_notes", "salary_ranges",
    "resources", "resource_steps", "external_links",
)  # fmt: skip


def fixture_labels() -> list[str]:
    """The catalogue's fixtures, as loaddata wants them: those of a framework in a folder of its name."""
    root = settings.BASE_DIR / "fixtures"
    return [
        f"catalog/{folder.name}/{name}"
        for folder in sorted((root / "catalog").iterdir())
        for name in FIXTURES
        if (folder / f"{name}.yaml").exists()
    ]


class Command(BaseCommand):
    help = (
        "Get a server ready: check its settings, migrate, load the shipped catalogue where there is none, publish it, "
        "collect static files. Done twice it changes nothing; it writes no settings."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            call_command("check", deploy=True, fail_level="WARNING", stdout=self.stdout, stderr=self.stderr)
        take_time(connection)
        fill(self.stdout)
        if not settings.LOCAL:
            call_command("check", tags=[RELIABILITY], fail_level="ERROR", stdout=self.stdout, stderr=self.stderr)


def fill(output: Any) -> None:
    """The database with a published catalogue, and the static files. An edited catalogue is never loaded over."""
    (settings.BASE_DIR / "var").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    if not Framework.objects.exists():
        call_command("loaddata", *fixture_labels(), verbosity=0)
    if not Edition.objects.exists():  # one that was withdrawn stays so
        for slug in Framework.objects.order_by("slug").values_list("slug", flat=True):
            call_command("publish_edition", slug, stdout=output)
    call_command("collectstatic", interactive=False, verbosity=0)
