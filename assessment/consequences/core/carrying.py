"""What stored attempts come to when they are carried over to another snapshot, without a row of theirs being touched.

It is what the product's own way over gives: answers to questions that are word for word the same come along, all others
are open, and a main field comes along where the role still knows it (method.md 3.9, 7.2).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import LevelRule, Rules, compile_rules, main_in, with_main
from assessment.role.core.same_questions import unchanged_questions
from assessment.words.ranges import Interval
from catalog.core.snapshot import Snapshot

Main = tuple[tuple[str, str], ...]
# Of each unit the step at both ends.
Steps = tuple[list[int], list[int]]


class StoredAttempt(NamedTuple):
    """What of an attempt is scored: the digest of its edition, its main field, and step and doubt by skill."""

    edition: str
    main: Main
    answers: Mapping[str, tuple[int, bool]]


class Outcome(NamedTuple):
    """What a report tells of a level: the verdict, and readiness in whole per cent, at both ends."""

    verdict: Interval
    readiness: Interval


class Carried(NamedTuple):
    """An attempt on another snapshot: what each level comes to, by its key; the step of each unit at both ends; and how
    many answers came along."""

    levels: Mapping[str, Outcome]
    steps: Steps
    answers: int


@dataclass(frozen=True, eq=False)
class Target:
    """A role of a snapshot that attempts are carried over to, compiled once for all of them.

    `alike` has for each edition, by digest, the skills whose questions both ask in the same words. Made beside another
    target, it has in common with it what attempts of the editions `same_steps` have on both, and how the levels
    `same_levels` score that.
    """

    rules: Rules
    alike: Mapping[str, frozenset[str]]
    same_steps: frozenset[str] = frozenset()
    same_levels: frozenset[str] = frozenset()
    by_main: dict[Main, Rules] = field(default_factory=dict, repr=False)

    def rules_for(self, main: Main) -> Rules:
        if main not in self.by_main:
            self.by_main[main] = with_main(self.rules, main_in(self.rules, dict(main)))
        return self.by_main[main]


def target_of(snapshot: Snapshot, role: str, asked: Mapping[str, CompiledRole], beside: Target | None = None) -> Target:
    """A target; `asked` has the role of each edition that attempts are of, by digest. Raises questionnaire.RoleUnknown."""
    rules = compile_rules(snapshot, role)
    alike = {digest: _alike(source, snapshot, rules) for digest, source in asked.items()}
    if beside is None or not _counts_as(rules, beside.rules):
        return Target(rules, alike)
    same_steps = frozenset(digest for digest, slugs in alike.items() if slugs == beside.alike[digest])
    return Target(rules, alike, same_steps, _same_levels(rules, beside.rules))


def carry(target: Target, attempt: StoredAttempt, beside: Carried | None = None) -> Carried:
    """An attempt carried over. `beside` is the same one carried over to the target that this one was made beside, from
    which is taken what must be the same."""
    rules = target.rules_for(attempt.main) if attempt.main else target.rules
    if beside and attempt.edition in target.same_steps:
        steps, kept = beside.steps, beside.answers
    else:
        steps, kept = _steps(rules, attempt, target.alike[attempt.edition])
    known = beside.levels if beside and beside.steps == steps else {}
    levels = {}
    for rule in rules.levels:
        slug = rule.level.slug
        levels[slug] = known[slug] if slug in known and slug in target.same_levels else _outcome(rules, rule, *steps)
    return Carried(levels, steps, kept)


def _steps(rules: Rules, attempt: StoredAttempt, alike: Collection[str]) -> tuple[Steps, int]:
    span_of, skipped = rules.span_of, Interval(rules.lowest, rules.highest)
    kept = {slug: span_of[answer] for slug, answer in attempt.answers.items() if slug in alike}
    spans = [kept.get(skill.slug, skipped) for skill in rules.skills]
    low, high = ([span[end] for span in spans] for end in (0, 1))
    return (scoring.unit_steps(rules, low), scoring.unit_steps(rules, high)), len(kept)


def _alike(source: CompiledRole, target: Snapshot, rules: Rules) -> frozenset[str]:
    """As `same_questions`: what both ask, word for word alike."""
    asked = source.questionnaire.question.keys() & rules.index.keys()
    return frozenset(asked & unchanged_questions(source.snapshot, target))


def _counts_as(one: Rules, other: Rules) -> bool:
    """Whether two rules make the same steps of the same answers, and points of the same steps."""
    skills = ([(skill.slug, skill.group) for skill in rules.skills] for rules in (one, other))
    return next(skills) == next(skills) and (one.units, one.policy, one.lowest, one.highest) == (
        other.units, other.policy, other.lowest, other.highest,
    )  # fmt: skip


def _same_levels(one: Rules, other: Rules) -> frozenset[str]:
    plain = {rule.level.slug: rule.plain for rule in other.levels}
    return frozenset(rule.level.slug for rule in one.levels if plain.get(rule.level.slug) == rule.plain)


def _outcome(rules: Rules, rule: LevelRule, low: list[int], high: list[int]) -> Outcome:
    least = scoring.level_score(rules, rule, low)
    most = least if low == high else scoring.level_score(rules, rule, high)
    return Outcome(
        Interval(least.verdict, most.verdict),
        Interval(*(100 * end.earned // rule.total if rule.total else 100 for end in (least, most))),
    )
