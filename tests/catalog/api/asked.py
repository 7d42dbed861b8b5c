"""Addresses of the API for tests, and what they answer."""

from typing import Any

from django.test import Client

from catalog.models import Edition
from tests.clients import Response
from tests.workshop import FRAMEWORK, ROLE

V1 = "/api/v1/"
HERE = f"{V1}frameworks/{FRAMEWORK}"
# What is there with the workshop alone, by name; the edition's digest fills the braces.
PATHS = {
    "start": V1,
    "frameworks": f"{V1}frameworks",
    "framework": HERE,
    "roles": f"{HERE}/roles",
    "role": f"{HERE}/roles/{ROLE}",
    "skill": f"{HERE}/skills/cut",
    "skills": f"{V1}skills",
    "skills found": f"{V1}skills?q=leather&framework={FRAMEWORK}&area=craft&role={ROLE}&limit=1&offset=0",
    "editions": f"{V1}editions?framework={FRAMEWORK}",
    "edition": f"{V1}editions/{{digest}}",
    "current edition": f"{HERE}/editions/current",
    "document": "/api/openapi.json",
}


def path(name: str, edition: Edition) -> str:
    return PATHS[name].format(digest=edition.digest)


def ask(address: str, method: str = "GET", **headers: str) -> Response:
    """An answer, to somebody without a cookie; headers by name, with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client(raise_request_exception=False).generic(method, address, headers=named)


def read(address: str) -> Any:
    """What is answered with 200."""
    response = ask(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    return response.json()
