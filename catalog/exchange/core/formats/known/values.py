"""Values of JSON and YAML whose shape nobody vouches for: each reader says what it wants and gets it, or nothing."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from catalog.core.files import FileUnfit, json_of
from catalog.exchange.core.imported import Files
from catalog.exchange.core.safe_yaml import values_of
from catalog.exchange.core.tidying import tidy

YAML_ENDINGS = {".yaml", ".yml"}
MOST_ITEMS = 10_000


def documents(files: Files, endings: set[str]) -> dict[str, Any]:
    """The values of the files with these endings, or of the only file, by name. Raises FileUnfit for one that cannot be read."""
    found = {}
    for name, data in files.items():
        ending = PurePath(name).suffix.lower()
        if ending in endings or len(files) == 1:
            found[name] = json_of(data) if ending == ".json" or data.lstrip()[:1] in (b"{", b"[") else values_of(data)
    return found


def mapped(value: Any, *path: str) -> Mapping[Any, Any]:
    """The value as named values, or those found in it under these names one after the other; empty for what is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def listed(value: Any, name: str | None = None) -> list[Any]:
    """The value as a list, or the list that it has under a name; empty for what is none."""
    if name is not None:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def text(value: Any, name: str | None = None) -> str:
    """The value as a tidy text, or that which it has under a name; empty for what is none."""
    if name is not None:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, str):
        return tidy(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number(value: Any) -> int | None:
    """The value as a step from 0 to 9; None for what is none."""
    plain = text(value)
    return int(plain) if len(plain) == 1 and plain in "0123456789" else None


def at_most(items: list[Any]) -> list[Any]:
    """The items, if they are not too many. Raises FileUnfit else."""
    if len(items) > MOST_ITEMS:
        raise FileUnfit("known-too-many", most=MOST_ITEMS)
    return items
