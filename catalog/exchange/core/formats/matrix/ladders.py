"""The ranks, tracks and role of levels, from what their columns are headed with."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from catalog.exchange.core.formats.matrix import vocabulary
from catalog.exchange.core.tidying import one_line, same

_CODE = re.compile(r"(?<!\w)([A-Za-z]{1,2})[- ]?(\d{1,2})(?!\w)")
_TRACKS = (
    ("Manager", re.compile(r"(?<!\w)(?:people manager|manager|management|m|pm)(?!\w)")),
    ("IC", re.compile(r"(?<!\w)(?:individual contributor|ic|specialist|expert track|technical)(?!\w)")),
)
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")


class Rung(NamedTuple):
    """A level by its name, with its rank and track."""

    name: str
    rank: int
    track: str


def rungs(names: Sequence[str]) -> list[Rung]:
    """The levels that headings name, from left to right the lowest first; twins such as IC4 and M4 share a rank."""
    called = [one_line(name) for name in names]
    coded = _coded(called)
    if coded is not None:
        return coded
    return _twins(called)


def _coded(names: Sequence[str]) -> list[Rung] | None:
    """Levels such as IC1, IC2, M2: the number is the rank where letters tell tracks apart."""
    codes = [_CODE.search(name) for name in names]
    if not codes or not all(codes):
        return None
    pairs = [(code[1].upper(), int(code[2])) for code in codes if code]
    tracks = {track for track, _number in pairs}
    if len(tracks) < 2 or len(set(pairs)) < len(pairs):
        return None
    lowest = {number: rank for rank, number in enumerate(sorted({number for _track, number in pairs}), 1)}
    return [Rung(name, lowest[number], track) for name, (track, number) in zip(names, pairs, strict=True)]


def _twins(names: Sequence[str]) -> list[Rung]:
    """Levels next to each other that differ only in a bracket, one of them for people managers, stand on one rung."""
    found: list[Rung] = []
    rank = 0
    before = ""
    for name in names:
        stem, track = _parted(name)
        if not (track and stem and stem == before and found[-1].track not in {"", track}):
            rank += 1
        found.append(Rung(name, rank, track))
        before = stem
    bases = Counter(rung.rank for rung in found)
    # A track is told only where it tells twins apart.
    return [rung if bases[rung.rank] > 1 else rung._replace(track="") for rung in found]


def _parted(name: str) -> tuple[str, str]:
    """What comes before a bracket or a dash, and the track that stands in it; no track where none is named."""
    bracket = _BRACKET.search(name)
    inside = bracket[1] if bracket else name.rpartition(" - ")[2] if " - " in name else ""
    track = next((track for track, pattern in _TRACKS if pattern.search(same(inside))), "")
    stem = _BRACKET.sub(" ", name) if bracket else name.rpartition(" - ")[0]
    return same(stem), track


def role_of(names: Sequence[str]) -> str:
    """The words that all names of levels have in common: "Developer" of "Junior Developer (L1)" and "Senior Developer"."""
    plain = [_BRACKET.sub(" ", name).split() for name in names]
    if len(plain) < 2:
        return ""
    others = [{same(word) for word in words} for words in plain[1:]]
    common = [word for word in plain[0] if all(same(word) in words for words in others)]
    role = " ".join(word for word in common if any(letter.isalpha() for letter in word)).strip(" -–,:")
    return "" if vocabulary.has_rung(role) or vocabulary.is_step(role) or vocabulary.heading(role) == "step" else role
