"""Files that somebody brings, hostile in every place that holds words."""

import csv
import io
import json
from collections.abc import Mapping

import openpyxl

from tests import hostile


def files() -> Mapping[str, bytes]:
    """A file of each kind by its name, which is hostile, too."""
    name = hostile.SHORT.replace("/", "")
    return {
        f"{name}.csv": _csv(_rows()),
        f"{name} headings.csv": _csv([[hostile.ALL, *hostile.KINDS[:4]], *_rows()[1:]]),
        f"{name}.xlsx": _workbook(),
        f"{name}.json": json.dumps({hostile.ALL: hostile.ALL, "format": hostile.ALL}).encode(),
        f"{name} case.json": json.dumps(_case()).encode(),
    }


def _rows() -> list[list[str]]:
    heads = ["Area", "Skill", "Junior", "Senior", f"Notes {hostile.SHORT}"]
    rows = []
    for number, kind in enumerate(hostile.KINDS):
        area = f"Area {number // 3} {hostile.SHORT}"
        rows.append([area, f"{kind[:60]} {number}", f"Does it with help, {kind}", f"Does it alone, {kind}", kind])
    return [heads, *rows]


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "<i data-planted>"
    for row in _rows():
        sheet.append(row)
    book.create_sheet("'><img src=x>").append([hostile.ALL])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _case() -> dict[str, object]:
    """A CASE package in which each text is hostile, and each key that is not a name of the format."""
    key = "11111111-1111-4111-8111-11111111111"
    link = {"title": hostile.ALL, "identifier": f"{key}0", "uri": "javascript:alert(1)"}
    item = {
        "CFDocumentURI": link,
        "uri": "javascript:alert(1)",
        "lastChangeDateTime": hostile.SHORT,
        hostile.ALL: hostile.ALL,
    }
    items = [
        {
            **item,
            "identifier": f"{key}{number}",
            "fullStatement": kind,
            "humanCodingScheme": hostile.SHORT,
            "CFItemType": hostile.SHORT,
        }
        for number, kind in enumerate(hostile.KINDS, 1)
    ]
    document = {
        "identifier": f"{key}0",
        "uri": "javascript:alert(1)",
        "title": hostile.ALL,
        "creator": hostile.ALL,
        "lastChangeDateTime": hostile.SHORT,
    }
    return {"CFDocument": document, "CFItems": items, "CFAssociations": [], hostile.ALL: hostile.ALL}
