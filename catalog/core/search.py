"""Search in the roles and skills of an edition: every word of a query has to stand somewhere in what is found.

Case and accents do not matter, and a word may be a part of a longer one: not every language puts spaces between words.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, get_args
from unicodedata import category, combining, normalize

from catalog.core.snapshot import Role, Skill, Snapshot

Where = Literal["name", "code", "title", "lead", "area", "text", "anchor"]
NAME, CODE, TITLE, LEAD, AREA, TEXT, ANCHOR = PLACES = get_args(Where)
# So many letters around a hit are shown, and so many places of one thing beside its name and its first sentence.
AROUND, MOST_PLACES = 70, 3


class Passage(NamedTuple):
    """A text that is searched: where it stands, at which step or level, and how it is compared."""

    where: Where
    label: str
    words: str
    folded: str


class Entry(NamedTuple):
    """A role or a skill. `heading` is the area of a skill, `levels` are the names of those of a role, the lowest first."""

    slug: str
    heading: str
    levels: tuple[str, ...]
    texts: tuple[Passage, ...]
    folded: str

    @property
    def name(self) -> str:
        return self.texts[0].words

    @property
    def lead(self) -> str:
        return self.texts[1].words


class Shelf(NamedTuple):
    """What can be searched of an edition. It holds words alone, so whoever keeps it keeps no edition."""

    slug: str
    name: str
    language: str
    roles: tuple[Entry, ...]
    skills: tuple[Entry, ...]


class Piece(NamedTuple):
    words: str
    is_hit: bool


class Spot(NamedTuple):
    """A place where words of a query stand, with some of the text around them."""

    where: Where
    label: str
    pieces: tuple[Piece, ...]


class Hit(NamedTuple):
    """An entry with its name and its first sentence, what was asked for marked in both, and where else that stands."""

    entry: Entry
    name: tuple[Piece, ...]
    lead: tuple[Piece, ...]
    places: tuple[Spot, ...]


def shelf(snapshot: Snapshot) -> Shelf:
    """The words of a snapshot, ready to be searched. A retired skill is not among them."""
    told = snapshot.framework
    roles = tuple(_role(role) for role in sorted(snapshot.roles, key=lambda role: role.slug))
    skills = tuple(_skill(snapshot, skill) for skill in snapshot.ordered_skills if not skill.retired)
    return Shelf(told.slug, told.name, told.language, roles, skills)


def _role(role: Role) -> Entry:
    titles = [(TITLE, level.name, title) for level in role.ladder for title in (level.name, *level.titles)]
    levels = tuple(level.name for level in role.ladder)
    return _entry(
        role.slug, "", levels, [(NAME, "", role.name), (LEAD, "", role.summary), *titles, (TEXT, "", role.description)]
    )


def _skill(snapshot: Snapshot, skill: Skill) -> Entry:
    area = snapshot.area[skill.area].name
    anchors = [
        (ANCHOR, f"{step.value} {step.name}", skill.anchor_at[step.value].text)
        for step in snapshot.steps
        if step.value in skill.anchor_at
    ]
    told = [(NAME, "", skill.name), (LEAD, "", skill.definition), (CODE, "", skill.code), (AREA, "", area), *anchors]
    return _entry(skill.slug, area, (), told)


def _entry(slug: str, heading: str, levels: tuple[str, ...], told: Iterable[tuple[Where, str, str]]) -> Entry:
    texts = tuple(Passage(where, label, words, fold(words)) for where, label, words in told)
    return Entry(slug, heading, levels, texts, "\n".join(text.folded for text in texts))


def words_of(query: str) -> tuple[str, ...]:
    """The words that a query asks for, folded, each once."""
    return tuple(dict.fromkeys(fold(query).split()))


def search(entries: Iterable[Entry], words: Sequence[str]) -> list[Hit]:
    """The entries that have all of the words, those first that have them in their name; at least one word."""
    found = [entry for entry in entries if all(word in entry.folded for word in words)]
    return [_hit(entry, words) for entry in sorted(found, key=lambda entry: _distance(entry, words))]


def _distance(entry: Entry, words: Sequence[str]) -> int:
    """How far from the name of an entry the words stand; within a text, at the start of a word is nearer."""
    return sum(
        min(
            2 * PLACES.index(text.where) + (f" {word}" not in f" {text.folded}")
            for text in entry.texts
            if word in text.folded
        )
        for word in words
    )


def _hit(entry: Entry, words: Sequence[str]) -> Hit:
    name, lead, *others = entry.texts
    missing = [word for word in words if word not in name.folded and word not in lead.folded]
    places: list[Spot] = []
    for text in others:
        if any(word in text.folded for word in missing) and len(places) < MOST_PLACES:
            missing = [word for word in missing if word not in text.folded]
            places.append(Spot(text.where, text.label, excerpt(text.words, words)))
    return Hit(entry, marked(name.words, words), marked(lead.words, words), tuple(places))


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """A text in pieces, of which those are hits that one of the folded words stands in."""
    pieces, at = [], 0
    for start, end in _spans(text, words):
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    return tuple(piece for piece in (*pieces, Piece(text[at:], False)) if piece.words)


def excerpt(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The part of a text around the first hit, as `marked` gives it; whole words, and … where something is left out."""
    start, end = next(iter(_spans(text, words)), (0, 0))
    first, last = _cut(text, start - AROUND, -1), _cut(text, end + AROUND, 1)
    before, after = ("… " if first else ""), (" …" if last < len(text) else "")
    return marked(f"{before}{text[first:last].strip()}{after}", words)


def _cut(text: str, at: int, way: int) -> int:
    """The end of the word around a place, backwards with a `way` of -1; where words have no end, the place itself."""
    if at <= 0 or at >= len(text):
        return max(0, min(len(text), at))
    for place in range(at, at + 20 * way, way):
        if place <= 0 or place >= len(text) or text[place].isspace():
            return max(0, place)
    return at


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a text the words stand, from left to right; what overlaps or touches is one."""
    letters = [(letter, place) for place, each in enumerate(text) for letter in _plain(each)]
    folded = "".join(letter for letter, _place in letters)
    found = sorted(
        (letters[at][1], letters[at + len(word) - 1][1] + 1) for word in words for at in _places(folded, word)
    )
    spans: list[tuple[int, int]] = []
    for start, end in found:
        while end < len(text) and not _plain(text[end]):
            end += 1  # an accent that is a letter of its own
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _places(folded: str, word: str) -> Iterator[int]:
    at = folded.find(word)
    while at >= 0:
        yield at
        at = folded.find(word, at + len(word))


def fold(text: str) -> str:
    """A text as it is compared: without capitals, accents, and letters that only steer how others look."""
    return "".join(map(_plain, text))


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    # Taking a letter apart can bring a capital to light (𝕊), so case is folded on both sides of it.
    apart = normalize("NFKD", normalize("NFKD", letter.casefold()).casefold())
    return "".join(each for each in apart if not combining(each) and category(each) != "Cf")
