"""ResearchComp of the European Commission, as JSON: areas of competences with statements for each level."""

from typing import Any

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.known.values import at_most, documents, listed, mapped, text
from catalog.exchange.core.gathering import Gathering
from catalog.exchange.core.imported import ERROR, NOTE, Files, Imported, Recognised
from catalog.exchange.core.tidying import same

MOST_STEPS = 9
TELLS = {
    "Area": frozenset({"name", "position"}),
    "Skill": frozenset({"name", "area", "position", "definition", "anchors"}),
    "Anchor": frozenset({"step", "text"}),
    "Step": frozenset({"value", "name", "meaning"}),
}


def fits(files: Files) -> bool:
    """Whether areas with competences and their levels are among the files."""
    return any(all(word in data for word in (b'"areas"', b'"competences"', b'"levels"')) for data in files.values())


def read(files: Files) -> Imported:
    """The framework, without roles. Raises FileUnfit where there is no competence."""
    gathered = Gathering()
    steps: dict[str, int] = {}
    for name, value in documents(files, {".json"}).items():
        for at, area in enumerate(listed(value, "areas")):
            for number, competence in enumerate(at_most(listed(area, "competences"))):
                _competence(
                    gathered, steps, competence, text(area, "area"), f"{name}:areas[{at}].competences[{number}]"
                )
    if not gathered.skills or len(gathered.steps) < 2:
        raise FileUnfit("known-no-skills")
    gathered.say(NOTE, "known-no-roles", "")
    snapshot = gathered.snapshot("ResearchComp", publisher="European Commission")
    recognised = Recognised("known-researchcomp", (("skills", len(snapshot.skills)), ("steps", len(snapshot.scale))))
    return gathered.imported("known", snapshot, TELLS, (), recognised)


def _competence(gathered: Gathering, steps: dict[str, int], competence: Any, area: str, place: str) -> None:
    name = text(competence, "name")
    if not name or not area:
        gathered.say(ERROR, "known-no-name", place)
        return
    key = gathered.skill(gathered.area(area, place=place), name, place, definition=text(competence, "description"))
    for level, statements in mapped(competence, "levels").items():
        step = steps.setdefault(same(text(level)), len(steps) + 1)
        if step > MOST_STEPS:
            raise FileUnfit("known-too-many", most=MOST_STEPS)
        gathered.step(step, text(level))
        lines = [text(line) for line in listed(statements) if text(line)]
        if lines:
            gathered.anchor(key, step, "\n".join(lines), place)
