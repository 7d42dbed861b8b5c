"""The plan page as tests read it: its cards, its form, its ticks."""

from urllib.parse import urlencode

from django.test import Client

from assessment.models import Assessment
from tests.clients import Response
from tests.pages import Page, as_elements
from tests.workshop import EVERYTHING

# Two steps of cutting are all that is short of Senior. Lead is further off, so that Senior is what to aim for.
ANSWERS = EVERYTHING | {"cut": 2, "ask": 3}


def address(attempt: Assessment, **query: object) -> str:
    return f"/a/{attempt.public_id}/plan/" + (f"?{urlencode(query, doseq=True)}" if query else "")


def get(client: Client, attempt: Assessment, **query: object) -> Response:
    return client.get(address(attempt, **query))


def read(client: Client, attempt: Assessment, status: int = 200, **query: object) -> Page:
    response = get(client, attempt, **query)
    assert response.status_code == status
    return Page(response.content)


def cards(page: Page) -> dict[str, str]:
    """The steps in order: the words of each by its key."""
    return {
        card.attributes["id"].removeprefix("step-"): card.text
        for card in as_elements(page.root.select("li[id^=step-]"))
    }


def pace(page: Page) -> str:
    """How long the plan takes, as the page says it under its name."""
    [found] = page.texts("p", class_="plan__pace")
    return found


def errors(page: Page) -> list[str]:
    """The sentences at the fields that cannot be taken."""
    return [each.text for each in page.root.select(".invalid-feedback")]


def tick(client: Client, attempt: Assessment, key: str, state: str, **more: str) -> Response:
    skill, _dash, step = key.rpartition("-")
    body = {"skill": skill, "to_step": step, "state": state, **more}
    return client.post(f"/a/{attempt.public_id}/plan/tick/", body)
