"""What a list of CASE's documents is cut down to: filter, sort, fields, as 1EdTech's parameters say it."""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Literal

Json = dict[str, Any]
Sort = Literal["identifier", "title", "creator", "publisher", "language", "version", "lastChangeDateTime"]
# Always there: CASE has no document without them.
NEEDED = ("identifier", "uri", "creator", "title", "lastChangeDateTime", "CFPackageURI")
_TEST = r"[A-Za-z]+(=|!=|>|>=|<|<=|~)'[^'\x00]*'"
FILTER = rf"^({_TEST}( (AND|OR) {_TEST})?)?$"
_PARTS = re.compile(r"([A-Za-z]+)(!=|>=|<=|=|>|<|~)'([^']*)'")
_COMPARE: Mapping[str, Callable[[str, str], bool]] = {
    "=": eq, "!=": ne, ">": gt, ">=": ge, "<": lt, "<=": le, "~": lambda value, wanted: wanted in value,
}  # fmt: skip


def filtered(documents: Sequence[Json], said: str) -> list[Json]:
    """Those that a filter lets through, such as `language='en' AND title~'skills'`; letters of any case are alike. A field
    that a document has not is empty."""
    tests = _PARTS.findall(said)
    every = any if " OR " in _PARTS.sub("", said) else all
    return [document for document in documents if not tests or every(_holds(document, *test) for test in tests)]


def _holds(document: Json, field: str, sign: str, wanted: str) -> bool:
    value = document.get(field, "")
    values = value if isinstance(value, list) else [value]
    return any(_COMPARE[sign](str(each).casefold(), wanted.casefold()) for each in values)


def ordered(documents: Sequence[Json], by: str, way: str) -> list[Json]:
    """In the order of a field, the other way round for "desc"; without a field as they come."""
    if not by:
        return list(documents)
    return sorted(documents, key=lambda each: str(each.get(by, "")).casefold(), reverse=way == "desc")


def cut(document: Json, fields: Sequence[str]) -> Json:
    """Only the fields that were asked for, and those that CASE cannot do without."""
    if not fields:
        return document
    return {name: value for name, value in document.items() if name in {*fields, *NEEDED}}
