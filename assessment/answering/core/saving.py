"""What a save may hold: strict parsing of the JSON and of the form that carry answers (docs/api.md).

Both databases must answer alike, and nothing is changed silently; so only what the edition and the scale allow
gets through. Text is cleaned in one place, `assessment/words/texts.py`.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from assessment.role.core.questionnaire import Question
from assessment.words.refusals import Refused
from assessment.words.texts import evidence_text
from assessment.words.values import LAST_USED

REV_LIMIT = 2**31 - 1
_FIELDS = {"skill", "step", "unsure", "evidence", "last_used", "rev"}
_DIGITS_LIMIT = 4000
_REV = re.compile(r"[0-9]{1,10}")


class Save(NamedTuple):
    """One answer on its way in. `step` None clears it; `rev` is the revision that the sender last saw, 0 for none."""

    skill: str
    step: int | None
    unsure: bool
    evidence: str
    last_used: str
    rev: int


def parse_json(body: bytes, questions: Mapping[str, Question], scale: tuple[int, int]) -> Save:
    """Read one save from a JSON body. Raises Refused: 400 no JSON object, 415 not UTF-8, 422 a value that cannot be."""
    fields = _object(body)
    if unknown := set(fields) - _FIELDS:
        raise Refused(400, "unknown_field", min(unknown)[:40])
    if missing := {"skill", "step", "rev"} - set(fields):
        raise Refused(422, "missing_field", min(missing))
    step = fields["step"]
    return checked(
        Save(
            skill=_typed(fields, "skill", str),
            step=None if step is None else _typed(fields, "step", int),
            unsure=_typed(fields, "unsure", bool, default=False),
            evidence=_typed(fields, "evidence", str, default=""),
            last_used=_typed(fields, "last_used", str, default=""),
            rev=_typed(fields, "rev", int),
        ),
        questions,
        scale,
    )


def parse_form(
    fields: Mapping[str, str], skill: str, questions: Mapping[str, Question], scale: tuple[int, int]
) -> Save:
    """Read one skill's save from the fields of a page form. Raises Refused (422)."""
    step, rev = fields.get(f"{skill}-step", ""), fields.get(f"{skill}-rev", "0")
    if step and not (step.isascii() and step.isdigit() and len(step) == 1):
        raise Refused(422, "bad_value", "step")
    if not _REV.fullmatch(rev):
        raise Refused(422, "bad_value", "rev")
    unsure = fields.get(f"{skill}-unsure", "")
    if unsure not in {"", "on"}:
        raise Refused(422, "bad_value", "unsure")
    return checked(
        Save(
            skill=skill,
            step=int(step) if step else None,
            # A tick without an answer says nothing yet; the form can send it, a script must not.
            unsure=bool(unsure and step),
            evidence=fields.get(f"{skill}-evidence", ""),
            last_used=fields.get(f"{skill}-last_used", ""),
            rev=int(rev),
        ),
        questions,
        scale,
    )


def _object(body: bytes) -> dict[str, Any]:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(415, "not_utf8")
    try:
        text = body.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant, parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "bad_json") from error
    if not isinstance(value, dict):
        raise Refused(400, "bad_json")
    return value


def refuse_doubled_keys(text: str) -> None:
    """Raises Refused (400) where an object of a text that is known to be JSON names a key twice.

    A reader keeps one of the two and does not say so.
    """
    json.loads(text, object_pairs_hook=_no_duplicates)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused(400, "duplicate_key")
    return found


def _no_constant(name: str) -> Any:
    raise Refused(422, "not_a_number")


def _integer(digits: str) -> int:
    if len(digits) > _DIGITS_LIMIT:
        raise ValueError("too many digits")
    return int(digits)


def _typed(fields: Mapping[str, Any], name: str, kind: type, **default: Any) -> Any:
    value = fields.get(name, default.get("default"))
    if type(value) is not kind:  # a bool is an int to isinstance, and not to us
        raise Refused(422, "bad_type", name)
    return value


def checked(save: Save, questions: Mapping[str, Question], scale: tuple[int, int]) -> Save:
    """The save with its text normalised. Raises Refused (422) for what the questions and the scale do not allow."""
    if save.skill not in questions:
        raise Refused(422, "unknown_skill")
    if save.step is not None and not scale[0] <= save.step <= scale[1]:
        raise Refused(422, "bad_value", "step")
    if save.step is None and save.unsure:
        raise Refused(422, "unsure_without_step")
    if save.last_used not in LAST_USED:
        raise Refused(422, "bad_value", "last_used")
    if not 0 <= save.rev <= REV_LIMIT:
        raise Refused(422, "bad_value", "rev")
    return save._replace(evidence=evidence_text(save.evidence))
