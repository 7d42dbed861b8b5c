"""`manage.py make_signing_key`: a new key for signing reports, as lines for the environment."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from assessment.signing import reading
from assessment.signing.core.keys import BYTES, SigningKey


class Command(BaseCommand):
    help = (
        "Makes a new key that signs reports, and prints two lines for the environment: SIGNING_KEY, which is a secret, and "
        "SIGNING_OLD_KEYS, so that what was signed until now is still known. Changes nothing by itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        believed = [key.text for key in reading.public_keys().values()]
        self.stdout.write(f"SIGNING_KEY={SigningKey(secrets.token_bytes(BYTES)).text}")
        self.stdout.write(f"SIGNING_OLD_KEYS={','.join(believed)}")
        if not settings.SIGNING_KEY:
            self.stderr.write("Until now a key made of SECRET_KEY signs; it is the first of the old ones.")
