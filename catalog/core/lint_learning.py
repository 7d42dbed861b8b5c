"""Can the plan be worked out from what a catalogue says of its resources, and of the time that steps take?"""

from collections import Counter
from collections.abc import Iterator

from catalog.core.findings import Finding, found
from catalog.core.snapshot import MONTHS, PRACTICE, Resource, Snapshot


def served(snapshot: Snapshot) -> Iterator[Finding]:
    """What resources say of the steps that they serve; of a skill that the framework lacks nothing can be judged."""
    for resource in snapshot.resources:
        for row in resource.steps:
            if row.skill in snapshot.skill and row.step == snapshot.lowest:
                skill = snapshot.skill[row.skill].name
                yield found("serves-lowest", "resource", resource.slug, skill=skill, step=row.step)
        yield from _covered(snapshot, resource)


def _covered(snapshot: Snapshot, resource: Resource) -> Iterator[Finding]:
    covered: Counter[str] = Counter()
    for row in resource.steps:
        if row.skill in snapshot.skill:
            covered[row.skill] += row.covers_hours
    for slug, hours in covered.items():
        facts: dict[str, str | int] = {"skill": snapshot.skill[slug].name, "covered": hours}
        if hours > resource.hours:
            yield found("covers-too-much", "resource", resource.slug, hours=resource.hours, **facts)
        elif hours and resource.hours_estimated:
            yield found("covers-estimate", "resource", resource.slug, **facts)


def starts(snapshot: Snapshot) -> Iterator[Finding]:
    """A step that is taught says with what to start; where there are only tasks to practise, none is taught."""
    rows = [(resource, row) for resource in snapshot.resources for row in resource.steps]
    taught = {(row.skill, row.step) for resource, row in rows if resource.kind != PRACTICE}
    started = {(row.skill, row.step) for _resource, row in rows if row.start_here}
    for skill in snapshot.active_skills:
        for step in snapshot.steps[1:]:
            if (skill.slug, step.value) in taught - started:
                yield found("step-without-start", "skill", skill.slug, step=step.value)


def months(snapshot: Snapshot) -> Iterator[Finding]:
    """An area in months needs a scale that says how many."""
    if not any(step.months for step in snapshot.scale):
        for area in snapshot.areas:
            if area.counts_in == MONTHS:
                yield found("months-missing", "area", area.slug)
