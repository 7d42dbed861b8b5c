"""The data skills matrix of pass Culture: a folder of YAML files, or the one JSON file that its site reads."""

import re
from collections.abc import Mapping
from typing import Any

from catalog.core.files import FileUnfit
from catalog.core.snapshot import ESSENTIAL, IMPORTANT, ResourceStep
from catalog.exchange.core.formats.known.values import YAML_ENDINGS, at_most, documents, listed, mapped, number, text
from catalog.exchange.core.gathering import Gathering
from catalog.exchange.core.imported import ERROR, NOTE, WARNING, Files, Foreign, Imported, Recognised, Thing

SHAPE = "dataskills"
NOT_CONCERNED = "nc"
_TIP = re.compile(r"(\d)\s*(?:→|->|-)\s*(\d)")
_KINDS = {"course", "book", "documentation", "tutorial", "paper", "standard", "community", "workshop", "tool"}
_WEB = re.compile(r"https?://[^\s/]")


def fits(files: Files) -> bool:
    """Whether skills with texts by level, and the roles that need them, are among the files."""
    together = any(b'"level_descriptions"' in data and b'"core_roles"' in data for data in files.values())
    apart = any(b"level_descriptions:" in data for data in files.values())
    return together or (apart and any(b"career_levels:" in data for data in files.values()))


def read(files: Files) -> Imported:
    """The framework. Raises FileUnfit where the roles or the skills are not there."""
    found = list(documents(files, YAML_ENDINGS | {".json"}).items())
    about = next((value for _name, value in found if listed(value, "roles") and mapped(value, "skill_levels")), None)
    if about is None:
        raise FileUnfit("known-no-roles-file")
    reader = _Reader(about)
    for name, value in found:
        category = mapped(value, "category")
        for at, skill in enumerate(at_most(listed(value, "skills"))):
            if mapped(skill, "levels") or mapped(skill, "level_descriptions"):
                area = text(category, "name") or text(skill, "category_name") or text(skill, "category") or name
                reader.skill(skill, area, f"{name}:skills[{at}]")
    return reader.imported()


class _Reader:
    def __init__(self, about: Any) -> None:
        self.gathered = Gathering()
        self.foreign: list[Foreign] = []
        self.seen: set[str] = set()
        self.indicators = self.resources = 0
        for group in ("standard", "bonus"):
            for step in listed(mapped(about, "skill_levels"), group):
                if (value := number(mapped(step).get("level"))) is not None:
                    self.gathered.step(value, text(step, "name"), text(step, "description"))
        if len(self.gathered.steps) < 2:
            raise FileUnfit("known-no-scale")
        careers = listed(about, "career_levels") or listed(about, "levels")
        self.levels: dict[str, list[tuple[str, str]]] = {}
        for role in at_most(listed(about, "roles")):
            key = self.gathered.role(text(role, "name") or text(role, "id") or "?")
            named = ((text(level, "name") or text(level, "id")) for level in careers[:20])
            self.levels[text(role, "id")] = [
                (key, self.gathered.level(key, name or str(rank), rank)) for rank, name in enumerate(named, 1)
            ]

    def skill(self, skill: Any, area: str, place: str) -> None:
        name, identifier = text(skill, "name") or text(skill, "id"), text(skill, "id")
        if identifier and identifier in self.seen:
            return  # A folder has the file of the site beside its sources.
        self.seen.add(identifier)
        if not name:
            self.gathered.say(ERROR, "known-no-name", place)
            return
        key = self.gathered.skill(
            self.gathered.area(area, place=place), name, place, definition=text(skill, "description")
        )
        self._anchors(skill, key, place)
        self._needs(skill, key, place)
        self._resources(skill, key, place)
        indicators = mapped(skill, "behavioral_indicators")
        self.indicators += sum(len(listed(texts)) for texts in indicators.values())
        kept = {"behavioral_indicators": {text(step): listed(texts) for step, texts in indicators.items()}}
        self.foreign.append(Foreign(SHAPE, identifier or key, Thing("skill", (key,)), kept))

    def _anchors(self, skill: Any, key: str, place: str) -> None:
        tips = {}
        for name, tip in mapped(skill, "improvement_tips").items():
            between = _TIP.fullmatch(text(name))
            if between and int(between[2]) == int(between[1]) + 1:
                tips[int(between[1])] = text(tip)
            else:
                self.gathered.say(WARNING, "known-tip-left", place, text=text(name))
        for step, words in mapped(skill, "level_descriptions").items():
            value = number(step)
            if value is None or value not in self.gathered.steps:
                self.gathered.say(WARNING, "known-step-unknown", place, text=text(step))
            elif text(words):
                self.gathered.anchor(key, value, text(words), place, tips.pop(value, ""))
        for value in sorted(tips):
            self.gathered.say(WARNING, "known-tip-left", place, text=str(value))

    def _needs(self, skill: Any, key: str, place: str) -> None:
        core = {text(role) for role in listed(skill, "core_roles")}
        for role, steps in mapped(skill, "levels").items():
            levels = self.levels.get(text(role), [])
            if not levels or len(listed(steps)) > len(levels):
                self.gathered.say(ERROR, "known-role-unknown", place, text=text(role))
                continue
            for (role_key, level), step in zip(levels, listed(steps), strict=False):
                value = number(step)
                if value in self.gathered.steps:
                    importance = ESSENTIAL if text(role) in core else IMPORTANT
                    self.gathered.need(role_key, level, key, value, place, importance)
                elif text(step).casefold() not in {NOT_CONCERNED, ""}:
                    self.gathered.say(WARNING, "known-step-unknown", place, text=text(step))

    def _resources(self, skill: Any, key: str, place: str) -> None:
        """What the skill is learned from; the file does not say for which step, so each stands at all that are taught."""
        anchored = sorted(self.gathered.skills[key].anchors)[1:]
        for resource in listed(skill, "resources"):
            url, kind = text(resource, "url"), text(resource, "type")
            if not text(resource, "title") or _WEB.match(url) is None or len(url) > 500:
                self.gathered.say(WARNING, "known-resource-left", place, text=text(resource, "title") or url)
                continue
            self.resources += 1
            steps = [ResourceStep(key, step) for step in anchored]
            self.gathered.resource(
                text(resource, "title"), url, kind if kind in _KINDS else "tutorial", steps, "fr", place
            )

    def imported(self) -> Imported:
        if not self.gathered.skills:
            raise FileUnfit("known-no-skills")
        if self.indicators:
            self.gathered.say(NOTE, "known-indicators-kept", "", count=self.indicators)
        if self.resources:
            self.gathered.say(NOTE, "known-resources-at-all-steps", "", count=self.resources)
        snapshot = self.gathered.snapshot("Data skills", language="fr", publisher="pass Culture")
        recognised = Recognised("known-dataskills", (("skills", len(snapshot.skills)), ("roles", len(snapshot.roles))))
        return self.gathered.imported("known", snapshot, TELLS, self.foreign, recognised)


TELLS: Mapping[str, frozenset[str]] = {
    "Area": frozenset({"name", "position"}),
    "Skill": frozenset({"name", "area", "position", "definition", "anchors"}),
    "Anchor": frozenset({"step", "text", "next_step"}),
    "Step": frozenset({"value", "name", "meaning"}),
    "Role": frozenset({"name", "levels"}),
    "RoleLevel": frozenset({"name", "rank", "track", "requirements"}),
    "Requirement": frozenset({"skill", "step", "importance"}),
    "Resource": frozenset({"title", "url", "kind", "steps"}),
}
