"""What the public pages show of a snapshot, made ready to read: a role's matrix and notes, and all about one skill."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from catalog.core.snapshot import (
    COSTS,
    IMPORTANCES,
    PRACTICE,
    Area,
    Importance,
    Link,
    Resource,
    Role,
    RoleLevel,
    RoleNote,
    SalaryRange,
    Skill,
    Snapshot,
    Step,
)

SORTS = ("area", "importance")
# The kinds of note that stand on the page of the role itself; all others are a part of “About this role”.
NEXT = ("transition", "adjacent")


class Cell(NamedTuple):
    """What one level asks of one skill: nothing without an importance; a step of None means that none is stated."""

    level: RoleLevel
    step: Step | None
    importance: Importance | None


class Row(NamedTuple):
    skill: Skill
    area: Area
    also_in: tuple[Area, ...]
    cells: tuple[Cell, ...]

    @property
    def weight(self) -> tuple[int, ...]:
        """How many levels ask for the skill as a must-have, as important, as helpful; negative, to sort by."""
        found = [cell.importance for cell in self.cells]
        return tuple(-found.count(importance) for importance in IMPORTANCES)

    @property
    def best(self) -> Importance:
        """The highest importance that any level gives the skill."""
        return next(importance for importance, count in zip(IMPORTANCES, self.weight, strict=True) if count)


class Group(NamedTuple):
    """Rows under one heading: an area, or, sorted by importance, the highest importance that they share."""

    area: Area | None
    importance: Importance | None
    rows: tuple[Row, ...]


class Matrix(NamedTuple):
    """Skills by levels of a role."""

    sort: str
    levels: tuple[RoleLevel, ...]
    groups: tuple[Group, ...]


def matrix(snapshot: Snapshot, role: Role, sort: str = "area") -> Matrix:
    """Each skill that a role asks for with what each level asks; `sort` is one of SORTS."""
    asked = {requirement.skill for level in role.levels for requirement in level.requirements}
    rows = [
        Row(skill, snapshot.area[skill.area], also_in(snapshot, skill), cells(snapshot, role, skill.slug))
        for skill in snapshot.ordered_skills
        if skill.slug in asked and not skill.retired
    ]
    if sort == "importance":
        rows.sort(key=lambda row: row.weight)
        groups = [Group(None, best, tuple(found)) for best, found in groupby(rows, lambda row: row.best)]
    else:
        groups = [Group(area, None, tuple(found)) for area, found in groupby(rows, lambda row: row.area)]
    return Matrix(sort, role.ladder, tuple(groups))


def also_in(snapshot: Snapshot, skill: Skill) -> tuple[Area, ...]:
    """The further areas that a skill is a part of, in the order of the catalogue."""
    return tuple(area for area in snapshot.ordered_areas if area.slug in skill.also_in)


def cells(snapshot: Snapshot, role: Role, skill: str) -> tuple[Cell, ...]:
    """What each level of a role asks of a skill, from the lowest level to the highest."""
    found = []
    for level in role.ladder:
        requirement = level.requirement_of.get(skill)
        step = snapshot.step.get(requirement.step) if requirement and requirement.step is not None else None
        found.append(Cell(level, step, requirement.importance if requirement else None))
    return tuple(found)


class Note(NamedTuple):
    """A role note with the skills that it names."""

    told: RoleNote
    skills: tuple[Skill, ...]


def notes(snapshot: Snapshot, role: Role) -> dict[str, tuple[Note, ...]]:
    """The notes of a role by kind, in the order that editors gave them."""
    by_kind: dict[str, tuple[Note, ...]] = {}
    for told in sorted(role.notes, key=lambda note: (note.position, note.slug)):
        skills = tuple(skill for skill in snapshot.ordered_skills if skill.slug in told.skills)
        by_kind[told.kind] = (*by_kind.get(told.kind, ()), Note(told, skills))
    return by_kind


def has_about(role: Role) -> bool:
    """Whether there is more to tell of a role than its page does."""
    told = any(note.kind not in NEXT for note in role.notes) or any(level.credentials for level in role.levels)
    return bool(told or role.description or role.salaries)


def pay(role: Role) -> list[tuple[str, tuple[SalaryRange, ...]]]:
    """The salary ranges of a role by currency, never mixed; in each by title, the employers after the general ones."""
    found = sorted(role.salaries, key=lambda pay: (pay.currency, pay.title, pay.employer, pay.slug))
    return [(currency, tuple(ranges)) for currency, ranges in groupby(found, lambda pay: pay.currency)]


class Help(NamedTuple):
    """A resource at one step of a skill: the hours of the step's study that it covers, and whether to start with it."""

    resource: Resource
    covers_hours: int
    start_here: bool


def resources(snapshot: Snapshot, skill: str, start: int) -> tuple[Help, ...]:
    """What helps from the step `start` of a skill to the next: where to start, what else there is to learn from, the
    cheapest first, then tasks."""
    found = [
        Help(resource, served.covers_hours, served.start_here)
        for resource in snapshot.resources
        for served in resource.steps
        if served.skill == skill and served.step == start + 1
    ]
    return tuple(sorted(found, key=lambda each: (not each.start_here, _ease(each.resource))))


def _ease(resource: Resource) -> tuple[bool, int, int, str, str]:
    cost = COSTS.index(resource.cost) if resource.cost in COSTS else len(COSTS)
    return resource.kind == PRACTICE, cost, resource.hours, resource.title, resource.slug


