"""Django's command, but with an address that the superuser can log in by."""

import os
from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from assessment.account import addresses


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if not options["interactive"] and not options["email"]:
            options["email"] = os.environ.get("DJANGO_SUPERUSER_EMAIL", options["email"])
        if options["email"] is not None:
            try:
                options["email"] = addresses.for_log_in(options["email"])
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        super().handle(*args, **options)

    def get_input_data(self, field: Any, message: str, default: Any = None) -> Any:
        """What was typed, or None to ask again."""
        value = super().get_input_data(field, message, default)
        if field.name != "email" or value is None:
            return value
        try:
            return addresses.for_log_in(value)
        except ValidationError as error:
            self.stderr.write(f"Error: {' '.join(error.messages)}")
            return None
