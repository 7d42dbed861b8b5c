"""The texts of a thing in the fields of CASE: what an item says, and what we let it say.

A text of ours that CASE's fields cannot say exactly stands beside them in our extension, with a mark of what they said
then; once another program has changed them, they count.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from catalog.exchange.core.formats.case.identity import Json, line
from catalog.exchange.core.formats.case.plain import line as plain_line
from catalog.exchange.core.formats.case.plain import plain, short

Values = Mapping[str, Any]
# As long as a name or a text may be with us.
NAME, LEVEL_NAME, STEP_NAME, SENTENCE, CODE = 120, 80, 60, 300, 40
IN_NAME = 60  # signs of a statement that stands for a name
_SAID_IN = ("abbreviatedStatement", "fullStatement", "humanCodingScheme", "notes")


def text(value: Any) -> str:
    """A text that stands in a field of CASE; nothing for what is none."""
    return value if isinstance(value, str) else ""


def obj(value: Any) -> Json:
    """The object that a JSON value is; an empty one for what is none."""
    return value if isinstance(value, dict) else {}


def objs(value: Any) -> list[Json]:
    """The objects of a list; nothing of what is none."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def name_in(item: Values, longest: int = NAME) -> str:
    """The name of an item: its short statement, else its code and the beginning of its statement."""
    if name := plain_line(text(item.get("abbreviatedStatement"))):
        return short(name, longest)
    code = plain_line(text(item.get("humanCodingScheme")))
    statement = short(plain_line(text(item.get("fullStatement"))), IN_NAME)
    return short(" ".join(filter(None, (code, statement))), longest)


def _statement_in(item: Values, longest: int) -> str:
    """What an item says besides its name."""
    statement = plain(text(item.get("fullStatement")))
    if line(statement) == name_in(item):
        return ""
    return short(statement, longest) if longest else statement


def _skill(item: Values) -> Json:
    code = short(plain_line(text(item.get("humanCodingScheme"))), CODE)
    return {"name": name_in(item), "definition": _statement_in(item, SENTENCE), "code": code}


def _area(item: Values) -> Json:
    return {"name": name_in(item), "description": _statement_in(item, 0)}


def _role(item: Values) -> Json:
    notes = plain(text(item.get("notes")))
    return {"name": name_in(item), "summary": _statement_in(item, SENTENCE), "description": notes}


def _level(item: Values) -> Json:
    return {"name": name_in(item, LEVEL_NAME), "duties": [each for each in _statement_in(item, 0).splitlines() if each]}


def _step(item: Values) -> Json:
    return {"name": name_in(item, STEP_NAME), "meaning": _statement_in(item, SENTENCE)}


# What the fields of an item say of a thing, by its kind.
_SAYS: Mapping[str, Callable[[Values], Json]] = {
    "skill": _skill, "area": _area, "role": _role, "level": _level, "step": _step,
}  # fmt: skip


def is_marked_up(item: Values) -> bool:
    """Whether the statement of an item says more than its words, so that its plain text is not all of it."""
    statement = text(item.get("fullStatement"))
    return plain_line(statement) != line(statement)


def is_cut(item: Values) -> bool:
    """Whether the statement of an item is longer than a definition may be with us."""
    return len(plain(text(item.get("fullStatement")))) > SENTENCE


# The text that stands as the statement of a thing, where it has one.
_STATEMENT = {"skill": "definition", "area": "description", "role": "summary", "level": "duties", "step": "meaning"}


def said(kind: str, item: Values) -> Json:
    """The texts of a thing as the fields of its item say them."""
    return _SAYS[kind](item)


def shown(kind: str, values: Values, code: str) -> Json:
    """The fields of an item that let it say these texts as well as CASE can; `code` is what people call it by."""
    name, statement = line(values["name"]), values[_STATEMENT[kind]]
    statement = "\n".join(statement) if kind == "level" else statement
    fields = {
        "abbreviatedStatement": name,
        "fullStatement": statement.strip() or name or code or ITEM,
        "humanCodingScheme": line(code),
        "notes": values.get("description", "") if kind == "role" else "",
    }
    return {field: value for field, value in fields.items() if value}


ITEM = "Item"  # a statement for what has no word of its own: CASE asks for one


def mark(fields: Values) -> str:
    """A short sum of what the fields of an item say, to see later whether they still do."""
    return sum_of([fields.get(name) for name in _SAID_IN])


def sum_of(value: Any) -> str:
    """A short sum of a JSON value."""
    return f"{zlib.crc32(json.dumps(value, sort_keys=True).encode()):08x}"


def beside(kind: str, item: Values, values: Values) -> Json:
    """What of these texts an item does not say exactly, with the mark of what it says."""
    says = said(kind, item)
    exact = {name: value for name, value in values.items() if says[name] != value}
    return {"exact": exact, "of": mark(item)} if exact else {}


def exactly(kind: str, item: Values, extension: Values) -> Json:
    """The texts of a thing: as our extension has them where the fields still say what they said then."""
    says = said(kind, item)
    exact = extension.get("exact")
    if not isinstance(exact, dict) or extension.get("of") != mark(item):
        return says
    return {**says, **{name: value for name, value in exact.items() if name in says}}
