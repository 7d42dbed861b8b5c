"""Public vocabularies, read from the files that their owners publish: ESCO as CSV, O*NET as tab-separated text.

Files are somebody's upload, so they are parsed as hostile: their size before what they hold, and what is none of a
vocabulary is left out by its row, with the reason.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from typing import Literal, NamedTuple

from catalog.core.canonical import tidy
from catalog.core.files import FileUnfit, Limits, is_archive, members, text_of

Scheme = Literal["esco", "onet"]
# Bytes of a file as it comes, and of all that is read of an archive; rows of a file; concepts of a vocabulary.
MOST_BYTES, MOST_UNPACKED = 32_000_000, 96_000_000
MOST_ROWS, MOST_CONCEPTS, MOST_MEMBERS = 200_000, 40_000, 500
MOST_PROBLEMS = 20  # told in full
LONGEST = {"uri": 300, "label": 200, "kind": 40, "definition": 2000, "alternatives": 4000}

_ESCO = re.compile(r"(?:^|/)skills_[a-z]{2}\.csv\Z", re.IGNORECASE)
_ONET = re.compile(
    r"(?:^|/)(?:technology[ _]skills|skills|knowledge|content[ _]model[ _]reference)\.(?:txt|tsv)\Z", re.IGNORECASE
)
_WANTED: Mapping[Scheme, re.Pattern[str]] = {"esco": _ESCO, "onet": _ONET}
_ESCO_KINDS = {"skill/competence": "skill", "knowledge": "knowledge"}
_ELEMENT = re.compile(r"[1-6](?:\.[A-Z])(?:\.[0-9a-z]{1,3}){1,4}\Z")
# Of the content model only what a skill can be: abilities, skills, knowledge, activities at work.
_ONET_KINDS = {"1.A": "ability", "2.A": "skill", "2.B": "skill", "2.C": "knowledge", "4.A": "activity"}


class Concept(NamedTuple):
    """One entry of a vocabulary."""

    uri: str
    label: str
    alternatives: tuple[str, ...]
    kind: str
    definition: str


class RowProblem(NamedTuple):
    """Why a row of a file was left out. Rows count from 1, the head of the table."""

    file: str
    row: int
    code: str


class Parsed(NamedTuple):
    """What a file holds: its concepts in the order of their identifiers, the first of the rows that were left out, and
    how many those are in all."""

    concepts: tuple[Concept, ...]
    problems: tuple[RowProblem, ...]
    left_out: int


Row = Mapping[str, str]
Reader = Callable[[Row], Concept | None]


def read(scheme: Scheme, name: str, data: bytes) -> Parsed:
    """The concepts of a file called `name`, or of those in an archive that a scheme is known by. Raises FileUnfit."""
    if len(data) > MOST_BYTES:
        raise FileUnfit("too_large", str(MOST_BYTES // 1_000_000))
    found: dict[str, Concept] = {}
    problems: list[RowProblem] = []
    left_out = 0
    for file, content in _files(scheme, name, data):
        for number, outcome in _rows(scheme, file, content):
            if isinstance(outcome, Concept):
                found[outcome.uri] = _both(found.get(outcome.uri), outcome)
                if len(found) > MOST_CONCEPTS:
                    raise FileUnfit("too_many_concepts", str(MOST_CONCEPTS))
            else:
                left_out += 1
                if len(problems) < MOST_PROBLEMS:
                    problems.append(RowProblem(file, number, outcome))
    if not found:
        raise FileUnfit("no_concepts")
    return Parsed(tuple(found[uri] for uri in sorted(found)), tuple(problems), left_out)


def is_newer(version: str, other: str) -> bool:
    """Whether a version comes after another one: by its numbers, and else by its letters."""
    return _order(version) > _order(other)


def _order(version: str) -> tuple[tuple[int, ...], str]:
    numbers = [int(number) for number in re.findall(r"[0-9]{1,9}", version)]
    while numbers and not numbers[-1]:
        numbers.pop()  # 1.2 and 1.2.0 are one
    return tuple(numbers), "" if numbers else version


def _both(before: Concept | None, concept: Concept) -> Concept:
    """One concept that two files tell of: what the first leaves empty the second fills."""
    if before is None:
        return concept
    return concept._replace(
        alternatives=before.alternatives or concept.alternatives, definition=before.definition or concept.definition
    )


# Files


def _files(scheme: Scheme, name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """The files to read, with their text."""
    wanted = _WANTED[scheme].search
    if not is_archive(data):
        yield name.rpartition("/")[2][:80], text_of(data)[0]
        return
    found = False
    limits = Limits(MOST_BYTES, MOST_MEMBERS, MOST_UNPACKED)
    for member, content in members(data, limits, lambda member: wanted(member) is not None):
        found = True
        yield member.rpartition("/")[2][:80], text_of(content)[0]
    if not found:
        raise FileUnfit("nothing_inside")


# Rows


def _rows(scheme: Scheme, file: str, text: str) -> Iterator[tuple[int, Concept | str]]:
    """Each row as a concept or the code of what is wrong with it; what says nothing of a concept is passed over."""
    # O*NET quotes nothing: a mark at the beginning of a cell is a part of its text.
    lines = StringIO(text, newline="")
    rows = csv.reader(lines) if scheme == "esco" else csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        head = [name.strip() for name in next(rows, [])]
        reader = _reader(scheme, head)
        for number, cells in enumerate(rows, 2):
            if number > MOST_ROWS:
                raise FileUnfit("too_many_rows", str(MOST_ROWS))
            if not cells:
                continue
            if len(cells) > len(head):
                yield number, "too_many_cells"
                continue
            try:
                concept = reader(dict(zip(head, map(tidy, cells), strict=False)))
            except KeyError:
                yield number, "too_few_cells"
                continue
            if concept is not None:
                yield number, _fault(scheme, concept) or concept
    except csv.Error as error:
        raise FileUnfit("not_a_table", file) from error


def _fault(scheme: Scheme, concept: Concept) -> str:
    """Why a concept cannot be stored; nothing where it can."""
    if not concept.label:
        return "no_label"
    if scheme == "esco" and not concept.uri.startswith(("http://data.europa.eu/", "https://data.europa.eu/")):
        return "bad_uri"
    texts = {**concept._asdict(), "alternatives": "\n".join(concept.alternatives)}
    return next((f"{field}_too_long" for field, most in LONGEST.items() if len(texts[field]) > most), "")


def _reader(scheme: Scheme, head: Iterable[str]) -> Reader:
    """How a row of a table with such a head is read. Raises FileUnfit for a table that is none of the scheme."""
    columns = set(head)
    readers: dict[frozenset[str], Reader] = {
        frozenset({"conceptUri", "preferredLabel", "skillType"}): _esco,
        frozenset({"Example", "Commodity Code", "Commodity Title"}): _technology,
        frozenset({"Element ID", "Element Name"}): _element,
    }
    for needed, reader in readers.items():
        if needed <= columns and (reader is _esco) == (scheme == "esco"):
            return reader
    raise FileUnfit("columns")


def _esco(row: Row) -> Concept | None:
    if row.get("status", "released") not in {"", "released"}:
        return None
    label = row["preferredLabel"]
    others = (tidy(other) for other in re.split(r"\n| \| ", row.get("altLabels", "")))
    return Concept(
        uri=row["conceptUri"],
        label=label,
        alternatives=tuple(dict.fromkeys(other for other in others if other and other != label)),
        kind=_ESCO_KINDS.get(row["skillType"], row["skillType"]),
        definition=(row.get("definition") or row.get("description") or "")[: LONGEST["definition"]],
    )


def _element(row: Row) -> Concept | None:
    key = row["Element ID"]
    kind = _ONET_KINDS.get(key[:3])
    if kind is None or not _ELEMENT.match(key):
        return None
    return Concept(key, row["Element Name"], (), kind, row.get("Description", "")[: LONGEST["definition"]])


def _technology(row: Row) -> Concept | None:
    """A technology by its class: O*NET numbers the classes, by the codes of UNSPSC, and not what it names as examples."""
    name, title, code = row["Example"], row["Commodity Title"], row["Commodity Code"]
    return Concept(f"{code}:{name}", name, (title,) if title else (), "technology", "")
