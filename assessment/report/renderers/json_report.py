"""The report as JSON: every answer and every interval as exact fractions, and what it was scored by.

The schema is made from the types below and published at /schema/report-2.json.
"""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter
from typing_extensions import TypedDict

from assessment.plan.core.planning import LearningPlan
from assessment.plan.renderers import json_plan
from assessment.plan.renderers.json_plan import PlanEntry
from assessment.report.core.report import GapReport, LevelReport, Place
from assessment.signing.core.signatures import Signature
from assessment.words.ranges import Range
from assessment.words.texts import EVIDENCE_LIMIT, NAME_LIMIT
from assessment.words.values import Digest, Label, LevelSlug, Slug, Step
from catalog.core.snapshot import Importance

VERSION = 2
EARLIER = Path(__file__).parent / "schemas"
FORMAT: Literal["skillgap-report/2"] = "skillgap-report/2"

VerdictCode = Literal["met", "close", "not_yet"]
Closed = ConfigDict(extra="forbid")


class FractionRange(TypedDict):
    """Exact fractions such as "11/14", from what the answers surely give to what they may give."""

    low: str
    high: str


class StepRange(TypedDict):
    low: int
    high: int


class VerdictRange(TypedDict):
    low: VerdictCode
    high: VerdictCode


class LevelRange(TypedDict):
    """Level slugs; null is below the first level, or above the last."""

    low: str | None
    high: str | None


class MustHaves(TypedDict):
    all: int
    in_place: StepRange
    may_be_short_for_met: int
    may_be_short_for_close: int


class LevelEntry(TypedDict):
    slug: str
    name: str
    readiness: FractionRange
    point: str | None
    coverage: str
    verdict: VerdictRange
    earned: StepRange
    total: int
    must_haves: MustHaves


class PlaceEntry(TypedDict):
    current: LevelRange
    next: LevelRange
    closest: LevelRange
    aim: LevelRange
    possible: list[str | None]


class HoldEntry(TypedDict):
    """The chance, 0-1 with three decimals, that a level would come out met were three in ten answers a step off."""

    level: str
    gate: float
    readiness: float
    hold: float


class CoverageEntry(TypedDict):
    questions: int
    answered: int
    unsure: int
    share: str


class GapEntry(TypedDict):
    """One gap at the level in focus, in the order to close them."""

    skill: str
    name: str
    any_one_of: list[str]
    importance: Importance
    have: StepRange
    required: int
    short: StepRange
    tier: int
    gain: str
    unlocks: int
    hours: int


class AnswerEntry(TypedDict):
    step: Step
    unsure: bool
    evidence: Annotated[str, Field(max_length=EVIDENCE_LIMIT)]


class EditionEntry(TypedDict):
    digest: Digest
    label: Label
    framework: Slug
    policy_version: int


class DoubtEntry(TypedDict):
    skill: str
    effect: str


class ReportDocument(TypedDict):
    """A Skillgap gap report."""

    format: Literal["skillgap-report/2"]
    sample: NotRequired[Literal[True]]
    rules_version: int
    edition: EditionEntry
    role: Slug
    role_name: str
    target: LevelSlug | None
    main: dict[Slug, Slug]
    person_name: Annotated[str, Field(max_length=NAME_LIMIT)]
    submitted_on: str | None
    time_zone: NotRequired[str]
    coverage: CoverageEntry
    current: LevelRange
    next: LevelRange
    closest: LevelRange
    aim: LevelRange
    possible: list[str | None]
    open_below: list[str]
    hold: HoldEntry | None
    levels: list[LevelEntry]
    focus: str
    gaps: list[GapEntry]
    would_settle: list[DoubtEntry]
    no_spare_step: list[list[str]]
    stress: PlaceEntry
    plan: NotRequired[PlanEntry]
    answers: dict[Slug, AnswerEntry]
    signature: NotRequired[Signature]


for _type in (
    FractionRange, StepRange, VerdictRange, LevelRange, MustHaves, LevelEntry, PlaceEntry, HoldEntry, CoverageEntry, GapEntry,
    AnswerEntry, EditionEntry, DoubtEntry, Signature, ReportDocument, *json_plan.TYPES,
):  # fmt: skip
    setattr(_type, "__pydantic_config__", Closed)  # noqa: B010 - a TypedDict declares no such field


_DOCUMENT = TypeAdapter(ReportDocument)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every report of this format meets."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_DOCUMENT.json_schema(),
    }


class _Sample(TypedDict):
    sample: NotRequired[Literal[True]]


class _Zone(TypedDict):
    time_zone: NotRequired[str]


def _sample(report: GapReport) -> _Sample:
    """That the person is made up; nothing where somebody said it."""
    return {"sample": True} if report.is_sample else {}


def _time_zone(report: GapReport) -> _Zone:
    """Where the days of the report begin and end; nothing where no site made it."""
    return {"time_zone": report.time_zone} if report.time_zone else {}


