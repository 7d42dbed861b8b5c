"""What the test client answers, and a client that knows what a fixture prepared for it."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.test import Client

from assessment.models import Assessment

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response  # a name that only the stubs have
else:
    from django.http import HttpResponse as Response

__all__ = ["Response", "Visitor"]


class Visitor(Client):
    """A client with its attempts, their addresses or its user: whichever of these its fixture says."""

    attempt: Assessment
    attempts: dict[str, str]
    open: str
    done: str
    page: str
    user: User
