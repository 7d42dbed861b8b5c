"""Which areas the skills of a package stand in and where, and what areas are called so that people can tell them apart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catalog.exchange.core.formats.case import classes
from catalog.exchange.core.formats.case.identity import TOP, UNPLACED, key
from catalog.exchange.core.formats.case.kinds import Kinds
from catalog.exchange.core.formats.case.notes import Notes
from catalog.exchange.core.formats.case.package import Item, Package
from catalog.exchange.core.formats.case.plain import short
from catalog.exchange.core.formats.case.texts import NAME
from catalog.exchange.core.formats.case.tree import Tree
from catalog.exchange.core.imported import WARNING

MOST_ABOVE = 4  # areas that a name may tell above its own
BETWEEN = " › "


class Home(NamedTuple):
    """Where a skill stands: its area, which is an item or what stands for none (TOP, UNPLACED), further ones, and its
    position there."""

    area: str
    also_in: tuple[str, ...]
    position: int


def homes_of(package: Package, tree: Tree, kinds: Kinds, notes: Notes) -> dict[str, Home]:
    """The place of each skill, in the order of the tree. A skill right under the document stands in TOP unless it has an
    area as well; one that stands nowhere in UNPLACED, which is told."""
    areas = {item: _areas(package, tree, kinds, item, notes) for item in tree.order if kinds[item] == "skill"}
    below: dict[str, int] = defaultdict(int)
    homes: dict[str, Home] = {}

    def put(item: str) -> None:
        home = areas[item][0]
        below[home] += 1
        link = tree.parents.get(item, {}).get(package.root if home == TOP else home)
        sequence = link.raw.get("sequenceNumber") if link else None
        position = place_of(package.items[item], sequence, below[home])
        homes[item] = Home(home, areas[item][1:], position)

    for parent in (package.root, *tree.order):
        area = TOP if parent == package.root else parent
        for child in tree.children.get(parent, ()):
            if child in areas and areas[child][0] == area:
                put(child)
    for item, found in areas.items():
        if found[0] == UNPLACED:
            put(item)
    return {item: homes[item] for item in areas}


def _areas(package: Package, tree: Tree, kinds: Kinds, item: str, notes: Notes) -> tuple[str, ...]:
    """The areas of a skill: those that our extension tells and that still have a link, then all others of the file."""
    parents = tree.parents.get(item, {})
    linked = [TOP if each == package.root else each for each in parents]
    linked = [each for each in linked if each == TOP or kinds.get(each) == "area"]
    kept = package.items[item].ours.get("areas")
    told = [each for each in map(key, kept) if each in linked or each == UNPLACED] if isinstance(kept, list) else []
    found = tuple(dict.fromkeys([*told, *(each for each in linked if each != TOP)]))
    if not found and TOP not in linked:
        notes.count(WARNING, "case-orphan", package.items[item].place)
    return found or ((TOP,) if TOP in linked else (UNPLACED,))


def place_of(item: Item, sequence: object, otherwise: int) -> int:
    """The position of a thing: of one of ours what its link says, or our extension where the link is as it was; of all
    others what comes next."""
    if "key" not in item.ours:
        return otherwise
    number, kept = classes.whole(sequence), item.ours.get("at")
    before = [] if number is None else [number]
    if isinstance(kept, list) and kept and kept[:-1] == before and isinstance(kept[-1], int):
        return int(kept[-1])
    return otherwise if number is None else number


def names_of(tree: Tree, names: Mapping[str, str], fixed: Mapping[str, bool]) -> dict[str, str]:
    """What areas are called, from their own names: those that others have too get the names of what they stand in before
    them, only as many as tell them apart. A name that is `fixed` stays."""
    found = dict(names)
    path = {item: [name] for item, name in names.items()}
    above = {item: item for item in names}
    for _again in range(MOST_ABOVE):
        for item in _twins(found):
            parent = next((each for each in tree.parents.get(above[item], ()) if each in names), None)
            if parent is not None and not fixed[item]:
                above[item] = parent
                path[item].insert(0, names[parent])
                found[item] = short(BETWEEN.join(path[item]), NAME)
    return found


def _twins(names: Mapping[str, str]) -> Iterator[str]:
    same: dict[str, list[str]] = defaultdict(list)
    for item, name in names.items():
        same[name.casefold()].append(item)
    return (item for items in same.values() if len(items) > 1 for item in items)
