"""What a person says of a question, read from the form of its page. It is no part of an answer."""

from collections.abc import Mapping
from typing import NamedTuple

from assessment.words.refusals import Refused
from assessment.words.texts import remark
from catalog.core.feedback import KINDS, LIMIT, Kind


class Remark(NamedTuple):
    """That a question is unclear, outdated or does not fit, and a line on it."""

    skill: str
    kind: Kind
    text: str


class Typed(NamedTuple):
    """What stands in the fields of a remark, as it was typed."""

    kind: str
    text: str


def typed(fields: Mapping[str, str], skill: str) -> Typed:
    """The fields of a remark on a skill; both empty where nothing was typed."""
    return Typed(fields.get(f"{skill}-about", ""), fields.get(f"{skill}-said", ""))


def parse(fields: Mapping[str, str], skill: str) -> Remark:
    """The remark on a skill. Raises Refused (422) without a kind, or where the line is damaged or too long."""
    said = typed(fields, skill)
    if said.kind not in KINDS:
        raise Refused(422, "no_kind")
    text = remark(said.text)
    if len(text) > LIMIT:
        raise Refused(422, "too_long", str(len(text) - LIMIT))
    return Remark(skill, said.kind, text)
