"""Our JSON: the canonical JSON of an edition, laid out for people, in a wrapper that says what it is.

    {"format": "skillgap-framework", "version": 1, "snapshot": {…}, "foreign": [{…}]}

The JSON of an edition without the wrapper is read as well, of this schema and of the one before.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter, ValidationError

from catalog.core import canonical
from catalog.core.canonical import SnapshotInvalid
from catalog.core.files import FileUnfit, json_of
from catalog.core.snapshot import Snapshot
from catalog.exchange.core.imported import ERROR, Files, Foreign, Imported, Message, message

SUFFIX = "json"
MEDIA_TYPE = "application/json"
NAME = "native"
FORMAT, VERSION = "skillgap-framework", 1

_FOREIGN = TypeAdapter(Foreign)


def write(snapshot: Snapshot, foreign: Sequence[Foreign] = ()) -> bytes:
    """A framework, and what other systems say of it, as our JSON in UTF-8."""
    value: dict[str, Any] = {"format": FORMAT, "version": VERSION, "snapshot": json.loads(canonical.payload(snapshot))}
    if foreign:
        value["foreign"] = [_told(each) for each in foreign]
    return f"{json.dumps(value, indent=1, ensure_ascii=False)}\n".encode()


def fits(files: Files) -> bool:
    """Whether an upload looks like our JSON or that of an edition: by a few of its words, without reading it."""
    if len(files) != 1:
        return False
    [data] = files.values()
    of_an_edition = all(f'"{name}"'.encode() in data for name in ("schema", "policy", "scale"))
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (
        f'"{FORMAT}"'.encode() in data or of_an_edition
    )


def read(files: Files) -> Imported:
    """The framework of an upload of one file. Raises FileUnfit for one that is not valid, of a later version, or cannot
    be read as JSON; what is wrong of another system's things is left out with a message."""
    [data] = files.values()
    value = json_of(data)
    if not isinstance(value, dict):
        raise FileUnfit("native-no-framework")
    if value.get("format") == FORMAT:
        if value.get("version") != VERSION:
            raise FileUnfit("native-version", str(value.get("version")))
        told, inner = value.get("foreign", []), value.get("snapshot")
    else:
        told, inner = [], value
    try:
        snapshot = canonical.parse(json.dumps(inner))
    except SnapshotInvalid as error:
        raise FileUnfit("native-invalid", str(error)) from error
    foreign, messages = _foreign(told if isinstance(told, list) else [told])
    return Imported(NAME, snapshot, foreign=foreign, messages=messages, rejected=len(messages))


def _told(each: Foreign) -> Mapping[str, Any]:
    thing = None if each.thing is None else each.thing._asdict()
    return asdict(each) | {"thing": thing}


def _foreign(told: list[Any]) -> tuple[tuple[Foreign, ...], tuple[Message, ...]]:
    found, messages = [], []
    for number, each in enumerate(told):
        try:
            found.append(_FOREIGN.validate_python(each))
        except ValidationError as error:
            why = error.errors()[0]
            field = ".".join(str(part) for part in why["loc"])
            messages.append(message(ERROR, "native-foreign", f"foreign[{number}]", field=field))
    return tuple(found), tuple(messages)
