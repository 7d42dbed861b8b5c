"""What stands in a table: cells of a sheet looked at by column, with what kind of thing each column holds."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from catalog.exchange.core.formats.matrix import vocabulary
from catalog.exchange.core.formats.sheets import Sheet
from catalog.exchange.core.tidying import same

_STEP_NUMBER = re.compile(r"[0-9]")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*%?")
LONG = 25
# Cells that say that there is nothing here, whatever the others hold.
_NOTHING = {"-", "–", "—", "n/a", "na", "nc"}
# Of so many cells the first tell what a column holds.
_LOOKED_AT = 2_000


def turned(sheet: Sheet) -> Sheet:
    """The sheet with its rows as columns."""
    filled = frozenset((column, row) for row, column in sheet.filled)
    broken = tuple((column, row) for row, column in sheet.broken)
    return replace(
        sheet, rows=tuple(zip(*sheet.rows, strict=True)), filled=filled, broken=broken, turned=not sheet.turned
    )


def own_cells(sheet: Sheet, row: int) -> list[tuple[int, str]]:
    """The cells of a row that hold something, each merged range once."""
    return [
        (column, text)
        for column, text in enumerate(sheet.rows[row])
        if text and not ((row, column) in sheet.filled and column and sheet.rows[row][column - 1] == text)
    ]


@dataclass(frozen=True)
class Kind:
    """What a column holds, in shares of its cells from 0 to 1."""

    cells: int
    distinct: int
    length: float
    numbers: float
    steps: float
    names: float
    marks: float
    emails: float
    rungs: float

    @property
    def is_step(self) -> bool:
        """Numbers of steps, or their names."""
        return self.cells > 0 and self.steps + self.names >= 0.65

    @property
    def is_mark(self) -> bool:
        return self.cells > 0 and self.marks >= 0.8

    @property
    def is_text(self) -> bool:
        return self.cells > 0 and not self.is_step and not self.is_mark and self.numbers < 0.8


def kind_of(texts: Iterable[str], named: frozenset[str] = frozenset()) -> Kind:
    """What texts are; `named` are the names of steps that are known, as `same` gives them."""
    said = (text for text in texts if text and same(text) not in _NOTHING)
    held = [text for text, _number in zip(said, range(_LOOKED_AT), strict=False)]
    count = len(held) or 1
    numbers = [text for text in held if _NUMBER.fullmatch(text)]
    return Kind(
        cells=len(held),
        distinct=len({same(text) for text in held}),
        length=sum(map(len, held)) / count,
        numbers=len(numbers) / count,
        steps=sum(_STEP_NUMBER.fullmatch(text) is not None for text in held) / count,
        names=sum(_is_name(text, named) for text in held) / count,
        marks=sum(vocabulary.mark(text) is not None for text in held) / count,
        emails=sum(vocabulary.EMAIL.fullmatch(text) is not None for text in held) / count,
        rungs=sum(vocabulary.has_rung(text) for text in held) / count,
    )


def _is_name(text: str, named: frozenset[str]) -> bool:
    if len(text) == 1 or len(text) > 60:
        return False
    return same(text) in named or vocabulary.is_step(text)


def column(sheet: Sheet, at: int, rows: Iterable[int]) -> Iterator[str]:
    """The cells of a column in some rows."""
    return (sheet.rows[row][at] for row in rows)


def repeats(sheet: Sheet) -> Counter[tuple[str, ...]]:
    """How often each row of at least three short texts stands on a sheet, its first cell left out."""
    found: Counter[tuple[str, ...]] = Counter()
    for row in range(len(sheet.rows)):
        if (signature := row_signature(sheet.rows[row])) is not None:
            found[signature] += 1
    return found


def row_signature(row: Sequence[str]) -> tuple[str, ...] | None:
    """A row but its first cell, as headings repeat it; None for one with numbers, long texts or too few."""
    held = [text for text in row if text][1:]
    if len(held) < 2 or any(
        len(text) > LONG or _NUMBER.fullmatch(text) or vocabulary.mark(text) is not None for text in held
    ):
        return None
    if len(set(held)) < len(held):
        return None
    return tuple("" if number == _first(row) else same(text) for number, text in enumerate(row))


def _first(row: Sequence[str]) -> int:
    return next((number for number, text in enumerate(row) if text), 0)
