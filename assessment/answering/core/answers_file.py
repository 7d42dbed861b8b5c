"""Answers as a file: what `score_answers` reads. One person as an object, or many as a list of such objects."""

from typing import Annotated, NamedTuple

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from assessment.answering.core.saving import refuse_doubled_keys
from assessment.role.core.scoring import Answer
from assessment.words.refusals import Refused
from assessment.words.texts import EVIDENCE_LIMIT, evidence_text


class FileInvalid(ValueError):
    """The text is not JSON of the right shape; the message says where."""


@with_config(ConfigDict(extra="forbid", strict=True))
class AnswerEntry(TypedDict, total=False):
    step: int
    unsure: bool
    evidence: Annotated[str, Field(max_length=EVIDENCE_LIMIT)]


@with_config(ConfigDict(extra="forbid", strict=True))
class PersonEntry(TypedDict, total=False):
    role: str
    target: str | None
    main: dict[str, str]
    answers: dict[str, AnswerEntry]


class Person(NamedTuple):
    role: str
    target: str
    answers: dict[str, Answer]
    main: dict[str, str]


_ONE = TypeAdapter(PersonEntry)
_MANY = TypeAdapter(list[PersonEntry])


def read_people(text: str) -> tuple[list[Person], bool]:
    """The people in a JSON text, and whether it held a list. Raises FileInvalid.

    A byte-order mark is passed over here, so that a file and a pipe are read alike.
    """
    text = text.removeprefix("\ufeff")
    is_list = text.lstrip().startswith("[")
    try:
        entries = _MANY.validate_json(text) if is_list else [_ONE.validate_json(text)]
        refuse_doubled_keys(text)
    except Refused as refused:
        raise FileInvalid("Not a file of answers: a key stands twice in one object.") from refused
    except ValidationError as error:
        raise FileInvalid(_explain(error)) from error
    return [_person(entry, position) for position, entry in enumerate(entries, 1)], is_list


def _person(entry: PersonEntry, position: int) -> Person:
    if "role" not in entry or "answers" not in entry:
        raise FileInvalid(f"Person {position}: both `role` and `answers` are needed.")
    answers = {}
    for slug, answer in entry["answers"].items():
        if "step" not in answer:
            raise FileInvalid(f"Person {position}: {slug} has no `step`. Leave out a skill that was skipped.")
        try:
            evidence = evidence_text(answer.get("evidence", ""))
        except Refused as refused:
            raise FileInvalid(f"Person {position}: the evidence of {slug} cannot be taken ({refused}).") from refused
        answers[slug] = Answer(answer["step"], answer.get("unsure", False), evidence)
    return Person(entry["role"], entry.get("target") or "", answers, entry.get("main", {}))


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"Not a file of answers: {place or 'the text'}: {first['msg']}."
