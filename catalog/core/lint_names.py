"""Is everything of a catalogue there, and can people tell it apart: names, levels, groups, and what was published."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from catalog.core.findings import Finding, Kind, found
from catalog.core.lint_texts import bare
from catalog.core.snapshot import PRACTICE, Snapshot

Named = tuple[Kind, str, str]


def missing(snapshot: Snapshot) -> Iterator[Finding]:
    """Texts without a word: spaces and marks alone tell nobody anything."""
    for kind, slug, field, text in _texts(snapshot):
        if not bare(text):
            yield found("text-missing", kind, slug, field=field)
    for resource in snapshot.resources:
        if resource.kind == PRACTICE and not resource.url and not bare(resource.description):
            yield found("task-empty", "resource", resource.slug)


def _texts(snapshot: Snapshot) -> Iterator[tuple[Kind, str, str, str]]:
    for step in snapshot.steps:
        yield "framework", snapshot.framework.slug, f"step {step.value}", step.name
    for person in snapshot.practice:
        yield "framework", snapshot.framework.slug, f"person {person.position}", person.description
        yield "framework", snapshot.framework.slug, f"reason {person.position}", person.why
    for kind, slug, name in _things(snapshot):
        yield kind, slug, "name", name
    for role in snapshot.roles:
        for note in role.notes:
            yield "note", f"{role.slug}/{note.slug}", "note", note.text


def _things(snapshot: Snapshot) -> Iterator[Named]:
    yield "framework", snapshot.framework.slug, snapshot.framework.name
    yield from (("area", area.slug, area.name) for area in snapshot.areas)
    yield from (("skill", skill.slug, skill.name) for skill in snapshot.active_skills)
    yield from (("resource", resource.slug, resource.title) for resource in snapshot.resources)
    for role in snapshot.roles:
        yield "role", role.slug, role.name
        yield from (("level", f"{role.slug}/{level.slug}", level.name) for level in role.levels)
        yield from (("note", f"{role.slug}/{note.slug}", note.title) for note in role.notes)


def twins(snapshot: Snapshot) -> Iterator[Finding]:
    """Things of one kind that pages call by one name: areas, roles, skills, a role's levels, resources at two addresses."""
    for role in snapshot.roles:
        yield from _twice(("level", f"{role.slug}/{level.slug}", level.name) for level in role.ladder)
    kinds = {"area", "skill", "role"}
    for kind in sorted(kinds):
        yield from _twice(thing for thing in _things(snapshot) if thing[0] == kind)
    # One title at one address is one resource that helps in several places.
    first = {each.url or each.slug: each for each in reversed(snapshot.resources)}
    yield from _twice(("resource", each.slug, each.title) for each in reversed(first.values()))
    # Cannot be while keys are unique in the installation; the next issue makes them so within a framework, and a skill's
    # row knows its framework only through its area.
    keys = Counter(skill.slug for skill in snapshot.skills)
    for slug in sorted(slug for slug, count in keys.items() if count > 1):
        yield found("key-twice", "skill", slug)


def _twice(things: Iterable[Named]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for kind, slug, name in things:
        if bare(name) and (other := seen.setdefault(bare(name), slug)) != slug:
            yield found("name-twice", kind, slug, other=other)


def ladders(snapshot: Snapshot) -> Iterator[Finding]:
    """Roles without a level, levels that ask for nothing, and ranks that leave one out."""
    for role in snapshot.roles:
        if not role.levels:
            yield found("role-without-level", "role", role.slug)
        for level in role.ladder:
            if not level.requirements:
                yield found("level-without-requirement", "level", f"{role.slug}/{level.slug}")
        for below, above in pairwise(role.ladder):
            if above.rank > below.rank + 1:
                slug = f"{role.slug}/{above.slug}"
                yield found("rank-left-out", "level", slug, rank=above.rank, below=below.name, before=below.rank)


def groups(snapshot: Snapshot) -> Iterator[Finding]:
    """Any-one-of groups with nothing to choose from."""
    members = Counter(skill.group for skill in snapshot.active_skills if skill.group)
    for skill in snapshot.active_skills:
        if members[skill.group] == 1:
            yield found("group-of-one", "skill", skill.slug, group=skill.group)


def published(snapshot: Snapshot, before: Snapshot) -> Iterator[Finding]:
    """What must not change silently once visitors have seen it: the scoring rule under its version, and keys."""
    old, new = before.policy, snapshot.policy
    if replace(old, version=0) != replace(new, version=0) and new.version <= old.version:
        yield found("policy-version", "framework", snapshot.framework.slug, version=new.version, before=old.version)
    here = {(kind, slug) for kind, slug, _name in _everything(snapshot)}
    for kind, slug, name in _everything(before):
        if (kind, slug) not in here:
            yield found("key-gone", kind, slug, called=name)


def _everything(snapshot: Snapshot) -> Iterator[Named]:
    """The things that visitors' addresses and answers name."""
    yield from (thing for thing in _things(snapshot) if thing[0] in {"framework", "area", "role", "level"})
    yield from (("skill", skill.slug, skill.name) for skill in snapshot.skills)
