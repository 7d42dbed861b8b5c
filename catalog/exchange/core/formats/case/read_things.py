"""Areas, skills, roles and levels of a package, each with the texts of its item and what our extension keeps of it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from catalog.core.snapshot import Area, Role, RoleLevel, Skill
from catalog.exchange.core.formats.case import classes, ours, texts
from catalog.exchange.core.formats.case.identity import TOP, UNPLACED, Json
from catalog.exchange.core.formats.case.keys import Keys
from catalog.exchange.core.formats.case.kinds import Kinds, type_of
from catalog.exchange.core.formats.case.notes import Notes
from catalog.exchange.core.formats.case.package import Item, Package
from catalog.exchange.core.formats.case.placing import Home, names_of, place_of
from catalog.exchange.core.formats.case.plain import short
from catalog.exchange.core.formats.case.read_frame import Frame
from catalog.exchange.core.formats.case.texts import obj
from catalog.exchange.core.formats.case.tree import Tree
from catalog.exchange.core.imported import WARNING

Value = TypeVar("Value", Area, Skill, Role, RoleLevel)
LONGEST_LEVEL_KEY = 40
NOWHERE = "(unplaced)"  # what the area is called in which things stand that have no place


class Things(NamedTuple):
    """What the items of a package are, by the keys of the items; `areas` also by TOP and UNPLACED. A level comes with the
    item of its role."""

    areas: dict[str, Area]
    skills: dict[str, Skill]
    roles: dict[str, Role]
    levels: dict[str, tuple[str, RoleLevel]]


class Reader:
    """Reads the things of a package one after the other."""

    def __init__(self, package: Package, tree: Tree, kinds: Kinds, notes: Notes) -> None:
        self.package, self.tree, self.kinds, self.notes = package, tree, kinds, notes

    def things(self, frame: Frame, homes: Mapping[str, Home]) -> Things:
        areas = self._areas(frame, homes)
        roles = self._roles()
        return Things(areas, self._skills(homes, areas), roles, self._levels(roles))

    def of(self, kind: str) -> Sequence[tuple[str, Item]]:
        """The items of a kind, in the order of the tree."""
        return [(item, self.package.items[item]) for item in self.tree.order if self.kinds[item] == kind]

    def _areas(self, frame: Frame, homes: Mapping[str, Home]) -> dict[str, Area]:
        found = self.of("area")
        names = {key: texts.exactly("area", item.raw, item.ours)["name"] for key, item in found}
        safe = {key: name if isinstance(name, str) else "" for key, name in names.items()}
        called = names_of(self.tree, safe, {key: "key" in item.ours for key, item in found})
        keys, areas = Keys("area"), dict[str, Area]()
        for number, (key, item) in enumerate(found, 1):
            link = next(iter(self.tree.parents.get(key, {}).values()), None)
            position = place_of(item, link.raw.get("sequenceNumber") if link else None, number)
            told = {"slug": self._key(keys, item, called[key]), "position": position}
            areas[key] = self._made(Area, "area", item, told, {"name": called[key]})
        used = {area for home in homes.values() for area in (home.area, *home.also_in)}
        for place, name in ((TOP, frame.framework.name), (UNPLACED, NOWHERE)):
            if place in used:
                kept = obj(obj(frame.kept.get("areas")).get(place))
                slug = keys.give(name, kept.get("slug"))
                blank = Area(slug, short(name, texts.NAME), "", len(areas) + 1)
                areas[place] = (
                    ours.made(Area, {"slug": slug}, kept or {"name": blank.name, "position": blank.position}) or blank
                )
        return areas

    def _skills(self, homes: Mapping[str, Home], areas: Mapping[str, Area]) -> dict[str, Skill]:
        keys, skills = Keys("skill"), dict[str, Skill]()
        for key, home in homes.items():
            item = self.package.items[key]
            told = {
                "slug": self._key(keys, item, texts.name_in(item.raw)),
                "area": areas[home.area].slug,
                "also_in": sorted(areas[area].slug for area in home.also_in),
                "position": home.position,
            }
            default = {"effort_percent": 100, "retired": self._has_ended(item)}
            skills[key] = self._made(Skill, "skill", item, told, {}, default)
        return skills

    def _has_ended(self, item: Item) -> bool:
        """Whether a skill was over at the time of the last change of its package."""
        end, now = item.raw.get("statusEndDate"), self.package.document.get("lastChangeDateTime")
        return classes.is_a(classes.DATE, end) and isinstance(now, str) and str(end) <= now[:10]

    def _roles(self) -> dict[str, Role]:
        keys = Keys("role")
        return {
            key: self._made(Role, "role", item, {"slug": self._key(keys, item, texts.name_in(item.raw))}, {})
            for key, item in self.of("role")
        }

    def _levels(self, roles: Mapping[str, Role]) -> dict[str, tuple[str, RoleLevel]]:
        levels: dict[str, tuple[str, RoleLevel]] = {}
        for role in roles:
            keys, rank, last = Keys("level", LONGEST_LEVEL_KEY), 0, object()
            for key in self.tree.children.get(role, ()):
                item = self.package.items[key]
                if self.kinds[key] == "level" and key not in levels:
                    number = classes.whole(self.tree.parents[key][role].raw.get("sequenceNumber"))
                    rank += number is None or number != last
                    last = number
                    told = {
                        "slug": self._key(keys, item, texts.name_in(item.raw)),
                        "rank": place_of(item, number, rank),
                    }
                    levels[key] = role, self._made(RoleLevel, "level", item, told, {})
        return levels

    def _key(self, keys: Keys, item: Item, name: str) -> str:
        """The key of a thing: that which we gave it; in a package with our types its code; else one of its name."""
        code = item.raw.get("humanCodingScheme") if type_of(item.raw) else None
        return keys.give(name, item.ours.get("key"), code.rpartition(".")[2] if isinstance(code, str) else None)

    def _made(
        self,
        kind: type[Value],
        called: str,
        item: Item,
        told: Json,
        over: Json,
        default: Mapping[str, Any] | None = None,
    ) -> Value:
        """A thing with what CASE and our extension say, or with what CASE alone says where the two make none."""
        if item.ours:
            exact = {**texts.exactly(called, item.raw, item.ours), **over, **told}
            if found := ours.made(kind, exact, obj(item.ours.get("fields"))):
                return found
            self.notes.count(WARNING, "case-extension-unread", item.place)
        return ours.plainly(kind, {**(default or {}), **texts.said(called, item.raw), **over, **told})
