"""A spreadsheet read by its mapping: rows to areas, skills, anchors, levels and what they require."""

from catalog.core.files import Facts, FileUnfit
from catalog.exchange.core.formats.a1 import column_of
from catalog.exchange.core.formats.matrix.grids import kind_of, turned
from catalog.exchange.core.formats.matrix.mapping import Column, Mapping, Table, is_letters
from catalog.exchange.core.formats.matrix.proposing import HOUSE_SCALE, propose
from catalog.exchange.core.formats.matrix.rows import Reader
from catalog.exchange.core.formats.matrix.tables import people_in_rows
from catalog.exchange.core.formats.sheets import Sheet, sheets_of
from catalog.exchange.core.gathering import Gathering
from catalog.exchange.core.imported import NOTE, WARNING, Files, Imported, Recognised
from catalog.exchange.core.tidying import one_line, same


def read(files: Files, mapping: Mapping | None = None) -> Imported:
    """The framework that a spreadsheet holds, as `mapping` says that it is to be read, or as `propose` would say.

    Raises FileUnfit for what is no spreadsheet, and for a mapping that names sheets or columns that are not there.
    """
    mapping = mapping or propose(files)
    sheets = {same(sheet.name): sheet for sheet in reversed(sheets_of(files))}
    gathered = Gathering()
    recognised = [Recognised("matrix-framework", (("name", one_line(mapping.framework)),))]
    scale = mapping.scale or HOUSE_SCALE
    for step in sorted(scale, key=lambda step: step.value):
        gathered.step(step.value, step.name, step.meaning)
    recognised.append(_scale(mapping))
    if not mapping.scale:
        gathered.say(NOTE, "matrix-no-scale", "", steps=len(scale))
    elif all(step.name == str(step.value) for step in scale):
        gathered.say(NOTE, "matrix-scale-numbers", "")
    reader = Reader(gathered, one_line(mapping.framework))
    for table in sorted(mapping.tables, key=lambda table: not table.lists):
        sheet = sheets.get(same(table.sheet))
        if sheet is None:
            raise FileUnfit("matrix-sheet-unknown", sheet=table.sheet)
        sheet = turned(sheet) if table.turned else sheet
        columns = placed(sheet, table)
        recognised.extend(_recognised(sheet, table, columns))
        _say_what_is_left(gathered, sheet, columns)
        reader.table(sheet, table, columns)
    _left_out(gathered, mapping, list(sheets.values())[::-1])
    if not gathered.skills:
        raise FileUnfit("matrix-no-skills")
    _say_what_is_missing(gathered, mapping)
    snapshot = gathered.snapshot(mapping.framework)
    return gathered.imported("matrix", snapshot, tells(mapping), (), *recognised)


def placed(sheet: Sheet, table: Table) -> dict[int, Column]:
    """The columns of a table by their place in the sheet. Raises FileUnfit for one that is not there."""
    headings = (
        {same(text): at for at, text in reversed(list(enumerate(sheet.rows[table.header - 1])))}
        if 0 < table.header <= len(sheet.rows)
        else {}
    )
    found = {}
    for column in table.columns:
        at = _place(sheet, headings, column.at)
        if at is None:
            raise FileUnfit("matrix-column-unknown", sheet=table.sheet, column=column.at)
        found[at] = column
    if not any(column.means == "skill" for column in found.values()):
        raise FileUnfit("matrix-no-skill-column", sheet=table.sheet)
    return found


def _place(sheet: Sheet, headings: dict[str, int], at: str) -> int | None:
    """A column by its letters, of a turned sheet by its row's number, or by its heading."""
    number = -1
    if sheet.turned and at.isdecimal() and len(at) < 8:
        number = int(at) - 1
    elif is_letters(at) and not sheet.turned:
        number = column_of(at)
    return number if 0 <= number < sheet.width else headings.get(same(at))


