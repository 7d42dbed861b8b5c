"""A real identity provider on this machine, which lets anybody in as whom they name."""

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import httpx


@contextmanager
def _quiet() -> Iterator[None]:
    """What the provider and its parts warn of is theirs to mend, also where they say so whatever others wish."""
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("ignore")
        yield


class Mock:
    """`people` log in there by their subject; `asked` are the fields of each request for a token."""

    def __init__(self, port: int) -> None:
        self.url = f"http://localhost:{port}"
        self.asked: list[dict[str, list[str]]] = []

    def listening(self, app: Any) -> Any:
        """The provider, but for that we hear what it is asked for tokens."""

        def heard(environ: dict[str, Any], start: Any) -> Any:
            if environ["PATH_INFO"] == "/oauth2/token":
                body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
                environ["wsgi.input"] = io.BytesIO(body)
                self.asked.append(parse_qs(body.decode()))
            if environ["PATH_INFO"].startswith("/moved/"):
                start("302 Found", [("Location", self.url + environ["PATH_INFO"].removeprefix("/moved"))])
                return []
            # All of the answer is made here, not later.
            with _quiet():
                return list(app(environ, start))

        return heard

    def knows(self, subject: str, **said: Any) -> str:
        """Somebody there, of whom it says this beside the subject."""
        answer = httpx.put(f"{self.url}/users/{subject}", json=said)
        assert answer.status_code == 204
        return subject

    def leave(self, address: str, subject: str, **fields: str) -> str:
        """Log in there, from the address that we lead to; gives the path where it sends people back."""
        answer = httpx.post(address, data={"sub": subject, **fields})
        assert answer.status_code == 302, answer.text
        parts = urlsplit(answer.headers["Location"])
        assert parts.path == "/accounts/provider/callback/"
        return f"{parts.path}?{parts.query}"


@contextmanager
def running() -> Iterator[Mock]:
    """One on a port of its own, on plain HTTP."""
    with _quiet():
        from oidc_provider_mock import run_server_in_thread
    with patch.dict(os.environ, AUTHLIB_INSECURE_TRANSPORT="1"), run_server_in_thread(require_nonce=True) as server:
        mock = Mock(server.server_port)
        server.app = mock.listening(server.app)
        yield mock
