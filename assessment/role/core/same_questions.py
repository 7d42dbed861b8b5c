"""What can be compared across attempts and editions (method.md 7.2): questions that are word for word the same."""

from assessment.role.core.compiled import CompiledRole
from catalog.core.snapshot import Skill, Snapshot


def same_questions(old: CompiledRole, new: CompiledRole) -> set[str]:
    """The skills that both ask, word for word alike: an answer to one is an answer to the other."""
    asked = old.questionnaire.question.keys() & new.questionnaire.question.keys()
    return asked & unchanged_questions(old.snapshot, new.snapshot)


def unchanged_questions(old: Snapshot, new: Snapshot) -> set[str]:
    """The skills whose question is word for word the same in both: an answer to one is an answer to the other."""
    return {
        slug
        for slug, skill in new.skill.items()
        if slug in old.skill and _question(old, old.skill[slug]) == _question(new, skill)
    }


def _question(snapshot: Snapshot, skill: Skill) -> tuple[str, str, tuple[tuple[int, str], ...]]:
    """What a person reads."""
    options = tuple((step.value, snapshot.sentence(skill, step.value)) for step in snapshot.steps)
    return skill.name, skill.definition, options
