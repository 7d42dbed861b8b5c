"""Scales told beside a table: "1 = Aware", or a number with its name and meaning in the cells beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.exchange.core.formats.a1 import Cell
from catalog.exchange.core.formats.matrix import vocabulary
from catalog.exchange.core.formats.matrix.mapping import ScaleStep
from catalog.exchange.core.formats.sheets import Sheet
from catalog.exchange.core.tidying import one_line, same

FEWEST, MOST = 3, 8
_NAME = 60
# Before the first step of a line that tells them all: "Legend: 0 = none, 1 = …".
_INTRODUCTION = re.compile(r"^[^\d:=]{1,40}:\s*(?=\d|[Ll]evel|[Ss]tufe|[Nn]iveau)")


@dataclass(frozen=True)
class Legend:
    """Steps that a sheet tells, and the cells in which it does."""

    steps: tuple[ScaleStep, ...]
    cells: frozenset[Cell]

    @property
    def columns(self) -> frozenset[int]:
        return frozenset(column for _row, column in self.cells)


_Item = tuple[int, str, str, tuple[Cell, ...]]


def legends(sheet: Sheet) -> list[Legend]:
    """All that may be legends on a sheet; the caller knows which of them lie in a table of skills."""
    found: list[Legend] = []
    for lines in (*_down(sheet), *_across(sheet), *_within(sheet)):
        found.extend(_runs(lines))
    found.extend(_named(sheet))
    return found


def _down(sheet: Sheet) -> Iterator[list[_Item | None]]:
    """Each column read down: an item where its cell is one, else None."""
    for column in range(sheet.width):
        yield [_item(sheet, row, column) for row in range(len(sheet.rows))]


def _item(sheet: Sheet, row: int, column: int) -> _Item | None:
    text = sheet.rows[row][column]
    if not text or len(text) > 400 or "\n" in text:
        return None
    number, name = vocabulary.step_parts(text)
    if number is None:
        return None
    after = [
        (at, cell)
        for at, cell in enumerate(sheet.rows[row][column + 1 : column + 4], column + 1)
        if cell and cell != text
    ]
    texts = [(at, cell) for at, cell in after if vocabulary.step_parts(cell)[0] is None]
    if name:
        name, _dash, meaning = name.partition(": ") if ": " in name[:_NAME] else (name, "", "")
        more = texts[:1] if not meaning and texts and len(after) == len(texts) else []
        return (
            number,
            name,
            meaning or "".join(cell for _at, cell in more),
            ((row, column), *((row, at) for at, _cell in more)),
        )
    if not texts or len(texts) < len(after):
        return None
    return (
        number,
        texts[0][1],
        "".join(cell for _at, cell in texts[1:2]),
        ((row, column), *((row, at) for at, _cell in texts[:2])),
    )


def _across(sheet: Sheet) -> Iterator[list[_Item | None]]:
    """Each row read across, where its own cells hold number and name."""
    for row in range(len(sheet.rows)):
        items: list[_Item | None] = []
        for column, text in enumerate(sheet.rows[row]):
            if text and (row, column) not in sheet.filled:
                number, name = vocabulary.step_parts(text) if len(text) < 200 else (None, "")
                items.append((number, name, "", ((row, column),)) if number is not None and name else None)
        yield items


def _within(sheet: Sheet) -> Iterator[list[_Item | None]]:
    """Each cell of several lines, or of parts between semicolons and commas."""
    for row, texts in enumerate(sheet.rows):
        for column, text in enumerate(texts):
            if 8 < len(text) <= 1_000 and (row, column) not in sheet.filled:
                for sign in ("\n", ";", ",", " / ", "|"):
                    parts = (
                        [vocabulary.step_parts(part) for part in _INTRODUCTION.sub("", text).split(sign)]
                        if text.count(sign) >= FEWEST - 1
                        else []
                    )
                    items = [
                        (number, name, "", ((row, column),)) for number, name in parts if number is not None and name
                    ]
                    if items and len(items) >= len(parts) - 1:
                        yield list(items)
                        break


def _runs(lines: Sequence[_Item | None]) -> Iterator[Legend]:
    """Stretches in which the number rises or falls by one from line to line, from or to 0 or 1."""
    run: list[_Item] = []
    for item in (*lines, None):
        if (
            item is not None
            and run
            and abs(item[0] - run[-1][0]) == 1
            and (len(run) < 2 or item[0] - run[-1][0] == run[1][0] - run[0][0])
        ):
            run.append(item)
            continue
        if FEWEST <= len(run) <= MOST and min(run)[0] in (0, 1):
            yield _legend(sorted(run, key=lambda item: item[0]))
        run = [item] if item is not None else []


def _legend(items: Sequence[_Item]) -> Legend:
    steps = []
    for number, name, meaning, _cells in items:
        called = one_line(name)
        if len(called) > _NAME:  # A sentence and no name.
            called, meaning = str(number), meaning or called
        steps.append(ScaleStep(number, called, one_line(meaning)))
    return Legend(tuple(steps), frozenset(cell for item in items for cell in item[3]))


def _named(sheet: Sheet) -> Iterator[Legend]:
    """Names of steps one below the other with their meaning beside them, without numbers."""
    for column in range(sheet.width - 1):
        run: list[tuple[int, str, str]] = []
        for row in range(len(sheet.rows) + 1):
            name = sheet.rows[row][column] if row < len(sheet.rows) else ""
            beside = sheet.rows[row][column + 1] if name else ""
            if (
                name
                and beside != name
                and vocabulary.step_rank(beside) is None
                and vocabulary.step_parts(name)[0] is None
                and vocabulary.step_rank(name) is not None
            ):
                run.append((row, name, beside))
                continue
            if FEWEST <= len(run) <= MOST and len({same(name) for _row, name, _beside in run}) == len(run):
                yield _by_name(run, column)
            run = []


def _by_name(run: Sequence[tuple[int, str, str]], column: int) -> Legend:
    ranks = [vocabulary.step_rank(name) or 0 for _row, name, _meaning in run]
    ordered = list(reversed(run)) if ranks[0] > ranks[-1] else list(run)
    lowest = 0 if min(ranks) == 0 else 1
    steps = (ScaleStep(value, name, one_line(meaning)) for value, (_row, name, meaning) in enumerate(ordered, lowest))
    return Legend(tuple(steps), frozenset((row, at) for row, _name, meaning in run for at in (column, column + 1)))
