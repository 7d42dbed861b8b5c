from typing import Any

from django.core.management.base import BaseCommand

from assessment.privacy import reading
from assessment.privacy.renderers import markdown


class Command(BaseCommand):
    help = "Print what each field of the database holds of people, as the table in docs/privacy.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(markdown.render(reading.tables(), reading.wording(), reading.periods()), ending="")
