"""A person's copy of their data as JSON, for programs, and as a PDF, to read."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from assessment.privacy.core.copies import HeldRows, PersonalCopy
from assessment.privacy.core.tables import HeldField, Periods
from assessment.privacy.renderers.wording import PrivacyWords
from assessment.report.renderers.document import Document, Part

FORMAT, VERSION = "skillgap-personal-copy", 1


def to_json(copy: PersonalCopy, words: PrivacyWords, periods: Periods) -> bytes:
    """The copy as JSON (docs/privacy.md): every table that may hold something of a person, with its fields and rows."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "whose": copy.whose,
        "made_at": copy.made_at.isoformat(),
        "tables": [
            {
                "table": held.table.label,
                "words": held.table.words,
                "fields": [_field(field, words, periods) for field in held.given],
                "withheld": [_field(field, words, periods) for field in held.withheld],
                "rows": list(held.rows),
            }
            for held in copy.tables
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=_plain).encode()


def _field(field: HeldField, words: PrivacyWords, periods: Periods) -> dict[str, str]:
    held = field.classification
    return {
        "name": field.name,
        "words": field.words,
        "about": held.about,
        "why": words.why(held.purpose),
        "how_long": words.in_brief(held.keep, periods),
    }


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def document(copy: PersonalCopy, words: PrivacyWords, periods: Periods) -> Document:
    """The same to read: each row in a line, what is empty left out."""
    _ = words.gettext
    return Document(
        title=words.copy_title(copy.whose),
        lead=words.copy_lead(copy.made_at),
        parts=[_part(held, words, periods) for held in copy.tables if held.rows],
        page=_("Page"),
        language=words.language,
        made=copy.made_at,
    )


def _part(held: HeldRows, words: PrivacyWords, periods: Periods) -> Part:
    kinds = [field.classification for field in held.given]
    told = list(dict.fromkeys(words.why(kind.purpose).rstrip(".") + "." for kind in kinds))
    told = [" ".join([*told, words.in_brief(kinds[0].keep, periods) + "."])]
    if held.withheld:
        told.append(words.withheld(", ".join(field.words for field in held.withheld)))
    return Part(held.table.words.capitalize(), text=told, items=[_line(held, row) for row in held.rows])


def _line(held: HeldRows, row: Mapping[str, Any]) -> str:
    said = [(field.words, row[field.name]) for field in held.given]
    return " · ".join(f"{words}: {_told(value)}" for words, value in said if value not in (None, "", [], {}))


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(value)
