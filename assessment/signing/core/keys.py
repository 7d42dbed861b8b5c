"""Ed25519 keys: what signs, what checks, how each is written in a setting, and how the public ones are published.

The two kinds are written so that neither can be taken for the other: one is a secret, the other is for everybody.
"""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BYTES = 32
SECRET, PUBLIC = "private.", "public."  # what the two kinds begin with
# Keeps what is made of a secret for this apart from all else that is made of it.
_PURPOSE = b"skillgap: signing reports"


class KeyInvalid(ValueError):
    """A text is no key of its kind. The message holds nothing of the text, which may be a secret."""


@dataclass(frozen=True)
class PublicKey:
    """What checks signatures: the 32 bytes of an Ed25519 public key."""

    raw: bytes

    @property
    def name(self) -> str:
        """The key's name in signatures: its thumbprint by RFC 7638, so that two keys cannot have one name."""
        kept = {name: value for name, value in self.as_jwk().items() if name in {"crv", "kty", "x"}}
        text = json.dumps(kept, sort_keys=True, separators=(",", ":"))
        return _written(hashlib.sha256(text.encode()).digest())

    @property
    def text(self) -> str:
        """The key as a setting holds it."""
        return PUBLIC + _written(self.raw)

    def as_jwk(self) -> dict[str, str]:
        """The key as a JSON Web Key (RFC 8037), without its name."""
        return {"kty": "OKP", "crv": "Ed25519", "x": _written(self.raw), "use": "sig", "alg": "EdDSA"}

    def fits(self, signature: bytes, message: bytes) -> bool:
        """Whether a signature was made of the message by the key that belongs to this one."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """What signs. It shows itself nowhere: not in a traceback, not in a log."""

    seed: bytes = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """The key that everybody may have."""
        return PublicKey(self._key().public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The key as a setting holds it: a secret."""
        return SECRET + _written(self.seed)

    def sign(self, message: bytes) -> bytes:
        """64 bytes, the same each time for the same message."""
        return self._key().sign(message)

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def made_of(secret: str) -> SigningKey:
    """The key that follows from a secret of the site, for a site that was given none of its own."""
    return SigningKey(HKDF(SHA256(), BYTES, salt=None, info=_PURPOSE).derive(secret.encode()))


def read_signing(text: str) -> SigningKey:
    """A key from its text in a setting. Raises KeyInvalid."""
    return SigningKey(_read(text, SECRET))


def read_public(text: str) -> PublicKey:
    """A public key from its text in a setting. Raises KeyInvalid, for a secret key too: it would be published."""
    return PublicKey(_read(text, PUBLIC))


def _read(text: str, kind: str) -> bytes:
    body = text.removeprefix(kind)
    try:
        raw = urlsafe_b64decode(body + "=")
    except ValueError as error:
        raise KeyInvalid(f"it does not begin with {kind} and 43 characters") from error
    if text != kind + _written(raw) or len(raw) != BYTES:
        raise KeyInvalid(f"it is not {kind} and 43 characters")
    return raw


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
