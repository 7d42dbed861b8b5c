"""Rubrics as they are written: a criterion for each skill that has anchors, with a level for each of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.core.snapshot import Anchor, Skill, Snapshot
from catalog.exchange.core.formats.case import classes, ours
from catalog.exchange.core.formats.case.identity import FRAMEWORK, Identity, Json, key, line, minted
from catalog.exchange.core.formats.case.plain import plain
from catalog.exchange.core.formats.case.texts import obj, objs, sum_of, text
from catalog.exchange.core.formats.case.vocabulary import Scale
from catalog.exchange.core.imported import Thing

_FIELDS = {"text": "description", "next_step": "feedback"}


class Rubrics:
    """Makes the rubrics of a package: those that its file had, and one for what none of them has."""

    def __init__(self, names: Identity, snapshot: Snapshot, scale: Scale, changed: str) -> None:
        self.names, self.snapshot, self.scale, self.changed = names, snapshot, scale, changed

    def of(self, skills: Sequence[tuple[Skill, Json]]) -> list[Json]:
        """The rubrics for these skills, each with the end of a link to it."""
        found: dict[str, Json] = {}
        for raw in self.names.data(FRAMEWORK).get("rubrics", ()):
            rubric = self._rubric(raw)
            found[rubric["identifier"]] = rubric
        for skill, end in skills:
            if skill.anchors:
                known = self.names.data(Thing("skill", (skill.slug,))).get("criterion", {})
                named = minted(str(known["rubric"])) if "rubric" in known else self.names.named("rubric")
                rubric = found.setdefault(named, self._ours(named))
                criteria = rubric["CFRubricCriteria"]
                criteria.append(self._criterion(skill, end, rubric["identifier"], len(criteria) + 1, known))
        return list(found.values())

    def _ours(self, named: str) -> Json:
        title = line(f"{self.snapshot.framework.name} – proficiency")
        return {**self.names.head("CFRubrics", named, self.changed), "title": title, "CFRubricCriteria": []}

    def _rubric(self, raw: Json) -> Json:
        """A rubric that the file had, with those of its criteria that are nothing of ours."""
        named = minted(text(raw.get("identifier")) or sum_of(raw))
        rubric = {
            **self.names.head("CFRubrics", named, self.changed),
            **ours.extended(classes.fitting("CFRubric", raw), {}),
        }
        criteria = [self._foreign(each, named) for each in objs(raw.get("CFRubricCriteria"))]
        return {**rubric, "identifier": named, "CFRubricCriteria": criteria}

    def _foreign(self, raw: Json, rubric: str) -> Json:
        criterion = self._head("CFRubricCriterion", raw, self.names.named("criterion", rubric, sum_of(raw)))
        levels = [
            self._head(
                "CFRubricCriterionLevel", level, self.names.named("level", criterion["identifier"], sum_of(level))
            )
            for level in objs(raw.get("CFRubricCriterionLevels"))
        ]
        return {**criterion, "rubricId": rubric, "CFRubricCriterionLevels": levels}

    def _head(self, name: str, raw: Json, otherwise: str) -> Json:
        fields = classes.fitting(name, raw)
        named = minted(text(raw["identifier"])) if key(raw.get("identifier")) else otherwise
        return {**self.names.head(name, named, self.changed), **fields, "identifier": named}

    def _criterion(self, skill: Skill, end: Json, rubric: str, position: int, known: Mapping[str, Any]) -> Json:
        raw = known.get("raw", {})
        criterion = self._head("CFRubricCriterion", raw, self.names.named("criterion", skill.slug))
        new = {
            "category": line(self.snapshot.area[skill.area].name),
            "description": skill.name,
            "position": position,
        }
        linked = criterion.get("CFItemURI", {})
        if key(linked.get("identifier")) != end["identifier"]:
            criterion["CFItemURI"] = end
        criterion = {**(new if not raw else {}), **criterion, "rubricId": rubric}
        return {**criterion, "CFRubricCriterionLevels": self._levels(skill, criterion["identifier"], known)}

    def _levels(self, skill: Skill, criterion: str, known: Mapping[str, Any]) -> list[Json]:
        """A level for each anchor: as the file has it where it says the same; and those of the file that say nothing."""
        raws = objs(known.get("raw", {}).get("CFRubricCriterionLevels"))
        at = dict(zip(known.get("steps", ()), raws, strict=False))
        levels = [self._level(skill, anchor, at.get(anchor.step, {}), criterion) for anchor in skill.anchors]
        silent = [
            raw for step, raw in at.items() if step not in skill.anchor_at and not plain(text(raw.get("description")))
        ]
        for raw in silent:
            named = self.names.named("level", criterion, sum_of(raw))
            levels.append({**self._head("CFRubricCriterionLevel", raw, named), "rubricCriterionId": criterion})
        return levels

    def _level(self, skill: Skill, anchor: Anchor, raw: Json, criterion: str) -> Json:
        level = self._head("CFRubricCriterionLevel", raw, self.names.named("anchor", skill.slug, anchor.step))
        if not raw:
            steps = sorted(each.step for each in skill.anchors)
            level["score"], level["position"] = anchor.step, steps.index(anchor.step) + 1
            if name := self.scale.name(anchor.step):
                level["quality"] = name
        exact: Json = {}
        for name, field in _FIELDS.items():
            value = getattr(anchor, name)
            if plain(text(level.get(field))) != value:
                level.pop(field, None)
                level.pop("lastChangeDateTime", None)
                level.update({field: value} if value else {})
                exact.update({name: value} if plain(value) != value else {})
        extension = {"exact": exact, "of": sum_of([level.get(field) for field in _FIELDS.values()])} if exact else {}
        level = ours.extended_list({"lastChangeDateTime": self.changed, **level}, {"step": anchor.step, **extension})
        return {**level, "rubricCriterionId": criterion}


def exact_texts(level: Mapping[str, Any]) -> Json:
    """The texts of an anchor in a level of a criterion: plain, or exactly as our extension has them."""
    extension = ours.extension_of(level)
    says = {name: plain(text(level.get(field))) for name, field in _FIELDS.items()}
    if extension.get("of") != sum_of([level.get(field) for field in _FIELDS.values()]):
        return says
    known = obj(extension.get("exact"))
    return {name: known[name] if isinstance(known.get(name), str) else value for name, value in says.items()}
