"""What each item of a package is: an area, a skill, a role, a level, a step."""

from collections.abc import Mapping
from typing import Any

from catalog.exchange.core.formats.case.notes import Notes
from catalog.exchange.core.formats.case.package import Package
from catalog.exchange.core.formats.case.plain import line
from catalog.exchange.core.formats.case.texts import obj, text
from catalog.exchange.core.formats.case.tree import Tree
from catalog.exchange.core.formats.case.vocabulary import KIND_OF_TYPE, Kind
from catalog.exchange.core.imported import WARNING

Kinds = Mapping[str, Kind | None]


def kinds_of(package: Package, tree: Tree, notes: Notes) -> Kinds:
    """The kind of each item, by its type where that is one of ours; else what has items below it is an area, what has none
    a skill. None for a level that stands below no role, which is nothing that we know."""
    called = {item: type_of(each.raw) for item, each in package.items.items()}
    found: dict[str, Kind | None] = {}
    for item, kind in called.items():
        below = any(called[child] not in {"role", "level", "step"} for child in tree.children.get(item, ()))
        if kind == "level" and not any(called.get(parent) == "role" for parent in tree.parents.get(item, ())):
            found[item] = None
            notes.count(WARNING, "case-level-alone", package.items[item].place)
        elif kind in {None, "skill"}:
            found[item] = "area" if below else "skill"
        else:
            found[item] = kind
    return found


def type_of(item: Mapping[str, Any]) -> Kind | None:
    """Which kind of thing the type of an item names; None where that is no word of ours."""
    said = text(item.get("CFItemType")) or text(obj(item.get("CFItemTypeURI")).get("title"))
    return KIND_OF_TYPE.get(line(said).casefold())
