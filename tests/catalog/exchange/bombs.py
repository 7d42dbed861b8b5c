"""Small files that ask for much: archives that swell, sheets without an end, entities, lists within lists."""

import io
import json
import random
from collections.abc import Callable, Mapping

import openpyxl

from tests.catalog.core import hostile
from tests.catalog.core.hostile import OF_A_WORKBOOK, archive

# What a file is called matters to nobody who reads it; each of these is tried as if it were.
ENDINGS = ("json", "xlsx")
Make = Callable[[], bytes]
BOMBS: Mapping[str, Make] = {
    "swells": hostile.bomb,
    "has a hundred thousand files": hostile.of_a_hundred_thousand,
    "overlaps": hostile.overlapping,
    "is locked": hostile.locked,
    "lies": lambda: hostile.lying(60_000_000, 10),
    "laughs": hostile.laughs,
    "is deep": lambda: b'{"a":' * 100_000,
    "is wide": lambda: b"[" + b"1," * 600_000 + b"1]",
    "is a long number": lambda: b'{"schema": ' + b"9" * 4_000_000 + b"}",
    "is a long line": lambda: b"Area,Skill\n" + b'"' + b"a" * 4_000_000,
    "is nothing": lambda: b"",
}


def a_far_corner(*names: str) -> bytes:
    """A workbook whose last cell is the last that there can be."""
    book = openpyxl.Workbook()
    for name in names:
        sheet = book.create_sheet(name)
        sheet.cell(1, 1, "Key")
        sheet.cell(1_048_576, 16_384, "far")
    return _saved(book)


def shared_texts() -> bytes:
    """One long text that stands in each of many cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Area", "Skill", "Junior", "Senior"])
    for _row in range(20_000):
        sheet.append(["x" * 32_000] * 4)
    return _saved(book)


def merged(rows: int = 2000, times: int = 20_000) -> bytes:
    """Many ranges that are merged over the same many cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(rows):
        sheet.append([f"{row}", *["x"] * 40])
    parts = _parts(_saved(book))
    name = "xl/worksheets/sheet1.xml"
    ranges = b'<mergeCell ref="A1:AO%d"/>' % rows * times
    parts[name] = parts[name].replace(
        b"</sheetData>", b'</sheetData><mergeCells count="%d">' % times + ranges + b"</mergeCells>"
    )
    return archive(parts)


def repeated() -> bytes:
    """An OpenDocument sheet whose one cell is repeated over all rows and columns."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    files = {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    return archive(files)


def outside() -> bytes:
    """A workbook that asks for a file of the server."""
    xml = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'
    return archive({OF_A_WORKBOOK: b"<Types/>", "xl/worksheets/sheet1.xml": xml})


def ring() -> bytes:
    """A CASE package whose items are all within one another."""
    key = "11111111-1111-4111-8111-{:012}".format
    items = [{"identifier": key(number), "fullStatement": f"Item {number}"} for number in range(1, 3000)]
    links = [
        {
            "identifier": key(5000 + number), "associationType": "isChildOf",
            "originNodeURI": {"identifier": key(number)}, "destinationNodeURI": {"identifier": key(number % 2999 + 1)},
        }
        for number in range(1, 3000)
    ]  # fmt: skip
    document = {"identifier": key(0), "title": "Ring"}
    return json.dumps({"CFDocument": document, "CFItems": items, "CFAssociations": links}).encode()


def _saved(book: openpyxl.Workbook) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with openpyxl.reader.excel.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


LAUGHS = "\n".join(f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]" for number in range(1, 9))
# Those whose name says what they are.
WHOLE: Mapping[str, Make] = {
    "far corner.xlsx": lambda: a_far_corner("S"),
    "far corner of ours.xlsx": lambda: a_far_corner("Framework", "Areas", "Skills"),
    "one text in all cells.xlsx": shared_texts,
    "merged again and again.xlsx": merged,
    "one cell repeated.ods": repeated,
    "a file of the server.xlsx": outside,
    "laughs in utf-16.xlsx": lambda: archive({
        OF_A_WORKBOOK: b"<Types/>",
        "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
    }),
    "archives within archives.zip": lambda: archive({"a.zip": archive({"b.zip": hostile.bomb()})}),
    "a thousand files.zip": lambda: archive({f"{number}.csv": b"a" for number in range(1000)}),
    "five hundred that swell.zip": lambda: archive({f"{number}.csv": bytes(200_000) for number in range(500)}),
    "many rows.csv": lambda: b"Area,Skill\n" + b"a,b\n" * 1_200_000,
    "many columns.csv": lambda: b"Area," * 900_000,
    "many quotes.csv": lambda: b'"' * 4_900_000,
    "laughs.yml": lambda: f"levels:\n  a0: &a0 [x]\n{LAUGHS}".encode(),
    "deep.yml": lambda: b"levels: " + b"[" * 200_000,
    "many keys.yml": lambda: b"levels:\n" + b"".join(b" k%d: 1\n" % number for number in range(300_000)),
    "many strings.json": lambda: b"[" + b'"",' * 1_200_000 + b'""]',
    "escapes.json": lambda: b'{"schema": "' + b"\\u0041" * 800_000,
    "noise.bin": lambda: random.Random(1).randbytes(4_900_000),
    "a ring.json": ring,
    "too large.csv.zip": lambda: archive({"a.csv": b"Area,Skill\n" + bytes(49_000_000)}),
}  # fmt: skip
