"""Attempts on chosen days and editions, for pages that look back."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from assessment import access
from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import Assessment
from catalog import editions
from catalog.models import Edition, Framework, Requirement, Skill
from tests.conftest import NOW

EVIDENCE = "canary-evidence-of-then"


def attempt(
    client: Client | None,
    edition: Edition,
    answers: Mapping[str, int],
    *,
    role: str = "made-role",
    days: int = 0,
    evidence: Mapping[str, str] | None = None,
    owner_id: int | None = None,
    submitted: bool = True,
    unsure: Collection[str] = (),
    **more: Any,
) -> Assessment:
    """An attempt of that many days after NOW."""
    at: datetime = NOW + timedelta(days=days)
    found, secret = attempts_actions.start(
        edition_id=edition.pk, role=role, target="", owner_id=owner_id, at=at, **more
    )
    if client:
        client.cookies[access.cookie_name(found.public_id)] = secret
    words = evidence or {}
    saves = [Save(skill, step, skill in unsure, words.get(skill, ""), 0) for skill, step in answers.items()]
    actions.save_answers(assessment=found, saves=saves, at=at)
    if submitted:
        actions.submit(assessment=found, person_name="", at=at)
    found.refresh_from_db()
    return found


def republish(*, reword: str = "", require: str = "", step: int = 3, slug: str = "made") -> Edition:
    """Publish the framework again: a question in other words, a requirement at another step."""
    if reword:
        Skill.objects.filter(slug=reword).update(definition="Asked in other words.")
    if require:
        Requirement.objects.filter(skill__slug=require).update(step=step)
    return editions.publish(framework=Framework.objects.get(slug=slug), by="tests", at=NOW, label="Second")
