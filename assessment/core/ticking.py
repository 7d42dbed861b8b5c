"""What a tick may hold: strict parsing of the form that says how far a step of the plan is."""

from collections.abc import Mapping
from typing import NamedTuple

from assessment.core.planning import DONE, DROPPED, STARTED
from assessment.core.questionnaire import Question
from assessment.core.saving import Refused, evidence_text

STATES = (STARTED, DONE, DROPPED)


class Said(NamedTuple):
    """One tick on its way in: a step of a skill, how far it is (empty takes the tick back), and a line of evidence."""

    skill: str
    to_step: int
    state: str
    evidence: str


def parse_form(fields: Mapping[str, str], questions: Mapping[str, Question], scale: tuple[int, int]) -> Said:
    """Read a tick. Raises saving.Refused (422) for a skill that the role does not ask, a step that nobody can take
    because it is the lowest of the scale or off it, a state that we do not know, and text that cannot be stored."""
    skill, step, state = (fields.get(name, "") for name in ("skill", "to_step", "state"))
    if skill not in questions:
        raise Refused(422, "unknown_skill")
    if not (step.isascii() and step.isdigit() and len(step) == 1 and scale[0] < int(step) <= scale[1]):
        raise Refused(422, "bad_value:to_step")
    if "state" not in fields or state not in {"", *STATES}:
        raise Refused(422, "bad_value:state")
    evidence = evidence_text(fields.get("evidence", "").replace("\r\n", "\n"))
    return Said(skill, int(step), state, evidence if state else "")
