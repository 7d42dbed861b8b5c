"""What a save may hold: strict parsing of the JSON and of the form that carry answers and main fields (docs/api.md).

Both databases must answer alike, and nothing is changed silently; so only what the edition and the scale allow
gets through. Text is cleaned in one place, `assessment/words/texts.py`.
"""

import json
import re
from collections.abc import Mapping, Sequence, Set
from typing import Any, NamedTuple

from assessment.role.core.questionnaire import Question
from assessment.words.refusals import Refused
from assessment.words.texts import evidence_text
from catalog.core.snapshot import Skill

REV_LIMIT = 2**31 - 1
_FIELDS = {"skill", "step", "unsure", "evidence", "rev"}
# A page that was open before an update may still send it; it is not kept.
_PASSED_OVER = {"last_used"}
_DIGITS_LIMIT = 4000
_REV = re.compile(r"[0-9]{1,10}")


class Save(NamedTuple):
    """One answer on its way in. `step` None clears it, `evidence` None leaves what was written as it is.

    `rev` is the revision that the sender last saw, 0 for none.
    """

    skill: str
    step: int | None
    unsure: bool
    evidence: str | None
    rev: int


class MainSave(NamedTuple):
    """A main field on its way in: a member of a group by key, "" for none. `rev` as in `Save`."""

    group: str
    member: str
    rev: int


# The groups of which a main field may be named, each with its members.
Groups = Mapping[str, Sequence[Skill]]


def main_key(group: str) -> str:
    """What the main field of a group is called beside the skills of a form, whose keys have no full stop."""
    return f"main.{group}"


def parse_json(
    body: bytes, questions: Mapping[str, Question], scale: tuple[int, int], groups: Groups
) -> Save | MainSave:
    """Read one save from a JSON body. Raises Refused: 400 no JSON object, 415 not UTF-8, 422 a value that cannot be."""
    fields = _object(body)
    if "group" in fields:
        return _main(fields, groups)
    _are(fields, _FIELDS | _PASSED_OVER, {"skill", "step", "rev"})
    step = fields["step"]
    return checked(
        Save(
            skill=_typed(fields, "skill", str),
            step=None if step is None else _typed(fields, "step", int),
            unsure=_typed(fields, "unsure", bool, default=False),
            evidence=_typed(fields, "evidence", str) if "evidence" in fields else None,
            rev=_typed(fields, "rev", int),
        ),
        questions,
        scale,
    )


def _are(fields: Mapping[str, Any], known: Set[str], needed: Set[str]) -> None:
    if unknown := set(fields) - known:
        raise Refused(400, "unknown_field", min(unknown)[:40])
    if missing := needed - set(fields):
        raise Refused(422, "missing_field", min(missing))


def _main(fields: Mapping[str, Any], groups: Groups) -> MainSave:
    _are(fields, {"group", "member", "rev"}, {"group", "member", "rev"})
    member = "" if fields["member"] is None else _typed(fields, "member", str)
    return checked_main(MainSave(_typed(fields, "group", str), member, _typed(fields, "rev", int)), groups)


def parse_form(
    fields: Mapping[str, str], skill: str, questions: Mapping[str, Question], scale: tuple[int, int]
) -> Save:
    """Read one skill's save from the fields of a page form. Raises Refused (422)."""
    step, rev = fields.get(f"{skill}-step", ""), _rev(fields, skill)
    if step and not (step.isascii() and step.isdigit() and len(step) == 1):
        raise Refused(422, "bad_value", "step")
    unsure = fields.get(f"{skill}-unsure", "")
    if unsure not in {"", "on"}:
        raise Refused(422, "bad_value", "unsure")
    return checked(
        Save(
            skill=skill,
            step=int(step) if step else None,
            # A tick without an answer says nothing yet; the form can send it, a script must not.
            unsure=bool(unsure and step),
            evidence=fields.get(f"{skill}-evidence"),
            rev=rev,
        ),
        questions,
        scale,
    )


def parse_main_form(fields: Mapping[str, str], group: str, groups: Groups) -> MainSave | None:
    """Read the main field of a group from a page form; None where nothing was chosen yet. Raises Refused (422)."""
    key = main_key(group)
    member = fields.get(f"{key}-member")
    return None if member is None else checked_main(MainSave(group, member, _rev(fields, key)), groups)


def _rev(fields: Mapping[str, str], key: str) -> int:
    rev = fields.get(f"{key}-rev", "0")
    if not _REV.fullmatch(rev):
        raise Refused(422, "bad_value", "rev")
    return int(rev)


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
    _check_rev(save.rev)
    return save._replace(evidence=None if save.evidence is None else evidence_text(save.evidence))


def checked_main(save: MainSave, groups: Groups) -> MainSave:
    """The same save. Raises Refused (422) for a group that is not asked, or for who is no member of it."""
    if save.group not in groups:
        raise Refused(422, "unknown_group")
    if save.member and save.member not in {skill.slug for skill in groups[save.group]}:
        raise Refused(422, "bad_value", "member")
    _check_rev(save.rev)
    return save


def _check_rev(rev: int) -> None:
    if not 0 <= rev <= REV_LIMIT:
        raise Refused(422, "bad_value", "rev")
