from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from catalog import editions
from catalog.core.canonical import tidy
from catalog.models import Framework


class Command(BaseCommand):
    help = "Publish the live catalogue of a framework as its current edition."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("framework", nargs="?", help="key of the framework; may be left out when there is one")
        parser.add_argument("--label", type=tidy, default="", help="a short name for the edition; by default the date")
        parser.add_argument("--notes", type=tidy, default="", help="what changed")

    def handle(self, *args: Any, **options: Any) -> None:
        framework = self.framework(options["framework"])
        try:
            edition = editions.publish(
                framework=framework,
                by="command line",
                at=timezone.now(),
                label=options["label"],
                notes=options["notes"],
            )
        except editions.CatalogueUnfit as unfit:
            raise CommandError(f"Nothing was published.\n{unfit}") from unfit
        self.stdout.write(f"{framework.slug} {edition.digest}")
        if (options["label"] or edition.label, options["notes"] or edition.notes) != (edition.label, edition.notes):
            self.stderr.write(
                f"This content was published before, as edition {edition.label}: it keeps that label and its notes."
            )

    def framework(self, slug: str | None) -> Framework:
        found = Framework.objects.filter(slug=slug) if slug else Framework.objects.all()
        if found.count() == 1:
            return found.get()
        known = ", ".join(Framework.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise CommandError(f"Name one framework. There are: {known}.")
