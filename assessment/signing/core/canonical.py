"""The one text that a JSON value has, whatever it was written like: what is signed, and read back strictly.

JSON lets one value be written in many ways, and lets readers disagree on some texts: a name that stands twice, numbers
beyond what a computer holds, half a character. Those texts are refused, so that all who read the rest read the same.
"""

import json
import math
from typing import Any

# Beyond any number of a report; also where Python begins to refuse.
_DIGITS_LIMIT = 4000


class Unreadable(ValueError):
    """The bytes are no JSON object that everybody reads alike. `code`: not_text, not_json, duplicate_key or not_object."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse(content: bytes) -> dict[str, Any]:
    """The object in the bytes of a JSON file, UTF-8 with or without a byte-order mark. Raises Unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_text") from error
    try:
        value = json.loads(
            text, object_pairs_hook=_named_once, parse_constant=_no_constant, parse_int=_whole, parse_float=_finite
        )
        written(value)
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_json") from error
    if not isinstance(value, dict):
        raise Unreadable("not_object")
    return value


def written(value: Any) -> bytes:
    """A value of JSON as its one text: names sorted by code point, no spaces, UTF-8 without escapes that are not needed.

    Another value has another text: 1 and 1.0 differ, and so do 1 and true. Raises ValueError for what JSON cannot hold.
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("duplicate_key")
    return found


def _no_constant(name: str) -> Any:
    raise Unreadable("not_json")


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS_LIMIT:
        raise Unreadable("not_json")
    return int(digits)


def _finite(digits: str) -> float:
    """Python reads 1e999 as infinity, which JSON does not have; others refuse it or keep the digits."""
    number = float(digits)
    if not math.isfinite(number):
        raise Unreadable("not_json")
    return number
