"""The site with an identity provider beside it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from config.identity import IdentityProvider
from tests import identity
from tests.identity import Mock
from tests.pages import Page, text


@pytest.fixture(scope="session")
def running() -> Iterator[Mock]:
    with identity.running() as mock:
        yield mock


@pytest.fixture
def mock(running, settings, db) -> Mock:
    """The provider, named in the settings of the site."""
    cache.clear()
    running.asked.clear()
    settings.OIDC = IdentityProvider(running.url, "skillgap", "the-client-secret", "Our Office", False, (), ())
    return running


def address_of(response: Any) -> str:
    """Where the page leads that takes people to the provider."""
    assert response.status_code == 200, response.headers.get("Location")
    [link] = [each.attributes["href"] for each in Page(response.content).all("a", rel="nofollow")]
    refresh = Page(response.content).all("meta", **{"http-equiv": "refresh"})[0].attributes["content"]
    assert refresh == f"0; url={link}"
    return link


def enter(mock: Mock, client: Client, subject: str, path: str = "/accounts/provider/login/", **fields: str) -> Any:
    """Go to the provider by a form of ours, log in there, and come back."""
    address = address_of(client.post(path, fields))
    return client.get(mock.leave(address, subject))


def now() -> int:
    return int(time.time())


def words(response: Any) -> str:
    """What the page says."""
    return str(text(Page(response.content)))
