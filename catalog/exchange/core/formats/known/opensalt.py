"""Spreadsheets of OpenSALT: items of a CASE framework as rows, in CSV or in a workbook of three sheets."""

import re
from collections.abc import Sequence

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.known.items import Item, laid
from catalog.exchange.core.formats.matrix.proposing import HOUSE_SCALE
from catalog.exchange.core.formats.sheets import Sheet, sheets_of
from catalog.exchange.core.gathering import Gathering
from catalog.exchange.core.imported import ERROR, NOTE, Files, Foreign, Imported, Recognised
from catalog.exchange.core.tidying import bare, one_line

SHAPE = "opensalt"
MOST_ITEMS = 10_000
_STATEMENT = re.compile(rb"(?i)full[\s_]*statement")
# Headings that tell a list of CASE items from any other table with full statements.
_OTHERS = {"humancodingscheme", "abbreviatedstatement", "cfitemtype", "smartlevel", "conceptkeywords", "educationlevel"}
_LINKS = (
    "ispartof",
    "replacedby",
    "exemplar",
    "hasskilllevel",
    "isrelatedto",
    "isexactmatchof",
    "exactmatchof",
    "precedes",
    "ispeerof",
)
TELLS = {
    "Area": frozenset({"name", "position"}),
    "Skill": frozenset({"name", "area", "also_in", "position", "code", "definition"}),
}


def fits(files: Files) -> bool:
    """Whether a sheet has items with full statements."""
    if len(files) == 1 and not _may_be(next(iter(files.values()))):
        return False
    try:
        return any(_is_items(sheet) for sheet in sheets_of(files))
    except FileUnfit:
        return False


def _may_be(data: bytes) -> bool:
    return data.startswith(b"PK") or _STATEMENT.search(data[:4_000].replace(b"\0", b"")) is not None


def _is_items(sheet: Sheet) -> bool:
    headings = {bare(text) for text in (sheet.rows[0] if sheet.rows else ())}
    return "fullstatement" in headings and bool(headings & _OTHERS)


def read(files: Files) -> Imported:
    """The framework: leaves are skills, what has items below it is an area. Raises FileUnfit where there is no item."""
    sheets = sheets_of(files)
    gathered = Gathering()
    items: list[Item] = []
    foreign: list[Foreign] = []
    for sheet in sheets:
        if _is_items(sheet):
            items.extend(_items(sheet, gathered, foreign))
    if not items:
        raise FileUnfit("known-opensalt-empty")
    if len(items) > MOST_ITEMS:
        raise FileUnfit("known-too-many", most=MOST_ITEMS)
    document = next((row for sheet in sheets if _is_document(sheet) for row in _records(sheet)), {})
    title = one_line(document.get("title", "")) or next(sheet.name for sheet in sheets if _is_items(sheet))
    links, others = _associations(sheets)
    foreign.extend(others)
    for step in HOUSE_SCALE:
        gathered.step(step.value, step.name)
    areas = laid(items, links, gathered, foreign, title)
    if not gathered.skills:
        raise FileUnfit("known-no-skills")
    gathered.say(NOTE, "known-no-scale-there", "", steps=len(HOUSE_SCALE))
    gathered.say(NOTE, "known-no-roles", "")
    about = {"description": document.get("description", ""), "publisher": document.get("publisher", "")[:200]}
    language = document.get("language", "")
    snapshot = gathered.snapshot(title, **about, **({"language": language} if 2 <= len(language) <= 12 else {}))
    counts = (("items", len(items)), ("skills", len(gathered.skills)), ("areas", areas))
    return gathered.imported("known", snapshot, TELLS, foreign, Recognised("known-opensalt", counts))


def _is_document(sheet: Sheet) -> bool:
    headings = {bare(text) for text in (sheet.rows[0] if sheet.rows else ())}
    return {"creator", "title"} <= headings


def _records(sheet: Sheet) -> list[dict[str, str]]:
    """The rows of a sheet by heading, without case and marks."""
    headings = [bare(text) for text in sheet.rows[0]]
    return [dict(zip(headings, row, strict=True)) for row in sheet.rows[1:]]


def _items(sheet: Sheet, gathered: Gathering, foreign: list[Foreign]) -> list[Item]:
    found: list[Item] = []
    for row, record in enumerate(_records(sheet), 1):
        if not any(record.values()):
            continue
        if not record["fullstatement"] and not record.get("abbreviatedstatement"):
            gathered.say(ERROR, "known-opensalt-no-statement", sheet.place(row))
            continue
        item = Item(sheet.place(row), record, len(found))
        found.append(item)
        links = ((name, record[name]) for name in _LINKS if record.get(name))
        foreign.extend(
            Foreign(SHAPE, "", None, {"from": item.identifier, "type": name, "to": to}) for name, to in links
        )
    return found


def _associations(sheets: Sequence[Sheet]) -> tuple[list[tuple[str, str]], list[Foreign]]:
    """From the sheet of associations: which item is a child of which, and all others as they came."""
    links, others = [], []
    for sheet in sheets:
        headings = {bare(text) for text in (sheet.rows[0] if sheet.rows else ())}
        if not {"associationtype", "originnodeidentifier", "destinationnodeidentifier"} <= headings:
            continue
        for record in _records(sheet):
            ends = record["originnodeidentifier"], record["destinationnodeidentifier"]
            if bare(record["associationtype"]) == "ischildof":
                links.append(ends)
            elif any(ends):
                kept = {name: value for name, value in record.items() if value and name}
                others.append(Foreign(SHAPE, record.get("identifier", ""), None, kept))
    return links, others
