"""The table of one sheet: recognised, with what its columns mean, as an entry of the mapping."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from catalog.exchange.core.formats.matrix import meanings, vocabulary
from catalog.exchange.core.formats.matrix.columns import Look, look
from catalog.exchange.core.formats.matrix.grids import own_cells, turned
from catalog.exchange.core.formats.matrix.heads import head_of
from catalog.exchange.core.formats.matrix.legends import Legend, legends
from catalog.exchange.core.formats.matrix.mapping import ScaleStep, Table
from catalog.exchange.core.formats.matrix.people import heads_people, is_person
from catalog.exchange.core.formats.matrix.sides import lies_across, profiles
from catalog.exchange.core.formats.sheets import Sheet
from catalog.exchange.core.tidying import same

_PROSE = 120


class Found(NamedTuple):
    """The table of a sheet (turned where its skills lie across), the steps that a legend or headings tell, its title."""

    sheet: Sheet
    table: Table
    scale: tuple[ScaleStep, ...]
    title: str
    own_ranks: bool


def legend_of(sheet: Sheet, head: int, skill: int, columns: Collection[int], last: int) -> Legend | None:
    """The longest legend that does not lie among the rows and columns of the table."""
    return max(
        (each for each in legends(sheet) if not _inside(each, head, skill, columns, last)),
        key=lambda each: len(each.steps),
        default=None,
    )


def _inside(legend: Legend, head: int, skill: int, columns: Collection[int], last: int) -> bool:
    return any(head <= row <= last and (column in columns or column <= skill) for row, column in legend.cells)


def people_in_rows(sheet: Sheet) -> bool:
    """Whether each row is a person: a column of e-mail addresses, or one headed "Name" that holds names."""
    head = head_of(sheet)
    if head is None:
        return False
    rows = range(head + 1, len(sheet.rows))
    for at, text in own_cells(sheet, head):
        held = [sheet.rows[row][at] for row in rows if sheet.rows[row][at]]
        if not held:
            continue
        if sum("@" in cell and is_person(cell) for cell in held) * 3 >= len(held):
            return True
        if heads_people(text) and sum(map(is_person, held)) * 4 >= len(held):
            return True
    return False


def table_of(sheet: Sheet, name: str) -> Found | None:
    """The table of skills of a sheet, None where there is none. `name` is what its role is called where nothing tells."""
    if len(sheet.rows) < 2:
        return None
    if not sheet.turned and lies_across(sheet, head_of(sheet)):
        return table_of(turned(sheet), name) or _upright(sheet, name)
    return _upright(sheet, name)


def _upright(sheet: Sheet, name: str) -> Found | None:
    first = legends(sheet)
    head = head_of(
        sheet, {cell for each in first for cell in each.cells if len(each.steps) > 2 and _apart(each, sheet)}
    )
    if head is not None:
        head = _lower_head(sheet, head)
    headings, above = _headings(sheet, head)
    start = 0 if head is None else head + 1
    body = [row for row in range(start, len(sheet.rows)) if any(sheet.rows[row])]
    seen = look(sheet, headings, body, frozenset(), frozenset())
    legend, last = None, len(sheet.rows) - 1
    for _again in range(2):
        skill = _skill(seen)
        if skill is None:
            return None
        last = _last(sheet, seen, start, skill, legend)
        columns = {skill, *seen.means, *seen.texts, *seen.steps, *seen.marks}
        beside = _beside(sheet, first, head, start, last, skill)
        legend = beside or legend_of(sheet, head if head is not None else start, skill, columns, last)
        named = frozenset(same(step.name) for step in legend.steps) if legend else frozenset()
        apart = (
            frozenset(at for at in legend.columns if at > skill and _only(sheet, legend, at, start))
            if legend
            else frozenset()
        )
        body = [row for row in range(start, last + 1) if any(sheet.rows[row])]
        seen = look(sheet, headings, body, named, apart)
    skill = _skill(seen)
    if skill is None or last < start:
        return None
    return _found(sheet, name, head, above, seen, start, last, legend)


def _apart(legend: Legend, sheet: Sheet) -> bool:
    """Whether nothing but the legend stands in its rows."""
    rows = {row for row, _column in legend.cells}
    return all((row, at) in legend.cells for row in rows for at, _text in own_cells(sheet, row))


def _beside(
    sheet: Sheet, found: Iterable[Legend], head: int | None, start: int, last: int, skill: int
) -> Legend | None:
    """A legend to the right of the table: its columns hold nothing else below the headings."""
    fitting = [
        each for each in found
        if min(each.columns) > skill and _parted(sheet, min(each.columns), head, start) and all(_only(sheet, each, at, start) for at in each.columns)
        and len({row for row, _column in each.cells}) < max(4, last - start + 1)
    ]  # fmt: skip
    return max(fitting, key=lambda each: len(each.steps), default=None)


def _parted(sheet: Sheet, at: int, head: int | None, start: int) -> bool:
    """Whether a blank column or a heading of its own parts what stands at `at` from the table to its left."""
    own = (
        head is not None
        and vocabulary.heading(sheet.rows[head][at]) == "step"
        and vocabulary.heading("".join(sheet.rows[head][at + 1 : at + 2])) == "definition"
    )
    return own or not any(sheet.rows[row][at - 1] for row in range(start, len(sheet.rows)))


def _only(sheet: Sheet, legend: Legend, at: int, start: int) -> bool:
    return all((row, at) in legend.cells for row in range(start, len(sheet.rows)) if sheet.rows[row][at])


def _lower_head(sheet: Sheet, head: int) -> int:
    """The lower of two rows of headings: the second names levels only, under the roles of the first."""
    below = head + 1
    if below + 1 >= len(sheet.rows):
        return head
    new = [(at, text) for at, text in enumerate(sheet.rows[below]) if text and text != sheet.rows[head][at]]
    if len(new) >= 2 and all(
        vocabulary.is_step(text) or vocabulary.has_rung(text) or vocabulary.heading(text) == "step" for _at, text in new
    ):
        names = [
            at for at, text in enumerate(sheet.rows[head]) if vocabulary.heading(text) in {"skill", "area", "group"}
        ]
        if not any(at in names for at, _text in new) and not all(text.isdigit() for _at, text in new):
            return below
    return head


def _headings(sheet: Sheet, head: int | None) -> tuple[list[str], list[str]]:
    """The heading of each column, and what stands above it in the row before, carried to the right."""
    if head is None:
        return [""] * sheet.width, [""] * sheet.width
    own = list(sheet.rows[head])
    upper = list(sheet.rows[head - 1]) if head else [""] * sheet.width
    spread = {text for text in upper if text}
    if len(spread) == 1 and (
        upper[0] or (sum(map(bool, upper)) == 1 and sum(map(bool, own)) > 2 and not _over_levels(upper, own))
    ):
        upper = [""] * sheet.width  # A title.
    headings = [
        text
        or (above if above and vocabulary.heading(above) in {"skill", "area", "group", "code", "definition"} else "")
        for text, above in zip(own, upper, strict=True)
    ]
    above, carried = [], ""
    for at, text in enumerate(upper):
        carried = text or (carried if own[at] else "")
        above.append(carried if carried != own[at] else "")
    return headings, above


def _over_levels(upper: Sequence[str], own: Sequence[str]) -> bool:
    at = next(number for number, text in enumerate(upper) if text)
    return at > 0 and (vocabulary.has_rung(own[at]) or vocabulary.is_step(own[at]))


def _skill(seen: Look) -> int | None:
    return next(iter(seen.with_meaning("skill")), None)


def _last(sheet: Sheet, seen: Look, start: int, skill: int, legend: Legend | None) -> int:
    """The last row with a skill: what follows a gap without any value is a footer."""
    values = [*seen.texts, *seen.steps, *seen.marks, *seen.with_meaning("code"), *seen.with_meaning("statement")]
    legend_rows = {row for row, _column in legend.cells} if legend and min(legend.columns) <= skill else set()
    last, gap = start - 1, False
    for row in range(start, len(sheet.rows)):
        text = sheet.rows[row][skill]
        if row in legend_rows:
            gap = True
        elif any(sheet.rows[row][at] for at in values if at != skill) and len(own_cells(sheet, row)) > 1:
            last, gap = row, False
        elif not text:
            gap = gap or not any(sheet.rows[row])
        elif not gap and len(text) <= _PROSE and (not values or row == last + 1):
            last = row
        elif not values and len(text) <= _PROSE and gap:
            last, gap = row, False
    return last


def _found(
    sheet: Sheet,
    name: str,
    head: int | None,
    above: Sequence[str],
    seen: Look,
    start: int,
    last: int,
    legend: Legend | None,
) -> Found:
    columns, scale, own_ranks = meanings.columns_of(seen, above, name, legend.steps if legend else ())
    told = profiles(sheet, columns)
    table = Table(
        sheet=sheet.name,
        header=0 if head is None else head + 1,
        first=start + 1,
        last=last + 1,
        columns=tuple(
            replace(column, at=sheet.column_name(at), role=told.get(column.role, column.role))
            for at, column in sorted(columns.items())
        ),
        sections=not seen.with_meaning("area") and _has_sections(sheet, seen, start, last),
        turned=sheet.turned,
    )
    return Found(sheet, table, scale, _title(sheet, head), own_ranks)


def _has_sections(sheet: Sheet, seen: Look, start: int, last: int) -> bool:
    """Whether rows with nothing but a name head those that follow: the first row is one, or one is merged over the table."""
    rows = [row for row in range(start, last + 1) if any(sheet.rows[row])]
    alone = [row for row in rows if len(own_cells(sheet, row)) == 1]
    if not alone or len(alone) == len(rows):
        return False
    return alone[0] == rows[0] or any(sum(map(bool, sheet.rows[row])) > 1 for row in alone)


def _title(sheet: Sheet, head: int | None) -> str:
    """What stands alone above the table, on a line of its own."""
    for row in range(head or 0):
        cells = own_cells(sheet, row)
        if len(cells) == 1 and len(cells[0][1]) <= _PROSE and vocabulary.step_parts(cells[0][1])[0] is None:
            return " ".join(cells[0][1].split())
    return ""
