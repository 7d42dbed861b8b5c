"""The gap report: one frozen value that every face of it (page, PDF, spreadsheet, CSV, JSON) only renders.

The same edition, role, answers and rules version always give the same report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from assessment.plan.core import plan as plans
from assessment.plan.core.plan import Plan
from assessment.role.core import priorities, scoring
from assessment.role.core.compiled import CompiledRole, kept
from assessment.role.core.hold import Hold, hold
from assessment.role.core.priorities import Doubt, Gap
from assessment.role.core.rules import LevelRule, Need, Rules
from assessment.role.core.scoring import Answer, Ladder, Standing
from assessment.words.ranges import Interval, Range
from assessment.words.values import MET, VERDICTS, Verdict
from catalog.core.snapshot import Role, RoleLevel, Skill, Snapshot

# As many gaps as a reader is told to begin with (method.md 4.1).
FIRST_GAPS = 3


class LevelReport(NamedTuple):
    """One level by its own bar: readiness 0-1, verdict, and the must-haves behind it.

    `in_place` counts must-haves that reach their step; `worst` is the largest shortfall of one, in steps.
    """

    level: RoleLevel
    rule: LevelRule
    readiness: Range[Fraction]
    point: Fraction | None
    coverage: Fraction
    verdict: Range[Verdict]
    earned: Range[int]
    in_place: Range[int]
    worst: Range[int]


class Place(NamedTuple):
    """Where somebody stands on the ladder, by level slug; None below the first or above the last.

    `possible` are the levels that may be the current one, lowest first.
    """

    current: Range[str | None]
    next: Range[str | None]
    closest: Range[str | None]
    aim: Range[str | None]
    possible: tuple[str | None, ...]


class Firmness(NamedTuple):
    """The chance, as a `Hold`, that a level by slug would come out met again; `is_met` says whether it is now."""

    level: str
    chance: Hold
    is_met: bool


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
    """All that a person is told. Dates are ISO strings, names as typed; texts come from the snapshot.

    `is_sample` where the person is made up, which every face says. With its `code`, if it has one, others can check the
    paper at the address `check_at`; that alone is on paper, since a file has its signature or can be changed by anybody.
    """

    compiled: CompiledRole
    answers: Mapping[str, Answer]
    spans: Sequence[Interval]
    levels: tuple[LevelReport, ...]
    place: Place
    stress: Place
    firmness: Firmness | None
    open_below: tuple[int, ...]
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
    code: str = ""
    check_at: str = ""
    is_sample: bool = False

    @property
    def rules_version(self) -> int:
        return self.compiled.rules.version

    @property
    def main(self) -> Mapping[str, str]:
        """The main field that was named, a member's key by group; empty for none."""
        return self.compiled.main

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
    def terms_of(self) -> Mapping[str, tuple[Term, ...]]:
        """The arithmetic of each level by slug, worked out once for all that tell it."""
        rules = self.compiled.rules
        low, high = (scoring.unit_steps(rules, [span[end] for span in self.spans]) for end in (0, 1))
        return {
            level.level.slug: tuple(
                term(self.compiled, need, Interval(low[need.unit], high[need.unit])) for need in level.rule.needs
            )
            for level in self.levels
        }

    @cached_property
    def undecided(self) -> frozenset[str]:
        """The skills whose skipped or unsure answers leave a must-have of the level in focus open."""
        return frozenset(self.skill(doubt.skill).slug for doubt in self.doubts if doubt.is_essential)

    @cached_property
    def plan(self) -> Plan:
        """The shortest way to the level in focus, from the careful end; worked out when it is first asked for."""
        return self.plan_to(self.focus.level.slug)

    @cached_property
    def first_gaps(self) -> tuple[Gap, ...]:
        """The gaps to begin with: those that the shortest way takes first, so that report and plan begin alike."""
        taken = [step.skill for step in self.plan.steps]
        order = {skill: taken.index(skill) for skill in taken}
        return tuple(sorted(self.gaps, key=lambda gap: order.get(gap.skill, len(taken)))[:FIRST_GAPS])

    def is_passed_by(self, level: LevelReport) -> bool:
        """Whether a level is surely below the current one and not met: its verdict says nothing of the person's way."""
        current = self.place.current.low
        if current is None or level.verdict.low == MET:
            return False
        return self.compiled.rules.level_index[level.level.slug] in self.level[current].rule.below

    def shown_verdict(self, level: LevelReport) -> str:
        """The code under which a level's verdict is shown: its own at the careful end, or "below" where it is passed by."""
        return "below" if self.is_passed_by(level) else level.verdict.low

    def is_skipped(self, gap: Gap) -> bool:
        """Whether nothing was said about a gap's skill, nor of another that would count for it."""
        return not any(member.slug in self.answers for member in self.members(gap.unit))

    def plan_to(self, level: str) -> Plan:
        """The shortest way to a level, by slug. Raises KeyError for a level that the role does not have."""
        position = self.compiled.rules.level_index[level]
        return _shortest(self.compiled, position, tuple([span.low for span in self.spans]))

    def nearest(self, unit: int) -> Skill:
        """The member of a unit that is furthest already, at the careful end."""
        return self.skill(priorities.nearest(self.compiled.rules, unit, [span.low for span in self.spans]))

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
    code: str = "",
    check_at: str = "",
    is_sample: bool = False,
) -> GapReport:
    """Score the answers against every level and gather what follows.

    `focus` is the level that gaps are counted against: by default the target, else the aim at the careful end, else
    the current level. Of levels of one rank the one on the target's track counts first. Raises scoring.AnswersInvalid, and KeyError for a level that the role does not have.
    """
    rules = compiled.rules
    spans = scoring.intervals(rules, answers)
    track = rules.track_of(target)
    standing = scoring.stand(rules, spans, track)
    levels = _levels(rules, standing, answers)
    position = rules.level_index[focus or target] if focus or target else standing.low.goal
    stressed = scoring.intervals(rules, scoring.stress(rules, answers))
    return GapReport(
        compiled=compiled,
        answers=answers,
        spans=spans,
        levels=levels,
        place=place_on(rules, standing, track),
        stress=place_on(rules, scoring.stand(rules, stressed, track), track),
        firmness=_firmness(rules, standing, answers),
        open_below=scoring.open_below(rules, [span.low for span in spans], standing.low.current),
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
        code=code,
        check_at=check_at,
        is_sample=is_sample,
    )


