"""Snapshots by chance whose texts are what files are bad at, and what they look like as files of ours."""

from dataclasses import fields, replace
from typing import Any, cast

from hypothesis import strategies as st

from catalog.core.snapshot import Snapshot
from catalog.exchange.core.formats.tables.layout import FILLED, KEYS, columns_of
from catalog.exchange.core.imported import Foreign, Thing
from tests.catalog.by_chance import snapshots

AWKWARD = (
    "", " ", "\t", "\n", "\r", "\r\n", "a\rb\r\nc\nd", " before", "after ", "\xa0both\xa0", "two\n\nlines\n", "1.10", "007", "1e5", "-1",
    "2026-01-01", "TRUE", "no", "#N/A", "=1+1", "+1", "-", "@SUM(A1)", "\t=1", "'", "''", "'=1", "'quoted'", '"', '""', '\\"', '\\"a"',
    "\\", "\\n", "_x000D_", "_x005F_x000D_", "a_x0041_b", "_x", "\x01", "a\x0bb\x1f", "\x7f\x85", "\u2028", "\ufeff", "\ufeffa",
    "\ufffe", "\uffff", "😀", "e\u0301", "\u0301", "<r><t>x</t></r>", "a<r>", "&amp;<b>", "a;b,c\td", "# mark", "{=1}", "http://x.org",
)  # fmt: skip
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
LONG = st.builds(
    lambda piece, size: (piece * size)[:size],
    st.sampled_from(["a", "😀", "=x \n", "_x000D_<r>", " "]),
    st.integers(15_999, 50_000),
)
TEXTS = st.sampled_from(AWKWARD) | ANY
FOREIGN = st.lists(
    st.builds(
        Foreign,
        st.just("case"),
        st.uuids().map(str),
        st.none()
        | st.builds(Thing, st.sampled_from(["skill", "level"]), st.lists(TEXTS, min_size=1, max_size=2).map(tuple)),
        st.dictionaries(TEXTS, TEXTS | st.integers(-9, 9) | st.none() | st.lists(TEXTS, max_size=2), max_size=3),
    ),
    max_size=3,
    unique_by=lambda each: each.identifier,
).map(tuple)


@st.composite
def wild(draw: st.DrawFn) -> Snapshot:
    """A snapshot whose free texts are anything; keys stay, and what names them."""
    found = draw(snapshots())
    texts = draw(st.lists(TEXTS, min_size=1, max_size=20))
    numbers = draw(st.lists(st.integers(0, 10**6) | st.just(2**59), min_size=1, max_size=5))
    return cast("Snapshot", _Filling(texts, numbers, draw(st.lists(LONG, max_size=2))).filled(found))


class _Filling:
    def __init__(self, texts: list[str], numbers: list[int], once: list[str]) -> None:
        self.texts, self.numbers, self.once, self.place = texts, numbers, once, 0

    def filled(self, thing: Any) -> Any:
        changed: dict[str, Any] = {}
        keys = KEYS.get(type(thing), ())
        free = {
            column.field: column
            for column in columns_of(type(thing))
            if column.refers is None and column.blank is not FILLED and column.field not in keys
        }
        for field in fields(thing):
            value = getattr(thing, field.name)
            if isinstance(value, tuple) and value and hasattr(value[0], "__dataclass_fields__"):
                changed[field.name] = tuple(map(self.filled, value))
            elif hasattr(value, "__dataclass_fields__"):
                changed[field.name] = self.filled(value)
            elif field.name in free:
                changed[field.name] = self._instead(free[field.name].kind, value)
        return replace(thing, **changed)

    def _instead(self, kind: str, value: Any) -> Any:
        self.place += 1
        text = self.once.pop() if self.once and self.place % 7 == 0 else self.texts[self.place % len(self.texts)]
        number = self.numbers[self.place % len(self.numbers)]
        if kind == "texts":
            return (text, *value)
        return {"text": text, "number": number}.get(kind, value)
