"""All associations of a framework: what stands below what, what comes before what, what is asked, and what helps."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from catalog.core.snapshot import Prerequisite, Resource, ResourceStep, Skill, Snapshot
from catalog.exchange.core.formats.case import classes, ours, vocabulary
from catalog.exchange.core.formats.case import written_links as links
from catalog.exchange.core.formats.case.identity import FRAMEWORK, TOP, UNPLACED, Json, line
from catalog.exchange.core.formats.case.made_items import MadeItems
from catalog.exchange.core.formats.case.vocabulary import Scale
from catalog.exchange.core.formats.case.written_links import Origin
from catalog.exchange.core.imported import Thing

_POSITIONED = {"area", "skill", "level"}


class Joined(NamedTuple):
    """The associations of a package, the groupings of its requirements by their titles, and what of a thing's place its
    links do not say."""

    associations: list[Json]
    groupings: dict[str, Json]
    places: dict[Thing, Json]


def join(snapshot: Snapshot, scale: Scale, made: MadeItems) -> Joined:
    """The associations of a framework between the items that were made of it."""
    return _Joiner(snapshot, scale, made).joined()


class _Joiner:
    def __init__(self, snapshot: Snapshot, scale: Scale, made: MadeItems) -> None:
        self.snapshot, self.scale, self.made = snapshot, scale, made
        self.found = Joined([], {}, {})
        self.needed: dict[str, list[tuple[Prerequisite, str]]] = defaultdict(list)
        for skill in snapshot.ordered_skills:
            for need in skill.prerequisites:
                self.needed[need.needs].append((need, skill.slug))
        self.served: dict[str, dict[str, list[ResourceStep]]] = defaultdict(lambda: defaultdict(list))
        for resource in snapshot.resources:
            for step in resource.steps:
                self.served[step.skill][resource.slug].append(step)
        self.resource = {resource.slug: resource for resource in snapshot.resources}

    def joined(self) -> Joined:
        for number, thing in enumerate(self.made.item):
            origin = self.made.origin(thing)
            others = list(origin.others())
            if thing != FRAMEWORK:
                self._place(origin, thing, others, number)
            if thing.kind == "skill":
                self._skill(origin, self.snapshot.skill[thing.key[0]])
            elif thing.kind == "level":
                level = self.snapshot.role[thing.key[0]].level[thing.key[1]]
                for need in level.requirements:
                    end = self.made.end(Thing("skill", (need.skill,)))
                    self._add(links.requirement(origin, self.scale, need, end, self.found.groupings))
            self.found.associations.extend(others)
        return self.found

    def _add(self, fields: Json) -> None:
        self.found.associations.append(fields)

    def _place(self, origin: Origin, thing: Thing, others: Sequence[Json], number: int) -> None:
        """Put an item below its parents; an area that stands somewhere in its file stays there."""
        data = self.made.names.data(thing)
        standing = [each for each in others if each["associationType"] == "isChildOf"] if thing.kind == "area" else []
        if not standing and not (thing.kind == "area" and data.get("orphan")):
            position = self._position(thing, number)
            is_new = "links" not in data if thing.kind not in _POSITIONED else data.get("position") != position
            for parent in self._parents(thing):
                fields = origin.to("isChildOf", self.made.end(parent))
                fields.update({"sequenceNumber": position} if is_new else {})
                standing.append(fields)
                self._add(fields)
        if thing.kind in _POSITIONED:
            self._remember(thing, standing, self._position(thing, number))

    def _remember(self, thing: Thing, standing: Sequence[Json], position: int) -> None:
        sequence = classes.whole(standing[0].get("sequenceNumber")) if standing else None
        place: Json = {} if sequence == position else {"at": [position] if sequence is None else [sequence, position]}
        if thing.kind == "skill":
            skill = self.snapshot.skill[thing.key[0]]
            areas = [self._named(area) for area in (skill.area, *skill.also_in)]
            if len(areas) > 1 or areas == [UNPLACED]:
                place["areas"] = areas
        if place:
            self.found.places[thing] = place

    def _named(self, area: str) -> str:
        return self.made.beside.get(area) or self.made.item[Thing("area", (area,))]["identifier"]

    def _position(self, thing: Thing, number: int) -> int:
        if thing.kind == "level":
            return self.snapshot.role[thing.key[0]].level[thing.key[1]].rank
        if thing.kind == "area":
            return self.snapshot.area[thing.key[0]].position
        return self.snapshot.skill[thing.key[0]].position if thing.kind == "skill" else number + 1

    def _parents(self, thing: Thing) -> Iterator[Thing]:
        if thing.kind == "level":
            yield Thing("role", thing.key[:1])
        elif thing.kind == "skill":
            skill = self.snapshot.skill[thing.key[0]]
            for area in (skill.area, *skill.also_in):
                if area not in self.made.beside:
                    yield Thing("area", (area,))
                elif self.made.beside[area] == TOP:
                    yield FRAMEWORK
        else:
            yield FRAMEWORK

    def _skill(self, origin: Origin, skill: Skill) -> None:
        for need, after in sorted(
            self.needed[skill.slug], key=lambda each: (each[1], each[0].step, each[0].needs_step)
        ):
            self._add(links.prerequisite(origin, need, self.made.end(Thing("skill", (after,)))))
        for told in skill.links:
            self._add(links.external(origin, told))
        for slug, steps in sorted(self.served[skill.slug].items()):
            self._add(self._exemplar(origin, self.resource[slug], steps))

    def _exemplar(self, origin: Origin, resource: Resource, steps: Sequence[ResourceStep]) -> Json:
        """That a resource helps with a skill."""
        end = resource_end(self.made, resource)
        fields = origin.to("exemplar", end)
        if not says(fields["destinationNodeURI"], resource):
            fields["destinationNodeURI"] = end
        return ours.extended(fields, {"steps": [_step(step) for step in steps]})


def resource_end(made: MadeItems, resource: Resource) -> Json:
    """The end of an association at a resource: its address, or that of its identifier where it has none."""
    thing = Thing("resource", (resource.slug,))
    known = made.names.foreign.get(thing)
    identifier = known.identifier if known else made.names.of(thing)
    address = links.web(resource.url)
    return {
        "title": line(resource.title) or resource.slug,
        "identifier": identifier,
        "uri": address if classes.is_a(classes.URI, address) else f"urn:uuid:{made.names.of(thing)}",
        "targetType": vocabulary.LEARN_FROM,
    }


def says(end: Mapping[str, Any], resource: Resource) -> bool:
    """Whether an end of an association says the title and the address of a resource."""
    return end.get("title") == (line(resource.title) or resource.slug) and (
        not resource.url or end.get("uri") in (resource.url, links.web(resource.url))
    )


def _step(step: ResourceStep) -> Json:
    return {name: value for name, value in asdict(step).items() if name != "skill" and value}
