"""The engineering progression of the Financial Times: a YAML file of levels, themes and competencies."""

import re
from typing import Any

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.known.values import YAML_ENDINGS, at_most, documents, listed, text
from catalog.exchange.core.formats.matrix.ladders import rungs
from catalog.exchange.core.gathering import Gathering
from catalog.exchange.core.imported import ERROR, NOTE, Files, Foreign, Imported, Recognised, Thing
from catalog.exchange.core.tidying import one_line

SHAPE = "ft"
_PARTS = tuple(re.compile(rb"(?m)^" + word + rb":") for word in (b"levels", b"themes", b"competencies"))
TELLS = {
    "Area": frozenset({"name", "position"}),
    "Skill": frozenset({"name", "area", "position", "definition", "anchors"}),
    "Anchor": frozenset({"step", "text"}),
    "Step": frozenset({"value", "name", "meaning"}),
    "Role": frozenset({"name", "summary", "levels"}),
    "RoleLevel": frozenset({"name", "rank", "track", "requirements"}),
    "Requirement": frozenset({"skill", "step"}),
}


def _is_one(data: bytes) -> bool:
    return all(part.search(data) for part in _PARTS)


def fits(files: Files) -> bool:
    """Whether a file has levels, themes and competencies."""
    return any(_is_one(data) for data in files.values())


def read(files: Files) -> Imported:
    """The framework: each theme is a skill, each rung of levels a step, and a level requires its own.

    Raises FileUnfit where there are several, or where parts are not there.
    """
    ours = {name: data for name, data in files.items() if _is_one(data)}
    if len(ours) > 1:
        raise FileUnfit("known-several", count=len(ours))
    [(name, value)] = documents(ours, YAML_ENDINGS).items()
    return _Reader(value, name).imported()


class _Reader:
    def __init__(self, value: Any, name: str) -> None:
        self.gathered = Gathering()
        self.foreign: list[Foreign] = []
        self.title = one_line(text(value, "name")) or "Progression"
        self.summary = text(value, "summary")
        self.levels: dict[str, tuple[str, int, str]] = {}
        self.themes: dict[str, str] = {}
        self.words: dict[tuple[str, int], list[str]] = {}
        self._levels(listed(value, "levels"))
        self._themes(listed(value, "themes"))
        if not self.levels or not self.themes:
            raise FileUnfit("known-no-skills")
        for at, competency in enumerate(at_most(listed(value, "competencies"))):
            self._competency(competency, f"{name}:competencies[{at}]")
        for (skill, step), lines in self.words.items():
            self.gathered.anchor(skill, step, "\n".join(lines), name)

    def _levels(self, levels: list[Any]) -> None:
        named = [(text(level, "id"), text(level, "name") or text(level, "id")) for level in levels]
        named = [(identifier, name) for identifier, name in named if name]
        self.role = self.gathered.role(self.title, self.summary)
        steps: dict[int, list[str]] = {}
        for (identifier, _name), rung in zip(named, rungs([name for _identifier, name in named]), strict=True):
            if rung.rank > 9:
                raise FileUnfit("known-too-many", most=9)
            key = self.gathered.level(self.role, rung.name, rung.rank, rung.track)
            self.levels[identifier] = (key, rung.rank, rung.name if rung.track else "")
            steps.setdefault(rung.rank, []).append(rung.name)
        for rank, names in steps.items():
            self.gathered.step(
                rank, re.sub(r"\s*\([^()]*\)", "", names[0]) if len(names) > 1 else names[0], " / ".join(names)
            )

    def _themes(self, themes: list[Any]) -> None:
        area = self.gathered.area(self.title)
        for theme in themes:
            identifier, name = text(theme, "id"), text(theme, "name") or text(theme, "id")
            if name:
                key = self.gathered.skill(area, name, identifier, definition=text(theme, "summary"))
                self.themes[identifier] = key
                self.foreign.append(Foreign(SHAPE, identifier, Thing("skill", (key,))))

    def _competency(self, competency: Any, place: str) -> None:
        level, theme = self.levels.get(text(competency, "level")), self.themes.get(text(competency, "theme"))
        summary = text(competency, "summary")
        if level is None or theme is None or not summary:
            unknown = text(competency, "theme") if level else text(competency, "level")
            self.gathered.say(ERROR, "known-requirement-unknown", place, text=unknown)
            return
        key, rank, twin = level
        lines = self.words.setdefault((theme, rank), [])
        lines.append(f"{twin}: {summary}" if twin else summary)
        lines.extend(f"- {text(example)}" for example in listed(competency, "examples") if text(example))
        self.gathered.need(self.role, key, theme, rank, place)
        kept = {name: text(competency, name) for name in ("level", "theme", "proficiency")}
        links = [text(link) for link in listed(competency, "supportingUrls")]
        self.foreign.append(Foreign(SHAPE, text(competency, "id"), None, kept | {"supportingUrls": links}))

    def imported(self) -> Imported:
        self.gathered.say(NOTE, "known-levels-are-steps", "", steps=len(self.gathered.steps))
        kept = sum(each.thing is None for each in self.foreign)
        self.gathered.say(NOTE, "known-proficiency-kept", "", count=kept)
        snapshot = self.gathered.snapshot(self.title, description=self.summary, publisher="Financial Times")
        levels = len(self.levels)
        recognised = Recognised(
            "known-ft", (("skills", len(snapshot.skills)), ("levels", levels), ("competencies", kept))
        )
        return self.gathered.imported("known", snapshot, TELLS, self.foreign, recognised)
