"""What of an attempt is shown to the reader of a shared page, and how many links there may be, for how long."""

from collections.abc import Mapping
from typing import NamedTuple

from assessment.role.core.scoring import Answer

MOST_LINKS = 20  # of an attempt, at once
LEAST_DAYS, USUAL_DAYS, MOST_DAYS = 1, 30, 90
NAME, NOTES, PLAN = "name", "notes", "plan"


class Parts(NamedTuple):
    """What a reader sees beside the report: the name on it, the evidence that was written, the plan."""

    name: bool = False
    notes: bool = False
    plan: bool = False


def shown(answers: Mapping[str, Answer], parts: Parts) -> dict[str, Answer]:
    """The answers as a reader may see them: without a word of evidence, unless it is shown."""
    return {skill: answer if parts.notes else answer._replace(evidence="") for skill, answer in answers.items()}
