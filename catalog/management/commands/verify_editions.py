from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog import editions


class Command(BaseCommand):
    help = "Prove that every published edition still is what its digest names."

    def handle(self, *args: Any, **options: Any) -> None:
        checked, faults = 0, []
        for edition, fault in editions.verify():
            checked += 1
            if fault:
                faults.append(f"{edition.digest}: {fault}")
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"Editions verified: {checked}")
