"""The Snapshot: one immutable value that holds everything a questionnaire, a score and a page need.

Live rows compile to it, editions store it as text (catalog/core/canonical.py), and everything downstream reads only it.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal, get_args

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

SCHEMA = 2
# Of so many tones every scale of up to ten steps gets a different one for each.
TONES = 12
STRICT = ConfigDict(strict=True, extra="forbid")

Importance = Literal["essential", "important", "helpful"]
ESSENTIAL, IMPORTANT, HELPFUL = IMPORTANCES = get_args(Importance)
Cost = Literal["free", "partly", "paid"]
FREE, PARTLY, PAID = COSTS = get_args(Cost)
CountsIn = Literal["hours", "months"]
HOURS, MONTHS = get_args(CountsIn)
# A resource of this kind is something to do, so it needs no address.
PRACTICE = "practice"


@dataclass(frozen=True, config=STRICT)
class Framework:
    slug: str
    uuid: str
    name: str
    description: str
    publisher: str
    language: str
    licence: str
    attribution: str
    source: str
    practice_skill: str


@dataclass(frozen=True, config=STRICT)
class Policy:
    """The scoring rule as data (method.md 3.4): weights, thresholds and slip shares in whole per cent."""

    version: int
    essential: int
    important: int
    helpful: int
    met_percent: int
    close_percent: int
    met_slip_percent: int
    close_slip_percent: int

    def weight(self, importance: Importance) -> int:
        return {ESSENTIAL: self.essential, IMPORTANT: self.important, HELPFUL: self.helpful}[importance]


@dataclass(frozen=True, config=STRICT)
class Step:
    """One proficiency step; `hours` is the typical effort to come here from the step below.

    `months` is how long that typically takes where an area counts in months, 0 where it is not meant.
    """

    value: int
    name: str
    meaning: str
    hours: int
    months: int = 0


@dataclass(frozen=True, config=STRICT)
class PracticePerson:
    """A person described on the warm-up page, with the step that fits and why."""

    position: int
    description: str
    step: int
    why: str


@dataclass(frozen=True, config=STRICT)
class Area:
    """`counts_in` says whether its skills are planned by the hours that they take or by the months."""

    slug: str
    name: str
    description: str
    position: int
    counts_in: CountsIn = HOURS


@dataclass(frozen=True, config=STRICT)
class Anchor:
    step: int
    text: str
    next_step: str


@dataclass(frozen=True, config=STRICT)
class Prerequisite:
    """`step` of the skill that holds this needs `needs_step` of the skill `needs`."""

    step: int
    needs: str
    needs_step: int


@dataclass(frozen=True, config=STRICT)
class Link:
    scheme: str
    scheme_version: str
    uri: str
    label: str
    relation: str


@dataclass(frozen=True, config=STRICT)
class Review:
    """Who looked at a text, as what, on which day (ISO), and the fingerprint of what they saw (catalog/core/reviewing.py)."""

    by: str
    role: str
    day: str
    seen: str


@dataclass(frozen=True, config=STRICT)
class Skill:
    """`also_in` are the keys of further areas that it is a part of; it is asked once, in its own."""

    slug: str
    area: str
    code: str
    name: str
    definition: str
    position: int
    group: str
    effort_percent: int
    evidence_prompt: str
    explain_prompt: str
    why: str
    tips: tuple[str, ...]
    citations: tuple[str, ...]
    in_demand: bool
    retired: bool
    anchors: tuple[Anchor, ...]
    prerequisites: tuple[Prerequisite, ...]
    links: tuple[Link, ...]
    reviews: tuple[Review, ...] = ()
    also_in: tuple[str, ...] = ()

    @cached_property
    def anchor_at(self) -> Mapping[int, Anchor]:
        return {anchor.step: anchor for anchor in self.anchors}


@dataclass(frozen=True, config=STRICT)
class Requirement:
    """What a level asks of a skill; a `step` of None means required, step not stated."""

    skill: str
    step: int | None
    importance: Importance


@dataclass(frozen=True, config=STRICT)
class RoleLevel:
    slug: str
    rank: int
    track: str
    name: str
    titles: tuple[str, ...]
    duties: tuple[str, ...]
    credentials: tuple[str, ...]
    citations: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    reviews: tuple[Review, ...] = ()

    @cached_property
    def requirement_of(self) -> Mapping[str, Requirement]:
        return {requirement.skill: requirement for requirement in self.requirements}


@dataclass(frozen=True, config=STRICT)
class RoleNote:
    """What a source says about a role that is no skill: a duty, background, market, a transition."""

    slug: str
    kind: str
    position: int
    title: str
    text: str
    skills: tuple[str, ...]
    citations: tuple[str, ...]
    source: str
    as_of: str


@dataclass(frozen=True, config=STRICT)
class SalaryRange:
    """Pay as one source states it, in whole units of `currency` a year; None where it gives no figure or no year."""

    slug: str
    title: str
    employer: str
    low: int | None
    median: int | None
    high: int | None
    currency: str
    year: int | None
    note: str
    citations: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class Role:
    slug: str
    name: str
    summary: str
    description: str
    citations: tuple[str, ...]
    levels: tuple[RoleLevel, ...]
    notes: tuple[RoleNote, ...]
    salaries: tuple[SalaryRange, ...]

    @cached_property
    def ladder(self) -> tuple[RoleLevel, ...]:
        """The levels from lowest to highest."""
        return tuple(sorted(self.levels, key=lambda level: (level.rank, level.track, level.slug)))

    @cached_property
    def level(self) -> Mapping[str, RoleLevel]:
        return {level.slug: level for level in self.levels}


@dataclass(frozen=True, config=STRICT)
class ResourceStep:
    """A step of a skill that a resource helps to reach from the one below.

    `covers_hours` are the hours of that step's study that it covers by its provider's own figure, 0 where there is none.
    """

    skill: str
    step: int
    covers_hours: int = 0
    start_here: bool = False


@dataclass(frozen=True, config=STRICT)
class Resource:
    """Something to learn from or a task to practise; `hours` for the whole of it."""

    slug: str
    title: str
    url: str
    provider: str
    kind: str
    language: str
    cost: str
    hours: int
    hours_estimated: bool
    licence: str
    description: str
    checked_on: str
    verified: bool
    steps: tuple[ResourceStep, ...]


def tone_of(value: int, lowest: int, highest: int) -> int:
    """The tone of a step on a scale from `lowest` to `highest`, 0 to TONES (see `Snapshot.tone`)."""
    share = Fraction(value - lowest, max(1, highest - lowest))
    return round(TONES * min(Fraction(1), max(Fraction(0), share)))


@dataclass(frozen=True, config=STRICT)
class Snapshot:
    schema: int
    framework: Framework
    policy: Policy
    scale: tuple[Step, ...]
    practice: tuple[PracticePerson, ...]
    areas: tuple[Area, ...]
    skills: tuple[Skill, ...]
    roles: tuple[Role, ...]
    resources: tuple[Resource, ...]

    @cached_property
    def lowest(self) -> int:
        return min(step.value for step in self.scale)

    @cached_property
    def highest(self) -> int:
        return max(step.value for step in self.scale)

    def tone(self, value: int) -> int:
        """How deep the colour of a step is, from 0 for the lowest to TONES for the highest: by its place on the scale.

        So every step of a scale has a tone of its own, whatever its numbers are.
        """
        return tone_of(value, self.lowest, self.highest)

    def sentence(self, skill: Skill, step: int) -> str:
        """What a person reads at a step of a skill: its anchor, or where it has none the words of the scale; nothing of a
        step that is not on it."""
        anchor, known = skill.anchor_at.get(step), self.step.get(step)
        said = (anchor.text if anchor else "", known.meaning if known else "", known.name if known else "")
        return next(filter(None, said), "")

    @cached_property
    def step(self) -> Mapping[int, Step]:
        return {step.value: step for step in self.scale}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(sorted(self.scale, key=lambda step: step.value))

    @cached_property
    def area(self) -> Mapping[str, Area]:
        return {area.slug: area for area in self.areas}

    @cached_property
    def skill(self) -> Mapping[str, Skill]:
        return {skill.slug: skill for skill in self.skills}

    @cached_property
    def role(self) -> Mapping[str, Role]:
        return {role.slug: role for role in self.roles}

    @cached_property
    def ordered_areas(self) -> tuple[Area, ...]:
        return tuple(sorted(self.areas, key=lambda area: (area.position, area.slug)))

    @cached_property
    def active_skills(self) -> tuple[Skill, ...]:
        """The skills that are not retired."""
        return tuple(skill for skill in self.skills if not skill.retired)

    @cached_property
    def ordered_skills(self) -> tuple[Skill, ...]:
        """The skills in catalogue order: by area, then by position. Ties in every ranking end here."""
        return tuple(
            sorted(
                self.skills, key=lambda skill: (self.area[skill.area].position, skill.area, skill.position, skill.slug)
            )
        )
