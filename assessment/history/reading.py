"""From attempts to what is compared."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from assessment.history.core.compare import Side
from assessment.models import Answer as StoredAnswer
from assessment.models import Assessment, PlanTick
from assessment.role.core.scoring import Answer
from assessment.role.reading import compiled_for

FIELDS = ("skill", "step", "unsure", "evidence")


def sides_of(attempts: Iterable[Assessment]) -> list[Side]:
    """Attempts with their answers, as the core compares them: one query for all."""
    attempts = list(attempts)
    answers: dict[int, dict[str, Answer]] = {attempt.pk: {} for attempt in attempts}
    stored = StoredAnswer.objects.filter(assessment__in=attempts, step__isnull=False)
    rows: list[tuple[Any, ...]] = list(stored.values_list("assessment", *FIELDS))
    for attempt, skill, *value in rows:
        answers[attempt][skill] = Answer(*value)
    return [Side(compiled_for(attempt), answers[attempt.pk]) for attempt in attempts]


def done_steps(attempts: Iterable[Assessment], *, after: datetime, until: datetime) -> list[tuple[str, int]]:
    """The plan steps of some attempts that were ticked as done in a span of time: skill and step reached."""
    ticks = PlanTick.objects.filter(assessment__in=list(attempts), state=PlanTick.State.DONE)
    return list(ticks.filter(ticked_at__gt=after, ticked_at__lte=until).values_list("skill", "to_step"))
