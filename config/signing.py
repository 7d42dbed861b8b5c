"""The keys that sign reports, from the environment. What a bad one holds is never told: it may be the secret itself."""

from django.core.exceptions import ImproperlyConfigured

from assessment.signing.core import keys
from config.env import kept, words


def signing_key() -> str:
    """SIGNING_KEY, or what the file of SIGNING_KEY_FILE holds; empty for none."""
    value = kept("SIGNING_KEY")
    try:
        return keys.read_signing(value).text if value else ""
    except keys.KeyInvalid as error:
        raise _refused("SIGNING_KEY", f"{error}. `manage.py make_signing_key` makes one") from error


def old_signing_keys() -> list[str]:
    """SIGNING_OLD_KEYS: public keys of which signatures are still believed."""
    try:
        return [keys.read_public(each).text for each in words("SIGNING_OLD_KEYS")]
    except keys.KeyInvalid as error:
        said = f"{error}. List public keys as `manage.py make_signing_key` prints them, with commas"
        raise _refused("SIGNING_OLD_KEYS", said) from error


def _refused(name: str, said: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} cannot be: {said}.")
