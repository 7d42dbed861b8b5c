"""What the associations of a package say of skills: what levels ask, what comes before what, what helps, what is the same."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeGuard

from catalog.core.snapshot import (
    FREE,
    IMPORTANCES,
    IMPORTANT,
    Importance,
    Link,
    Prerequisite,
    Requirement,
    Resource,
    ResourceStep,
)
from catalog.exchange.core.formats.case import ours, vocabulary
from catalog.exchange.core.formats.case.identity import key
from catalog.exchange.core.formats.case.joining import says
from catalog.exchange.core.formats.case.keys import Keys
from catalog.exchange.core.formats.case.notes import Notes
from catalog.exchange.core.formats.case.package import Association, Package
from catalog.exchange.core.formats.case.plain import line, short
from catalog.exchange.core.formats.case.read_frame import Frame
from catalog.exchange.core.formats.case.read_things import Things
from catalog.exchange.core.formats.case.texts import obj, objs, text
from catalog.exchange.core.formats.case.vocabulary import Asked, Scale
from catalog.exchange.core.imported import WARNING

_TITLE, _ADDRESS, _LABEL, _URI = 200, 500, 200, 300


class Links(NamedTuple):
    """What was found, by the key of the item at which it begins; resources by the identifier of their end. `used` are the
    associations that all of it stands in, by their place in the file."""

    requirements: dict[str, dict[str, Requirement]]
    prerequisites: dict[str, dict[tuple[int, str], Prerequisite]]
    links: dict[str, dict[str, Link]]
    resources: dict[str, Resource]
    steps: dict[str, dict[tuple[str, int], ResourceStep]]
    called: dict[str, str]
    used: set[int]


class LinkReader:
    """Reads associations one after the other; what it does not know it leaves."""

    def __init__(self, package: Package, things: Things, frame: Frame, scale: Scale, notes: Notes) -> None:
        self.package, self.things, self.frame, self.scale, self.notes = package, things, frame, scale, notes
        self.found = Links(defaultdict(dict), defaultdict(dict), defaultdict(dict), {}, defaultdict(dict), {}, set())
        self.keys = Keys("resource")
        self.groupings = {
            key(each.get("identifier")): text(each.get("title"))
            for each in objs(obj(package.raw.get("CFDefinitions")).get("CFAssociationGroupings"))
        }
        self._known_resources()

    def read(self) -> Links:
        for each in self.package.associations:
            if self._is_read(each):
                self.found.used.add(each.at)
        return self.found

    def _is_read(self, each: Association) -> bool:
        begins, ends = each.origin in self.things.skills, each.destination in self.things.skills
        if each.type == "isRelatedTo" and each.origin in self.things.levels and ends:
            return self._requirement(each)
        if each.type == "precedes" and begins and ends:
            return self._prerequisite(each)
        if each.type == "exemplar" and begins and each.destination not in self.package.items:
            return self._resource(each)
        if each.type in {"exactMatchOf", "isRelatedTo"} and begins and each.destination not in self.package.items:
            return self._link(each)
        return False

    def _requirement(self, each: Association) -> bool:
        skill, asked = self.things.skills[each.destination].slug, self._asked(each)
        if skill in self.found.requirements[each.origin]:
            self.notes.count(WARNING, "case-requirement-twice", each.place)
            return False
        self.found.requirements[each.origin][skill] = Requirement(skill, asked.step, asked.importance)
        return True

    def _asked(self, each: Association) -> Asked:
        """What a requirement asks: by its grouping, or exactly by our extension while its grouping says the same."""
        linked = obj(each.raw.get("CFAssociationGroupingURI"))
        title = text(linked.get("title")) or self.groupings.get(key(linked.get("identifier")), "")
        asked = vocabulary.read_grouping(self.scale, title)
        kept = ours.extension_of(each.raw)
        step, importance = kept.get("step"), _importance(kept.get("importance"))
        if importance is not None and (step is None or _is_step(step)):
            exact = Asked(step, importance)
            if exact == asked or title == vocabulary.grouping(self.scale, exact):
                return exact
        if asked is None:
            self.notes.count(WARNING, "case-requirement-unread", each.place)
        return asked or Asked(None, IMPORTANT)

    def _prerequisite(self, each: Association) -> bool:
        kept, ways_up = ours.extension_of(each.raw), self.scale.ways_up
        told = [step for step in (kept.get("step"), kept.get("needs_step")) if _is_step(step)]
        steps = told if len(told) == 2 else ways_up[:1] * 2
        needs = self.things.skills[each.origin].slug
        known = self.found.prerequisites[each.destination]
        if not steps or each.origin == each.destination or (steps[0], needs) in known:
            return False
        known[steps[0], needs] = Prerequisite(steps[0], needs, steps[1])
        return True

    def _link(self, each: Association) -> bool:
        end = obj(each.raw.get("destinationNodeURI"))
        kept = ours.made(Link, {}, ours.extension_of(each.raw).get("link"))
        link = kept if kept and kept.uri else _link(each, end)
        if link is None or link.uri in self.found.links[each.origin]:
            return False
        self.found.links[each.origin][link.uri] = link
        return True

    # Resources

    def _known_resources(self) -> None:
        """Those that our extension keeps, whether an association ends at them or not."""
        for kept in objs(self.frame.kept.get("resources")):
            identifier = key(kept.get("identifier"))
            if identifier and identifier not in self.found.resources:
                title = text(kept.get("title"))
                slug = self.keys.give(title, kept.get("slug"))
                if resource := ours.made(Resource, {"slug": slug, "steps": []}, kept):
                    self.found.resources[identifier] = resource
                    self.found.called[identifier] = text(kept.get("identifier"))

    def _resource(self, each: Association) -> bool:
        end = obj(each.raw.get("destinationNodeURI"))
        known = self.found.resources.get(each.destination)
        kept = ours.extension_of(each.raw).get("steps")
        title, address = short(line(text(end.get("title"))), _TITLE), text(end.get("uri")).strip()
        is_web = address.startswith(("http://", "https://")) and len(address) <= _ADDRESS
        if known is None:
            if not is_web:
                return False
            known = self._new_resource(title or short(address, _TITLE), address)
            self.found.called[each.destination] = text(end.get("identifier")).strip()
        elif isinstance(kept, list):
            if not says(end, known):
                known = replace(known, title=title or known.title, url=address if is_web else known.url)
        elif known.url != address:
            return False
        self.found.resources[each.destination] = known
        self._serve(each, kept)
        return True

    def _new_resource(self, title: str, address: str) -> Resource:
        return Resource(
            slug=self.keys.give(title),
            title=title,
            url=address,
            provider="",
            kind="documentation",
            language=self.frame.framework.language,
            cost=FREE,
            hours=1,
            hours_estimated=True,
            licence="",
            description="",
            checked_on="",
            verified=False,
            steps=(),
        )

    def _serve(self, each: Association, kept: Any) -> None:
        """The steps of a skill that a resource serves: those that our extension says, else all above the lowest."""
        skill = self.things.skills[each.origin].slug
        told = [ours.made(ResourceStep, {"skill": skill}, step) for step in objs(kept)]
        steps: Sequence[ResourceStep | None] = told or [ResourceStep(skill, step) for step in self.scale.ways_up]
        for step in steps:
            if step is not None:
                self.found.steps[each.destination].setdefault((skill, step.step), step)


def _is_step(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9


def _importance(value: object) -> Importance | None:
    return next((each for each in IMPORTANCES if each == value), None)


def _link(each: Association, end: Mapping[str, Any]) -> Link | None:
    """The counterpart of a skill in a public vocabulary that we know; None for all else that is outside."""
    identifier, uri = text(end.get("identifier")).strip(), text(end.get("uri")).strip()
    schemes = {target: scheme for scheme, target in vocabulary.TARGETS.items()}
    scheme = schemes.get(text(end.get("targetType")))
    scheme = scheme or next((found for start, found in vocabulary.ADDRESSES.items() if uri.startswith(start)), None)
    named = uri if scheme == "esco" else identifier
    if scheme is None or not named or len(named) > _URI:
        return None
    relation = vocabulary.EXACT if each.type == "exactMatchOf" else vocabulary.RELATED
    return Link(scheme, "", named, short(line(text(end.get("title"))), _LABEL) or named, relation)
