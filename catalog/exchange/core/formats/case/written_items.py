"""Items of a package as they are written, one for each area, skill, role, level and step."""

from collections.abc import Mapping
from typing import Any

from catalog.core.snapshot import Area, Role, RoleLevel, Skill, Step
from catalog.exchange.core.formats.case import classes, ours, texts
from catalog.exchange.core.formats.case.identity import Identity, Json, link
from catalog.exchange.core.formats.case.vocabulary import ITEM_TYPES, Kind
from catalog.exchange.core.imported import Thing

_TEXT_FIELDS = ("abbreviatedStatement", "fullStatement", "humanCodingScheme")
# The fields of each thing that stand in its item, or in associations and rubrics; all others our extension keeps.
_PLACED: Mapping[Kind, frozenset[str]] = {
    "area": frozenset({"slug", "name", "description", "position"}),
    "skill": frozenset(
        {"slug", "area", "also_in", "code", "name", "definition", "position", "anchors", "prerequisites", "links"}
    ),
    "role": frozenset({"slug", "name", "summary", "description", "levels"}),
    "level": frozenset({"slug", "rank", "name", "duties", "requirements"}),
    "step": frozenset({"value", "name", "meaning"}),
}


class Items:
    """Makes the items of a package, and knows which types they have."""

    def __init__(self, names: Identity, changed: str) -> None:
        self.names, self.changed = names, changed
        self.types: dict[str, Json] = {}

    def area(self, area: Area) -> Json:
        values = {"name": area.name, "description": area.description}
        return self._item("area", Thing("area", (area.slug,)), area, values, area.slug)

    def skill(self, skill: Skill) -> Json:
        values = {"name": skill.name, "definition": skill.definition, "code": skill.code}
        item = self._item("skill", Thing("skill", (skill.slug,)), skill, values, skill.code)
        was_retired = bool(self.names.data(Thing("skill", (skill.slug,))).get("retired"))
        if skill.retired and not was_retired:
            item["statusEndDate"] = self.changed[:10]
        elif was_retired and not skill.retired:
            item.pop("statusEndDate", None)
        return item

    def role(self, role: Role) -> Json:
        values = {"name": role.name, "summary": role.summary, "description": role.description}
        return self._item("role", Thing("role", (role.slug,)), role, values, role.slug)

    def level(self, role: Role, level: RoleLevel) -> Json:
        values = {"name": level.name, "duties": list(level.duties)}
        return self._item("level", Thing("level", (role.slug, level.slug)), level, values, f"{role.slug}.{level.slug}")

    def step(self, step: Step) -> Json:
        values = {"name": step.name, "meaning": step.meaning}
        return self._item("step", Thing("step", (str(step.value),)), step, values, str(step.value))

    def _item(self, kind: Kind, thing: Thing, value: Any, values: Json, code: str) -> Json:
        data = self.names.data(thing)
        raw = classes.fitting("CFItem", data.get("item"))
        head = self.names.head("CFItems", self.names.of(thing), self.changed)
        item = raw or self._typed(kind)
        if not raw or {**texts.said(kind, raw), **data.get("read", {})} != values:
            item = self._worded(item, texts.shown(kind, values, code), kind)
            item.pop("lastChangeDateTime", None)
        item = {**head, "fullStatement": texts.ITEM, **item, "identifier": head["identifier"]}
        return ours.extended(item, self._extension(kind, thing, value, values, item))

    def _worded(self, item: Json, shown: Json, kind: Kind) -> Json:
        """An item with texts of ours in the place of its own; a code that we only gave for want of one stays its own."""
        code = (
            {"humanCodingScheme": item["humanCodingScheme"]} if kind != "skill" and "humanCodingScheme" in item else {}
        )
        dropped = {*_TEXT_FIELDS, "notes"} if kind == "role" else {*_TEXT_FIELDS}
        return {**{name: each for name, each in item.items() if name not in dropped}, **shown, **code}

    def _extension(self, kind: Kind, thing: Thing, value: Any, values: Json, item: Json) -> Json:
        foreign = self.names.foreign.get(thing)
        called = foreign.identifier if foreign and foreign.identifier != item["identifier"] else ""
        kept = ours.rest(value, _PLACED[kind])
        return {
            "key": thing.key[-1],
            **({"fields": kept} if kept else {}),
            **({"identifier": called} if called else {}),
            **texts.beside(kind, item, values),
        }

    def _typed(self, kind: Kind) -> Json:
        title = ITEM_TYPES[kind]
        if kind not in self.types:
            code = str(list(ITEM_TYPES).index(kind) + 1)
            head = self.names.head("CFItemTypes", self.names.named("type", kind), self.changed)
            self.types[kind] = {**head, "title": title, "description": title, "hierarchyCode": code}
        return {"CFItemType": title, "CFItemTypeURI": link(title, self.types[kind])}
