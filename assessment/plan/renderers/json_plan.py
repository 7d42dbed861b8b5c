"""A plan as JSON: its hours and steps, and on request what to learn from and when. Part of the report's schema."""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from assessment.plan.core.learning import Segment
from assessment.plan.core.plan import Effort, Plan, PlanStep
from assessment.plan.core.schedule import Dates, Schedule
from assessment.role.core.compiled import CompiledRole
from catalog.core.snapshot import PRACTICE


class HoursEntry(TypedDict):
    """A rough guide: half, the typical hours, and twice. Half hours are possible at the low end."""

    low: int | float
    likely: int
    high: int


class DaysEntry(TypedDict):
    """A day (ISO 8601) with half, the typical and twice the hours."""

    best: str
    likely: str
    worst: str


class ReasonEntry(TypedDict):
    """Why a step is there; `skill` and `step` say what needs it, and are null for any other reason."""

    code: Literal["must_have", "any_one_of", "needed", "readiness"]
    skill: str | None
    step: int | None


class ResourceEntry(TypedDict):
    """What to learn from, between two steps of the skill; `hours` for all of it. A practice task has its text in `task`."""

    slug: str | None
    title: str
    url: str | None
    kind: str
    hours: int
    from_step: int
    to_step: int
    task: str


class PlanStepEntry(TypedDict):
    """One skill taken one step up. What was not asked for is left out."""

    skill: str
    name: str
    to_step: int
    hours: HoursEntry
    reason: ReasonEntry
    resources: NotRequired[list[ResourceEntry]]
    start: NotRequired[DaysEntry]
    end: NotRequired[DaysEntry]


class PlanEntry(TypedDict):
    """A plan to a level: its steps in the order to take them, and the readiness (a fraction) after it."""

    level: str
    hours: HoursEntry
    readiness: str
    is_proven: bool
    steps: list[PlanStepEntry]
    hours_per_week: NotRequired[int]
    start: NotRequired[DaysEntry]
    end: NotRequired[DaysEntry]


TYPES = (HoursEntry, DaysEntry, ReasonEntry, ResourceEntry, PlanStepEntry, PlanEntry)


def entry(
    compiled: CompiledRole,
    plan: Plan,
    *,
    segments: Mapping[int, Sequence[Segment]] | None = None,
    schedule: Schedule | None = None,
) -> PlanEntry:
    """A plan as plain data. `segments` are what to learn from, by the index of the skill; `schedule` gives the days."""
    document: PlanEntry = {
        "level": compiled.rules.levels[plan.level].level.slug,
        "hours": _hours(plan.hours),
        "readiness": str(plan.readiness),
        "is_proven": plan.is_proven,
        "steps": [_step(compiled, step) for step in plan.steps],
    }
    if segments is not None:
        for step, told in zip(plan.steps, document["steps"], strict=True):
            told["resources"] = _resources(step, segments[step.skill])
    if schedule is not None:
        document["hours_per_week"] = schedule.hours_a_week
        document["start"] = _days(Dates(schedule.start, schedule.start, schedule.start))
        document["end"] = _days(schedule.ends)
        for slot, told in zip(schedule.slots, document["steps"], strict=True):
            told["start"], told["end"] = _days(slot.begins), _days(slot.ends)
    return document


def _step(compiled: CompiledRole, step: PlanStep) -> PlanStepEntry:
    skill = compiled.rules.skills[step.skill]
    return {
        "skill": skill.slug,
        "name": skill.name,
        "to_step": step.to_step,
        "hours": _hours(step.effort),
        "reason": _reason(compiled, step),
    }


def _resources(step: PlanStep, segments: Sequence[Segment]) -> list[ResourceEntry]:
    """What serves this step; what serves several steps stands at each of them."""
    return [resource(segment) for segment in segments if segment.from_step < step.to_step <= segment.to_step]


def resource(segment: Segment) -> ResourceEntry:
    """What to learn a part of the way from; without a resource its aim stands for the title."""
    source = segment.resource
    return {
        "slug": source.slug if source else None,
        "title": source.title if source else segment.aim,
        "url": (source.url or None) if source else None,
        # Made of the sentences of the skill itself it has no slug, and is practice all the same.
        "kind": source.kind if source else PRACTICE,
        "hours": segment.hours,
        "from_step": segment.from_step,
        "to_step": segment.to_step,
        "task": _task(segment),
    }


def _task(segment: Segment) -> str:
    if segment.resource is None:
        return segment.task
    return segment.resource.description if segment.resource.kind == PRACTICE else ""


def _reason(compiled: CompiledRole, step: PlanStep) -> ReasonEntry:
    why, skill, to_step = step.reason
    return {
        "code": why,
        "skill": None if skill is None else compiled.rules.skills[skill].slug,
        "step": to_step,
    }


def _hours(effort: Effort) -> HoursEntry:
    low = effort.low
    return {"low": int(low) if low.denominator == 1 else float(low), "likely": effort.likely, "high": effort.high}


def _days(days: Dates) -> DaysEntry:
    return {"best": days.best.isoformat(), "likely": days.likely.isoformat(), "worst": days.worst.isoformat()}
