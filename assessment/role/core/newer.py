"""What a newer edition changes for somebody who is answering a role: its questions, what levels ask, how it scores."""

from collections.abc import Sequence
from typing import NamedTuple

from assessment.role.core.compiled import CompiledRole
from assessment.role.core.same_questions import same_questions
from catalog.core.diff import Change, Part, diff
from catalog.core.snapshot import Requirement, RoleLevel, Skill


class Reworded(NamedTuple):
    """A question that is asked in other words, with the texts that changed."""

    skill: Skill
    changes: tuple[Change, ...]


class RequirementChange(NamedTuple):
    """What a level asks of a skill then and now; None where it does not ask for it."""

    level: RoleLevel
    skill: Skill
    before: Requirement | None
    after: Requirement | None


class Differs(NamedTuple):
    """The differences for one role. `same` counts the questions that stay; `rule` is about scale and policy."""

    same: int
    reworded: tuple[Reworded, ...]
    added: tuple[Skill, ...]
    gone: tuple[Skill, ...]
    requirements: tuple[RequirementChange, ...]
    new_levels: tuple[RoleLevel, ...]
    gone_levels: tuple[RoleLevel, ...]
    rule: tuple[Change, ...]

    @property
    def is_any(self) -> bool:
        return any(self[1:])


def differs(old: CompiledRole, new: CompiledRole) -> Differs:
    """What differs between two editions for the role of both."""
    alike = same_questions(old, new)
    asked_then, asked_now = old.questionnaire.question, new.questionnaire.question
    changes = diff(old.snapshot, new.snapshot)
    return Differs(
        same=len(alike),
        reworded=tuple(
            Reworded(skill, _texts(changes, skill.slug))
            for skill in new.rules.skills
            if skill.slug in asked_then and skill.slug not in alike
        ),
        added=tuple(skill for skill in new.rules.skills if skill.slug not in asked_then),
        gone=tuple(skill for skill in old.rules.skills if skill.slug not in asked_now),
        requirements=_requirements(old, new, changes),
        new_levels=tuple(level for level in new.role.ladder if level.slug not in old.role.level),
        gone_levels=tuple(level for level in old.role.ladder if level.slug not in new.role.level),
        rule=tuple(
            change
            for change in changes
            if (change.place == (Part("policy"),) and change.field != "version") or _is_of_scale(change)
        ),
    )


def _is_of_scale(change: Change) -> bool:
    return [part.kind for part in change.place] == ["step"]


def _texts(changes: Sequence[Change], skill: str) -> tuple[Change, ...]:
    """The changes of a skill that a person reads in its question: its name, its definition, its sentences."""
    question = (Part("skill", (skill,)),)
    return tuple(
        change
        for change in changes
        if (change.place == question and change.field in {"name", "definition"})
        or (change.place[:-1] == question and change.place[-1].kind == "anchor" and change.field in {"", "text"})
    )


def _requirements(old: CompiledRole, new: CompiledRole, changes: Sequence[Change]) -> tuple[RequirementChange, ...]:
    """The changed requirements of levels that both editions have, level by level in catalogue order."""
    places = {change.place for change in changes}
    levels = [level for level in new.role.ladder if level.slug in old.role.level]
    skills = {skill.slug: skill for skill in (*old.snapshot.ordered_skills, *new.snapshot.ordered_skills)}
    return tuple(
        RequirementChange(
            level, skill, old.role.level[level.slug].requirement_of.get(slug), level.requirement_of.get(slug)
        )
        for level in levels
        for slug, skill in skills.items()
        if (Part("role", (new.role.slug,)), Part("level", (level.slug,)), Part("requirement", (slug,))) in places
    )
