"""The whole addresses of things: in the API, and of their pages for people."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from catalog.templatetags.sharing import whole


def of(name: str, *parts: str, query: Mapping[str, object] | None = None) -> str:
    """The whole address of what has that name in the API, with the fields of a query that are not empty."""
    asked = urlencode({key: value for key, value in (query or {}).items() if value != ""})
    return whole(reverse(f"api:{name}", args=parts)) + (f"?{asked}" if asked else "")


def page(name: str, *parts: str) -> str:
    """The whole address of a page of the catalogue for people."""
    return whole(reverse(f"catalog:{name}", args=parts))
