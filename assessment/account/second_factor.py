"""The secrets of second factors: kept sealed in the database, by a key that is not there."""

import base64
import logging
import secrets
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext

logger = logging.getLogger(__name__)

SEALED = "sealed:"
SECRETS = ("secret", "seed")


class SecondFactorAdapter(DefaultMFAAdapter):
    def generate_authenticator_name(self, user: Any, kind: Any) -> str:
        """What a passkey is called as long as nobody calls it something else."""
        return gettext("Passkey")

    def encrypt(self, text: str) -> str:
        return SEALED + _keys()[0].encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one from before they were sealed is as it is. What no key opens fits no code."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        try:
            return MultiFernet(_keys()).decrypt(encrypted_text.removeprefix(SEALED)).decode()
        except InvalidToken:
            logger.error("The secret of a second factor was sealed with a SECRET_KEY that this site no longer has.")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def seal(authenticators: Any) -> int:
    """Seal with the newest key, among these rows, each secret that is not yet; gives how many rows changed."""
    changed = 0
    for row in authenticators.all():
        sealed = {name: _newly(row.data[name]) for name in SECRETS if name in row.data}
        if any(row.data[name] != value for name, value in sealed.items()):
            changed += authenticators.filter(pk=row.pk, data=row.data).update(data={**row.data, **sealed})
    return changed


def _newly(stored: str) -> str:
    keys = _keys()
    token = stored.removeprefix(SEALED)
    if token == stored:
        return SecondFactorAdapter().encrypt(stored)
    try:
        keys[0].decrypt(token)
    except InvalidToken:
        try:
            return SEALED + MultiFernet(keys).rotate(token).decode()
        except InvalidToken:
            return stored
    return stored


def _keys() -> list[Fernet]:
    """The newest first, one for each secret of the settings, so that these can be replaced one after the other."""
    return [
        Fernet(base64.urlsafe_b64encode(HKDF(SHA256(), 32, None, b"skillgap second factors").derive(key.encode())))
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
