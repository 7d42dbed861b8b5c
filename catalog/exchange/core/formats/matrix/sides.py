"""Tables that lie on their side, and what stands beside a table about its headings."""

import re
from collections.abc import Mapping

from catalog.exchange.core.formats.matrix import vocabulary
from catalog.exchange.core.formats.matrix.grids import column, kind_of, own_cells
from catalog.exchange.core.formats.matrix.mapping import Column
from catalog.exchange.core.formats.sheets import Sheet
from catalog.exchange.core.tidying import one_line, same

_JOBS = re.compile(
    r"(?<!\w)(?:tasks?|activit(?:y|ies)|projects?|deliverables?|process(?:es)?|aufgaben?|tâches?|作業)(?!\w)"
)
_TOLD = re.compile(r"(\S{1,8})\s*[:=–—-]+\s*(\S.{2,100})")
_SHORT = 8


def lies_across(sheet: Sheet, head: int | None) -> bool:
    """Whether the skills of a table are its columns: its rows are levels or roles, or tasks with a mark for each skill."""
    if head is None:
        return False
    cells = own_cells(sheet, head)
    at, first = cells[0]
    rows = [row for row in range(head + 1, len(sheet.rows)) if sheet.rows[row][at]]
    others = [text for _at, text in cells[1:]]
    if (
        len(others) < 2
        or len(rows) < 2
        or any(map(_is_rung, others))
        or any(vocabulary.heading(text) in {"skill", "area", "people"} for text in others)
    ):
        return False
    if _JOBS.search(same(first)):
        return all(
            kind_of(column(sheet, at, rows)).is_mark or not kind_of(column(sheet, at, rows)).cells
            for at, _text in cells[1:]
        )
    if any(vocabulary.heading(text) is not None for text in others):
        return False
    names = [sheet.rows[row][at] for row in rows]
    return (
        len(names) <= 40
        and len({same(name) for name in names}) == len(names)
        and sum(map(_is_rung, names)) >= 0.6 * len(names)
    )


def _is_rung(text: str) -> bool:
    return vocabulary.is_step(text) or vocabulary.has_rung(text) or vocabulary.has_occupation(text)


def profiles(sheet: Sheet, columns: Mapping[int, Column]) -> dict[str, str]:
    """What short headings of roles stand for, where a cell says so: "GP : Project management"."""
    short = {column.role for column in columns.values() if column.means == "level" and len(column.role) <= _SHORT}
    found: dict[str, str] = {}
    if short:
        for row in range(len(sheet.rows)):
            for _at, text in own_cells(sheet, row):
                told = _TOLD.fullmatch(text) if len(text) <= 120 else None
                if told and told[1] in short:
                    found.setdefault(told[1], one_line(told[2]))
    return found
