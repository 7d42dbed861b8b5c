"""The classes of CASE: which fields each has, and what may stand in them. All of them are closed."""

import re
from collections.abc import Callable, Mapping
from typing import Any

TEXT, LINE, TEXTS, URI, DATE, WHOLE, NUMBER = "text", "line", "texts", "uri", "date", "whole", "number"
LINK, LINKS, END, UUID, OPEN, OPENS = "link", "links", "end", "uuid", "open", "opens"
TIME, TYPE = "time", "type"

ASSOCIATION_TYPES = (
    "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy", "exemplar",
    "hasSkillLevel", "isTranslationOf",
)  # fmt: skip
_PATTERNS = {
    URI: re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~%]+\Z"),
    UUID: re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z"),
    DATE: re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z"),
    TIME: re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})\Z"
    ),
    TYPE: re.compile(rf"(?:{'|'.join(ASSOCIATION_TYPES)}|ext:[a-zA-Z0-9._-]+)\Z"),
}
# The types by their letters alone: files have "Is Child Of" as well.
_TYPES = {name.lower(): name for name in ASSOCIATION_TYPES}
_TARGET = re.compile(r"CASE\Z|ext:[a-zA-Z0-9._-]+\Z")

_EVERY = {"identifier": UUID, "uri": URI, "lastChangeDateTime": TIME, "extensions": OPEN}
_STATUS = {"statusStartDate": DATE, "statusEndDate": DATE, "licenseURI": LINK, "language": LINE, "notes": TEXT}
_SUBJECT = {"subject": TEXTS, "subjectURI": LINKS}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "CFDocument": {
        **_EVERY, **_STATUS, **_SUBJECT, "creator": LINE, "title": LINE, "frameworkType": LINE, "caseVersion": LINE,
        "officialSourceURL": URI, "publisher": LINE, "description": TEXT, "version": LINE, "adoptionStatus": LINE,
    },
    "CFItem": {
        **_EVERY, **_STATUS, **_SUBJECT, "fullStatement": TEXT, "alternativeLabel": LINE, "CFItemType": LINE,
        "CFItemTypeURI": LINK, "humanCodingScheme": LINE, "listEnumeration": LINE, "abbreviatedStatement": LINE,
        "conceptKeywords": TEXTS, "conceptKeywordsURI": LINK, "educationLevel": TEXTS,
    },
    "CFAssociation": {
        **_EVERY, "associationType": TYPE, "originNodeURI": END, "destinationNodeURI": END, "sequenceNumber": WHOLE,
        "CFAssociationGroupingURI": LINK, "notes": TEXT,
    },
    "CFItemType": {**_EVERY, "title": LINE, "description": TEXT, "hierarchyCode": LINE, "typeCode": LINE},
    "CFSubject": {**_EVERY, "title": LINE, "description": TEXT, "hierarchyCode": LINE},
    "CFConcept": {**_EVERY, "title": LINE, "description": TEXT, "hierarchyCode": LINE, "keywords": LINE},
    "CFLicense": {**_EVERY, "title": LINE, "description": TEXT, "licenseText": TEXT},
    "CFAssociationGrouping": {**_EVERY, "title": LINE, "description": TEXT},
    "CFRubric": {**_EVERY, "title": LINE, "description": TEXT},
    "CFRubricCriterion": {
        **_EVERY, "category": LINE, "description": TEXT, "CFItemURI": LINK, "weight": NUMBER, "position": WHOLE,
        "rubricId": UUID,
    },
    "CFRubricCriterionLevel": {
        **_EVERY, "extensions": OPENS, "quality": LINE, "score": NUMBER, "description": TEXT, "feedback": TEXT,
        "position": WHOLE, "rubricCriterionId": UUID,
    },
}  # fmt: skip
DEFINITIONS = {
    "CFConcepts": "CFConcept",
    "CFSubjects": "CFSubject",
    "CFLicenses": "CFLicense",
    "CFItemTypes": "CFItemType",
    "CFAssociationGroupings": "CFAssociationGrouping",
}


def is_a(kind: str, value: object) -> bool:
    """Whether a text is of a kind that has a pattern: a URI, a UUID of version 1 to 5, a date, a time, a type."""
    return isinstance(value, str) and _PATTERNS[kind].match(value) is not None


def association_type(raw: Mapping[str, Any]) -> str:
    """The type of an association as CASE writes it; one that CASE has not as an extension, and nothing where none is said."""
    said = raw.get("associationType")
    letters = re.sub(r"[^A-Za-z0-9:._-]", "", said) if isinstance(said, str) else ""
    if known := _TYPES.get(letters.lower()):
        return known
    name = letters.removeprefix("ext:").replace(":", "-")
    return f"ext:{name}" if name else ""


def fitting(name: str, value: Any) -> dict[str, Any]:
    """What of a JSON value may stand in an object of a class: its own fields, with values that it allows.

    A text where the class has a list of texts is made one, white space in a line single spaces, a number in text a
    number; what does not fit otherwise is left out.
    """
    if not isinstance(value, dict):
        return {}
    kinds = FIELDS[name]
    found = {field: _fit(kinds[field], inner) for field, inner in value.items() if field in kinds}
    return {field: inner for field, inner in found.items() if inner is not None}


def _fit(kind: str, value: Any) -> Any:
    if kind in _PATTERNS:
        return value if is_a(kind, value) else None
    return _FITS[kind](value)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _line(value: Any) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) else None


def _texts(value: Any) -> list[str] | None:
    values = [value] if isinstance(value, str) else value
    return [" ".join(text.split()) for text in values if isinstance(text, str)] if isinstance(values, list) else None


def _link(value: Any) -> dict[str, str] | None:
    found = _end(value)
    if found is None or not is_a(UUID, found["identifier"]):
        return None
    return {name: found[name] for name in ("title", "identifier", "uri")}


def _links(value: Any) -> list[dict[str, str]] | None:
    return [link for link in map(_link, value) if link] if isinstance(value, list) else None


def _end(value: Any) -> dict[str, str] | None:
    """An end of an association; one without an address has that of its identifier, one without a title its identifier."""
    if not isinstance(value, dict):
        return None
    identifier, title, uri, target = (value.get(name) for name in ("identifier", "title", "uri", "targetType"))
    if not isinstance(identifier, str) or not identifier:
        return None
    if not is_a(URI, uri):
        if not is_a(UUID, identifier):
            return None
        uri = f"urn:uuid:{identifier}"
    found: dict[str, str] = {"title": _line(title) or identifier, "identifier": identifier, "uri": str(uri)}
    return {**found, "targetType": target} if isinstance(target, str) and _TARGET.match(target) else found


def whole(value: Any) -> int | None:
    """A whole number of 32 bits, also one that stands in text; None for all else."""
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,10}\s*", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
        return None
    return int(value) if -(2**31) <= value < 2**31 else None


def number(value: Any) -> float | int | None:
    """A number, also one that stands in text; None for all else."""
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,9}(?:\.[0-9]{1,9})?\s*", value):
        value = float(value)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


_FITS: Mapping[str, Callable[[Any], Any]] = {
    TEXT: _text,
    LINE: _line,
    TEXTS: _texts,
    LINK: _link,
    LINKS: _links,
    END: _end,
    WHOLE: whole,
    NUMBER: number,
    OPEN: lambda value: value if isinstance(value, dict) else None,
    OPENS: lambda value: [each for each in value if isinstance(each, dict)] if isinstance(value, list) else None,
}
