"""The single documents that CASE's REST paths answer with, out of a package.

Each function takes a package as `writing.build` gives it and an identifier, and gives the JSON value of the answer; None
where the package has nothing that is called so.
"""

from collections.abc import Mapping
from typing import Any

from catalog.exchange.core.formats.case.classes import DEFINITIONS
from catalog.exchange.core.formats.case.identity import Json, link


def package_link(package: Mapping[str, Any], base: str = "") -> Json:
    """A link to the package of a document, which is called as the document is; `base` as of `writing.write`."""
    document = package["CFDocument"]
    identifier = document["identifier"]
    uri = f"{base}CFPackages/{identifier}" if base else f"urn:uuid:{identifier}"
    return link(document["title"], {"identifier": identifier, "uri": uri})


def document(package: Mapping[str, Any], base: str = "") -> Json:
    """CFDocuments/{id}: the document with the address of its package. `{"CFDocuments": [...]}` of such is CFDocuments."""
    return {**package["CFDocument"], "CFPackageURI": package_link(package, base)}


def item(package: Mapping[str, Any], identifier: str) -> Json | None:
    """CFItems/{id}"""
    found = _of(package.get("CFItems"), identifier)
    return found and {**found, "CFDocumentURI": _document_link(package)}


def association(package: Mapping[str, Any], identifier: str) -> Json | None:
    """CFAssociations/{id}"""
    found = _of(package.get("CFAssociations"), identifier)
    return found and {**found, "CFDocumentURI": _document_link(package)}


def item_associations(package: Mapping[str, Any], identifier: str) -> Json | None:
    """CFItemAssociations/{id}: an item with all associations that begin or end at it."""
    found = item(package, identifier)
    ends = ("originNodeURI", "destinationNodeURI")
    joined = [
        each for each in package.get("CFAssociations", ()) if any(each[end]["identifier"] == identifier for end in ends)
    ]
    return found and {"CFItem": found, "CFAssociations": joined} if joined else None


def definition(package: Mapping[str, Any], field: str, identifier: str) -> Json | None:
    """CFItemTypes/{id}, CFSubjects/{id}, CFConcepts/{id}, which answer with a list of one here, as nothing stands below
    another; CFLicenses/{id} and CFAssociationGroupings/{id}, which answer with the thing itself. `field` is the path.

    Raises KeyError for another path.
    """
    name = DEFINITIONS[field]
    found = _of(package.get("CFDefinitions", {}).get(field), identifier)
    return found and ({field: [found]} if name in {"CFItemType", "CFSubject", "CFConcept"} else found)


def rubric(package: Mapping[str, Any], identifier: str) -> Json | None:
    """CFRubrics/{id}"""
    return _of(package.get("CFRubrics"), identifier)


def _of(values: Any, identifier: str) -> Json | None:
    return next((each for each in values or () if each["identifier"] == identifier), None)


def _document_link(package: Mapping[str, Any]) -> Json:
    return link(package["CFDocument"]["title"], package["CFDocument"])
