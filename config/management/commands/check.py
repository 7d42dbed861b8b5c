from typing import Any

from django.core.management.commands import check

from config.checks import RELIABILITY


class Command(check.Command):
    """Django's own; what is measured at the database needs none named, since there is one."""

    def handle(self, *args: Any, **options: Any) -> None:
        if RELIABILITY in (options["tags"] or []) and not options["databases"]:
            options["databases"] = ["default"]
        super().handle(*args, **options)