@kept(2048)
def _shortest(compiled: CompiledRole, level: int, have: tuple[int, ...]) -> Plan:
    # Kept, because every face of one report tells the same plan, and few plans take a tenth of a second.
    return plans.shortest(compiled.graph, level, have)


def _firmness(rules: Rules, standing: Standing, answers: Mapping[str, Answer]) -> Firmness | None:
    """How firm one settled current level is; where there is none yet, how likely the aim is met (method.md 3.6)."""
    low, high = standing
    if low.current != high.current:
        return None
    level = low.aim if low.current is None else low.current
    is_met = low.current is not None
    return None if level is None else Firmness(rules.levels[level].level.slug, hold(rules, answers, level), is_met)


def _levels(rules: Rules, standing: Standing, answers: Mapping[str, Answer]) -> tuple[LevelReport, ...]:
    low, high = (scoring.readiness(rules, ladder) for ladder in standing)
    known = scoring.known(rules, answers)
    reports = []
    for position, rule in enumerate(rules.levels):
        worst_end, best_end = standing.low.levels[position], standing.high.levels[position]
        reports.append(
            LevelReport(
                level=rule.level,
                rule=rule,
                readiness=Range(low[position], high[position]),
                point=known[position].point,
                coverage=known[position].coverage,
                verdict=Range(*(VERDICTS[ladder.verdicts[position]] for ladder in standing)),
                earned=Range(worst_end.earned, best_end.earned),
                in_place=Range(rule.essentials - worst_end.short, rule.essentials - best_end.short),
                worst=Range(worst_end.worst, best_end.worst),
            )
        )
    return tuple(reports)


def place_on(rules: Rules, standing: Standing, track: str = "") -> Place:
    """Where both ends of somebody's answers stand on the ladder of `rules`; `track` as in `scoring.score`."""

    def slug(position: int | None) -> str | None:
        return None if position is None else rules.levels[position].level.slug

    def ends(low: Ladder, high: Ladder, name: str) -> Range[str | None]:
        return Range(slug(getattr(low, name)), slug(getattr(high, name)))

    possible = tuple(slug(position) for position in scoring.possible(rules, standing, track))
    current, following, closest, aim = (ends(*standing, name) for name in ("current", "next", "closest", "aim"))
    return Place(current, following, closest, aim, possible)


def _coverage(rules: Rules, answers: Mapping[str, Answer], levels: Sequence[LevelReport]) -> Coverage:
    total = sum(rule.total for rule in rules.levels)
    known = sum(report.coverage * report.rule.total for report in levels)
    unsure = sum(answer.unsure for answer in answers.values())
    return Coverage(len(rules.skills), len(answers), unsure, Fraction(known, total) if total else Fraction(1))


def terms(report: GapReport, level: LevelReport) -> tuple[Term, ...]:
    """A level's readiness line by line: the earned parts add up to `earned`, the possible ones to the total."""
    return report.terms_of[level.level.slug]


@kept(16_384)
def term(compiled: CompiledRole, need: Need, have: Interval) -> Term:
    """What `have` earns of one need."""
    rules = compiled.rules
    earned = Interval(*(need.weight * (min(end, need.step) - rules.lowest) for end in have))
    members = tuple(rules.skills[member] for member in rules.units[need.unit].members)
    return Term(members, need, have, earned, need.weight * (need.step - rules.lowest))


def strengths(report: GapReport) -> list[Term]:
    """What surely goes beyond the level in focus, largest lead first."""
    beyond = [term for term in terms(report, report.focus) if term.have.low > term.need.step]
    return sorted(beyond, key=lambda term: term.need.step - term.have.low)
