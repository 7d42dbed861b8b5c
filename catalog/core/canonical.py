"""A snapshot as the text that an edition stores, the name that the text gives it, and the way back.

The canonical text is the same on every machine, so its SHA-256 names the content (docs/editions.md).
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from catalog.core import schema_1
from catalog.core.snapshot import SCHEMA, Snapshot


class SnapshotInvalid(ValueError):
    """A payload is no snapshot of this schema; the message says where."""


Value = TypeVar("Value")


@dataclass(frozen=True, config=ConfigDict(strict=True, extra="ignore"))
class _Stored:
    schema: int


_SCHEMA = TypeAdapter(_Stored)
_ADAPTER = TypeAdapter(Snapshot)

# What is left out where there is none: it came later than editions whose names must stay.
_LEFT_OUT = {"reviews", "also_in"}
# Lists of keys: of the skills that a note names, of the areas that a skill is also a part of.
_KEYS = {"skills", "also_in"}
# Lists whose order carries no meaning, with the key that sorts them in the canonical form.
_SORTED_BY = {
    "scale": ("value",),
    "practice": ("position", "description"),
    "areas": ("slug",),
    "skills": ("slug",),
    "anchors": ("step",),
    "prerequisites": ("step", "needs"),
    "links": ("scheme", "uri"),
    "reviews": ("day", "by", "role", "seen"),
    "roles": ("slug",),
    "levels": ("slug",),
    "requirements": ("skill",),
    "notes": ("slug",),
    "salaries": ("slug",),
    "resources": ("slug",),
    # Of schema 2 and of schema 1: a row has one of the two.
    "steps": ("skill", "step", "from_step"),
}


def tidy(text: str) -> str:
    """A text in NFC, its lines ended by line feeds, without white space around it."""
    return _spelt(text).strip()


def _spelt(text: str) -> str:
    """The half of `tidy` that the bytes of all editions depend on."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _clean(value: Any, name: str = "") -> Any:
    if isinstance(value, str):
        return _spelt(value)
    if isinstance(value, dict):
        return {key: _clean(item, key) for key, item in value.items() if item or key not in _LEFT_OUT}
    if isinstance(value, (list, tuple)):
        items = [_clean(item) for item in value]
        keys = _SORTED_BY.get(name)
        if keys and items and isinstance(items[0], dict):
            items.sort(key=lambda item: tuple(item.get(key) for key in keys))
        elif name in _KEYS:
            items.sort()
        return items
    if isinstance(value, float):
        raise SnapshotInvalid(f"{name}: a snapshot holds no floats, it has {value!r}")
    return value


def payload(snapshot: Snapshot) -> str:
    """The canonical text of a snapshot: the same value gives the same text, everywhere and for ever.

    NFC strings, \\n newlines, no floats, unordered lists sorted, JSON with sorted keys and no spaces.
    """
    return _written(_values(snapshot))


def _values(snapshot: Snapshot) -> Any:
    """A snapshot as plain values: what `dataclasses.asdict` gives, in a ninth of its time."""
    return _ADAPTER.dump_python(snapshot, warnings=False)  # a wrong value is told of by its name, further on


def is_canonical(text: str) -> bool:
    """Whether the JSON of a snapshot, of whatever schema, is in the canonical form."""
    return _written(json.loads(text)) == text


def _written(value: Any) -> str:
    return json.dumps(_clean(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(snapshot: Snapshot) -> str:
    """The SHA-256 of the canonical text in UTF-8, 64 lower-case hex digits: the name of an edition."""
    return name(payload(snapshot))


def name(text: str) -> str:
    """The digest of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def name_of_part(part: Mapping[str, Any]) -> str:
    """The digest of the canonical text of a part of a snapshot, tidied: the same words give the same digest."""
    return name(_written(_tidied(_clean(part))))


def tidied(snapshot: Snapshot) -> Snapshot:
    """A snapshot with all its texts tidied: without what no reader sees.

    Editions from before may hold such, and are what they are; two snapshots say the same when they are the same tidied.
    """
    return parse(json.dumps(_tidied(_clean(_values(snapshot)))))


def _tidied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tidied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    return tidy(value) if isinstance(value, str) else value


def parse(text: str) -> Snapshot:
    """Read a snapshot from its JSON, of this schema or of the one before; the value is of this schema.

    Raises SnapshotInvalid when a part is missing, unknown or of the wrong type.
    """
    schema = _read(_SCHEMA, text).schema
    if schema == 1:
        try:
            text = json.dumps(schema_1.upgraded(json.loads(text)))
        except (KeyError, TypeError) as error:
            raise SnapshotInvalid(f"scale or resources: not as schema 1 has them, {error}") from error
    elif schema != SCHEMA:
        raise SnapshotInvalid(f"schema: this release reads the schemas 1 and {SCHEMA}, the payload has {schema}")
    return _read(_ADAPTER, text)


def _read(adapter: TypeAdapter[Value], text: str) -> Value:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SnapshotInvalid(f"{place or 'payload'}: {first['msg']}") from error
