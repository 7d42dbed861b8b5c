from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog import editions


class Command(BaseCommand):
    help = "Prove that every published edition still is what its digest names, and that the current ones can be found."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="write the index anew where it is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        checked, faults = 0, []
        for edition, fault in editions.verify():
            checked += 1
            if fault:
                faults.append(f"{edition.digest}: {fault}")
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"Editions verified: {checked}")
        wrong = [publication.edition.framework for publication, is_true in editions.verify_index() if not is_true]
        if wrong and not options["mend"]:
            names = ", ".join(framework.slug for framework in wrong)
            raise CommandError(f"The index of roles and skills is wrong for: {names}. --mend writes it anew.")
        for framework in wrong:
            editions.mend_index(framework=framework)
            self.stdout.write(f"Index written anew: {framework.slug}")
