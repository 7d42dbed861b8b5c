from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.exchange import exporting
from catalog.models import Edition, Framework


class Command(BaseCommand):
    help = "Write a framework as a file to standard output: its draft, or an edition of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("framework", metavar="FRAMEWORK", help="its key")
        parser.add_argument("--format", required=True, choices=list(exporting.formats()))
        parser.add_argument("--edition", metavar="DIGEST", help="an edition by its digest, or by how that begins")

    def handle(self, *args: Any, **options: Any) -> None:
        framework = Framework.objects.filter(slug=options["framework"]).first()
        if framework is None:
            raise CommandError(f"There is no framework {options['framework']}.")
        edition = _edition(framework, options["edition"]) if options["edition"] else None
        data = exporting.export(framework, options["format"], edition)
        out: Any = self.stdout  # for text; the file is bytes
        out.buffer.write(data)
        out.flush()


def _edition(framework: Framework, digest: str) -> Edition:
    found = Edition.objects.light().filter(framework=framework, digest__startswith=digest)[:2]
    if len(found) != 1:
        raise CommandError(f"{framework.slug} has {'more than one' if found else 'no'} edition {digest}.")
    return found[0]
