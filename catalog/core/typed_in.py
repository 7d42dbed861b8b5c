"""What an editor types or pastes, as values: a key from a name, lines as things, steps as numbers."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import NamedTuple

LONGEST_KEY = 64
_NOT_KEY = re.compile(r"[^a-z0-9]+")
# Between a name and what it means: a tab of a spreadsheet, or a dash or a bar with room around it.
_PARTED = re.compile(r"\t|\s+(?:[-–—|])\s+")
_SPAN = re.compile(r"(\d)\s*[-–]\s*(\d)|(\d)")


class Line(NamedTuple):
    """A line that was pasted: a name, and what it means where the line says so."""

    name: str
    meaning: str


def key_of(name: str, taken: Collection[str], otherwise: str, longest: int = LONGEST_KEY) -> str:
    """A key for a name that none of `taken` has: its letters and digits in ASCII, with a number where need be.

    `otherwise` stands in for a name in which no letter has an ASCII form.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = _NOT_KEY.sub("-", plain).strip("-")[:longest].strip("-") or otherwise
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base[: longest - len(str(number)) - 1].strip('-')}-{number}"
    return key


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold something, each parted into name and meaning at its first dash, bar or tab."""
    found = []
    for line in text.splitlines():
        name, *rest = _PARTED.split(line.strip(), maxsplit=1)
        if name.strip():
            found.append(Line(name.strip(), rest[0].strip() if rest else ""))
    return found


def steps_of(text: str) -> list[int]:
    """The steps that a text such as "1-3, 5" names, each once, from the lowest; a digit each. Other signs part them.

    Raises ValueError for a text with signs that cannot be read so.
    """
    if re.sub(r"[\d\s,;–-]", "", text):
        raise ValueError(text)
    return sorted(set(_steps(text)))


def _steps(text: str) -> Iterator[int]:
    for start, end, single in _SPAN.findall(text):
        yield from range(int(start), int(end) + 1) if start else (int(single),)
