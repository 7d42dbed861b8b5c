"""The first twelve weeks of a plan, told: what to begin with, and what will be true after them. For every face."""

from typing import NamedTuple

from assessment.plan.core.planning import LearningPlan
from assessment.plan.core.quarter import Turn
from assessment.plan.renderers.wording import PlanWording
from assessment.role.core.compiled import CompiledRole
from assessment.words.vocabulary import Words
from catalog.core.snapshot import Skill


class TurnRow(NamedTuple):
    """A skill of the quarter: in which week (from 1) it is begun, with what, and the step that it is taken to.

    `act` is how the catalogue says to begin, `title` and `url` what to open; each may be empty. `truth` is the sentence
    of the step, which `is_done` says will be true after the twelve weeks, or else is under way.
    """

    skill: Skill
    week: int
    act: str
    title: str
    url: str
    to_step: int
    truth: str
    is_done: bool


class ToldTurn(NamedTuple):
    """A skill of the quarter in words: what to do first and in which week, and what will be true after it."""

    skill: str
    begin: str
    after: str


def rows(compiled: CompiledRole, learning_plan: LearningPlan) -> list[TurnRow]:
    """The quarter of a plan, at most three skills."""
    return [_row(compiled, learning_plan, turn) for turn in learning_plan.quarter]


def _row(compiled: CompiledRole, learning_plan: LearningPlan, turn: Turn) -> TurnRow:
    steps = learning_plan.plan.steps
    begins, ends = steps[turn.first], steps[turn.last]
    lesson = learning_plan.lesson(begins)
    return TurnRow(
        compiled.rules.skills[begins.skill],
        turn.week,
        lesson.task,
        lesson.first.title if lesson.first else "",
        lesson.first.url if lesson.first else "",
        ends.to_step,
        learning_plan.lesson(ends).aim,
        bool(turn.done),
    )


def told(words: PlanWording, learning_plan: LearningPlan) -> tuple[ToldTurn, ...]:
    """The first twelve weeks in words."""
    return tuple(
        ToldTurn(row.skill.name, _begin(words.words, row), _after(words, row))
        for row in rows(words.compiled, learning_plan)
    )


def _begin(words: Words, row: TurnRow) -> str:
    _ = words.gettext
    told = {"week": row.week, "act": row.act, "title": row.title}
    if row.act and row.title:
        return _("Week %(week)d: %(act)s Open “%(title)s”.") % told
    if row.title:
        return _("Week %(week)d: open “%(title)s”.") % told
    if row.act:
        return _("Week %(week)d: %(act)s") % told
    return _("Week %(week)d: practise on real work.") % told


def _after(words: PlanWording, row: TurnRow) -> str:
    _ = words.words.gettext
    truth = row.truth or words.words.step(words.compiled.snapshot, row.to_step)
    if row.is_done:
        return _("True after the twelve weeks: %s") % truth
    return _("Under way after the twelve weeks, not done yet: %s") % truth
