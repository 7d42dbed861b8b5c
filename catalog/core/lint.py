"""Is a catalogue fit to be asked from? What is wrong with it, finding by finding.

Nothing here is worded: a finding is a code with facts, and catalog/wording.py says it in a sentence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from catalog.core import lint_learning, lint_names, lint_texts
from catalog.core.findings import Finding, Kind, found
from catalog.core.prerequisites import find_cycle
from catalog.core.snapshot import (
    ESSENTIAL,
    IMPORTANCES,
    PRACTICE,
    Prerequisite,
    Role,
    RoleLevel,
    Skill,
    Snapshot,
)

FRESH = timedelta(days=365)


def lint(snapshot: Snapshot, today: date, before: Snapshot | None = None) -> tuple[Finding, ...]:
    """All findings of a catalogue, errors first, then by rule and thing; `today` decides what is out of date, and
    `before` is what visitors see now.

    Without a usable scale nothing else can be judged, so that finding then stands alone.
    """
    values = [step.value for step in snapshot.steps]
    if len(values) < 2 or values != list(range(values[0], values[0] + len(values))):
        listed = ", ".join(str(value) for value in values)
        return (found("scale-broken", "framework", snapshot.framework.slug, steps=listed),)
    rules = (
        _steps,
        _names,
        _places,
        lint_texts.anchors,
        _ladders,
        _cycle,
        _closure,
        _coverage,
        _addresses,
        _orphans,
        lint_texts.texts,
        lint_texts.likeness,
        lint_learning.served,
        lint_learning.starts,
        lint_learning.months,
        lint_names.missing,
        lint_names.twins,
        lint_names.ladders,
        lint_names.groups,
    )
    findings = {finding for rule in rules for finding in rule(snapshot)}
    if before is not None:
        findings.update(lint_names.published(snapshot, before))
    return tuple(sorted(findings.union(_dates(snapshot, today))))


def _levels(snapshot: Snapshot) -> Iterator[tuple[Role, RoleLevel, str]]:
    for role in snapshot.roles:
        for level in role.ladder:
            yield role, level, f"{role.slug}/{level.slug}"


def _name(snapshot: Snapshot, skill: str) -> str:
    return snapshot.skill[skill].name if skill in snapshot.skill else skill


def _steps(snapshot: Snapshot) -> Iterator[Finding]:
    for kind, slug, step in _named_steps(snapshot):
        if step is not None and step not in snapshot.step:
            yield found("step-off-scale", kind, slug, step=step, lowest=snapshot.lowest, highest=snapshot.highest)


def _named_steps(snapshot: Snapshot) -> Iterator[tuple[Kind, str, int | None]]:
    for person in snapshot.practice:
        yield "framework", snapshot.framework.slug, person.step
    for skill in snapshot.active_skills:
        for anchor in skill.anchors:
            yield "skill", skill.slug, anchor.step
    for skill, need in _needs(snapshot):
        yield "skill", skill.slug, need.step
        yield "skill", skill.slug, need.needs_step
    for _role, level, slug in _levels(snapshot):
        for requirement in level.requirements:
            yield "level", slug, requirement.step
    for resource in snapshot.resources:
        for served in resource.steps:
            yield "resource", resource.slug, served.step


def _places(snapshot: Snapshot) -> Iterator[Finding]:
    for skill in snapshot.active_skills:
        for area in skill.also_in:
            if area not in snapshot.area:
                yield found("area-unknown", "skill", skill.slug, area=area)
            elif area == skill.area:
                yield found("area-again", "skill", skill.slug, area=snapshot.area[area].name)


def _names(snapshot: Snapshot) -> Iterator[Finding]:
    for kind, slug, skill in _named_skills(snapshot):
        if skill not in snapshot.skill:
            yield found("skill-unknown", kind, slug, skill=skill)
        elif kind == "level" and snapshot.skill[skill].retired:
            yield found("requirement-retired", kind, slug, skill=snapshot.skill[skill].name)


def _named_skills(snapshot: Snapshot) -> Iterator[tuple[Kind, str, str]]:
    for skill, need in _needs(snapshot):
        yield "skill", skill.slug, need.needs
    for _role, level, slug in _levels(snapshot):
        for requirement in level.requirements:
            yield "level", slug, requirement.skill
    for role in snapshot.roles:
        for note in role.notes:
            for named in note.skills:
                yield "note", f"{role.slug}/{note.slug}", named
    for resource in snapshot.resources:
        for served in resource.steps:
            yield "resource", resource.slug, served.skill


def _ladders(snapshot: Snapshot) -> Iterator[Finding]:
    for role in snapshot.roles:
        for units in _units(snapshot).values():
            for path in _paths(role):
                yield from _falls(snapshot, role, path, units)
        for level in role.ladder:
            if level.requirements and not any(need.importance == ESSENTIAL for need in level.requirements):
                yield found("level-without-must-have", "level", f"{role.slug}/{level.slug}")


def _units(snapshot: Snapshot) -> Mapping[str, list[Skill]]:
    """What counts as one when scored: the members of a group together, any other skill alone."""
    units: dict[str, list[Skill]] = {}
    for skill in snapshot.active_skills:
        units.setdefault(f"group {skill.group}" if skill.group else skill.slug, []).append(skill)
    return units


def _paths(role: Role) -> list[list[RoleLevel]]:
    """The ways up a ladder, a way per track; levels without a track are on all of them."""
    tracks = sorted({level.track for level in role.levels if level.track}) or [""]
    return [[level for level in role.ladder if level.track in {"", track}] for track in tracks]


def _falls(snapshot: Snapshot, role: Role, path: list[RoleLevel], unit: list[Skill]) -> Iterator[Finding]:
    asked = [(level, _asked(snapshot, level, unit)) for level in path]
    # A level that does not state the step can be compared with none.
    stated = [(level, step) for level, step in asked if step is not None]
    for (below, before), (above, after) in pairwise(stated):
        if below.rank < above.rank and after < before and not _matters_less(above, below, unit):
            slug = f"{role.slug}/{above.slug}"
            facts: dict[str, str | int] = {"below": below.name, "before": before}
            if any(skill.slug in above.requirement_of for skill in unit):
                yield found("requirement-falls", "level", slug, skill=_member(above, unit), step=after, **facts)
            else:
                yield found("requirement-dropped", "level", slug, skill=_member(below, unit), **facts)


def _member(level: RoleLevel, unit: list[Skill]) -> str:
    """The skill of a unit of which a level asks most."""
    asked = [skill for skill in unit if skill.slug in level.requirement_of]
    return max(asked, key=lambda skill: level.requirement_of[skill.slug].step or 0).name


def _matters_less(level: RoleLevel, below: RoleLevel, unit: list[Skill]) -> bool:
    """Whether a level still asks for a unit, and gives it less importance than a level below that asks for it too."""
    here = _importances(level, unit)
    return bool(here) and min(here) > min(_importances(below, unit))


def _importances(level: RoleLevel, unit: list[Skill]) -> list[int]:
    """What a level makes of each member of a unit that it asks for; 0 is the most."""
    needs = (level.requirement_of.get(skill.slug) for skill in unit)
    return [IMPORTANCES.index(need.importance) for need in needs if need]


def _asked(snapshot: Snapshot, level: RoleLevel, unit: Iterable[Skill]) -> int | None:
    """The step that a level asks of a unit, the strictest of its members; None where it is not stated."""
    needs = [level.requirement_of[skill.slug] for skill in unit if skill.slug in level.requirement_of]
    steps = [need.step for need in needs if need.step is not None]
    return None if needs and not steps else max(steps, default=snapshot.lowest)


def _cycle(snapshot: Snapshot) -> Iterator[Finding]:
    edges = [((skill.slug, need.step), (need.needs, need.needs_step)) for skill, need in _needs(snapshot)]
    if cycle := find_cycle(edges):
        path = " ← ".join(f"{_name(snapshot, skill)} {step}" for skill, step in cycle)
        yield found("prerequisite-cycle", "skill", cycle[0][0], path=path)


def _needs(snapshot: Snapshot) -> Iterator[tuple[Skill, Prerequisite]]:
    for skill in snapshot.active_skills:
        for need in skill.prerequisites:
            yield skill, need


def _closure(snapshot: Snapshot) -> Iterator[Finding]:
    """A level must ask for all that its own steps need, or its bar hides a second one.

    The best member of a group counts, so no one member is sure to be there for others: only its own group may need it.
    """
    units = {skill.slug: unit for unit in _units(snapshot).values() for skill in unit}
    for _role, level, slug in _levels(snapshot):
        for skill, need in _needs(snapshot):
            required = level.requirement_of.get(skill.slug)
            if required is None or (required.step or 0) < need.step or need.needs not in snapshot.skill:
                continue
            unit, needs = units.get(need.needs, []), snapshot.skill[need.needs].name
            if len(unit) > 1 and skill not in unit:
                yield found("prerequisite-in-group", "skill", skill.slug, step=need.step, needs=needs)
            elif (_asked(snapshot, level, unit) or snapshot.lowest) < need.needs_step:
                facts = {"step": need.step, "needs_step": need.needs_step}
                yield found("prerequisite-not-required", "level", slug, skill=skill.name, needs=needs, **facts)


def _coverage(snapshot: Snapshot) -> Iterator[Finding]:
    """Whoever stands below what a level asks of a skill should find a next thing to do."""
    if not snapshot.resources:
        if _required(snapshot):
            yield found("framework-without-resource", "framework", snapshot.framework.slug)
        return
    asked = _asked_most(snapshot)
    served = {(row.skill, row.step) for resource in snapshot.resources for row in resource.steps}
    for skill in snapshot.active_skills:
        for step in snapshot.steps[1:]:
            if step.value <= asked[skill.slug] and (skill.slug, step.value) not in served:
                yield found("step-without-resource", "skill", skill.slug, below=step.value - 1, step=step.value)


def _asked_most(snapshot: Snapshot) -> Mapping[str, int]:
    """The highest step that a level asks of each active skill; one that counts with others is learnt as far as they."""
    asked: dict[str, int] = defaultdict(lambda: snapshot.lowest)
    units = {skill.slug: unit for unit in _units(snapshot).values() for skill in unit}
    for _role, level, _slug in _levels(snapshot):
        for need in level.requirements:
            asked[need.skill] = max(asked[need.skill], need.step or snapshot.lowest)
    return {slug: max(asked[skill.slug] for skill in unit) for slug, unit in units.items()}


def _required(snapshot: Snapshot) -> set[str]:
    return {need.skill for _role, level, _slug in _levels(snapshot) for need in level.requirements}


def _addresses(snapshot: Snapshot) -> Iterator[Finding]:
    seen: dict[tuple[str, str, int], str] = {}
    for resource in snapshot.resources:
        address = _address(resource.url)
        if not address:
            if resource.url or resource.kind != PRACTICE:
                yield found("address-not-web", "resource", resource.slug, address=resource.url)
            continue
        told: set[str] = set()
        for row in sorted(resource.steps, key=lambda row: row.step):
            other = seen.setdefault((address, row.skill, row.step), resource.slug)
            if other != resource.slug and row.skill not in told:
                told.add(row.skill)  # Once says it; the steps above are the same story.
                skill = _name(snapshot, row.skill)
                yield found("address-twice", "resource", resource.slug, skill=skill, step=row.step, other=other)


def _address(url: str) -> str:
    """What tells one place on the web from another, without scheme and final slash; empty for what is no such place."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}#{parts.fragment}"


def _dates(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for resource in (resource for resource in snapshot.resources if resource.url):
        try:
            seen = date.fromisoformat(resource.checked_on)
        except ValueError:
            yield found("resource-unseen", "resource", resource.slug)
        else:
            if today - seen > FRESH:
                yield found("resource-stale", "resource", resource.slug, seen=resource.checked_on)


def _orphans(snapshot: Snapshot) -> Iterator[Finding]:
    active, required = snapshot.active_skills, _required(snapshot)
    areas = {area for skill in active for area in (skill.area, *skill.also_in)}
    for resource in snapshot.resources:
        # What serves retired skills alone waits with them: nothing of a retired skill is judged.
        if not any(row.skill in snapshot.skill for row in resource.steps):
            yield found("resource-unused", "resource", resource.slug)
    for skill in active:
        if skill.slug not in required:
            yield found("skill-unrequired", "skill", skill.slug)
        # Who names no source, and says that all is a judgement of their own, can cite none.
        if snapshot.framework.source and not skill.citations:
            yield found("skill-uncited", "skill", skill.slug)
    for area in snapshot.areas:
        if area.slug not in areas:
            yield found("area-empty", "area", area.slug)
