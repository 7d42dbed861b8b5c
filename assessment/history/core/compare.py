"""Two attempts at one role side by side (method.md 7): what the person changed, apart from what the catalogue changed.

Retest error is real: one step on one skill, or a few points of readiness, come and go without any change in the work.
So every change says whether it is beyond the usual wobble. The limits are those of the method until we have data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole, with_main
from assessment.role.core.rules import main_in
from assessment.role.core.same_questions import same_questions
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval, Range
from catalog.core.snapshot import Area, RoleLevel, Skill

# Readiness has to move by this share at both ends to be beyond the wobble (method.md 7.1: MDC95 about 10 points).
WOBBLE = Fraction(10, 100)
# The same for the mean step of an area: half a step with eight skills or more, 0.8 step with three.
MANY_SKILLS, FEW_SKILLS = 8, 3
WOBBLE_OF_MANY, WOBBLE_OF_FEW = Fraction(1, 2), Fraction(4, 5)
# Fewer still: the wobble of a mean grows with 1/sqrt(n), 1.4 steps for a single skill, and steps are whole.
WOBBLE_OF_TWO, WOBBLE_OF_ONE = Fraction(1), Fraction(2)

Code = Literal["closed", "up", "same", "down", "lower", "answered", "open"]
Moved = Literal["more", "less", "same", "within", "unclear"]


class Side(NamedTuple):
    """An attempt: the role as its edition has it, and what was answered."""

    compiled: CompiledRole
    answers: Mapping[str, Answer]


class Part(NamedTuple):
    """A change of readiness at the careful and at the open end, as shares: 1/10 is ten points."""

    low: Fraction
    high: Fraction

    @property
    def moved(self) -> Moved:
        """Both ends must agree: a range that only narrows or widens says nothing of the work."""
        if self.low == self.high == 0:
            return "same"
        if min(self) >= WOBBLE:
            return "more"
        if max(self) <= -WOBBLE:
            return "less"
        return "within" if max(map(abs, self)) < WOBBLE else "unclear"


class LevelChange(NamedTuple):
    """Readiness of a level then and now. `catalogue` + `main` + `yours` + `fresh` is all of the change, exactly.

    `catalogue`: the old answers on the new edition minus the same on the old one, as far as their questions are the
    same. `main`: those answers with the new main field minus the same with the old one, both on the new edition. `yours`: the new answers to those questions minus the old ones, both on the new edition. `fresh`: what the
    answers to new or reworded questions add. `old` and `catalogue` are None for a level that was not there then.
    """

    level: RoleLevel
    old: Range[Fraction] | None
    new: Range[Fraction]
    catalogue: Part | None
    main: Part
    yours: Part
    fresh: Part


class MainChange(NamedTuple):
    """Another main field in a group that the newer attempt has; None where none is named, or is no longer there."""

    group: str
    old: Skill | None
    new: Skill | None


class SkillChange(NamedTuple):
    """One skill whose question is the same in both. `rise` is in steps, as answered; 0 where one side is open.

    `closed`: risen beyond the wobble, or by one step with new evidence or a plan step done. `up` and `down`: moved
    within the wobble. `lower`: fallen beyond it. `answered`: open before. `open`: answered before and not now.
    """

    skill: Skill
    old: Answer | None
    new: Answer | None
    old_span: Interval
    new_span: Interval
    rise: int
    code: Code
    has_new_evidence: bool
    is_done: bool


class AreaChange(NamedTuple):
    """The mean step of an area over the skills (`size`) that both attempts answered, and how far it may wobble."""

    area: Area
    size: int
    old: Fraction
    new: Fraction
    wobble: Fraction

    @property
    def moved(self) -> Moved:
        rise = self.new - self.old
        if rise == 0:
            return "same"
        if abs(rise) < self.wobble:
            return "within"
        return "more" if rise > 0 else "less"


@dataclass(frozen=True)
class Comparison:
    """All that two attempts tell together. The order is that of the newer edition's catalogue.

    `rules` are the versions of the method that scored them.
    """

    skills: tuple[SkillChange, ...]
    areas: tuple[AreaChange, ...]
    levels: tuple[LevelChange, ...]
    reworded: tuple[Skill, ...]
    added: tuple[Skill, ...]
    gone: tuple[Skill, ...]
    is_same_edition: bool
    main: tuple[MainChange, ...]
    rules: tuple[int, int]

    @property
    def closed(self) -> tuple[SkillChange, ...]:
        return tuple(change for change in self.skills if change.code == "closed")

    @property
    def steps_closed(self) -> int:
        return sum(change.rise for change in self.closed)

    @property
    def new_evidence(self) -> tuple[SkillChange, ...]:
        return tuple(change for change in self.skills if change.has_new_evidence)


def compare(old: Side, new: Side, done: Iterable[tuple[str, int]] = ()) -> Comparison:
    """Compare an earlier attempt with a later one. `done` are plan steps done in between: skill and step reached.

    Raises scoring.AnswersInvalid for answers that do not fit their edition.
    """
    asked_then, asked_now = old.compiled.questionnaire.question, new.compiled.questionnaire.question
    alike = same_questions(old.compiled, new.compiled)
    changes = _skills(old, new, alike, set(done))
    ordered_now, ordered_then = new.compiled.rules.skills, old.compiled.rules.skills
    return Comparison(
        skills=changes,
        areas=_areas(new.compiled, changes),
        levels=_levels(old, new, alike),
        reworded=tuple(skill for skill in ordered_now if skill.slug in asked_then and skill.slug not in alike),
        added=tuple(skill for skill in ordered_now if skill.slug not in asked_then),
        gone=tuple(skill for skill in ordered_then if skill.slug not in asked_now),
        is_same_edition=old.compiled.digest == new.compiled.digest,
        main=_main(old.compiled, new.compiled),
        rules=(old.compiled.rules.version, new.compiled.rules.version),
    )


def _main(old: CompiledRole, new: CompiledRole) -> tuple[MainChange, ...]:
    before, skill = main_in(new.rules, old.main), new.snapshot.skill
    changes = [(group, before.get(group, ""), new.main.get(group, "")) for group in new.rules.groups]
    return tuple(MainChange(group, skill.get(then), skill.get(now)) for group, then, now in changes if then != now)


def readiness(side: Side) -> dict[str, Range[Fraction]]:
    """The readiness of each level by slug, 0-1, at both ends."""
    rules = side.compiled.rules
    standing = scoring.stand(rules, scoring.intervals(rules, side.answers))
    ends = (scoring.readiness(rules, ladder) for ladder in standing)
    return {rule.level.slug: Range(low, high) for rule, low, high in zip(rules.levels, *ends, strict=True)}


def _levels(old: Side, new: Side, alike: set[str]) -> tuple[LevelChange, ...]:
    then, now = readiness(old), readiness(new)
    as_before = with_main(new.compiled, main_in(new.compiled.rules, old.compiled.main))
    answers_then, answers_now = (
        {slug: answer for slug, answer in side.answers.items() if slug in alike} for side in (old, new)
    )
    then_here, then_main = (readiness(Side(role, answers_then)) for role in (as_before, new.compiled))
    now_alike = readiness(Side(new.compiled, answers_now))
    return tuple(
        LevelChange(
            level=rule.level,
            old=then.get(slug),
            new=now[slug],
            catalogue=_part(then[slug], then_here[slug]) if slug in then else None,
            main=_part(then_here[slug], then_main[slug]),
            yours=_part(then_main[slug], now_alike[slug]),
            fresh=_part(now_alike[slug], now[slug]),
        )
        for rule in new.compiled.rules.levels
        if (slug := rule.level.slug)
    )


def _part(before: Range[Fraction], after: Range[Fraction]) -> Part:
    return Part(after.low - before.low, after.high - before.high)


def _skills(old: Side, new: Side, alike: set[str], done: set[tuple[str, int]]) -> tuple[SkillChange, ...]:
    then = scoring.intervals(old.compiled.rules, old.answers)
    now = scoring.intervals(new.compiled.rules, new.answers)
    found = []
    for position, skill in enumerate(new.compiled.rules.skills):
        before, after = old.answers.get(skill.slug), new.answers.get(skill.slug)
        if skill.slug in alike and (before or after):
            spans = then[old.compiled.rules.index[skill.slug]], now[position]
            found.append(_skill(skill, before, after, spans, done))
    return tuple(found)


def _skill(
    skill: Skill,
    old: Answer | None,
    new: Answer | None,
    spans: tuple[Interval, Interval],
    done: set[tuple[str, int]],
) -> SkillChange:
    has_new_evidence = _has_new_evidence(old, new)
    if old is None or new is None:
        code: Code = "answered" if new else "open"
        return SkillChange(skill, old, new, *spans, 0, code, has_new_evidence, is_done=False)
    is_done = any((skill.slug, step) in done for step in range(old.step + 1, new.step + 1))
    rise = new.step - old.step
    code = _code(rise, *spans, has_ground=has_new_evidence or is_done)
    return SkillChange(skill, old, new, *spans, rise, code, has_new_evidence, is_done)


def _code(rise: int, old: Interval, new: Interval, *, has_ground: bool) -> Code:
    """Two steps are beyond the wobble of one skill and one is not; what “not sure” leaves open must not overlap."""
    if rise == 0:
        return "same"
    if rise > 0:
        return "closed" if new.low > old.high and (rise > 1 or has_ground) else "up"
    return "lower" if new.high < old.low and rise < -1 else "down"


def _has_new_evidence(old: Answer | None, new: Answer | None) -> bool:
    words = new.evidence.strip() if new else ""
    return bool(words) and words != (old.evidence.strip() if old else "")


def _areas(compiled: CompiledRole, changes: Sequence[SkillChange]) -> tuple[AreaChange, ...]:
    steps: dict[str, list[tuple[int, int]]] = {}
    for change in changes:
        if change.old and change.new:
            steps.setdefault(change.skill.area, []).append((change.old.step, change.new.step))
    return tuple(
        _area(page.area, pairs) for page in compiled.questionnaire.pages if (pairs := steps.get(page.area.slug))
    )


def _area(area: Area, pairs: Sequence[tuple[int, int]]) -> AreaChange:
    old, new = (Fraction(sum(each), len(pairs)) for each in zip(*pairs, strict=True))
    return AreaChange(area, len(pairs), old, new, area_wobble(len(pairs)))


def area_wobble(count: int) -> Fraction:
    """How far the mean step of an area of `count` skills may move without any change in the work, in steps."""
    if count < FEW_SKILLS:
        return WOBBLE_OF_ONE if count == 1 else WOBBLE_OF_TWO
    share = Fraction(min(count, MANY_SKILLS) - FEW_SKILLS, MANY_SKILLS - FEW_SKILLS)
    return WOBBLE_OF_FEW - share * (WOBBLE_OF_FEW - WOBBLE_OF_MANY)
