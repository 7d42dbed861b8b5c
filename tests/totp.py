"""What an authenticator app does."""

import base64
import hmac
import struct
import time

STEP = 30  # seconds, RFC 6238


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // STEP), "sha1").digest()
    [number] = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"
