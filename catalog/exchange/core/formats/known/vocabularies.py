"""Files of public vocabularies, ESCO and O*NET: lists of what there is, and no framework. They have a way in of their own."""

import io
import re
import zipfile

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.sheet_look import UNREADABLE
from catalog.exchange.core.imported import Files, Imported

_LOOKED_AT = 4_000
# Where a workbook keeps its first texts: all together, or in the cells.
_TEXTS = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
# The first heading of O*NET's tables, as text or after the tags of a workbook.
_ONET = re.compile(rb"(?:<[^<>]*>|[^\w<])*(?:O\*NET-SOC Code\b|Element ID\b.*\bElement Name\b)", re.DOTALL)


def fits(files: Files) -> bool:
    """Whether a file begins with the headings of ESCO or of O*NET."""
    return any(_is_one(start) for data in files.values() for start in _starts(data))


def read(files: Files) -> Imported:
    """Raises FileUnfit, always: a vocabulary is uploaded elsewhere."""
    raise FileUnfit("known-vocabulary")


def _is_one(start: bytes) -> bool:
    return (b"conceptUri" in start and b"preferredLabel" in start) or _ONET.match(start) is not None


def _starts(data: bytes) -> list[bytes]:
    """The first letters of a text, or of the texts of a workbook."""
    if not data.startswith(b"PK"):
        return [data[:_LOOKED_AT].replace(b"\0", b"")]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return [packed.open(part).read(_LOOKED_AT) for part in _TEXTS if part in packed.namelist()]
    except UNREADABLE:
        return []
