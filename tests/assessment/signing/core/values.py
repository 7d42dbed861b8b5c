"""Values of JSON for the tests of signing: made by chance, compared by type too, written in other ways, and changed."""

import json
import math
from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import strategies as st

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
values = st.recursive(
    leaves, lambda each: st.lists(each, max_size=3) | st.dictionaries(texts, each, max_size=3), max_leaves=8
)
objects = st.dictionaries(texts, values, max_size=4)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same to every reader: Python alone says that 1 is 1.0 and True, and 0.0 is -0.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return bool(one == other)


def rewritten(value: Any, random: Random) -> str:
    """The value in another spelling: spaces, the order of names, escapes; it parses to the same."""
    gap = random.choice(["", " ", "\n\t ", "\r\n"])
    if isinstance(value, dict):
        items = [f"{rewritten(name, random)}{gap}:{gap}{rewritten(each, random)}" for name, each in value.items()]
        random.shuffle(items)
        return "{" + gap + f"{gap},".join(items) + gap + "}"
    if isinstance(value, list):
        return "[" + gap + f",{gap}".join(rewritten(each, random) for each in value) + gap + "]"
    if isinstance(value, float) and random.random() < 0.5:
        return f"{value!r}".replace("e", "E") if "e" in repr(value) else f"{value!r}000"
    return json.dumps(value, ensure_ascii=random.random() < 0.5)


def changes(value: Any) -> Iterator[Any]:
    """Every value that differs from this one in one place: another value or type, a name or an entry that was added, taken
    out, renamed or moved."""
    if isinstance(value, dict):
        yield {**value, "another name": 1}
        for name, each in value.items():
            rest = {other: kept for other, kept in value.items() if other != name}
            yield rest
            yield {**rest, name + " ": each}
            for changed in changes(each):
                yield {**value, name: changed}
    elif isinstance(value, list):
        yield [*value, None]
        for place, each in enumerate(value):
            yield value[:place] + value[place + 1 :]
            if place and not same(each, value[place - 1]):
                yield [*value[: place - 1], each, value[place - 1], *value[place + 1 :]]
            for changed in changes(each):
                yield [*value[:place], changed, *value[place + 1 :]]
    else:
        yield from _other_leaves(value)


def _other_leaves(value: Any) -> Iterator[Any]:
    others: list[Any] = [None, True, False, 0, "", str(value), [value], {}]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        others += [value + 1, -value, float(value) if abs(value) < 2**53 else 0.5, int(value)]
    if isinstance(value, str):
        others += [value + " ", value.upper(), value[:-1], value + "\u0301"]
    yield from (other for other in others if not same(other, value))
