"""An application that never answers, to see what a server says of it."""

import time
from collections.abc import Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    time.sleep(600)
    return []


def telling(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """An application that says what it was told of the request."""
    names = ("wsgi.url_scheme", "HTTP_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return ["\n".join(f"{name}={environ.get(name)}" for name in names).encode()]
