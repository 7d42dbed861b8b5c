"""The gap report: one frozen value that every face of it (page, PDF, spreadsheet, CSV, JSON) only renders.

The same edition, role, answers and rules version always give the same report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from assessment.plan.core import plan as plans
from assessment.plan.core.plan import Plan
from assessment.role.core import priorities, scoring
from assessment.role.core.compiled import CompiledRole, kept
from assessment.role.core.priorities import Doubt, Gap
from assessment.role.core.rules import LevelRule, Need, Rules
from assessment.role.core.scoring import Answer, Ladder, Standing
from assessment.words.ranges import Interval, Range
from assessment.words.values import VERDICTS, Verdict
from catalog.core.snapshot import Role, RoleLevel, Skill, Snapshot


class LevelReport(NamedTuple):
    """One level: readiness 0-1 (raw and running minimum), verdict, and the must-haves behind it.

    `in_place` counts must-haves that reach their step; `short` those that do not, of which `met_slips` and
    `close_slips` may be one step short; `worst` is the largest shortfall of a must-have, in steps.
    """

    level: RoleLevel
    rule: LevelRule
    readiness: Range[Fraction]
    running: Range[Fraction]
    point: Fraction | None
    coverage: Fraction
    verdict: Range[Verdict]
    earned: Range[int]
    in_place: Range[int]
    worst: Range[int]


class Place(NamedTuple):
    """Where somebody stands on the ladder, by level slug; None below the first or above the last."""

    current: Range[str | None]
    next: Range[str | None]
    closest: Range[str | None]


class Coverage(NamedTuple):
    questions: int
    answered: int
    unsure: int
    share: Fraction


class Term(NamedTuple):
    """One line of a level's arithmetic: what a unit earns of what it could."""

    members: tuple[Skill, ...]
    need: Need
    have: Interval
    earned: Interval
    possible: int


@dataclass(frozen=True)
class GapReport:
    """All that a person is told. Dates are ISO strings, names as typed; texts come from the snapshot."""

    compiled: CompiledRole
    answers: Mapping[str, Answer]
    spans: Sequence[Interval]
    levels: tuple[LevelReport, ...]
    place: Place
    cautious: Place
    stress: Place
    coverage: Coverage
    focus: LevelReport
    gaps: tuple[Gap, ...]
    doubts: tuple[Doubt, ...]
    without_spare: tuple[int, ...]
    target: str = ""
    person_name: str = ""
    submitted_on: str = ""
    time_zone: str = ""
    edition_label: str = ""
    rules_version: int = field(default=scoring.RULES_VERSION)

    @property
    def role(self) -> Role:
        return self.compiled.role

    @property
    def snapshot(self) -> Snapshot:
        return self.compiled.snapshot

    @cached_property
    def level(self) -> Mapping[str, LevelReport]:
        return {report.level.slug: report for report in self.levels}

    @cached_property
    def open_must_haves(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.need.is_essential)

    @cached_property
    def plan(self) -> Plan:
        """The shortest way to the level in focus, from the careful end; worked out when it is first asked for."""
        return self.plan_to(self.focus.level.slug)

    def plan_to(self, level: str) -> Plan:
        """The shortest way to a level, by slug. Raises KeyError for a level that the role does not have."""
        position = self.compiled.rules.level_index[level]
        return _shortest(self.compiled, position, tuple([span.low for span in self.spans]))

    def skill(self, position: int) -> Skill:
        return self.compiled.rules.skills[position]

    def members(self, unit: int) -> tuple[Skill, ...]:
        return tuple(self.skill(member) for member in self.compiled.rules.units[unit].members)


def build(
    compiled: CompiledRole,
    answers: Mapping[str, Answer],
    *,
    target: str = "",
    focus: str = "",
    person_name: str = "",
    submitted_on: str = "",
    time_zone: str = "",
    edition_label: str = "",
) -> GapReport:
    """Score the answers against every level and gather what follows.

    `focus` is the level that gaps are counted against: by default the target, else the next level on the careful
    end. Raises scoring.AnswersInvalid, and KeyError for a level that the role does not have.
    """
    rules = compiled.rules
    spans = scoring.intervals(rules, answers)
    standing = scoring.stand(rules, spans)
    levels = _levels(rules, standing, answers)
    position = rules.level_index[focus or target] if focus or target else _focus(standing)
    return GapReport(
        compiled=compiled,
        answers=answers,
        spans=spans,
        levels=levels,
        place=place_on(rules, standing),
        cautious=_place_of(rules, scoring.cautious(rules, answers)),
        stress=_place_of(rules, scoring.stress(rules, answers)),
        coverage=_coverage(rules, answers, levels),
        focus=levels[position],
        gaps=tuple(priorities.gaps(compiled.graph, position, spans)),
        doubts=tuple(priorities.doubts(rules, position, spans)),
        without_spare=tuple(priorities.without_spare(rules, position, spans)),
        target=target,
        person_name=person_name,
        submitted_on=submitted_on,
        time_zone=time_zone,
        edition_label=edition_label,
    )


