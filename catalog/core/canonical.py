"""A snapshot as the text that an edition stores, the name that the text gives it, and the way back.

The canonical text is the same on every machine, so its SHA-256 names the content (docs/editions.md).
"""

import hashlib
import json
import unicodedata
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter, ValidationError

from catalog.core.snapshot import SCHEMA, Snapshot


class SnapshotInvalid(ValueError):
    """A payload is no snapshot of this schema; the message says where."""


_ADAPTER = TypeAdapter(Snapshot)

# Lists whose order carries no meaning, with the key that sorts them in the canonical form.
_SORTED_BY = {
    "scale": ("value",),
    "practice": ("position", "description"),
    "areas": ("slug",),
    "skills": ("slug",),
    "anchors": ("step",),
    "prerequisites": ("step", "needs"),
    "links": ("scheme", "uri"),
    "roles": ("slug",),
    "levels": ("slug",),
    "requirements": ("skill",),
    "notes": ("slug",),
    "salaries": ("slug",),
    "resources": ("slug",),
    "steps": ("skill", "from_step"),
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
        return {key: _clean(item, key) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        items = [_clean(item) for item in value]
        keys = _SORTED_BY.get(name)
        if keys and items and isinstance(items[0], dict):
            items.sort(key=lambda item: tuple(item[key] for key in keys))
        elif keys and name == "skills":  # the keys of the skills that a note names
            items.sort()
        return items
    if isinstance(value, float):
        raise SnapshotInvalid(f"{name}: a snapshot holds no floats, it has {value!r}")
    return value


def payload(snapshot: Snapshot) -> str:
    """The canonical text of a snapshot: the same value gives the same text, everywhere and for ever.

    NFC strings, \\n newlines, no floats, unordered lists sorted, JSON with sorted keys and no spaces.
    """
    value = _clean(asdict(snapshot))
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(snapshot: Snapshot) -> str:
    """The SHA-256 of the canonical text in UTF-8, 64 lower-case hex digits: the name of an edition."""
    return name(payload(snapshot))


def name(text: str) -> str:
    """The digest of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def tidied(snapshot: Snapshot) -> Snapshot:
    """A snapshot with all its texts tidied: without what no reader sees.

    Editions from before may hold such, and are what they are; two snapshots say the same when they are the same tidied.
    """
    return parse(json.dumps(_tidied(_clean(asdict(snapshot)))))


def _tidied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tidied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    return tidy(value) if isinstance(value, str) else value


def parse(text: str) -> Snapshot:
    """Read a snapshot from its JSON; raises SnapshotInvalid when a part is missing, unknown or of the wrong type."""
    try:
        snapshot = _ADAPTER.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SnapshotInvalid(f"{place or 'payload'}: {first['msg']}") from error
    if snapshot.schema != SCHEMA:
        raise SnapshotInvalid(f"schema: this release reads schema {SCHEMA}, the payload has {snapshot.schema}")
    return snapshot
