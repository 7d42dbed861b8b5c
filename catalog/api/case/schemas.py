"""The classes of CASE as JSON Schemas, for the document. 1EdTech describes their fields; here each has its kind."""

from typing import Any

from catalog.exchange.core.formats.case import classes
from catalog.exchange.core.formats.case.classes import DEFINITIONS, FIELDS

Json = dict[str, Any]
_TEXT = {"type": "string"}
UUID = {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"}
_OPEN = {"type": "object"}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


_KINDS: dict[str, Json] = {
    classes.TEXT: _TEXT,
    classes.LINE: _TEXT,
    classes.URI: _TEXT,
    classes.TYPE: _TEXT,
    classes.TEXTS: _list(_TEXT),
    classes.DATE: {"type": "string", "format": "date"},
    classes.TIME: {"type": "string", "format": "date-time"},
    classes.WHOLE: {"type": "integer"},
    classes.NUMBER: {"type": "number"},
    classes.UUID: UUID,
    classes.LINK: _ref("LinkURI"),
    classes.LINKS: _list(_ref("LinkURI")),
    classes.END: _ref("LinkGenURI"),
    classes.OPEN: _OPEN,
    classes.OPENS: _list(_OPEN),
}
_HEAD = ("identifier", "uri", "lastChangeDateTime")
_NEEDED = {
    "CFDocument": ("creator", "title"),
    "CFItem": ("fullStatement",),
    "CFAssociation": ("associationType", "originNodeURI", "destinationNodeURI"),
    "CFItemType": ("title", "description", "hierarchyCode"),
    "CFSubject": ("title", "hierarchyCode"),
    "CFConcept": ("title", "hierarchyCode"),
    "CFLicense": ("title", "licenseText"),
    "CFAssociationGrouping": ("title",),
}
# What stands in a thing that is asked for by itself, beside what it has in its package.
_ALONE = {"CFDocument": "CFPackageURI", "CFItem": "CFDocumentURI", "CFAssociation": "CFDocumentURI"}
_MORE = {
    "CFRubric": {"CFRubricCriteria": _list(_ref("CFRubricCriterion"))},
    "CFRubricCriterion": {"CFRubricCriterionLevels": _list(_ref("CFRubricCriterionLevel"))},
}
_SAID = "As 1EdTech describes it in CASE 1.1."


def schemas() -> Json:
    """All classes that CASE's addresses answer with, by name; those of a package have “Pckg” in theirs, as in CASE."""
    link = {"title": _TEXT, "identifier": UUID, "uri": _TEXT}
    found = {
        "LinkURI": _class(link, ("title", "identifier", "uri")),
        "LinkGenURI": _class({**link, "identifier": _TEXT, "targetType": _TEXT}, ("title", "identifier", "uri")),
    }
    for name, fields in FIELDS.items():
        own = {field: _KINDS[kind] for field, kind in fields.items()} | _MORE.get(name, {})
        needed = (*_HEAD, *_NEEDED.get(name, ()))
        if name in _ALONE:
            found[name.replace("CF", "CFPckg", 1)] = _class(own, needed)
            own, needed = own | {_ALONE[name]: _ref("LinkURI")}, (*needed, _ALONE[name])
        found[name] = _class(own, needed)
    for name in ("CFItemTypes", "CFSubjects", "CFConcepts", "CFDocuments"):
        found[name] = _class({name: _list(_ref(DEFINITIONS.get(name, "CFDocument")))}, (name,))
    found["CFItemAssociations"] = _class(
        {"CFItem": _ref("CFItem"), "CFAssociations": _list(_ref("CFPckgAssociation"))}, ("CFItem", "CFAssociations")
    )
    definitions = {name: _list(_ref(each)) for name, each in DEFINITIONS.items()}
    found["CFDefinitions"] = _class({**definitions, "extensions": _OPEN}, ())
    found["CFPackage"] = _class(
        {
            "CFDocument": _ref("CFPckgDocument"),
            "CFItems": _list(_ref("CFPckgItem")),
            "CFAssociations": _list(_ref("CFPckgAssociation")),
            "CFDefinitions": _ref("CFDefinitions"),
            "CFRubrics": _list(_ref("CFRubric")),
            "extensions": _OPEN,
        },
        ("CFDocument",),
    )
    return found


def _class(fields: Json, needed: tuple[str, ...]) -> Json:
    return {
        "description": _SAID,
        "type": "object",
        "properties": fields,
        "required": sorted(needed),
        "additionalProperties": False,
    }
