"""A plain document as a tagged PDF (`document.typ`): a person's copy of their data, and what others ask of the site."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from assessment.report.renderers import pdf_report, typeset
from assessment.report.renderers.typeset import DOCUMENT, Source
from assessment.words import glyphs


class Part(NamedTuple):
    """A heading with what stands below it: paragraphs, then a list, then a table. `columns` are shares of the width."""

    heading: str
    level: int = 1
    text: Sequence[str] = ()
    items: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    columns: Sequence[int] = ()


class Document(NamedTuple):
    """`page` is the word for a page, `language` a language tag."""

    title: str
    lead: str
    parts: Sequence[Part]
    page: str
    language: str
    made: datetime


def source(document: Document) -> Source:
    """All that the PDF is made of."""
    words = {**document._asdict(), "language": pdf_report.language(document.language or "en")}
    words |= {"made": "", "parts": [_part(part) for part in document.parts]}
    words = pdf_report.clean(words)
    is_whole = not glyphs.unshown(pdf_report.texts(words["parts"]))
    return Source(json.dumps(words, ensure_ascii=False), int(document.made.timestamp()), is_whole, DOCUMENT)


def _part(part: Part) -> dict[str, object]:
    columns = list(part.columns) or [1] * len(part.head)
    rows = [list(row) for row in part.rows]
    return {
        "heading": part.heading,
        "level": part.level,
        "text": list(part.text),
        "items": list(part.items),
        "head": list(part.head),
        "rows": rows,
        # Shares of a width; the words of a document are all that is looked through for letters.
        "columns": columns,
    }


def render(document: Document) -> bytes:
    """The PDF's bytes, PDF/UA-1 where every glyph can be shown. Takes a second of this process at worst."""
    return typeset.typeset(source(document))
