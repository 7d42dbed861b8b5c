"""What is asked, and in which order (method.md 2.4): derived from the snapshot, so an edition fixes every word."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from catalog.core.snapshot import IMPORTANCES, Area, Role, Skill, Snapshot


class RoleUnknown(KeyError):
    """The snapshot holds no such role."""


@dataclass(frozen=True)
class Question:
    """One skill as a question."""

    skill: Skill
    is_must_have: bool


@dataclass(frozen=True)
class Page:
    area: Area
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    role: Role
    pages: tuple[Page, ...]

    @cached_property
    def page(self) -> Mapping[str, Page]:
        return {page.area.slug: page for page in self.pages}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def question(self) -> Mapping[str, Question]:
        return {question.skill.slug: question for question in self.questions}

    @cached_property
    def area_of(self) -> Mapping[str, str]:
        return {question.skill.slug: question.skill.area for question in self.questions}


def build(snapshot: Snapshot, role_slug: str) -> Questionnaire:
    """The questionnaire of a role: a page per area in catalogue order, must-haves first on each page.

    The order is the same for everybody, so that attempts can be compared. Raises RoleUnknown.
    """
    if role_slug not in snapshot.role:
        raise RoleUnknown(role_slug)
    role = snapshot.role[role_slug]
    best = best_importance(role)
    pages = []
    for area in snapshot.ordered_areas:
        skills = [skill for skill in snapshot.ordered_skills if skill.area == area.slug and skill.slug in best]
        skills = [skill for skill in skills if not skill.retired]
        skills.sort(key=lambda skill: best[skill.slug])
        if skills:
            pages.append(Page(area, tuple(Question(skill, best[skill.slug] == 0) for skill in skills)))
    return Questionnaire(role, tuple(pages))


def narrow(questionnaire: Questionnaire, asked: Collection[str]) -> Questionnaire:
    """The same questions in the same order, only those of the skills in `asked`; pages that are left empty go."""
    pages = (
        Page(page.area, tuple(question for question in page.questions if question.skill.slug in asked))
        for page in questionnaire.pages
    )
    return Questionnaire(questionnaire.role, tuple(page for page in pages if page.questions))


def best_importance(role: Role) -> dict[str, int]:
    """The highest importance that any level gives a skill: 0 essential, 1 important, 2 helpful."""
    best: dict[str, int] = {}
    for level in role.levels:
        for requirement in level.requirements:
            rank = IMPORTANCES.index(requirement.importance)
            best[requirement.skill] = min(rank, best.get(requirement.skill, rank))
    return best
