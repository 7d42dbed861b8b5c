"""What is kept of a package for the day on which it is written again: identifiers, items as they came, associations."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from catalog.core.snapshot import Skill
from catalog.exchange.core.formats.case import ours, texts
from catalog.exchange.core.formats.case.identity import FORMAT, FRAMEWORK, TOP, UNPLACED, Json
from catalog.exchange.core.formats.case.kinds import Kinds
from catalog.exchange.core.formats.case.package import Association, Item, Package
from catalog.exchange.core.formats.case.placing import Home
from catalog.exchange.core.formats.case.read_frame import Frame
from catalog.exchange.core.formats.case.read_links import Links
from catalog.exchange.core.formats.case.read_things import Things
from catalog.exchange.core.formats.case.texts import obj, text
from catalog.exchange.core.formats.case.tree import Tree
from catalog.exchange.core.formats.case.written_links import INSIDE, OUTSIDE, USED
from catalog.exchange.core.imported import Foreign, Thing


class Read(NamedTuple):
    """All that was read of a package, step by step."""

    package: Package
    tree: Tree
    kinds: Kinds
    homes: Mapping[str, Home]
    frame: Frame
    things: Things
    links: Links
    criteria: Mapping[str, Json]
    rubrics: list[Json]

    def used(self) -> set[int]:
        """The associations that something of ours stands in, by their place in the file."""
        found = set(self.links.used)
        for item, home in self.homes.items():
            parents = self.tree.parents.get(item, {})
            named = {self.package.root if area == TOP else area for area in (home.area, *home.also_in)}
            found |= {each.at for parent, each in parents.items() if parent in named}
        for item, kind in self.kinds.items():
            if kind in {"role", "step", "level"}:
                found |= {each.at for each in self.tree.parents.get(item, {}).values()}
        return found


def foreign_of(read: Read) -> Iterator[Foreign]:
    """A record for each thing of a package, and for what is nothing of ours."""
    package, links = read.package, _links(read)
    document = {
        "document": ours.bare(package.document),
        "definitions": obj(package.raw.get("CFDefinitions")),
        "extensions": obj(package.raw.get("extensions")),
        "rubrics": read.rubrics,
        "scale": read.frame.scale_from or (text(read.frame.kept.get("scale_from"))),
        "links": links.get(package.root, {}),
    }
    name = text(package.document.get("identifier")) or package.root or "document"
    yield _foreign(name, FRAMEWORK, document)
    for place in (TOP, UNPLACED):
        if area := read.things.areas.get(place):
            yield _foreign(f"{name}#{place}", Thing("area", (area.slug,)), {"area": place, "name": area.name})
    for item, thing in _things(read):
        yield _foreign(_called(package.items[item]), thing, _data(read, item, thing, links.get(item, {})))
    for identifier, resource in read.links.resources.items():
        yield _foreign(read.links.called[identifier], Thing("resource", (resource.slug,)), {})
    known = {package.root, *package.items}
    outside = [ours.bare(each.raw) for each in package.associations if each.origin not in known]
    if outside:
        yield _foreign(f"{name}#associations", None, {"associations": outside})


def _foreign(identifier: str, thing: Thing | None, data: Json) -> Foreign:
    return Foreign(FORMAT, identifier.strip(), thing, {field: value for field, value in data.items() if value})


def _called(item: Item) -> str:
    """What the system that an item comes from calls it."""
    return text(item.ours.get("identifier")).strip() or item.identifier


def _things(read: Read) -> Iterator[tuple[str, Thing | None]]:
    things = read.things
    steps = iter(read.frame.steps)
    for item in read.tree.order:
        kind = read.kinds[item]
        if kind == "area":
            yield item, Thing("area", (things.areas[item].slug,))
        elif kind == "skill":
            yield item, Thing("skill", (things.skills[item].slug,))
        elif kind == "role":
            yield item, Thing("role", (things.roles[item].slug,))
        elif kind == "level":
            role, level = things.levels[item]
            yield item, Thing("level", (things.roles[role].slug, level.slug))
        else:
            yield item, Thing("step", (str(next(steps).value),)) if kind == "step" else None


def _data(read: Read, item: str, thing: Thing | None, links: Json) -> Json:
    """What is kept of one item: all of it, and what was made of it where that is not plain to see."""
    raw = read.package.items[item].raw
    data: Json = {"item": raw, "links": links}
    if thing is None:
        return data
    if thing.kind == "area":
        area = read.things.areas[item]
        data["read"] = {"name": area.name} if area.name != texts.name_in(raw) else {}
        data["orphan"] = not read.tree.parents.get(item)
        return {**data, "position": area.position}
    if thing.kind == "skill":
        skill: Skill = read.things.skills[item]
        return {**data, "position": skill.position, "retired": skill.retired, "criterion": read.criteria.get(item, {})}
    return {**data, "position": read.things.levels[item][1].rank} if thing.kind == "level" else data


def _links(read: Read) -> dict[str, Json]:
    """The associations by the item at which they begin, parted by what became of them."""
    package, used = read.package, read.used()
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for each in package.associations:
        found[each.origin][_part(package, each, used)].append(ours.bare(each.raw))
    return {origin: dict(parts) for origin, parts in found.items()}


def _part(package: Package, each: Association, used: set[int]) -> str:
    if each.at in used:
        return USED
    return INSIDE if each.destination in package.items or each.destination == package.root else OUTSIDE
