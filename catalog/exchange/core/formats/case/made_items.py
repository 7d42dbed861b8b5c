"""All items of a package that is being made, each with the end by which associations find it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catalog.core.snapshot import Snapshot
from catalog.exchange.core.formats.case.identity import FRAMEWORK, Identity, Json, key, line, link
from catalog.exchange.core.formats.case.written_items import Items
from catalog.exchange.core.formats.case.written_links import Origin
from catalog.exchange.core.imported import Thing


class MadeItems(NamedTuple):
    """Items by the thing that each is. `ends` has each item and the document by what it is called here and by what its
    file called it; `beside` has the areas that no item stands for by their key, with what they stand for."""

    names: Identity
    changed: str
    item: dict[Thing, Json]
    ends: dict[str, Json]
    types: Mapping[str, Json]
    beside: Mapping[str, str]

    def end(self, thing: Thing) -> Json:
        """A link to a thing, as an association ends at it."""
        found = self.item[thing]
        return link(title_of(found), found)

    def origin(self, thing: Thing) -> Origin:
        """The associations that begin at a thing."""
        return Origin(self.names, self.end(thing), self.changed, self.ends, self.names.data(thing))


def items_of(
    snapshot: Snapshot, names: Identity, changed: str, beside: Mapping[str, str], with_steps: bool
) -> MadeItems:
    """The items of a framework; `with_steps` says whether its steps are items too."""
    items = Items(names, changed)
    made = dict(_each(items, snapshot, beside, with_steps))
    ends: dict[str, Json] = {}
    for thing, item in made.items():
        if thing in names.foreign:
            ends[key(names.foreign[thing].identifier)] = item
        ends[item["identifier"]] = item
    return MadeItems(names, changed, made, ends, items.types, beside)


def _each(
    items: Items, snapshot: Snapshot, beside: Mapping[str, str], with_steps: bool
) -> Iterator[tuple[Thing, Json]]:
    for area in snapshot.ordered_areas:
        if area.slug not in beside:
            yield Thing("area", (area.slug,)), items.area(area)
    for skill in snapshot.ordered_skills:
        yield Thing("skill", (skill.slug,)), items.skill(skill)
    for role in snapshot.roles:
        yield Thing("role", (role.slug,)), items.role(role)
        for level in role.ladder:
            yield Thing("level", (role.slug, level.slug)), items.level(role, level)
    for step in snapshot.steps if with_steps else ():
        yield Thing("step", (str(step.value),)), items.step(step)


def with_document(made: MadeItems, document: Json) -> MadeItems:
    """The same with the document, which is no item but an end of associations."""
    known = made.names.foreign.get(FRAMEWORK)
    ends = {**({key(known.identifier): document} if known else {}), document["identifier"]: document}
    return made._replace(item={**made.item, FRAMEWORK: document}, ends={**made.ends, **ends})


def title_of(item: Json) -> str:
    """What an item is called where something links to it."""
    said = (
        item.get("title") or item.get("abbreviatedStatement") or item.get("humanCodingScheme") or item["fullStatement"]
    )
    return line(said)[:120]