@kept(2048)
def _shortest(compiled: CompiledRole, level: int, have: tuple[int, ...]) -> Plan:
    # Kept, because every face of one report tells the same plan, and few plans take a tenth of a second.
    return plans.shortest(compiled.graph, level, have)


def _focus(standing: Standing) -> int:
    if standing.low.next is not None:
        return standing.low.next
    return len(standing.low.levels) - 1


def _levels(rules: Rules, standing: Standing, answers: Mapping[str, Answer]) -> tuple[LevelReport, ...]:
    low, high = (scoring.readiness(rules, ladder) for ladder in standing)
    running_low, running_high = scoring.running(rules, low), scoring.running(rules, high)
    known = scoring.known(rules, answers)
    reports = []
    for position, rule in enumerate(rules.levels):
        worst_end, best_end = standing.low.levels[position], standing.high.levels[position]
        reports.append(
            LevelReport(
                level=rule.level,
                rule=rule,
                readiness=Range(low[position], high[position]),
                running=Range(running_low[position], running_high[position]),
                point=known[position].point,
                coverage=known[position].coverage,
                verdict=Range(*(VERDICTS[ladder.verdicts[position]] for ladder in standing)),
                earned=Range(worst_end.earned, best_end.earned),
                in_place=Range(rule.essentials - worst_end.short, rule.essentials - best_end.short),
                worst=Range(worst_end.worst, best_end.worst),
            )
        )
    return tuple(reports)


def _place_of(rules: Rules, answers: Mapping[str, Answer]) -> Place:
    return place_on(rules, scoring.stand(rules, scoring.intervals(rules, answers)))


def place_on(rules: Rules, standing: Standing) -> Place:
    """Where both ends of somebody's answers stand on the ladder of `rules`."""

    def slug(position: int | None) -> str | None:
        return None if position is None else rules.levels[position].level.slug

    def ends(low: Ladder, high: Ladder, name: str) -> Range[str | None]:
        return Range(slug(getattr(low, name)), slug(getattr(high, name)))

    return Place(*(ends(standing.low, standing.high, name) for name in Place._fields))


def _coverage(rules: Rules, answers: Mapping[str, Answer], levels: Sequence[LevelReport]) -> Coverage:
    total = sum(rule.total for rule in rules.levels)
    known = sum(report.coverage * report.rule.total for report in levels)
    unsure = sum(answer.unsure for answer in answers.values())
    return Coverage(len(rules.skills), len(answers), unsure, Fraction(known, total) if total else Fraction(1))


def terms(report: GapReport, level: LevelReport) -> list[Term]:
    """A level's readiness line by line: the earned parts add up to `earned`, the possible ones to the total."""
    spans = report.spans
    found = []
    for need in level.rule.needs:
        members = report.compiled.rules.units[need.unit].members
        if len(members) == 1:
            have = spans[members[0]]
        else:
            have = Interval(max(spans[member].low for member in members), max(spans[member].high for member in members))
        found.append(term(report.compiled, need, have))
    return found


@kept(16_384)
def term(compiled: CompiledRole, need: Need, have: Interval) -> Term:
    """What `have` earns of one need."""
    earned = Interval(need.weight * min(have.low, need.step), need.weight * min(have.high, need.step))
    members = tuple(compiled.rules.skills[member] for member in compiled.rules.units[need.unit].members)
    return Term(members, need, have, earned, need.weight * need.step)


def strengths(report: GapReport) -> list[Term]:
    """What surely goes beyond the level in focus, largest lead first."""
    beyond = [term for term in terms(report, report.focus) if term.have.low > term.need.step]
    return sorted(beyond, key=lambda term: term.need.step - term.have.low)
