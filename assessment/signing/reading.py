"""The keys of this site, what they sign, and the codes of reports: of attempts whose every answer was given here."""

from collections.abc import Callable
from functools import lru_cache, partial

from django.conf import settings
from django.utils.crypto import salted_hmac

from assessment.models import Assessment, digest_of
from assessment.signing.core import codes, keys, signatures
from assessment.signing.core.keys import PublicKey, SigningKey
from assessment.signing.core.signatures import Signature


def signing_key() -> SigningKey:
    """What signs now: the key of the settings, or one made of the site's secret."""
    return _signing_key(settings.SIGNING_KEY, settings.SECRET_KEY)


def public_keys() -> dict[str, PublicKey]:
    """The keys whose signatures are believed, by name, today's first.

    Where the settings hold a key, nothing that SECRET_KEY makes is believed unless they list it: so a secret that leaks
    cannot sign.
    """
    believed = [signing_key().public]
    if not settings.SIGNING_KEY:
        believed += [_signing_key("", secret).public for secret in settings.SECRET_KEY_FALLBACKS]
    believed += [keys.read_public(text) for text in settings.SIGNING_OLD_KEYS]
    return {key.name: key for key in believed}


@lru_cache(maxsize=16)
def _signing_key(text: str, secret: str) -> SigningKey:
    return keys.read_signing(text) if text else keys.made_of(secret)


def signer(assessment: Assessment) -> Callable[[bytes], Signature] | None:
    """What signs the file of a report; None for an attempt that was not answered here."""
    key = signing_key()
    return partial(signatures.signature, key=key) if assessment.answered_here else None


def code_of(assessment: Assessment) -> str:
    """The code of a report as it is kept; empty for none, and for one made with a secret key that is no more."""
    made = (code_from(assessment.code_seed, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    if not assessment.code_digest:
        return ""
    return next((code for code in made if digest_of(code) == assessment.code_digest), "")


def code_from(seed: str, secret: str) -> str:
    """The code that a seed gives with a secret key. Whoever reads the database alone has the seed, and with it nothing."""
    return codes.made_of(salted_hmac("assessment.report-code", seed, secret=secret, algorithm="sha256").digest())


def by_code(code: str) -> Assessment | None:
    """The attempt whose report has a code; None for a code that none has. One query."""
    return Assessment.objects.filter(code_digest=digest_of(code), answered_here=True).first()
