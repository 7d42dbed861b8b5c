"""What a tick may hold: strict parsing of the form that says how far a step of the plan is."""

from collections.abc import Mapping
from typing import NamedTuple

from assessment.role.core.questionnaire import Question
from assessment.words.refusals import Refused
from assessment.words.texts import evidence_text
from assessment.words.values import TICK_STATES


class TickInput(NamedTuple):
    """One tick on its way in: a step of a skill, how far it is (empty takes the tick back), and a line of evidence."""

    skill: str
    to_step: int
    state: str
    evidence: str


def parse_form(fields: Mapping[str, str], questions: Mapping[str, Question], scale: tuple[int, int]) -> TickInput:
    """Read a tick. Raises Refused (422) for a skill that the role does not ask, a step that nobody can take
    because it is the lowest of the scale or off it, a state that we do not know, and text that cannot be stored."""
    skill, step, state = (fields.get(name, "") for name in ("skill", "to_step", "state"))
    if skill not in questions:
        raise Refused(422, "unknown_skill")
    if not (step.isascii() and step.isdigit() and len(step) == 1 and scale[0] < int(step) <= scale[1]):
        raise Refused(422, "bad_value", "to_step")
    if "state" not in fields or state not in {"", *TICK_STATES}:
        raise Refused(422, "bad_value", "state")
    evidence = evidence_text(fields.get("evidence", ""))
    return TickInput(skill, int(step), state, evidence if state else "")
