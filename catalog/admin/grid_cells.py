"""The cells of a role's grid: what is stored, what was sent, and what of it is a change."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.core import cells, snapshot
from catalog.editing.merging import Difference
from catalog.models import Area, Requirement, Role, RoleLevel, Skill

Key = tuple[int, int]  # of a skill and of a level
_NAME = re.compile(r"cell-([0-9]{1,9})-([0-9]{1,9})\Z")


class Choice(NamedTuple):
    """What a cell may hold: its code, what stands in the cell, what is read out, and how deep its tone is."""

    code: str
    text: str
    words: str
    tone: int | None


class Cell(NamedTuple):
    """A cell as it is shown. `seen` is what is stored, where the page holds something else that is not saved; `typed` is
    what was typed that nobody understands; `attributes` are HTML."""

    name: str
    label: str
    attributes: SafeString
    choice: Choice
    seen: Choice | None
    typed: str | None

    @property
    def stored(self) -> str:
        return (self.seen or self.choice).code

    @property
    def field(self) -> str:
        """What stands in its field in a plain form."""
        return self.choice.text if self.typed is None else self.typed


class Row(NamedTuple):
    skill: Skill
    cells: list[Cell]


class Changes(NamedTuple):
    """What was sent, cell by cell: the codes that differ from what is stored, what stands against them, and what was
    typed that nobody understands."""

    codes: Mapping[Key, str]
    differences: Sequence[Difference]
    wrong: Mapping[Key, str]


class Grid:
    """The levels, skills and requirements of a role as they are stored, at one time."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.steps = list(role.framework.steps.order_by("value"))
        self._made: dict[str, SafeString] = {}

    @cached_property
    def levels(self) -> list[RoleLevel]:
        found = list(self.role.levels.order_by("rank", "track"))
        for level in found:
            level.role = self.role
        return found

    @cached_property
    def skills(self) -> list[Skill]:
        found = Skill.objects.filter(area__framework=self.role.framework_id).select_related("area")
        found = found.only("slug", "name", "area__slug", "area__name")
        return list(found.order_by("area__position", "area__slug", "position", "slug"))

    @cached_property
    def needs(self) -> dict[Key, Requirement]:
        found = Requirement.objects.filter(level__role=self.role)
        return {(need.skill_id, need.level_id): need for need in found}

    @cached_property
    def reader(self) -> cells.CellReader:
        labels = {value: str(label) for value, label in Requirement.Importance.choices}
        return cells.reader([(step.value, step.name) for step in self.steps], labels)

    def stored(self, key: Key) -> str:
        need = self.needs.get(key)
        return cells.code(need.importance, need.step) if need else ""

    def called(self, key: Key) -> str:
        """A cell by its skill and its level."""
        return f"{self._skill_names[key[0]]}, {self._level_names[key[1]]}"

    def has(self, key: Key) -> bool:
        return key[0] in self._skill_names and key[1] in self._level_names

    @cached_property
    def _skill_names(self) -> dict[int, str]:
        return {skill.pk: skill.name for skill in self.skills}

    @cached_property
    def _level_names(self) -> dict[int, str]:
        return {level.pk: level.name for level in self.levels}

    # What a cell may hold

    @cached_property
    def groups(self) -> list[tuple[str, list[Choice]]]:
        """The choices by importance."""
        found = []
        for importance, label in Requirement.Importance.choices:
            steps = [self._choice(importance, str(step.value)) for step in self.steps[1:]]
            found.append((str(label), [*steps, self._choice(importance, cells.NOT_STATED)]))
        return found

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """What a cell may hold, by code; the empty one first."""
        found = [Choice("", "", _("not required"), None)]
        return {choice.code: choice for choice in [*found, *(each for _label, group in self.groups for each in group)]}

    @cached_property
    def off_scale(self) -> list[Choice]:
        """What cells hold that the scale has lost: it stays until somebody chooses another."""
        codes = {cells.code(need.importance, need.step) for need in self.needs.values()}
        return [self.choice(code) for code in sorted(codes - self.choices.keys())]

    def choice(self, code: str) -> Choice:
        return self.choices.get(code) or self._choice(*cells.parts(code))

    def _choice(self, importance: str, step: str) -> Choice:
        code, text = f"{importance}-{step}", f"{step} {Requirement.Importance(importance).label}"
        if step == cells.NOT_STATED:
            text = text.replace(step, "?", 1)
            return Choice(code, text, text + ", " + _("step not stated"), None)
        value, names = int(step), {each.value: each.name for each in self.steps}
        if value not in names:
            return Choice(code, text, text + ", " + _("not on the scale"), None)
        tone = snapshot.tone_of(value, self.steps[0].value, self.steps[-1].value)
        return Choice(code, text, f"{text}, {names[value]}", tone)

    # What is shown

    def areas(
        self, skills: Iterable[Skill], pending: Mapping[Key, str], wrong: Mapping[Key, str]
    ) -> Iterator[tuple[Area, list[Row]]]:
        """The rows of the grid by area, with the codes that wait to be saved and what was typed wrong."""
        for area, found in groupby(skills, key=lambda skill: skill.area):
            yield area, [self._row(skill, pending, wrong) for skill in found]

    def _row(self, skill: Skill, pending: Mapping[Key, str], wrong: Mapping[Key, str]) -> Row:
        return Row(skill, [self._cell(skill, level, pending, wrong) for level in self.levels])

    def _cell(self, skill: Skill, level: RoleLevel, pending: Mapping[Key, str], wrong: Mapping[Key, str]) -> Cell:
        key = skill.pk, level.pk
        stored = self.choice(self.stored(key))
        choice, seen = (self.choice(pending[key]), stored) if key in pending else (stored, None)
        label = f"{skill.name}, {level.name}: {choice.words}"
        return Cell(f"{skill.pk}-{level.pk}", label, self._attributes(choice), choice, seen, wrong.get(key))

    def _attributes(self, choice: Choice) -> SafeString:
        """Made once for each code: a grid has thousands of cells, and some dozen codes."""
        found = self._made.get(choice.code)
        if found is None:
            shade = "" if choice.tone is None else format_html(' class="tone--{}"', choice.tone)
            found = self._made[choice.code] = format_html('data-code="{}"{}', choice.code, shade)
        return found

    # What was sent

    def changes(self, data: QueryDict) -> Changes:
        """What was sent, laid over what is stored: a cell that was not touched holds what is stored now.

        A cell that others changed since the page was opened is a difference, unless both mean the same.
        """
        codes: dict[Key, str] = {}
        wrong: dict[Key, str] = {}
        found: list[Difference] = []
        for name in data:
            if (key := key_of(name)) is None:
                continue
            now = self.stored(key) if self.has(key) else ""
            opened, typed = data.get(f"initial-{name}", now), data.get(name, "")
            mine = opened if typed in {opened, self._said(opened).text} else self.reader.read(typed, opened)
            if mine == opened:
                continue
            if not self.has(key):
                words = (self._said(opened).words, _("deleted"), typed)
                found.append(Difference(_("a skill or a level"), "", *words))
            elif mine is None:
                wrong[key] = typed
            elif mine != now:
                codes[key] = mine
                if opened != now:
                    words = (self._said(opened).words, self.choice(now).words, self.choice(mine).words)
                    found.append(Difference(self.called(key), "", *words))
        return Changes(codes, found, wrong)

    def _said(self, code: str) -> Choice:
        """The choice of a code that a page sent; what is none stands for itself."""
        importance, step = cells.parts(code)
        is_code = importance in Requirement.Importance.values and (step.isdecimal() or step == cells.NOT_STATED)
        return self.choice(code) if is_code or not code else Choice(code, code, code, None)

    def write(self, codes: Mapping[Key, str]) -> None:
        """Store the codes, row by row, so that each is told by whoever watches the rows."""
        skills = {skill.pk: skill for skill in self.skills}
        levels = {level.pk: level for level in self.levels}
        for key, code in codes.items():
            need = self.needs.get(key) or Requirement()
            need.skill, need.level = skills[key[0]], levels[key[1]]
            if not code:
                need.delete()
                continue
            need.importance, step = cells.parts(code)
            need.step = None if step == cells.NOT_STATED else int(step)
            need.save()


def name_of(key: Key) -> str:
    return f"cell-{key[0]}-{key[1]}"


def key_of(name: str) -> Key | None:
    """The cell that a field is for, None for a field of something else."""
    match = _NAME.match(name)
    return (int(match[1]), int(match[2])) if match else None
