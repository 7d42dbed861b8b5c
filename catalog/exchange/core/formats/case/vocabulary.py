"""The words that a CASE package of ours uses for what CASE itself has no word for, and how those of others are read."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from catalog.core.snapshot import ESSENTIAL, HELPFUL, IMPORTANT, Importance, Step

Kind = Literal["area", "skill", "role", "level", "step"]

EXTENSION = "ext:skillgap"
VERSION = 1  # of what stands under EXTENSION

# The title of the type of an item, in the order of their hierarchy codes.
ITEM_TYPES: Mapping[Kind, str] = {
    "area": "Skill Area",
    "skill": "Skill",
    "role": "Role",
    "level": "Role Level",
    "step": "Proficiency Level",
}
KIND_OF_TYPE: Mapping[str, Kind] = {title.casefold(): kind for kind, title in ITEM_TYPES.items()}

# Signs in one place of CASE for each public vocabulary: the type of a link's end, and how its addresses begin.
TARGETS = {"esco": "ext:ESCO", "onet": "ext:ONET"}
ADDRESSES = {"http://data.europa.eu/esco/": "esco", "https://www.onetonline.org/": "onet"}
ONET_PAGE = "https://www.onetonline.org/find/descriptor/result/"
LEARN_FROM = "ext:LearningResource"
EXACT, RELATED = "exactMatch", "relatedMatch"
RELATIONS = (EXACT, "closeMatch", "broadMatch", "narrowMatch", RELATED)

NOT_STATED = "step not stated"
_IMPORTANCE: Mapping[str, Importance] = {
    **dict.fromkeys(("essential", "core", "required", "must-have", "must have", "mandatory"), ESSENTIAL),
    **dict.fromkeys(("important", "secondary", "should have"), IMPORTANT),
    **dict.fromkeys(("helpful", "optional", "nice to have"), HELPFUL),
}
_GROUPING = re.compile(r"\s*requirement\s*:\s*(.*?)\s+/\s+([^/]*?)\s*\Z", re.IGNORECASE | re.DOTALL)
_STEP = re.compile(r"step ([0-9])\Z")


class Scale(NamedTuple):
    """The steps of a framework by value and, in small letters, by name; a name that two steps have stands for neither."""

    steps: Mapping[int, Step]
    named: Mapping[str, int]

    @property
    def ways_up(self) -> list[int]:
        """The steps that somebody can come to from the one below, so those above the lowest that have a number above 0."""
        return [value for value in sorted(self.steps)[1:] if value > 0]

    def name(self, step: int) -> str:
        return _line(self.steps[step].name) if step in self.steps else ""


def scale_of(steps: Sequence[Step]) -> Scale:
    """The scale that has these steps."""
    named: dict[str, int] = {}
    twice = set()
    for step in steps:
        name = _line(step.name).casefold()
        if name in named:
            twice.add(name)
        named[name] = step.value
    return Scale({step.value: step for step in steps}, {name: at for name, at in named.items() if name not in twice})


class Asked(NamedTuple):
    """What a grouping of requirements says: a step, None where none is stated, and how important it is."""

    step: int | None
    importance: Importance


def grouping(scale: Scale, asked: Asked) -> str:
    """The title of the grouping of all requirements for a step and an importance."""
    if asked.step is None:
        said = NOT_STATED
    else:
        name = scale.name(asked.step)
        said = name if scale.named.get(name.casefold()) == asked.step else f"step {asked.step}"
    return f"Requirement: {said} / {asked.importance}"


def read_grouping(scale: Scale, title: str) -> Asked | None:
    """What the title of a grouping asks for; None for one that says nothing of a requirement that is understood."""
    if (found := _GROUPING.match(title)) is None:
        return None
    said, importance = _line(found[1]).casefold(), _IMPORTANCE.get(_line(found[2]).casefold())
    if importance is None:
        return None
    if said == NOT_STATED:
        return Asked(None, importance)
    step = scale.named.get(said)
    if step is None and (numbered := _STEP.match(said)):
        step = int(numbered[1])
    return None if step is None else Asked(step, importance)


def sentence(scale: Scale, asked: Asked) -> str:
    """A requirement in words, for people who read a package with another program."""
    if asked.step is None:
        return f"Required, {NOT_STATED}; {asked.importance}"
    name = scale.name(asked.step)
    return f"Requires step {asked.step}{f' ({name})' if name else ''}; {asked.importance}"


def _line(text: str) -> str:
    return " ".join(text.split())