def published(version: int) -> dict[str, Any] | None:
    """The schema of the format of a version; None where there is none. Those before today's are kept as they went out."""
    if version == VERSION:
        return schema()
    file = EARLIER / f"report-{version}.json"
    if not file.is_file():
        return None
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def document(report: GapReport, plan: PlanEntry | None = None) -> ReportDocument:
    """The report as plain data, with a plan where one is given; shares nothing with the report that could be changed."""
    snapshot = report.snapshot
    return {
        "format": FORMAT,
        **_sample(report),
        "rules_version": report.rules_version,
        "edition": {
            "digest": report.compiled.digest,
            "label": report.edition_label,
            "framework": snapshot.framework.slug,
            "policy_version": snapshot.policy.version,
        },
        "role": report.role.slug,
        "role_name": report.role.name,
        "target": report.target or None,
        "main": dict(report.main),
        "person_name": report.person_name,
        "submitted_on": report.submitted_on or None,
        **_time_zone(report),
        "coverage": {
            "questions": report.coverage.questions,
            "answered": report.coverage.answered,
            "unsure": report.coverage.unsure,
            "share": str(report.coverage.share),
        },
        **_place(report.place),
        "open_below": [report.nearest(unit).slug for unit in report.open_below],
        "hold": _hold(report),
        "levels": [_level(level) for level in report.levels],
        "focus": report.focus.level.slug,
        "gaps": [_gap(report, position) for position in range(len(report.gaps))],
        "would_settle": [
            {"skill": report.skill(doubt.skill).slug, "effect": str(doubt.effect)} for doubt in report.doubts
        ],
        "no_spare_step": [[skill.slug for skill in report.members(unit)] for unit in report.without_spare],
        "stress": _place(report.stress),
        **({"plan": plan} if plan else {}),  # type: ignore[typeddict-item] # its place among the keys is the file's
        "answers": {
            slug: {
                "step": answer.step,
                "unsure": answer.unsure,
                "evidence": answer.evidence,
            }
            for slug, answer in sorted(report.answers.items())
        },
    }


def render(
    report: GapReport, learning_plan: LearningPlan | None = None, sign: Callable[[bytes], Signature] | None = None
) -> bytes:
    """The document with its plan as UTF-8 JSON, indented for people: that of the learning plan, or to the level in focus.
    `sign` gives the signature of the file as it is without one."""
    if learning_plan:
        plan = json_plan.of_learning_plan(report.compiled, learning_plan)
    else:
        plan = json_plan.entry(report.compiled, report.plan)
    found = document(report, plan)
    if sign:
        found["signature"] = sign(_DOCUMENT.dump_json(found))
    return _DOCUMENT.dump_json(found, indent=2) + b"\n"


def _hold(report: GapReport) -> HoldEntry | None:
    if report.firmness is None:
        return None
    chance = report.firmness.chance
    gate, readiness, both = (round(each, 3) for each in (chance.gate, chance.readiness, chance.both))
    return {"level": report.firmness.level, "gate": gate, "readiness": readiness, "hold": both}


def _level(level: LevelReport) -> LevelEntry:
    rule = level.rule
    return {
        "slug": level.level.slug,
        "name": level.level.name,
        "readiness": _fractions(level.readiness),
        "point": None if level.point is None else str(level.point),
        "coverage": str(level.coverage),
        "verdict": {"low": level.verdict.low, "high": level.verdict.high},
        "earned": {"low": level.earned.low, "high": level.earned.high},
        "total": rule.total,
        "must_haves": {
            "all": rule.essentials,
            "in_place": {"low": level.in_place.low, "high": level.in_place.high},
            "may_be_short_for_met": rule.met_slips,
            "may_be_short_for_close": rule.close_slips,
        },
    }


def _gap(report: GapReport, position: int) -> GapEntry:
    gap = report.gaps[position]
    skill = report.skill(gap.skill)
    members = report.compiled.rules.units[gap.unit].members
    return {
        "skill": skill.slug,
        "name": skill.name,
        "any_one_of": [report.skill(member).slug for member in members] if len(members) > 1 else [],
        "importance": gap.need.importance,
        "have": {"low": gap.have.low, "high": gap.have.high},
        "required": gap.need.step,
        "short": {"low": gap.short_low, "high": gap.short_high},
        "tier": gap.tier,
        "gain": str(gap.gain),
        "unlocks": gap.unlocks,
        "hours": gap.hours,
    }


def _fractions(share: Range[Fraction]) -> FractionRange:
    return {"low": str(share.low), "high": str(share.high)}


def _place(place: Place) -> PlaceEntry:
    return {
        "current": {"low": place.current.low, "high": place.current.high},
        "next": {"low": place.next.low, "high": place.next.high},
        "closest": {"low": place.closest.low, "high": place.closest.high},
        "aim": {"low": place.aim.low, "high": place.aim.high},
        "possible": list(place.possible),
    }
