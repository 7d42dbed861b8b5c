"""A JSON report of ours, from here or from another installation, read back: strictly, and only what an attempt needs.

All that a report derives (readiness, gaps, places) is left aside: it is derived again.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from assessment.answering.core import saving
from assessment.answering.core.saving import Save
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import main_in
from assessment.role.core.scoring import Answer
from assessment.words.refusals import Refused
from assessment.words.texts import EVIDENCE_LIMIT, NAME_LIMIT, person_name
from assessment.words.values import Digest, Label, LevelSlug, Slug, Step

# Before this day there was no report to be handed in.
FIRST_DAY = date(2020, 1, 1)

# The rules that scored a report are told by its format: both were changed at once.
RULES_OF: dict[str, int] = {"skillgap-report/1": 1, "skillgap-report/2": 2}

# What a report derives may stand in the file, whatever its type.
OPEN = ConfigDict(strict=True, extra="ignore")
_FORMAT = re.compile("skillgap-report/[1-9][0-9]*")


class FileInvalid(ValueError):
    """The bytes are no report of ours: a code, and for `bad_field` the place in the file."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(f"{code}:{place}" if place else code)
        self.code = code
        self.place = place


@with_config(OPEN)
class EditionEntry(TypedDict):
    digest: Digest
    label: Label
    framework: Slug


@with_config(OPEN)
class AnswerEntry(TypedDict):
    step: Step
    unsure: bool
    evidence: Annotated[str, Field(max_length=EVIDENCE_LIMIT)]
    last_used: NotRequired[Any]  # only in format 1; not taken


@with_config(OPEN)
class ReportFile(TypedDict):
    """The part of a report that makes an attempt."""

    format: Literal["skillgap-report/1", "skillgap-report/2"]
    sample: NotRequired[Any]  # nobody said what a sample holds, so it is nobody's to take in
    edition: EditionEntry
    role: Slug
    target: NotRequired[LevelSlug | None]
    main: NotRequired[dict[Slug, Slug]]
    person_name: Annotated[str, Field(max_length=NAME_LIMIT)]
    submitted_on: str | None
    answers: Annotated[dict[Slug, AnswerEntry], Field(min_length=1, max_length=1000)]


class Fit(NamedTuple):
    """What of a file an edition can take: answers by skill and the main field by group; and the skills and groups that
    it cannot, each with a code."""

    taken: Mapping[str, Answer]
    main: Mapping[str, str]
    left: tuple[tuple[str, str], ...]


_FILE = TypeAdapter(ReportFile)


def read(content: bytes) -> ReportFile:
    """The report in a file's bytes. Raises FileInvalid."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileInvalid("not_text") from error
    try:
        found = _FILE.validate_json(text)
        saving.refuse_doubled_keys(text)
    except ValidationError as error:
        raise _explained(error) from error
    except Refused as refused:
        raise FileInvalid(refused.code) from refused
    if "sample" in found:
        raise FileInvalid("sample")
    try:
        return {**found, "person_name": person_name(found["person_name"])}
    except Refused as refused:
        raise FileInvalid("bad_field", "person_name") from refused


def _explained(error: ValidationError) -> FileInvalid:
    faults = error.errors(include_url=False)
    first = faults[0]
    if any(fault["loc"] == ("format",) and _is_later(fault.get("input")) for fault in faults):
        return FileInvalid("newer")
    if first["type"] == "json_invalid":
        return FileInvalid("not_json")
    place = ".".join(str(part) for part in first["loc"])
    return FileInvalid("not_report" if place in {"", "format"} else "bad_field", place)


def _is_later(format_name: object) -> bool:
    """Whether a file says that it is a report of ours, of a format that came after this one."""
    return isinstance(format_name, str) and _FORMAT.fullmatch(format_name) is not None


def write(found: ReportFile) -> str:
    """The same as JSON on one line; `read` gives it back as it was."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def fit(found: ReportFile, compiled: CompiledRole) -> Fit:
    """Match the answers of a file with what a role asks, by the key of the skill. Raises FileInvalid for a text that
    cannot be stored."""
    questions = compiled.questionnaire.question
    scale = compiled.snapshot.lowest, compiled.snapshot.highest
    named = found.get("main", {})
    main = main_in(compiled.rules, named)
    left = [(member, "unknown_main") for group, member in sorted(named.items()) if group not in main]
    taken = {}
    for skill, entry in sorted(found["answers"].items()):
        sent = Save(skill, entry["step"], entry["unsure"], entry["evidence"], 0)
        try:
            save = saving.checked(sent, questions, scale)
        except Refused as refused:
            if refused.code not in {"unknown_skill", "bad_value"}:
                raise FileInvalid("bad_field", f"answers.{skill}.evidence") from refused
            left.append((skill, refused.code))
        else:
            taken[skill] = Answer(entry["step"], save.unsure, save.evidence or "")
    return Fit(taken, main, tuple(left))


def day_of(found: ReportFile, today: date) -> date | None:
    """The day on which the report was handed in, None where the file has none that can be."""
    try:
        day = date.fromisoformat(found["submitted_on"] or "")
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= today else None
