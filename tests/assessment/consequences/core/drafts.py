"""A small role before and after, and people who answered it before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assessment.consequences.core.carrying import StoredAttempt
from assessment.role.core.compiled import CompiledRole, compile_role
from catalog.core import snapshot as s
from tests.catalog.core import mini

ROLE, THEN = "role", "t" * 64
SKILLS = tuple(mini.skill(letter, position) for position, letter in enumerate("abc"))
LEVELS = (
    mini.level("one", 1, {"a": (1, "essential"), "b": (1, "important")}),
    mini.level("two", 2, {"a": (2, "essential"), "b": (2, "important"), "c": (1, "helpful")}),
)
BEFORE = mini.snapshot(SKILLS, LEVELS)
ASKED: Mapping[str, CompiledRole] = {THEN: compile_role(BEFORE, THEN, ROLE)}


def with_skill(slug: str, snapshot: s.Snapshot = BEFORE, **parts: Any) -> s.Snapshot:
    skills = tuple(replace(skill, **parts) if skill.slug == slug else skill for skill in snapshot.skills)
    return replace(snapshot, skills=skills)


def with_levels(*levels: s.RoleLevel, snapshot: s.Snapshot = BEFORE) -> s.Snapshot:
    return replace(snapshot, roles=(mini.role(*levels),))


def asking(level: int, **asked: tuple[int | None, s.Importance] | None) -> s.Snapshot:
    """The role before with other requirements at one of its levels; None takes one off."""
    needs = {need.skill: (need.step, need.importance) for need in LEVELS[level].requirements} | asked
    found = {skill: need for skill, need in needs.items() if need}
    changed = mini.level(LEVELS[level].slug, LEVELS[level].rank, found)
    return with_levels(*(changed if position == level else old for position, old in enumerate(LEVELS)))


def person(*steps: int | None, unsure: Sequence[str] = (), main: Mapping[str, str] | None = None) -> StoredAttempt:
    """Somebody's steps of a, b and c; None was skipped."""
    said = zip("abc", steps, strict=False)
    answers = {skill: (step, skill in unsure) for skill, step in said if step is not None}
    return StoredAttempt(THEN, tuple(sorted((main or {}).items())), answers)