def tells(mapping: Mapping) -> dict[str, frozenset[str]]:
    """What of a framework the columns of a mapping speak of; all else stays as it is."""
    means = {column.means for table in mapping.tables for column in table.columns}
    areas = "area" in means or any(table.sections or table.area for table in mapping.tables)
    texts = means & {"anchor", "statement"} or any(
        column.means == "level" and column.holds == "text" for table in mapping.tables for column in table.columns
    )
    skill = {"name", *(["area", "also_in", "position"] if areas else []), *(["anchors"] if texts else [])}
    skill |= {"code"} & means | {"definition"} & means | ({"evidence_prompt"} if "evidence" in means else set())
    found = {"Skill": frozenset(skill), "Anchor": frozenset({"step", "text"})}
    if areas:
        found["Area"] = frozenset({"name", "position"})
    if mapping.scale:
        found["Step"] = frozenset({"value", "name", "meaning"})
    if means & {"level", "role", "role-level"}:
        found["Role"] = frozenset({"name", "levels"})
        found["RoleLevel"] = frozenset({"name", "rank", "track", "requirements"})
        found["Requirement"] = frozenset({"skill", "step"} | ({"importance"} & means))
    return found


def _scale(mapping: Mapping) -> Recognised:
    names = ", ".join(f"{step.value} {step.name}" for step in mapping.scale)
    return Recognised("matrix-scale", (("steps", names),)) if names else Recognised("matrix-scale-none")


def _recognised(sheet: Sheet, table: Table, columns: dict[int, Column]) -> list[Recognised]:
    found = [
        Recognised(
            "matrix-table",
            (
                ("sheet", sheet.name),
                ("header", table.header),
                ("first", table.first),
                ("last", table.last or len(sheet.rows)),
            ),
        )
    ]
    for at, column in sorted(columns.items()):
        heading = (
            "" if column.means == "people" else one_line(sheet.rows[table.header - 1][at])[:80] if table.header else ""
        )
        place = sheet.column_name(at)
        facts: Facts = (("column", place), ("heading", heading or place))
        if column.means == "level":
            facts += (("role", column.role), ("level", column.name), ("rank", column.rank))
        if column.means == "anchor":
            facts += (("step", column.step if column.step is not None else ""),)
        found.append(Recognised(f"matrix-column-{column.means}", facts))
    return found


def _say_what_is_left(gathered: Gathering, sheet: Sheet, columns: dict[int, Column]) -> None:
    """Say which columns of people and of marks are not read; of people the places only."""
    people = [column.at for _at, column in sorted(columns.items()) if column.means == "people"]
    if people:
        gathered.say(WARNING, "matrix-people-columns", sheet.name, columns=", ".join(people))
    marks = [
        column.at for at, column in sorted(columns.items())
        if column.means == "nothing" and kind_of(row[at] for row in sheet.rows[1:]).is_mark
    ]  # fmt: skip
    if marks:
        gathered.say(NOTE, "matrix-marks", sheet.name, columns=", ".join(marks))


def _say_what_is_missing(gathered: Gathering, mapping: Mapping) -> None:
    """Say where there is nothing to score by, and where the lowest level stands on the lowest step."""
    if not gathered.roles:
        gathered.say(NOTE, "matrix-no-levels", "")
    columns = [column for table in mapping.tables for column in table.columns]
    if any(column.means == "level" and column.holds == "mark" for column in columns):
        gathered.say(NOTE, "matrix-marks-required", "")
    if any(column.means == "role-level" for column in columns):
        gathered.say(NOTE, "matrix-levels-in-order", "")
    if any(column.means == "level" and column.holds == "text" for column in columns) and gathered.steps:
        gathered.say(NOTE, "matrix-lowest-required", "", step=gathered.steps[min(gathered.steps)].name)


def _said(sheet: Sheet) -> set[str]:
    return {same(text) for row in sheet.rows for text in row if len(text) <= 60}


def _left_out(gathered: Gathering, mapping: Mapping, sheets: list[Sheet]) -> None:
    """Say which sheets were not read, and why."""
    named = {same(table.sheet) for table in mapping.tables}
    for sheet in sheets:
        if same(sheet.name) in named or not sheet.rows:
            continue
        if sheet.hidden:
            gathered.say(NOTE, "matrix-sheet-hidden", sheet.name)
        elif mapping.scale and {same(step.name) for step in mapping.scale} <= _said(sheet):
            gathered.say(NOTE, "matrix-sheet-scale", sheet.name)
        elif people_in_rows(sheet):
            gathered.say(WARNING, "matrix-sheet-people", sheet.name)
        else:
            gathered.say(NOTE, "matrix-sheet-left", sheet.name)
