"""Links to a report as its owner makes them, for tests of what their readers get."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from assessment.models import Assessment
from assessment.sharing import actions
from assessment.sharing.core.parts import Parts
from tests.pages import Page


def link_to(assessment: Assessment, *shows: str, at: datetime | None = None, days: int = 30, **more: Any) -> str:
    """The token of a link that shows these parts."""
    return actions.share(
        assessment=assessment,
        label=more.get("label", ""),
        parts=Parts(**dict.fromkeys(shows, True)),
        plan_query=more.get("plan_query", ""),
        days=days,
        at=at or timezone.now(),
    )


def share(client: Client, attempt: Assessment, **fields: object) -> str:
    """Make a link as a person does, and read its address off the page."""
    response = client.post(f"/a/{attempt.public_id}/share/", {"days": "30", **fields})
    assert response.status_code == 200
    [field] = Page(response.content).all("input", id="address")
    address = field.attributes["value"]
    assert address.startswith("http://testserver/s/")
    return address.removeprefix("http://testserver")
