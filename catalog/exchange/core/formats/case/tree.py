"""What stands below what in a package: isChildOf as a tree, in order, with its circles cut."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from catalog.exchange.core.formats.case import classes
from catalog.exchange.core.formats.case.notes import Notes
from catalog.exchange.core.formats.case.package import Association, Item, Package
from catalog.exchange.core.formats.case.plain import line
from catalog.exchange.core.formats.case.texts import text
from catalog.exchange.core.imported import WARNING

Place = tuple[Any, ...]
_PARTS = re.compile(r"[0-9]{1,9}|[^0-9]+", re.ASCII)


class Tree(NamedTuple):
    """The items of a package in the order in which a reader meets them. `children` are sorted, those of the document
    under its key; `parents` come in the order of the file, each with its link."""

    order: tuple[str, ...]
    children: Mapping[str, Sequence[str]]
    parents: Mapping[str, Mapping[str, Association]]


def tree_of(package: Package, notes: Notes) -> Tree:
    """The tree of a package, in time that grows with its links. Where an item stands below itself, the link that closes
    the circle is left out and told."""
    parents: dict[str, dict[str, Association]] = defaultdict(dict)
    for each in package.associations:
        is_inside = each.origin in package.items and (
            each.destination in package.items or each.destination == package.root
        )
        if each.type == "isChildOf" and is_inside:
            parents[each.origin].setdefault(each.destination, each)
    children = _sorted_children(package, parents)
    order, cut = _walked(package, children, parents)
    for parent, child in cut:
        notes.count(WARNING, "case-circle", parents[child].pop(parent).place)
    return Tree(tuple(order), _sorted_children(package, parents) if cut else children, parents)


def _sorted_children(package: Package, parents: Mapping[str, Mapping[str, Association]]) -> dict[str, list[str]]:
    placed: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    for child, above in parents.items():
        for parent, link in above.items():
            placed[parent].append((_place(link, package.items[child]), child))
    return {parent: [child for _place, child in sorted(below)] for parent, below in placed.items()}


def _place(link: Association, item: Item) -> Place:
    """Where an item stands among others: by its number, then its list sign, then its code, then as in the file."""
    number = classes.whole(link.raw.get("sequenceNumber"))
    signs = (_natural(text(item.raw.get(name))) for name in ("listEnumeration", "humanCodingScheme"))
    return (number is None, number or 0, *signs, item.at)


def _natural(said: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """A sign so that 2 comes before 10, and what has none last."""
    parts = [(not _is_number(part), int(part) if _is_number(part) else 0, part) for part in _PARTS.findall(line(said))]
    return not parts, parts


def _is_number(part: str) -> bool:
    return part[0] in "0123456789"


def _walked(
    package: Package, children: Mapping[str, Sequence[str]], parents: Mapping[str, Mapping[str, Association]]
) -> tuple[list[str], list[tuple[str, str]]]:
    """The items from the document down, then from those that stand nowhere, and the links that close a circle."""
    order: list[str] = []
    cut: list[tuple[str, str]] = []
    seen: set[str] = set()
    unplaced = (item for item in package.items if not parents.get(item))
    for start in (package.root, *unplaced, *package.items):
        if start not in seen:
            _descend(start, children, seen, order, cut)
    return [each for each in order if each in package.items], cut


def _descend(
    start: str, children: Mapping[str, Sequence[str]], seen: set[str], order: list[str], cut: list[tuple[str, str]]
) -> None:
    path = {start: iter(children.get(start, ()))}  # where we are, from the start down
    seen.add(start)
    order.append(start)
    while path:
        parent, below = next(reversed(path.items()))
        for child in below:
            if child in path:
                cut.append((parent, child))
            elif child not in seen:
                seen.add(child)
                order.append(child)
                path[child] = iter(children.get(child, ()))
                break
        else:
            del path[parent]
