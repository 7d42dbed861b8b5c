"""The roles and competencies of UNiDAYS: JSON files of areas with topics, and of departments with roles."""

from collections.abc import Iterator
from typing import Any

from catalog.core.files import FileUnfit
from catalog.core.snapshot import ESSENTIAL, HELPFUL, Importance
from catalog.exchange.core.formats.known.values import at_most, documents, listed, mapped, text
from catalog.exchange.core.gathering import Gathering
from catalog.exchange.core.imported import ERROR, NOTE, Files, Foreign, Imported, Recognised, Thing

SHAPE = "unidays"
MOST_STEPS = 9
TELLS = {
    "Area": frozenset({"name", "description", "position"}),
    "Skill": frozenset({"name", "area", "position", "definition", "anchors"}),
    "Anchor": frozenset({"step", "text"}),
    "Step": frozenset({"value", "name", "meaning"}),
    "Role": frozenset({"name", "levels"}),
    "RoleLevel": frozenset({"name", "rank", "requirements"}),
    "Requirement": frozenset({"skill", "step", "importance"}),
}


def fits(files: Files) -> bool:
    """Whether topics with levels and criteria are among the files."""
    return any(
        all(word in data for word in (b'"topics"', b'"levels"', b'"criteria"', b'"path"')) for data in files.values()
    )


def read(files: Files) -> Imported:
    """The framework. Raises FileUnfit where there is no topic with levels."""
    found = documents(files, {".json"})
    reader = _Reader()
    for name, value in found.items():
        if listed(value, "topics"):
            reader.area(value, name)
    if not reader.gathered.skills:
        raise FileUnfit("known-no-skills")
    for value in range(1, max(reader.highest, 2) + 1):
        reader.gathered.step(value, f"Level {value}")
    for name, value in found.items():
        for role in _roles(value):
            reader.role(role, name)
    return reader.imported()


def _roles(value: Any) -> Iterator[Any]:
    """All roles of a department and of those inside it."""
    open_departments = [value]
    while open_departments:
        department = open_departments.pop(0)
        yield from listed(department, "roles")
        open_departments.extend(listed(department, "departments"))


class _Reader:
    def __init__(self) -> None:
        self.gathered = Gathering()
        self.foreign: list[Foreign] = []
        self.highest = 0
        self.own_scales = 0
        self.step_at: dict[str, tuple[str, int]] = {}

    def area(self, area: Any, name: str) -> None:
        path = text(area, "path") or name
        key = self.gathered.area(text(area, "title") or path, text(area, "summary"), name)
        self.foreign.append(Foreign(SHAPE, path, Thing("area", (key,))))
        topics = at_most(listed(area, "topics"))
        ladders = [[text(level, "path") for level in listed(topic, "levels")] for topic in topics]
        whole = max(ladders, key=len)
        for at, topic in enumerate(topics):
            place = f"{name}:topics[{at}]"
            title = text(topic, "title") or text(topic, "path")
            if not title:
                self.gathered.say(ERROR, "known-no-name", place)
                continue
            skill = self.gathered.skill(key, title, place, definition=text(topic, "summary"))
            at_path = f"{path}/{text(topic, 'path')}"
            self.foreign.append(Foreign(SHAPE, at_path, Thing("skill", (skill,))))
            self._levels(topic, skill, at_path, whole, place)

    def _levels(self, topic: Any, skill: str, path: str, whole: list[str], place: str) -> None:
        """The levels of a topic: a lone one stands where its area's longest ladder has that name."""
        levels = listed(topic, "levels")[:MOST_STEPS]
        for rank, level in enumerate(levels, 1):
            name = text(level, "path")
            step = whole.index(name) + 1 if len(levels) == 1 and name in whole[:MOST_STEPS] else rank
            title = text(level, "title")
            own = title if title and title != f"Level {step}" else ""
            self.own_scales += own != ""
            lines = [own, *(text(line) for line in listed(level, "criteria"))]
            words = "\n".join(line for line in lines if line) or text(level, "summary")
            if words:
                self.gathered.anchor(skill, step, words, place)
            self.step_at[f"{path}/{name}"] = (skill, step)
            self.highest = max(self.highest, step)

    def role(self, role: Any, name: str) -> None:
        title = text(role, "title") or text(role, "path")
        if not title or not listed(role, "levels"):
            self.gathered.say(ERROR, "known-no-name", name)
            return
        key = self.gathered.role(title, place=name)
        self.foreign.append(Foreign(SHAPE, text(role, "path") or key, Thing("role", (key,))))
        for rank, level in enumerate(listed(role, "levels")[:99], 1):
            called = text(level, "title") or text(level, "path") or str(rank)
            level_key = self.gathered.level(key, called, rank, place=name)
            needs = mapped(level, "competencies")
            self._needs(key, level_key, listed(needs, "required"), ESSENTIAL, f"{name}:{called}")
            self._needs(key, level_key, listed(needs, "optional"), HELPFUL, f"{name}:{called}")

    def _needs(self, role: str, level: str, paths: list[Any], importance: Importance, place: str) -> None:
        for path in paths:
            found = self.step_at.get(text(path))
            if found is None:
                self.gathered.say(ERROR, "known-requirement-unknown", place, text=text(path))
            else:
                self.gathered.need(role, level, found[0], found[1], place, importance)

    def imported(self) -> Imported:
        if self.own_scales:
            self.gathered.say(NOTE, "known-own-scales", "", count=self.own_scales, highest=self.highest)
        if not self.gathered.roles:
            self.gathered.say(NOTE, "known-no-roles", "")
        snapshot = self.gathered.snapshot("UNiDAYS roles and competencies", publisher="UNiDAYS")
        recognised = Recognised("known-unidays", (("skills", len(snapshot.skills)), ("roles", len(snapshot.roles))))
        return self.gathered.imported("known", snapshot, TELLS, self.foreign, recognised)
