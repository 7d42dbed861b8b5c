"""The page "Back it up": which answers a person is asked to back once the questions are over (method.md 2.5).

Only answered must-haves of one level come up, so that no open question is given away as one.
"""

from collections.abc import Mapping
from typing import NamedTuple

from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import LevelRule, Need, Rules
from assessment.role.core.scoring import Answer
from catalog.core.snapshot import Skill

MOST = 8
MOST_DOUBLED = 3

AT_THE_BAR, ONE_BELOW, HIGH = range(3)


class Backing(NamedTuple):
    """An answered must-have to back with a line. The sentence of the step `neighbour`, if any, stands beside its own."""

    skill: Skill
    neighbour: int | None


def backings(compiled: CompiledRole, answers: Mapping[str, Answer], target: str = "") -> tuple[Backing, ...]:
    """At most eight must-haves of the target, else of the level to aim for, in the order in which they are shown.

    Those at the bar first, then those one below, then those above it at one of the two top steps; among equals in
    catalogue order. The first three at the bar or one below get the neighbouring step, across the bar. The lowest step
    claims nothing. Raises scoring.AnswersInvalid.
    """
    rules = compiled.rules
    found = []
    for need in _level(rules, answers, target).needs:
        skill = _counting(compiled, need, answers) if need.is_essential else None
        kind = None if skill is None else _kind(rules, need.step, answers[skill.slug].step)
        if skill is not None and kind is not None:
            found.append((kind, Backing(skill, (need.step - 1, need.step, None)[kind])))
    found.sort(key=lambda each: each[0])
    backed = [each for _kind, each in found[:MOST]]
    return *backed[:MOST_DOUBLED], *(each._replace(neighbour=None) for each in backed[MOST_DOUBLED:])


def _level(rules: Rules, answers: Mapping[str, Answer], target: str) -> LevelRule:
    """The level in focus (method.md 3.5)."""
    if target:
        return rules.levels[rules.level_index[target]]
    return rules.levels[scoring.stand(rules, scoring.intervals(rules, answers)).low.goal]


def _counting(compiled: CompiledRole, need: Need, answers: Mapping[str, Answer]) -> Skill | None:
    """What counts for a need of what this attempt asks: the skill, or the first best answered member of a group."""
    rules = compiled.rules
    members = [rules.skills[member] for member in rules.units[need.unit].members]
    given = [skill for skill in members if skill.slug in answers and skill.slug in compiled.questionnaire.question]
    return max(given, key=lambda skill: answers[skill.slug].step, default=None)


def _kind(rules: Rules, bar: int, step: int) -> int | None:
    if step == rules.lowest:
        return None
    if step in {bar, bar - 1}:
        return bar - step
    return HIGH if step > bar and step >= rules.highest - 1 else None
