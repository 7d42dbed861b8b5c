"""The document of a package as it is written, with the licence and the definitions that belong to it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from catalog.core.snapshot import Framework, Resource, Snapshot
from catalog.exchange.core.formats.case import classes, ours
from catalog.exchange.core.formats.case.identity import FRAMEWORK, Identity, Json, key, line, link
from catalog.exchange.core.formats.case.plain import line as plain_line
from catalog.exchange.core.formats.case.plain import plain, short
from catalog.exchange.core.formats.case.texts import obj, objs, sum_of, text
from catalog.exchange.core.formats.case.vocabulary import VERSION

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
# As long as these texts may be with us.
_NAME, _LANGUAGE_TAG, _LICENCE, _SOURCE = 200, 12, 100, 300
_SAID_IN = ("title", "creator", "publisher", "description", "language", "officialSourceURL")
_TEXTS = ("name", "description", "publisher", "language", "licence", "attribution", "source")
_PLACED = frozenset({*_TEXTS, "slug"})


def said(document: Mapping[str, Any], licence: Mapping[str, Any]) -> Json:
    """The texts of a framework as a document and its licence say them."""
    language, linked = text(document.get("language")).strip(), obj(document.get("licenseURI"))
    name = plain_line(text(licence.get("title")) or text(linked.get("title")))
    terms = plain(text(licence.get("licenseText")))
    return {
        "name": short(plain_line(text(document.get("title"))), _NAME),
        "description": plain(text(document.get("description"))),
        "publisher": short(plain_line(text(document.get("publisher")) or text(document.get("creator"))), _NAME),
        "language": language if _LANGUAGE.match(language) and len(language) <= _LANGUAGE_TAG else "en",
        "licence": short(name, _LICENCE),
        "attribution": "" if terms == name else terms,
        "source": short(text(document.get("officialSourceURL")).strip(), _SOURCE),
    }


def mark(document: Mapping[str, Any], licence: Mapping[str, Any]) -> str:
    """A short sum of what these say, to see later whether they still do."""
    return sum_of([*(document.get(name) for name in _SAID_IN), licence.get("title"), licence.get("licenseText")])


def licence_of(document: Mapping[str, Any], definitions: Any) -> Json:
    """The licence that a document links to; nothing where there is none."""
    linked = key(obj(document.get("licenseURI")).get("identifier"))
    licences = objs(obj(definitions).get("CFLicenses"))
    return next((each for each in licences if linked and key(each.get("identifier")) == linked), {})


class Document:
    """The document of a framework, with its licence where it has one."""

    def __init__(self, names: Identity, snapshot: Snapshot, changed: str) -> None:
        self.names, self.snapshot, self.changed = names, snapshot, changed
        self.data = names.data(FRAMEWORK)
        self.head = names.head("CFDocuments", names.of(FRAMEWORK), changed)
        self.raw = classes.fitting("CFDocument", self.data.get("document"))
        self.licence = licence_of(self.raw, self.data.get("definitions"))
        self.is_as_it_was = bool(self.raw) and said(self.raw, self.licence) == texts_of(snapshot.framework)

    def end(self) -> Json:
        """What associations that end at the document need of it."""
        title = self.raw.get("title") if self.is_as_it_was else ""
        name = title or line(self.snapshot.framework.name) or self.snapshot.framework.slug
        return {"identifier": self.head["identifier"], "uri": self.raw.get("uri", self.head["uri"]), "title": name}

    def fields(self, extension: Json) -> Json:
        """The document with what our extension keeps of the framework."""
        framework = self.snapshot.framework
        found = self.raw if self.is_as_it_was else self._worded(framework)
        head = {**self.head, **{name: found[name] for name in ("uri",) if name in found}}
        found = {**found, **head, "caseVersion": "1.1", "creator": found.get("creator") or line(framework.name)}
        found.setdefault("title", line(framework.name) or framework.slug)
        exact = {name: value for name, value in texts_of(framework).items() if said(found, self.licence)[name] != value}
        kept = {
            "version": VERSION,
            "key": framework.slug,
            "fields": ours.rest(framework, _PLACED),
            **({"exact": exact, "of": mark(found, self.licence)} if exact else {}),
            **extension,
        }
        return ours.extended(found, kept)

    def _worded(self, framework: Framework) -> Json:
        name, publisher = line(framework.name) or framework.slug, line(framework.publisher)
        found = {
            "title": name,
            "creator": publisher or name,
            "publisher": publisher,
            "description": framework.description,
            "language": framework.language,
            "officialSourceURL": framework.source if classes.is_a(classes.URI, framework.source) else "",
        }
        self.licence = self._new_licence(framework)
        linked = {"licenseURI": link(self.licence["title"], self.licence)} if self.licence else {}
        others = {name: value for name, value in self.raw.items() if name not in {*found, "licenseURI"}}
        return {**others, **{name: value for name, value in found.items() if value}, **linked}

    def _new_licence(self, framework: Framework) -> Json:
        title = line(framework.licence)
        if not title:
            return {}
        named = self.names.named("licence", framework.licence, framework.attribution)
        head = self.names.head("CFLicenses", named, self.changed)
        return {**head, "title": title, "licenseText": framework.attribution or title}

    def definitions(self, types: Sequence[Json], groupings: Sequence[Json]) -> Json:
        """What the file defined, and what we do; each once."""
        known = obj(self.data.get("definitions"))
        new: Mapping[str, Sequence[Json]] = {
            "CFItemTypes": types,
            "CFAssociationGroupings": groupings,
            "CFLicenses": [self.licence] if self.licence else [],
        }
        found: Json = {}
        for field, name in classes.DEFINITIONS.items():
            both = [*(self._defined(field, name, each) for each in objs(known.get(field))), *new.get(field, ())]
            if once := list({each["identifier"]: each for each in reversed(both) if "identifier" in each}.values()):
                found[field] = once[::-1]
        extension = known.get("extensions")
        return {**found, **({"extensions": extension} if isinstance(extension, dict) else {})}

    def _defined(self, field: str, name: str, raw: Json) -> Json:
        fields = classes.fitting(name, raw)
        if "identifier" not in fields:
            return {}
        title = fields.get("title") or fields["identifier"]
        needed = {
            "CFItemTypes": {"description": title, "hierarchyCode": ""},
            "CFSubjects": {"hierarchyCode": ""},
            "CFConcepts": {"hierarchyCode": ""},
            "CFLicenses": {"licenseText": title},
        }.get(field, {})
        return {**self.names.head(field, fields["identifier"], self.changed), **needed, "title": title, **fields}


def texts_of(framework: Framework) -> Json:
    """The texts of a framework by the names of its fields."""
    return {name: getattr(framework, name) for name in _TEXTS}


def kept_of(
    snapshot: Snapshot, resources: Sequence[tuple[Resource, Json]], scale_from: str, beside: Mapping[str, str]
) -> Json:
    """What our extension keeps of a framework beside its own fields: all that is no item and no association. Resources
    come with the end by which associations know each; `scale_from` says where a scale is from whose steps are no items."""
    kept = {
        "policy": ours.rest(snapshot.policy, ()),
        "practice": [ours.rest(each, ()) for each in snapshot.practice],
        "resources": [{"identifier": end["identifier"], **ours.rest(each, {"steps"})} for each, end in resources],
        "scale_from": scale_from,
        "scale": [ours.rest(each, ()) for each in snapshot.scale] if scale_from else [],
        "areas": {place: ours.rest(snapshot.area[slug], ()) for slug, place in beside.items()},
    }
    return {name: value for name, value in kept.items() if value}
