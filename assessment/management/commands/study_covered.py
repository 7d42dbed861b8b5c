from typing import Any

from django.core.management.base import BaseCommand

from assessment.plan.core.covered import covered, middle
from catalog import editions


class Command(BaseCommand):
    help = (
        "Say of each skill of the current editions how many hours of study its first three steps take, and how many of "
        "them resources cover by their providers' own figures."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for edition in editions.current():
            self.stdout.write(f"{edition.framework.slug}:")
            found = covered(editions.load(edition.digest))
            for each in found:
                self.stdout.write(f"{each.skill} {each.covered} of {each.study} h, {each.percent} %")
            self.stdout.write(f"median over skills: {middle(found):.0f} %")
