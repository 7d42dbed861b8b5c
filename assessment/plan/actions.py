"""Ticking the steps of a plan, as a verb."""

from datetime import datetime

from django.db import transaction

from assessment.models import Assessment, PlanTick
from assessment.plan.core.ticks import TickInput


class NotSubmitted(Exception):
    """The attempt is still open, so there is no plan to tick, or it was deleted meanwhile."""


def tick(*, assessment: Assessment, tick_input: TickInput, at: datetime) -> PlanTick | None:
    """Store how far a step of the plan is; an empty state takes it back. Raises NotSubmitted.

    What is stored already stays as it is, with the time of the first tick: a retry is free. No answer is touched.
    """
    with transaction.atomic():
        held = Assessment.objects.select_for_update().filter(pk=assessment.pk, submitted_at__isnull=False)
        if held.values_list("pk", flat=True).first() is None:
            raise NotSubmitted
        stored = assessment.ticks.filter(skill=tick_input.skill, to_step=tick_input.to_step).first()
        if not tick_input.state:
            if stored:
                stored.delete()
            return None
        if stored is None:
            stored = PlanTick(assessment=assessment, skill=tick_input.skill, to_step=tick_input.to_step)
        elif (stored.state, stored.evidence) == (tick_input.state, tick_input.evidence):
            return stored
        if stored.state != tick_input.state:
            stored.ticked_at = at
        stored.state, stored.evidence = tick_input.state, tick_input.evidence
        stored.save()
        return stored