def cited(citations: Sequence[str]) -> list[tuple[str, str]]:
    """Citations of the form “Section:line” by section, with neighbouring lines as one range: ("Overview", "2, 4–6")."""
    lines: dict[str, list[int]] = {}
    for citation in citations:
        section, _, line = citation.rpartition(":")
        if section and line.strip().isdecimal():
            lines.setdefault(section, []).append(int(line))
        else:
            lines.setdefault(citation, [])
    return [(section, ", ".join(_runs(sorted(set(found))))) for section, found in lines.items()]


def _runs(numbers: Sequence[int]) -> list[str]:
    # What number and place have in common stays the same along a run.
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0])]
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


class Other(NamedTuple):
    """A step of another skill."""

    skill: Skill
    step: Step


class Anchored(NamedTuple):
    """One step of a skill: what it looks like, how to go on from there, and what it needs of other skills."""

    step: Step
    text: str
    next_step: str
    needs: tuple[Other, ...]


class Move(NamedTuple):
    """From one step to the next, with what helps; the last one of a scale is mostly practice on real work."""

    start: Step
    goal: Step
    is_last: bool
    resources: tuple[Help, ...]


class Unlocked(NamedTuple):
    """A step of another skill that needs this skill at `own`."""

    own: Step
    other: Other


class Asked(NamedTuple):
    """What each level of a role asks of a skill."""

    role: Role
    cells: tuple[Cell, ...]


class Mention(NamedTuple):
    """A note of a role that names a skill."""

    role: Role
    told: RoleNote

    @property
    def is_next(self) -> bool:
        """Whether it stands on the page of the role itself, where it leads."""
        return self.told.kind in NEXT


class Vocabulary(NamedTuple):
    """The links of a skill into one version of a public vocabulary."""

    scheme: str
    version: str
    links: tuple[Link, ...]


class SkillPage(NamedTuple):
    """All about one skill. `also_in` are its further areas, `alternatives` the other members of its any-one-of group."""

    skill: Skill
    area: Area
    also_in: tuple[Area, ...]
    alternatives: tuple[Skill, ...]
    steps: tuple[Anchored, ...]
    asked: tuple[Asked, ...]
    unlocks: tuple[Unlocked, ...]
    moves: tuple[Move, ...]
    mentions: tuple[Mention, ...]
    vocabularies: tuple[Vocabulary, ...]

    @property
    def has_resources(self) -> bool:
        return any(move.resources for move in self.moves)


def skill_page(snapshot: Snapshot, slug: str) -> SkillPage:
    """Gather what a snapshot holds about a skill. Raises KeyError for one that it does not have."""
    skill = snapshot.skill[slug]
    others = [other for other in snapshot.ordered_skills if other.slug != slug]
    return SkillPage(
        skill=skill,
        area=snapshot.area[skill.area],
        also_in=also_in(snapshot, skill),
        alternatives=tuple(each for each in others if skill.group and each.group == skill.group and not each.retired),
        steps=tuple(_anchored(snapshot, skill, step) for step in snapshot.steps),
        asked=_asked(snapshot, slug),
        unlocks=_unlocks(snapshot, slug, others),
        moves=moves(snapshot, slug),
        mentions=tuple(
            Mention(role, told)
            for role in snapshot.roles
            for told in sorted(role.notes, key=lambda note: (note.kind, note.position, note.slug))
            if slug in told.skills
        ),
        vocabularies=_vocabularies(skill),
    )


def moves(snapshot: Snapshot, slug: str) -> tuple[Move, ...]:
    """Each step of the scale to the next, with what helps a skill there."""
    return tuple(
        Move(start, goal, goal.value == snapshot.highest, resources(snapshot, slug, start.value))
        for start, goal in pairwise(snapshot.steps)
    )


def _anchored(snapshot: Snapshot, skill: Skill, step: Step) -> Anchored:
    anchor = skill.anchor_at.get(step.value)
    needs = [
        Other(snapshot.skill[need.needs], snapshot.step[need.needs_step])
        for need in sorted(skill.prerequisites, key=lambda need: need.needs)
        if need.step == step.value and need.needs in snapshot.skill and need.needs_step in snapshot.step
    ]
    return Anchored(step, anchor.text if anchor else "", anchor.next_step if anchor else "", tuple(needs))


def _asked(snapshot: Snapshot, slug: str) -> tuple[Asked, ...]:
    found = [Asked(role, cells(snapshot, role, slug)) for role in sorted(snapshot.roles, key=lambda role: role.slug)]
    return tuple(asked for asked in found if any(cell.importance for cell in asked.cells))


def _unlocks(snapshot: Snapshot, slug: str, others: Sequence[Skill]) -> tuple[Unlocked, ...]:
    found = [
        Unlocked(snapshot.step[need.needs_step], Other(other, snapshot.step[need.step]))
        for other in others
        for need in other.prerequisites
        if need.needs == slug and not other.retired and {need.step, need.needs_step} <= snapshot.step.keys()
    ]
    return tuple(sorted(found, key=lambda unlocked: (unlocked.own.value, unlocked.other.step.value)))


def _vocabularies(skill: Skill) -> tuple[Vocabulary, ...]:
    links = sorted(skill.links, key=lambda link: (link.scheme, link.scheme_version, link.label, link.uri))
    groups = groupby(links, lambda link: (link.scheme, link.scheme_version))
    return tuple(Vocabulary(scheme, version, tuple(found)) for (scheme, version), found in groups)
