"""Where the table of a sheet begins: its row of headings, if it has one."""

from collections import Counter
from collections.abc import Collection

from catalog.exchange.core.formats.a1 import Cell
from catalog.exchange.core.formats.matrix import vocabulary
from catalog.exchange.core.formats.matrix.grids import LONG, own_cells, repeats, row_signature
from catalog.exchange.core.formats.sheets import Sheet

# Headings lie among the first rows; a table that begins later than this is not found.
_DEEPEST = 300
_NEXT = 4
_FEWEST_POINTS = 5


def head_of(sheet: Sheet, apart: Collection[Cell] = ()) -> int | None:
    """The row of headings, None where none looks like it. `apart` are cells of legends, which head nothing."""
    seen = repeats(sheet)
    best, row_of_best = 0, None
    for row in range(min(len(sheet.rows) - 1, _DEEPEST)):
        points = _points(sheet, row, apart, seen)
        if points > best:
            best, row_of_best = points, row
    return row_of_best if best >= _FEWEST_POINTS else None


def _points(sheet: Sheet, row: int, apart: Collection[Cell], seen: Counter[tuple[str, ...]]) -> int:
    """How much a row looks like headings: known words, many short texts, and other things below them."""
    cells = [(column, text) for column, text in own_cells(sheet, row) if (row, column) not in apart]
    short = [(column, text) for column, text in cells if len(text) <= vocabulary.LONGEST_HEADING]
    if len(short) < 2 or len(short) < len(cells):
        return 0
    known = sum(vocabulary.heading(text) is not None for _column, text in short)
    if sum(vocabulary.EMAIL.fullmatch(text) is not None for _column, text in short) == 1:
        return 0  # A person.
    digits = [text for _column, text in short if text.isdigit()]
    if len(set(digits)) < len(digits) or sorted(digits) != digits:
        return 0  # Values, and no numbers of steps.
    steps = sum(
        vocabulary.names_level(text)
        for column, text in short
        if not text.isdigit() or (sheet.rows[row + 1][column] and not sheet.rows[row + 1][column].isdigit())
    )
    contrast = sum(_differs(sheet, row, column, text) for column, text in short)
    signature = row_signature(sheet.rows[row])
    again = signature is not None and seen[signature] > 1 and not _goes_on(sheet, row)
    if not known and not contrast and not again:
        return 0
    return 4 * known + 2 * steps + 2 * contrast + min(len(short), 8) + (6 if again else 0)


def _goes_on(sheet: Sheet, row: int) -> bool:
    """Whether the row below says much the same, as sentences that stand in each row do and headings do not."""
    cells = [text == below for text, below in zip(sheet.rows[row], sheet.rows[row + 1], strict=True) if text]
    return sum(cells) * 2 > len(cells)


def _differs(sheet: Sheet, row: int, column: int, text: str) -> bool:
    """Whether what stands below a short text is of another kind: a number, a mark, or a sentence."""
    if text.isdigit() or vocabulary.mark(text) is not None:
        return False
    below = [sheet.rows[at][column] for at in range(row + 1, min(row + 1 + _NEXT, len(sheet.rows)))]
    held = [cell for cell in below if cell]
    return bool(held) and (
        all(cell.isdigit() or vocabulary.mark(cell) is not None for cell in held)
        or (len(text) <= LONG + 10 and sum(map(len, held)) > 2 * len(text) * len(held) and len(held[0]) > LONG)
    )
