"""The rows of assessments: what a person leaves with us. Written only by `actions`."""

from assessment.models.attempts import (
    HIGHEST_STEP,
    AccessKey,
    Answer,
    Assessment,
    AssessmentQuerySet,
    FirstSaid,
    digest_of,
    new_public_id,
)
from assessment.models.counters import Press, Throttle
from assessment.models.erasures import Erasure, IdleNotice
from assessment.models.plans import PlanTick, Reminder
from assessment.models.sharing import QUERY_LIMIT, ShareLink

__all__ = [
    "HIGHEST_STEP",
    "QUERY_LIMIT",
    "AccessKey",
    "Answer",
    "Assessment",
    "AssessmentQuerySet",
    "Erasure",
    "FirstSaid",
    "IdleNotice",
    "PlanTick",
    "Press",
    "Reminder",
    "ShareLink",
    "Throttle",
    "digest_of",
    "new_public_id",
]
