"""The quick check: must-haves only, in a fixed order, until no answer could change the result (method.md 5).

The verdict is that of `scoring` without its readiness clause. What is not answered counts as the whole scale and an
unsure answer as its interval, so a current level that both ends agree on stays whatever comes (method.md 5.1).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import NamedTuple

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole, kept
from assessment.role.core.rules import LevelRule, Rules
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval, Range
from assessment.words.values import VERDICTS

# Of 30 must-haves people were asked 16 on the mean (method.md 5.2); other roles are told the same share.
USUAL_SHARE = Fraction(16, 30)
MOST = 30  # questions (method.md 5.1)


@dataclass(frozen=True, eq=False)
class QuickCheck:
    """A role's must-haves: `rules` score them alone, `order` holds the skills as they are asked, by position.

    `needs` has for each unit the (level, step) pairs that it is a must-have of. Before all of it, the main field of
    each of `groups` is asked.
    """

    rules: Rules
    order: tuple[int, ...]
    needs: Mapping[int, tuple[tuple[int, int], ...]]
    groups: tuple[str, ...]

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        return tuple(self.rules.skills[position].slug for position in self.order)

    @property
    def usual(self) -> int:
        """How many questions people are usually asked."""
        return min(self.most, ceil(len(self.order) * USUAL_SHARE))

    @property
    def most(self) -> int:
        """How many questions it asks at most."""
        return min(MOST, len(self.order))


@kept(1)
def of(compiled: CompiledRole) -> QuickCheck:
    """The quick check of a role: what most levels have as a must-have first, then what the lowest level has.

    Among equals a skill that stands alone comes before the members of a group, then catalogue order counts.
    """
    rules = _without_readiness(compiled.rules)
    needs: dict[int, list[tuple[int, int]]] = {}
    for level, rule in enumerate(rules.levels):
        for need in rule.needs:
            needs.setdefault(need.unit, []).append((level, need.step))
    units = sorted(needs, key=lambda unit: (-len(needs[unit]), needs[unit][0][0], len(rules.units[unit].members), unit))
    order = tuple(member for unit in units for member in rules.units[unit].members)
    asked = {rules.skills[position].group for position in order}
    groups = tuple(group for group in rules.groups if group in asked)
    return QuickCheck(rules, order, {unit: tuple(found) for unit, found in needs.items()}, groups)


def _without_readiness(rules: Rules) -> Rules:
    """The rules with no need but must-haves, and with limits that any readiness reaches."""
    policy = replace(rules.policy, met_percent=0, close_percent=0)
    return replace(rules, policy=policy, levels=tuple(_must_haves(rule) for rule in rules.levels))


def _must_haves(rule: LevelRule) -> LevelRule:
    needs = tuple(need for need in rule.needs if need.is_essential)
    return replace(rule, needs=needs, total=0)


def open_questions(check: QuickCheck, spans: Sequence[Interval]) -> tuple[int, ...]:
    """The questions, in order, whose answer could still change the current level; none once that is settled.

    A question drops out when its unit has what every open level needs, or can rise no more (method.md 5.1). More
    answers only ever shorten the list.
    """
    standing = scoring.stand(check.rules, spans)
    asked = frozenset(scoring.possible(check.rules, standing)[1:])  # all but the level that is met already
    return tuple(position for position in check.order if asked and _could_change(check, position, spans, asked))


def _could_change(check: QuickCheck, position: int, spans: Sequence[Interval], asked: frozenset[int | None]) -> bool:
    unit = check.rules.units[check.rules.unit_of[position]]
    have = max([spans[member].low for member in unit.members])
    if spans[position].high <= have:
        return False
    return any(have < step for level, step in check.needs[unit.position] if level in asked)


class Progress(NamedTuple):
    """The number of a question among those that were asked, how many were, and how many can come at most."""

    number: int
    asked: int
    more: int


def progress(check: QuickCheck, spans: Sequence[Interval], seen: Collection[int], at: int) -> Progress:
    """Where the question at `at` stands; `seen` are the questions that were answered or passed over."""
    # Who named another main field since may still have the page of a question that counts no more.
    asked = [position for position in dict.fromkeys((*check.order, at)) if position == at or position in seen]
    ahead = set(open_questions(check, spans)).difference(asked)
    return Progress(asked.index(at) + 1, len(asked), min(len(ahead), max(0, MOST - len(asked))))


def following(check: QuickCheck, spans: Sequence[Interval], seen: Collection[int]) -> int | None:
    """The question to ask next: the first open one that was neither answered nor passed over. None ends the check."""
    if len(seen) >= MOST:
        return None
    return next((position for position in open_questions(check, spans) if position not in seen), None)


def report(compiled: CompiledRole, answers: Mapping[str, Answer]) -> GapReport:
    """The report of these answers with place and verdicts on the must-haves alone; readiness stays the full range.

    They are never below those of the full rule, which asks for the same and for readiness too. Raises
    scoring.AnswersInvalid.
    """
    full = reports.build(compiled, answers)
    standing = scoring.stand(of(compiled).rules, full.spans)
    levels = tuple(
        level._replace(verdict=Range(*(VERDICTS[ladder.verdicts[position]] for ladder in standing)))
        for position, level in enumerate(full.levels)
    )
    return replace(full, levels=levels, place=reports.place_on(compiled.rules, standing))
