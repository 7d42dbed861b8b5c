"""A mapping for a file that was not seen before: its tables, one scale for all, and the framework's name."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.a1 import place_of
from catalog.exchange.core.formats.matrix import vocabulary
from catalog.exchange.core.formats.matrix.grids import own_cells
from catalog.exchange.core.formats.matrix.legends import legends
from catalog.exchange.core.formats.matrix.mapping import Mapping, ScaleStep, Table
from catalog.exchange.core.formats.matrix.tables import Found, people_in_rows, table_of
from catalog.exchange.core.formats.sheets import Sheet, sheets_of
from catalog.exchange.core.imported import Files
from catalog.exchange.core.tidying import one_line, same

# Names that programs give; they say nothing of what is inside.
_GIVEN = re.compile(
    r"(?:sheet|tabelle|feuil(?:le)?|hoja|foglio|blad|table|csv|data|upload|file|книга|лист|シート)[\s_-]*\d*",
    re.IGNORECASE,
)
_OWN_SCALE = ("Not yet", "Foundation", "Working", "Practitioner", "Expert")
HOUSE_SCALE = tuple(ScaleStep(value, name) for value, name in enumerate(_OWN_SCALE))


def propose(files: Files) -> Mapping:
    """How the spreadsheet is best read, for a person to check.

    Raises FileUnfit for what is no spreadsheet, for one without a table of skills, and for one that is about people.
    """
    sheets = [sheet for sheet in sheets_of(files) if not sheet.hidden and sheet.rows]
    named = _name(files, sheets)
    about_people = [people_in_rows(sheet) for sheet in sheets]
    tables: list[Found] = []
    scales: list[tuple[ScaleStep, ...]] = []
    for sheet, people in zip(sheets, about_people, strict=True):
        found = None if people else table_of(sheet, named)
        if found is not None:
            tables.append(found)
        elif not people:
            scales.extend(each.steps for each in legends(sheet))
            scales.extend(_scale_sheet(sheet))
    if not tables:
        raise FileUnfit("matrix-people" if any(about_people) else "matrix-no-skills")
    title = tables[0].title if len(sheets) == 1 else ""
    return Mapping(title or named, _together(tables, named), _scale(tables, scales))


def _name(files: Files, sheets: Sequence[Sheet]) -> str:
    """The name of the only sheet where a person gave it, else of the file."""
    given = [_called(sheet.name) for sheet in sheets]
    stem = one_line(PurePath(next(iter(files))).stem.replace("_", " "))
    return (given[0] if len(given) == 1 else "") or _called(stem) or stem or "Framework"


def _called(name: str) -> str:
    return "" if _GIVEN.fullmatch(name.strip()) else one_line(name.replace("_", " "))


def _scale_sheet(sheet: Sheet) -> list[tuple[ScaleStep, ...]]:
    """The steps of a sheet that lists them: a heading that says so, and a few lines with a name each."""
    head = next((row for row in range(min(5, len(sheet.rows))) if len(own_cells(sheet, row)) > 1), None)
    if head is None:
        return []
    at = next((at for at, text in own_cells(sheet, head) if vocabulary.heading(text) == "step"), None)
    rows = [row for row in range(head + 1, len(sheet.rows)) if at is not None and sheet.rows[row][at]]
    if at is None or not 2 <= len(rows) <= 10 or len({same(sheet.rows[row][at]) for row in rows}) < len(rows):
        return []
    texts = [[text for column, text in own_cells(sheet, row) if column >= at] for row in rows]
    return [
        tuple(
            ScaleStep(value, cells[0][:60], one_line(" ".join(cells[1:2]))) for value, cells in enumerate(texts[:9], 1)
        )
    ]


def _together(found: Sequence[Found], named: str) -> tuple[Table, ...]:
    """Tables as one: sheets of one make are areas or roles, and one without skills of its own refers to those of others."""
    makes = Counter(_make(each.table) for each in found)
    names = {name for each in found if _lists(each.table) for name in _skills(each)}
    made = []
    for each in found:
        table = each.table
        if not _has_areas(table):
            if makes[_make(table)] > 1:
                table = _as_part(each, [other for other in found if _make(other.table) == _make(table)], named)
            elif not _lists(table) and names:
                own = _skills(each)
                table = replace(table, lists=len(own & names) * 2 < len(own))
        made.append(table)
    return tuple(made)


def _has_areas(table: Table) -> bool:
    return table.sections or any(column.means == "area" for column in table.columns)


def _as_part(each: Found, alike: Sequence[Found], named: str) -> Table:
    """A sheet among others of one make: a role where they share their skills or it is called so, else an area."""
    called = _called(each.table.sheet)
    own = _skills(each)
    shared = sum(len(own & _skills(other)) * 2 > len(own) for other in alike[:20]) > 1
    if not shared and not vocabulary.has_occupation(called):
        return replace(each.table, area=called)
    columns = tuple(
        replace(column, role=called or named) if column.role == named else column for column in each.table.columns
    )
    return replace(each.table, columns=columns)


def _make(table: Table) -> tuple[tuple[str, str, str], ...]:
    return tuple((column.means, same(column.name), column.holds) for column in table.columns)


def _lists(table: Table) -> bool:
    """Whether a table says of skills what they are, and not only what is required of them."""
    return any(
        column.means in {"area", "anchor", "definition", "statement"}
        or (column.means == "level" and column.holds == "text")
        for column in table.columns
    )


def _skills(found: Found) -> set[str]:
    at = next(place_of(column.at) for column in found.table.columns if column.means == "skill")
    return {same(row[at]) for row in _rows(found) if row[at]}


def _rows(found: Found) -> Sequence[Sequence[str]]:
    return found.sheet.rows[found.table.first - 1 : found.table.last]


def _scale(found: Sequence[Found], others: Sequence[tuple[ScaleStep, ...]]) -> tuple[ScaleStep, ...]:
    """The steps of anchors, else of levels as their ranks, else of a legend, else those that the cells use."""
    tables = [each.table for each in found]
    anchors = {column.step for table in tables for column in table.columns if column.means == "anchor"}
    if not anchors and any(each.own_ranks for each in found):
        return _of_ranks(tables)
    told = [each.scale for each in found if each.scale] + list(others)
    if anchors:
        steps = {step.value: step for scale in reversed([each.scale for each in found]) for step in scale}
        for step in (step for scale in others for step in scale):
            known = steps.get(step.value)
            if known and not known.meaning and same(known.name) == same(step.name):
                steps[step.value] = step
        return _whole([steps[value] for value in sorted(steps)])
    if told:
        return _whole(max(told, key=len))
    return _of_cells(found)


def _of_ranks(tables: Sequence[Table]) -> tuple[ScaleStep, ...]:
    """A step for each rank of levels, called as the levels are where all roles have one name for it."""
    names: dict[int, list[str]] = {}
    for table in tables:
        for column in table.columns:
            if (
                column.means == "level"
                and column.holds == "text"
                and same(column.name) not in map(same, names.setdefault(column.rank, []))
            ):
                names[column.rank].append(column.name)
    return _whole([ScaleStep(min(rank, 9), " / ".join(names[rank])[:60]) for rank in sorted(names)])


def _of_cells(found: Sequence[Found]) -> tuple[ScaleStep, ...]:
    """The steps that cells of levels and rows name: numbers as they are, names in their usual order; none where none do."""
    used: dict[str, str] = {}
    for each in found:
        columns = (
            column
            for column in each.table.columns
            if column.means == "step" or (column.means == "level" and column.holds == "step")
        )
        at = [place_of(column.at) for column in columns]
        for row in _rows(each):
            for column in at:
                if row[column] and vocabulary.mark(row[column]) is None:
                    used.setdefault(same(row[column]), row[column])
    parts = [vocabulary.step_parts(text) for text in list(used.values())[:40]]
    numbers = {number: name for number, name in parts if number is not None}
    if numbers:
        lowest = 0 if 0 in numbers else 1
        return tuple(
            ScaleStep(value, numbers.get(value) or str(value)) for value in range(lowest, max(*numbers, lowest + 1) + 1)
        )
    ranked = [(rank, name) for _number, name in parts if (rank := vocabulary.step_rank(name)) is not None]
    if len(ranked) < 2:
        return ()
    ordered = [name for _rank, name in sorted(ranked, key=lambda pair: pair[0])][:9]
    return tuple(
        ScaleStep(value, name) for value, name in enumerate(ordered, 0 if ranked and min(ranked)[0] == 0 else 1)
    )


def _whole(steps: Sequence[ScaleStep]) -> tuple[ScaleStep, ...]:
    """A scale without a gap: a number that is left out between two steps is a step without a name."""
    by_value = {step.value: step for step in steps}
    return tuple(
        by_value.get(value) or ScaleStep(value, str(value)) for value in range(min(by_value), max(by_value) + 1)
    )
