"""What a browser with JavaScript sends: one answer as JSON."""

from typing import Any

from django.test import Client

from assessment.models import Answer, Assessment
from tests.clients import Response

Value = tuple[int | None, bool, str]


def save(client: Client, attempt: Assessment, skill: str, step: int | None, rev: int, **more: Any) -> Response:
    body = {"skill": skill, "step": step, "rev": rev, **more}
    return client.post(f"/a/{attempt.public_id}/save/", body, content_type="application/json")


def stored(attempt: Assessment, skill: str) -> tuple[Value, int] | None:
    """The stored value of a skill and its revision."""
    answer = Answer.objects.filter(assessment=attempt, skill=skill).first()
    return None if answer is None else ((answer.step, answer.unsure, answer.evidence), answer.rev)
