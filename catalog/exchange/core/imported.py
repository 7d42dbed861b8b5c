"""What reading a file gives: a framework, what of the file was recognised, what was left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from catalog.core.files import Facts, quoted
from catalog.core.snapshot import Snapshot

Severity = Literal["error", "warning", "note"]
ERROR: Severity = "error"
WARNING: Severity = "warning"
NOTE: Severity = "note"

# The files of one upload or folder by name; one file has its own name.
Files = Mapping[str, bytes]


class Message(NamedTuple):
    """Something that was not taken as it stands, or was understood in a certain way. `place` is where in the file, such as
    "Skills!B7" or "CFItems[3]"; an error rejects that row, and only that."""

    severity: Severity
    code: str
    place: str
    facts: Facts = ()


def message(severity: Severity, code: str, place: str, **facts: str | int) -> Message:
    """A message, with what it quotes of the file made short."""
    return Message(severity, code, place, quoted(facts))


class Recognised(NamedTuple):
    """One thing that was made out of the file, for a person to check: `code` names its sentence."""

    code: str
    facts: Facts = ()


class Thing(NamedTuple):
    """Something of a framework by its key: ("skill", ("python",)), ("level", ("analyst", "junior")), ("framework", ())."""

    kind: Literal["framework", "area", "skill", "role", "level", "resource", "step"]
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Foreign:
    """What another system calls a thing, and what it says of it that a Snapshot has no place for.

    `thing` is None for what is nothing of ours, such as an association to another package. `data` is JSON values, kept as
    they came and written back by the format of that name.
    """

    format: str
    identifier: str
    thing: Thing | None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Imported:
    """What a file holds.

    `snapshot` has keys made by its reader. `tells` says what the file speaks of: None where it is a whole framework, so
    that what it lacks is to go; otherwise the names of fields by the class of `catalog.core.snapshot` that has them, such as
    {"Skill": {"name", "definition", "anchors"}}, and all else of a framework that is there already stays. `foreign` holds
    identifiers by which things are found again; `rejected` counts rows that were left out.
    """

    format: str
    snapshot: Snapshot
    tells: Mapping[str, frozenset[str]] | None = None
    foreign: tuple[Foreign, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    messages: tuple[Message, ...] = ()
    rejected: int = 0
