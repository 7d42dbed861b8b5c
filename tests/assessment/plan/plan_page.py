"""The plan page as tests read it: its cards, its form, its ticks."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from assessment.models import Assessment
from tests import blueprint
from tests.pages import Page

# All is in place but for Python, two steps short of a must-have of Entry, which therefore is the next level.
ANSWERS = {row["skill_key"]: 4 for row in blueprint.rows()} | {"prg_python": 0}


def address(attempt: Assessment, **plan_request: object) -> str:
    query = urlencode(plan_request, doseq=True)
    return f"/a/{attempt.public_id}/plan/" + (f"?{query}" if query else "")


def get(client: Client, attempt: Assessment, **plan_request: object) -> HttpResponse:
    return client.get(address(attempt, **plan_request))


def read(client: Client, attempt: Assessment, status: int = 200, **plan_request: object) -> Page:
    response = get(client, attempt, **plan_request)
    assert response.status_code == status
    return Page(response.content)


def cards(page: Page) -> dict[str, str]:
    """The steps in order: the words of each by its key."""
    return {card["id"].removeprefix("step-"): card.text for card in page.root.select("li[id^=step-]")}


def errors(page: Page) -> list[str]:
    """The sentences at the fields that cannot be taken."""
    return [each.text for each in page.root.select(".invalid-feedback")]


def tick(client: Client, attempt: Assessment, key: str, state: str, **more: str) -> HttpResponse:
    skill, _dash, step = key.rpartition("-")
    body = {"skill": skill, "to_step": step, "state": state, **more}
    return client.post(f"/a/{attempt.public_id}/plan/tick/", body)
