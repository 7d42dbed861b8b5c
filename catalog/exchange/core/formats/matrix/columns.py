"""What the columns of a table mean, from their headings and from what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.exchange.core.formats.matrix import people, vocabulary
from catalog.exchange.core.formats.matrix.grids import Kind, column, kind_of
from catalog.exchange.core.formats.matrix.mapping import Means
from catalog.exchange.core.formats.sheets import Sheet
from catalog.exchange.core.tidying import same

_LONGEST_NAME = 70
# What a column may be beside the names: sentences, steps or marks for each level, step or person.
_PARTS: tuple[Means, ...] = ("area", "group", "skill")


@dataclass(frozen=True)
class Look:
    """A table as it is looked at: the heading and the kind of each column, and what each was found to mean.

    `texts`, `steps` and `marks` are the columns that hold sentences, steps or marks for a level each; `means` has none of
    them.
    """

    headings: Sequence[str]
    kinds: Sequence[Kind]
    means: Mapping[int, Means]
    texts: tuple[int, ...] = ()
    steps: tuple[int, ...] = ()
    marks: tuple[int, ...] = ()

    def with_meaning(self, meaning: Means) -> list[int]:
        return [at for at, means in sorted(self.means.items()) if means == meaning]


def look(
    sheet: Sheet, headings: Sequence[str], rows: Sequence[int], named: frozenset[str], apart: frozenset[int]
) -> Look:
    """What the columns of a table mean; `named` are names of steps, `apart` columns of a legend beside it."""
    kinds = [kind_of(column(sheet, at, rows), named) for at in range(sheet.width)]
    means: dict[int, Means] = {}
    for at in range(sheet.width):
        if at not in apart:
            found = _by_heading(headings[at], kinds[at])
            if found is not None:
                means[at] = found
    _rungs_of_rows(kinds, means)
    if sheet.turned:
        corner = next((at for at in range(sheet.width) if kinds[at].cells), 0)
        means = {at: meaning for at, meaning in means.items() if meaning == "people"}
        means[corner] = "skill"
    free = [
        at
        for at in range(sheet.width)
        if at not in means and at not in apart and (kinds[at].cells or _is_rung(headings[at]))
    ]
    _name_parts(headings, kinds, means, free)
    skill = next((at for at, meaning in means.items() if meaning == "skill"), -1)
    texts = [at for at in free if at not in means and _holds_text(kinds[at]) and at > skill]
    steps = [at for at in free if at not in means and kinds[at].is_step]
    marks = [at for at in free if at not in means and not kinds[at].is_step and kinds[at].is_mark]
    empty = [at for at in free if at not in means and not kinds[at].cells]
    (steps if len(steps) > len(texts) else texts).extend(empty)
    return Look(headings, kinds, means, tuple(sorted(texts)), tuple(sorted(steps)), tuple(sorted(marks)))


def _rungs_of_rows(kinds: Sequence[Kind], means: dict[int, Means]) -> None:
    """A column headed "Level" that holds levels of roles and no steps says the level of its row."""
    for at, meaning in list(means.items()):
        if meaning == "step" and kinds[at].is_text and (kinds[at].rungs >= 0.5 or "role" in means.values()):
            means[at] = "role-level"


def _is_rung(text: str) -> bool:
    return vocabulary.is_step(text) or vocabulary.has_rung(text)


def _holds_text(kind: Kind) -> bool:
    return kind.is_text


def _by_heading(text: str, kind: Kind) -> Means | None:
    """What a heading alone says; None where what stands below must decide."""
    if kind.emails >= 0.5:
        return "people"
    if _is_rung(text) or vocabulary.has_occupation(text):
        return None if not (kind.is_text and kind.cells and same(text) in {"position", "job", "role"}) else "role"
    found = vocabulary.heading(text)
    if found in _PARTS and not kind.is_text:
        # A skill that heads numbers or marks is one of a table that lies on its side, or a part of a name such as "Skill level".
        return None if kind.cells else found
    if found in {
        "code",
        "people",
        "importance",
        "note",
        "evidence",
        "definition",
        "role",
        "role-level",
        "statement",
        "step",
        *_PARTS,
    }:
        return found
    return None


def _name_parts(headings: Sequence[str], kinds: Sequence[Kind], means: dict[int, Means], free: Sequence[int]) -> None:
    """Find the column of the skills, and those of areas and groups to its left."""
    called = [at for at, meaning in means.items() if meaning == "skill"]
    values = [at for at in free if kinds[at].is_step or kinds[at].is_mark or _is_rung(headings[at])]
    before = min(values, default=len(kinds))
    names = [
        at
        for at in free
        if at < before and kinds[at].is_text and kinds[at].length <= _LONGEST_NAME and not _is_rung(headings[at])
    ]
    if not called:
        if not values and len(names) > 2 and not means:
            names = _leading(kinds, names)
        called = names or [at for at, meaning in means.items() if meaning in {"group", "area"} and kinds[at].cells]
    if not called and "step" not in means.values():
        called = [at for at, meaning in means.items() if meaning in {"statement", "definition"} and kinds[at].is_text][
            :1
        ]
    if not called:
        return
    skill = max(called, key=lambda at: (kinds[at].distinct, at))
    others = sorted({at for at in (*called, *names) if at != skill})
    means[skill] = "skill"
    for at in others:
        if at > skill and at in names and at not in called:
            continue  # It may hold sentences.
        has_area = any(meaning == "area" for other, meaning in means.items() if other != at)
        means[at] = "group" if has_area or at > skill else "area"


def _leading(kinds: Sequence[Kind], names: Sequence[int]) -> list[int]:
    """The first columns of a tree, each with more different names than the one before."""
    found = [names[0]]
    for at in names[1:]:
        if kinds[at].distinct < kinds[found[-1]].distinct:
            break
        found.append(at)
    return found


def people_among(look: Look, above: Sequence[str]) -> tuple[int, ...]:
    """The columns of steps or marks that are people, by their own headings or by those above them."""
    candidates = [*look.steps, *look.marks]
    candidates += [at for at in (*look.with_meaning("step"), *look.with_meaning("note")) if above[at]]
    told = [
        look.headings[at]
        if not _is_rung(look.headings[at]) and vocabulary.heading(look.headings[at]) is None
        else above[at]
        for at in candidates
    ]
    named = [text for text in told if text]
    if any(people.heads_people(above[at]) for at in candidates):
        return tuple(candidates)
    distinct = sorted(set(named))
    if distinct and people.are_people(distinct):
        return tuple(candidates)
    if len(distinct) >= 3 and all(people.may_be_person(text) for text in distinct):
        return tuple(candidates)
    return tuple(at for at, text in zip(candidates, told, strict=True) if text and people.is_person(text))
