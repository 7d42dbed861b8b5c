"""A cell of a role's grid as one word, "essential-3", and what an editor may type for it.

The code of a cell is "" where the level does not ask for the skill; its step is "x" where none is stated. A reader is
forgiving in how a thing is written, and in nothing else: what it does not understand whole is not taken at all.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from catalog.core.snapshot import ESSENTIAL, HELPFUL, IMPORTANT

NOT_STATED = "x"

Phrase = tuple[str, ...]

_IMPORTANCES = {
    ESSENTIAL: ("essential", "e", "must have", "must", "m", "mandatory"),
    IMPORTANT: ("important", "i", "should have", "should"),
    HELPFUL: ("helpful", "h", "nice to have", "nice", "could have", "could", "optional"),
}
_NOT_STATED = ("?", "x", "not stated", "step not stated", "unknown")
_NOT_REQUIRED = ("none", "no", "n a", "not required")
_FILLERS = ("step", "level")
# What may stand between words; anything else is a word that nobody knows.
_BETWEEN = re.compile(r"[\s,;:|/·_.()\[\]‐‑‒–—-]+")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_WHOLE = re.compile(r"\b([0-9]+)[.,]0+\b")  # as spreadsheets write whole numbers
_NEGATIVE = re.compile(r"\s*[-−–]\s*[0-9]")


class CellReader(NamedTuple):
    """What may be typed in a cell: each phrase with what it means. `steps` are those that can be asked for."""

    phrases: Mapping[Phrase, tuple[str, str]]
    steps: frozenset[str]

    def read(self, text: str, kept: str = "") -> str | None:
        """The code of a cell for what was typed, None for what is not understood.

        What is said of it only in part keeps the other part of `kept`, the code that the cell has; in an empty cell a
        step alone is important, and an importance alone has its step not stated.
        """
        if _NEGATIVE.match(text):
            return None
        words = _words(text)
        if not words or words in _NOTHING:
            return ""
        said = self._said(words)
        if said is None or not said.keys() & {"importance", "step"}:
            return None
        importance, step = parts(kept)
        importance = said.get("importance") or importance or IMPORTANT
        step = said.get("step") or step or NOT_STATED
        return f"{importance}-{step}" if step == NOT_STATED or step in self.steps else None

    def _said(self, words: Phrase) -> dict[str, str] | None:
        """Each part by its kind, where every word belongs to one and no part is said in two ways."""
        said: dict[str, str] = {}
        while words:
            longest = next((size for size in range(len(words), 0, -1) if words[:size] in self.phrases), 0)
            if longest:
                kind, value = self.phrases[words[:longest]]
            elif words[0].isdecimal():
                longest, kind, value = 1, "step", str(int(words[0]))
            else:
                return None
            if said.setdefault(kind, value) != value:
                return None
            words = words[longest:]
        return said

    def block(self, text: str, kept: Sequence[Sequence[str]]) -> list[list[str | None]]:
        """The codes of a block that was copied from a spreadsheet, row by row. `kept` are the codes of the cells that it
        is laid over: what lies beyond them is None, unless it is empty."""
        found: list[list[str | None]] = []
        for number, row in enumerate(rows_of(text)):
            before = kept[number] if number < len(kept) else ()
            codes = [self.read(cell, before[place] if place < len(before) else "") for place, cell in enumerate(row)]
            found.append([code if place < len(before) or not code else None for place, code in enumerate(codes)])
        return found


def reader(steps: Iterable[tuple[int, str]], labels: Mapping[str, str] = {}) -> CellReader:
    """A reader for a scale, given as values and names from the lowest on, which no level asks for. `labels` are further
    names of importances, such as those of a language."""
    phrases: dict[Phrase, tuple[str, str]] = {}
    scale = list(steps)
    for value, name in scale:
        phrases[_words(name)] = ("step", str(value))
    for word in _NOT_STATED:
        phrases[_words(word)] = ("step", NOT_STATED)
    for word in _FILLERS:
        phrases.setdefault(_words(word), ("filler", ""))
    for importance, names in _IMPORTANCES.items():
        for name in (*names, labels.get(importance, importance)):
            phrases[_words(name)] = ("importance", importance)
    phrases.pop((), None)
    return CellReader(phrases, frozenset(str(value) for value, _name in scale[1:]))


def rows_of(text: str) -> list[list[str]]:
    """The cells of a block as spreadsheets copy it: tabs between cells, a line for a row, quotes where a cell has either."""
    return list(csv.reader(StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))


def code(importance: str, step: int | None) -> str:
    return f"{importance}-{NOT_STATED if step is None else step}"


def parts(of: str) -> tuple[str, str]:
    """Importance and step of a code, both empty for a cell that asks nothing."""
    importance, _dash, step = of.partition("-")
    return importance, step


def _words(text: str) -> Phrase:
    plain = _WHOLE.sub(r"\1", unicodedata.normalize("NFKC", text).casefold())
    return tuple(word for part in _BETWEEN.split(plain) for word in _TOKEN.findall(part))


_NOTHING = {_words(text) for text in _NOT_REQUIRED}
