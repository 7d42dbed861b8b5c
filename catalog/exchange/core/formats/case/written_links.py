"""Associations as they are written: those of a framework, each with what its file said of it, and those of others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from catalog.core.snapshot import Link, Prerequisite, Requirement
from catalog.exchange.core.formats.case import classes, ours, vocabulary
from catalog.exchange.core.formats.case.identity import Identity, Json, key, line, link, minted
from catalog.exchange.core.formats.case.texts import text
from catalog.exchange.core.formats.case.vocabulary import Asked, Scale

Ends = Mapping[str, Json]
# Lists of associations in the record of a thing: those that became something of ours, those to something in the package,
# those to something outside.
USED, INSIDE, OUTSIDE = "used", "inside", "outside"


def web(address: str) -> str:
    """An address in which stands nothing that no URI may have."""
    return quote(address.strip(), safe="%!#$&'()*+,/:;=?@[]~-._")


class Origin:
    """The associations that begin at one item. `ends` has each item of the package by what its file called it."""

    def __init__(self, names: Identity, end: Json, changed: str, ends: Ends, data: Mapping[str, Any]) -> None:
        self.names, self.end, self.changed, self.ends = names, end, changed, ends
        self.kept: Mapping[str, Any] = data.get("links", {})
        self._pool: dict[tuple[str, str], list[Json]] = defaultdict(list)
        for raw in self.kept.get(USED, ()):
            fields = fitted(raw, ends)
            if {"associationType", "destinationNodeURI"} <= set(fields):
                self._pool[fields["associationType"], fields["destinationNodeURI"]["identifier"]].append(fields)

    def to(self, kind: str, end: Json, *parts: object) -> Json:
        """The association to an end: as its file has it, else a new one that `parts` name."""
        known = self._pool.get((kind, end["identifier"]))
        if known:
            raw = known.pop(0)
            return {**self._new(kind, end, parts), **raw, "originNodeURI": raw.get("originNodeURI", self.end)}
        return self._new(kind, end, parts)

    def _new(self, kind: str, end: Json, parts: tuple[object, ...]) -> Json:
        named = self.names.named(kind, self.end["identifier"], end["identifier"], *parts)
        ends = {"originNodeURI": self.end, "destinationNodeURI": end}
        return {**self.names.head("CFAssociations", named, self.changed), "associationType": kind, **ends}

    def others(self) -> Iterator[Json]:
        """Associations that are nothing of ours, as their file has them; without those to what has gone from the package."""
        for raw in self.kept.get(OUTSIDE, ()):
            yield from whole(self.names, raw, self.ends, self.changed)
        for raw in self.kept.get(INSIDE, ()):
            if key_of_end(raw, "destinationNodeURI") in self.ends:
                yield from whole(self.names, raw, self.ends, self.changed)


def key_of_end(raw: Json, name: str) -> str:
    """By what an end of an association is found among the items of its package; nothing where it says none."""
    end = raw.get(name)
    return key(end.get("identifier")) if isinstance(end, dict) else ""


def fitted(raw: Json, ends: Ends) -> Json:
    """What may stand in an association of one that a file has; items are called as they are in the package."""
    fields = classes.fitting("CFAssociation", {**raw, "associationType": classes.association_type(raw)})
    if identifier := raw.get("identifier"):
        fields["identifier"] = minted(str(identifier))
    for name in ("originNodeURI", "destinationNodeURI"):
        if item := ends.get(key_of_end(raw, name)):
            fields[name] = {**link(text(raw[name].get("title")), item), **fields.get(name, {})}
            fields[name]["identifier"] = item["identifier"]
    return ours.extended(fields, {})


def whole(names: Identity, raw: Json, ends: Ends, changed: str) -> Iterator[Json]:
    """An association as its file has it, where that says what it joins and how."""
    fields = fitted(raw, ends)
    if {"associationType", "originNodeURI", "destinationNodeURI"} <= set(fields):
        named = fields.get("identifier") or names.named("association", *(str(fields[name]) for name in sorted(fields)))
        yield {**names.head("CFAssociations", named, changed), **fields}


def requirement(origin: Origin, scale: Scale, need: Requirement, skill: Json, groupings: dict[str, Json]) -> Json:
    """What a level asks of a skill, with its grouping; a new one is added to `groupings` by its title."""
    asked = Asked(need.step, need.importance)
    fields = origin.to("isRelatedTo", skill)
    grouped = fields.get("CFAssociationGroupingURI")
    if grouped is None or vocabulary.read_grouping(scale, grouped["title"]) != asked:
        title = vocabulary.grouping(scale, asked)
        if title not in groupings:
            named = origin.names.named("grouping", title)
            groupings[title] = {**origin.names.head("CFAssociationGroupings", named, origin.changed), "title": title}
        fields["CFAssociationGroupingURI"] = link(title, groupings[title])
        fields["notes"] = vocabulary.sentence(scale, asked)
    return ours.extended(fields, {**({} if need.step is None else {"step": need.step}), "importance": need.importance})


def prerequisite(origin: Origin, need: Prerequisite, skill: Json) -> Json:
    """That the skill at which this begins comes before another one, for the steps that say so."""
    fields = origin.to("precedes", skill, need.step, need.needs_step)
    return ours.extended(fields, {"step": need.step, "needs_step": need.needs_step})


def external(origin: Origin, told: Link) -> Json:
    """A skill's counterpart in a public vocabulary."""
    kind = "exactMatchOf" if told.relation == vocabulary.EXACT else "isRelatedTo"
    target = vocabulary.TARGETS.get(told.scheme, "ext:Vocabulary")
    end = {"title": line(told.label) or told.uri, "identifier": told.uri, "uri": _address(told), "targetType": target}
    return ours.extended(origin.to(kind, end, told.scheme), {"link": ours.rest(told, ())})


def _address(told: Link) -> str:
    if classes.is_a(classes.URI, told.uri):
        return told.uri
    return vocabulary.ONET_PAGE + quote(told.uri) if told.scheme == "onet" else f"urn:skillgap:{quote(told.uri)}"
