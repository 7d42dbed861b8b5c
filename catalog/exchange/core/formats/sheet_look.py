"""A look into an XLSX before it is read: how far its cells reach, and which formulas came to an error.

A reader keeps every cell between the first and the last, so one in the far corner alone would fill the memory; and it
gives an empty text for an error. The parts are searched as text: nothing here is parsed, so nothing can unfold.
"""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.a1 import Cell, column_of

# What reading a package raises that is none, or is broken.
UNREADABLE = (
    zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error, ValueError,
)  # fmt: skip
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^<>/])>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ERROR = re.compile(rb'\bt="e"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


def look(data: bytes, most: int) -> Mapping[str, Sequence[Cell]]:
    """The cells with an error by the name of their sheet; nothing for what is no XLSX.

    Raises FileUnfit where a sheet reaches over more than `most` cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = [(name, packed.read(part)) for name, part in _parts(packed)]
    except UNREADABLE:
        return {}
    return {name: _cells(xml, most) for name, xml in parts}


def _parts(packed: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The sheets by name, with where in the package they are."""
    relations = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for tag in _RELATION.findall(relations):
        about = dict(_ATTRIBUTE.findall(tag))
        targets[about.get("Id", "")] = about.get("Target", "").lstrip("/").removeprefix("xl/")
    found, there = [], set(packed.namelist())
    for tag in _SHEET.findall(packed.read("xl/workbook.xml").decode("utf-8", "replace")):
        about = dict(_ATTRIBUTE.findall(tag))
        part = f"xl/{targets.get(about.get('r:id', ''), '')}"
        if part in there:
            found.append((html.unescape(about.get("name", "")), part))
    return found


def _cells(xml: bytes, most: int) -> list[Cell]:
    broken, rows, columns = [], {0}, {0}
    for match in _CELL.finditer(xml):
        at = _REFERENCE.search(match[1])
        if at:
            row, column = int(at[2]) - 1, column_of(at[1].decode())
            rows.add(row)
            columns.add(column)
            if _ERROR.search(match[1]):
                broken.append((row, column))
    if (max(rows) + 1) * (max(columns) + 1) > most:
        raise FileUnfit("sheets-too-large", most=most)
    return broken
