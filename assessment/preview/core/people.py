"""Trial people: made-up answers of typical persons at a role, and what two editions of it make of the same answers.

A function of the compiled role alone, whatever its scale and its levels.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from assessment.report.core.report import GapReport, LevelReport
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import Rules
from assessment.role.core.same_questions import same_questions
from assessment.role.core.scoring import Answer

Kind = Literal["beginner", "level", "gap", "unsure"]


class TrialPerson(NamedTuple):
    """A made-up person: what they are an example of, at which level, and what they answer, by skill."""

    kind: Kind
    level: str
    answers: Mapping[str, Answer]


class Outcome(NamedTuple):
    """One level as two editions have it for the same answers; None where an edition has no such level."""

    slug: str
    before: LevelReport | None
    after: LevelReport | None

    @property
    def is_changed(self) -> bool:
        if self.before is None or self.after is None:
            return True
        return (self.before.verdict, self.before.readiness) != (self.after.verdict, self.after.readiness)


def trial_people(compiled: CompiledRole) -> list[TrialPerson]:
    """A beginner, one who is just at each level, one at the highest with one must-have far below, and one in the middle
    who is not sure of every second answer. None for a role that asks nothing."""
    rules = compiled.rules
    if not rules.units or not rules.levels:
        return []
    ladder = [_steps_at(rules, position) for position in range(len(rules.levels))]
    slugs = [rule.level.slug for rule in rules.levels]
    beginner = dict.fromkeys(range(len(rules.units)), rules.lowest)
    found = [TrialPerson("beginner", "", _answers(rules, beginner))]
    found += [TrialPerson("level", slug, _answers(rules, steps)) for slug, steps in zip(slugs, ladder, strict=True)]
    highest = rules.levels[-1]
    if (far := next((need for need in highest.needs if need.is_essential), None)) is not None:
        short = ladder[-1] | {far.unit: max(rules.lowest, far.step - 2)}
        found.append(TrialPerson("gap", slugs[-1], _answers(rules, short)))
    middle = len(slugs) // 2
    found.append(TrialPerson("unsure", slugs[middle], _answers(rules, ladder[middle], every_second_unsure=True)))
    return found


def carried(person: Mapping[str, Answer], before: CompiledRole, after: CompiledRole) -> dict[str, Answer]:
    """The answers that come along to another edition: those to questions that are word for word the same."""
    same = same_questions(before, after)
    return {skill: answer for skill, answer in person.items() if skill in same}


def outcomes(before: GapReport | None, after: GapReport | None) -> list[Outcome]:
    """Both reports level by level, in the order of the newer one, what it has no more at the end."""
    old = {each.level.slug: each for each in before.levels} if before else {}
    new = {each.level.slug: each for each in after.levels} if after else {}
    return [Outcome(slug, old.get(slug), new.get(slug)) for slug in dict.fromkeys([*new, *old])]


def _steps_at(rules: Rules, position: int) -> dict[int, int]:
    """For each unit the step that a level and those below it ask for, and no more."""
    steps = dict.fromkeys(range(len(rules.units)), rules.lowest)
    for rule in [rules.levels[position], *(rules.levels[below] for below in rules.levels[position].below)]:
        for need in rule.needs:
            steps[need.unit] = max(steps[need.unit], need.step)
    return steps


def _answers(rules: Rules, steps: Mapping[int, int], *, every_second_unsure: bool = False) -> dict[str, Answer]:
    """As answers to all questions: of what counts as one, the first has the step and the others the lowest."""
    said: dict[str, Answer] = {}
    for unit in rules.units:
        first, *others = (rules.skills[member].slug for member in unit.members)
        said[first] = Answer(steps[unit.position], unsure=every_second_unsure and unit.position % 2 == 1)
        said |= dict.fromkeys(others, Answer(rules.lowest))
    return said
