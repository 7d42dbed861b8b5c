"""A package as its file has it: items and associations with the fields that everything hangs on, whatever else there is."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.case import classes, ours
from catalog.exchange.core.formats.case.identity import Json, key
from catalog.exchange.core.formats.case.notes import Notes
from catalog.exchange.core.formats.case.texts import text
from catalog.exchange.core.imported import ERROR, WARNING

# What CASE's paths answer with besides packages: a part of one, or a list of documents.
_PARTS = {
    "CFDocuments", "CFPackageURI", "CFDocumentURI", "CFItem", "CFItems", "CFAssociations", "CFItemTypes", "CFSubjects",
    "CFConcepts", "CFRubricCriteria",
}  # fmt: skip
_WORDS = ("fullStatement", "abbreviatedStatement", "humanCodingScheme")


class Item(NamedTuple):
    """An item: its place in the file, its identifier as the file spells it, what it says, and what our extension keeps."""

    at: int
    identifier: str
    raw: Json
    ours: Json

    @property
    def place(self) -> str:
        return f"CFItems[{self.at}]"


class Association(NamedTuple):
    """An association: of which type it is and what it joins, by key."""

    at: int
    type: str
    origin: str
    destination: str
    raw: Json

    @property
    def place(self) -> str:
        return f"CFAssociations[{self.at}]"


class Package(NamedTuple):
    """All of a package. Items are known by their keys (`identity.key`), `root` is that of the document."""

    raw: Json
    document: Json
    root: str
    items: Mapping[str, Item]
    associations: tuple[Association, ...]


def parsed(value: Any, notes: Notes) -> Package:
    """The package that a JSON value is or wraps. Raises FileUnfit for what is none, and for one without items."""
    found = value.get("CFPackage", value) if isinstance(value, dict) else {}
    raw = _without_nulls(found) if isinstance(found, dict) else {}
    document = raw.get("CFDocument")
    if not isinstance(document, dict):
        raise FileUnfit("case-part" if _PARTS & set(raw) else "case-no-package")
    items = _items(raw.get("CFItems"), notes)
    if not items:
        raise FileUnfit("case-no-items", title=text(document.get("title")))
    root = key(document.get("identifier")) or key(document.get("sourcedId"))
    return Package(raw, document, root, items, _associations(raw.get("CFAssociations"), notes))


def _without_nulls(value: Any) -> Any:
    """A JSON value without what is null, which says the same; extensions stay as they are, whoever's they may be."""
    if isinstance(value, dict):
        return {
            name: each if name == "extensions" else _without_nulls(each)
            for name, each in value.items()
            if each is not None
        }
    if isinstance(value, list):
        return [_without_nulls(each) for each in value if each is not None]
    return value


def _items(value: Any, notes: Notes) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for at, raw in enumerate(value if isinstance(value, list) else ()):
        place = f"CFItems[{at}]"
        fields = raw if isinstance(raw, dict) else {}
        identifier = text(fields.get("identifier")).strip() or text(fields.get("sourcedId")).strip()
        if not any(text(fields.get(name)).strip() for name in _WORDS):
            notes.tell(ERROR, "case-item-empty", place)
        elif not identifier:
            notes.tell(ERROR, "case-item-nameless", place)
        elif key(identifier) in found:
            notes.tell(ERROR, "case-item-twice", place, identifier=identifier)
        else:
            found[key(identifier)] = Item(at, identifier, ours.bare(fields), ours.extension_of(fields))
    return found


def _associations(value: Any, notes: Notes) -> tuple[Association, ...]:
    found = []
    for at, raw in enumerate(value if isinstance(value, list) else ()):
        fields = raw if isinstance(raw, dict) else {}
        kind, origin, destination = (
            classes.association_type(fields),
            _end(fields, "origin"),
            _end(fields, "destination"),
        )
        if kind and origin and destination:
            found.append(Association(at, kind, origin, destination, fields))
        else:
            notes.count(WARNING, "case-association-unread", f"CFAssociations[{at}]")
    return tuple(found)


def _end(fields: Json, name: str) -> str:
    end = fields.get(f"{name}NodeURI")
    return key(end.get("identifier")) if isinstance(end, dict) else ""
