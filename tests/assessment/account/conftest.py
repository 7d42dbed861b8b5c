import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.clients import Visitor
from tests.conftest import confirmed, signed_in

PASSWORD = "four-words-in-a-row"
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


def member(name: str, **more: Any) -> User:
    """Somebody with an account and a confirmed address."""
    user = User.objects.create_user(f"person-{name}", f"{name}@example.org", password=PASSWORD, **more)
    return confirmed(user)


@pytest.fixture
def ann(db) -> Visitor:
    return signed_in(member("ann"))


@pytest.fixture
def ben(db) -> Visitor:
    return signed_in(member("ben"))


def log_in(client: Client, name: str = "ann", password: str = PASSWORD) -> int:
    return client.post("/accounts/login/", {"login": f"{name}@example.org", "password": password}).status_code


def link_of(message: mail.EmailMessage) -> str:
    """The path of the first link in an e-mail."""
    found = LINK.search(str(message.body))
    assert found
    return found[1]
