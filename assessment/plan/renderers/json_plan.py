"""A plan as JSON: its hours and steps, and on request what to learn from and when. Part of the report's schema."""

from collections.abc import Mapping
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from assessment.plan.core.learning import Lesson, Offer
from assessment.plan.core.plan import Effort, Plan, PlanStep
from assessment.plan.core.planning import LearningPlan
from assessment.plan.core.schedule import Dates
from assessment.plan.renderers import quarters
from assessment.plan.renderers.quarters import TurnRow
from assessment.role.core.compiled import CompiledRole
from catalog.core.snapshot import PRACTICE, Resource

Use = Literal["main", "short", "practice"]


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


class PaceEntry(TypedDict):
    """Hours a week to learn, and hours a week of work or study in which it can be practised."""

    learning: int
    practice: int


class MonthsEntry(TypedDict):
    """Whole months with half, the typical and twice the effort."""

    low: int
    likely: int
    high: int


class TurnEntry(TypedDict):
    """A skill of the first twelve weeks: begun in `week` (from 1) by `act`, or by opening what is called `title`.

    `truth` is the sentence of `to_step`; `is_done` says that it will be true after these weeks, else it is under way.
    """

    skill: str
    name: str
    week: int
    act: str
    title: str
    url: str | None
    to_step: int
    truth: str
    is_done: bool


class StageEntry(TypedDict):
    """A level on the way, and what it takes from today in all: steps, and typical hours."""

    level: str
    steps: int
    hours: int


class ReasonEntry(TypedDict):
    """Why a step is there; `skill` and `step` say what needs it, and are null for any other reason."""

    code: Literal["must_have", "any_one_of", "needed", "readiness"]
    skill: str | None
    step: int | None


class ResourceEntry(TypedDict):
    """What to learn a step from: a main resource, a short one, or a practice task, whose text is in `task`.

    `hours` are those of all of the resource, or those of practice that the step has; 0 where it counts in months.
    """

    use: Use
    slug: str | None
    title: str
    url: str | None
    kind: str
    hours: int
    from_step: int
    to_step: int
    task: str


class PlanStepEntry(TypedDict):
    """One skill taken one step up; of its typical hours some are study and the rest practice. Where `months` are not 0,
    it takes these instead, beside all others. What was not asked for is left out."""

    skill: str
    name: str
    to_step: int
    hours: HoursEntry
    study: int
    practice: int
    months: int
    reason: ReasonEntry
    resources: NotRequired[list[ResourceEntry]]
    start: NotRequired[DaysEntry]
    end: NotRequired[DaysEntry]


class PlanEntry(TypedDict):
    """A plan to a level: its steps in the order to take them, and the readiness (a fraction) after it.

    A plan to a later level has no days, and null for `months`; one of more than five years has no days.
    """

    level: str
    hours: HoursEntry
    readiness: str
    is_proven: bool
    steps: list[PlanStepEntry]
    hours_per_week: NotRequired[PaceEntry]
    months: NotRequired[MonthsEntry | None]
    start: NotRequired[DaysEntry]
    end: NotRequired[DaysEntry]
    quarter: NotRequired[list[TurnEntry]]
    stages: NotRequired[list[StageEntry]]


TYPES = (
    *(HoursEntry, DaysEntry, PaceEntry, MonthsEntry, TurnEntry, StageEntry, ReasonEntry, ResourceEntry),
    *(PlanStepEntry, PlanEntry),
)


def entry(
    compiled: CompiledRole,
    plan: Plan,
    *,
    lessons: Mapping[tuple[int, int], Lesson] | None = None,
    learning_plan: LearningPlan | None = None,
) -> PlanEntry:
    """A plan as plain data. `lessons` are what to learn from, by skill and step; a `learning_plan` gives the rest."""
    document: PlanEntry = {
        "level": compiled.rules.levels[plan.level].level.slug,
        "hours": _hours(plan.hours),
        "readiness": str(plan.readiness),
        "is_proven": plan.is_proven,
        "steps": [_step(compiled, step) for step in plan.steps],
    }
    if lessons is not None:
        for step, told in zip(plan.steps, document["steps"], strict=True):
            told["resources"] = resources(step, lessons[step.skill, step.to_step])
    if learning_plan is not None:
        _lay_out(document, compiled, learning_plan)
    return document


def of_learning_plan(compiled: CompiledRole, learning_plan: LearningPlan) -> PlanEntry:
    """All of a plan that was asked for."""
    return entry(compiled, learning_plan.plan, lessons=learning_plan.lessons, learning_plan=learning_plan)


def _lay_out(document: PlanEntry, compiled: CompiledRole, learning_plan: LearningPlan) -> None:
    schedule, horizon = learning_plan.schedule, learning_plan.horizon
    document["hours_per_week"] = {"learning": schedule.pace.learning, "practice": schedule.pace.practice}
    document["months"] = (
        None if horizon is None else {"low": horizon.low, "likely": horizon.likely, "high": horizon.high}
    )
    document["start"] = _days(Dates(schedule.start, schedule.start, schedule.start))
    if learning_plan.has_days:
        document["end"] = _days(schedule.ends)
        for slot, told in zip(schedule.slots, document["steps"], strict=True):
            told["start"], told["end"] = _days(slot.begins), _days(slot.ends)
    document["quarter"] = [_turn(row) for row in quarters.rows(compiled, learning_plan)]
    document["stages"] = [
        {"level": compiled.rules.levels[stage.level].level.slug, "steps": stage.items, "hours": stage.hours}
        for stage in learning_plan.stages
    ]


def _turn(row: TurnRow) -> TurnEntry:
    return {
        "skill": row.skill.slug,
        "name": row.skill.name,
        "week": row.week,
        "act": row.act,
        "title": row.title,
        "url": row.url or None,
        "to_step": row.to_step,
        "truth": row.truth,
        "is_done": row.is_done,
    }


def _step(compiled: CompiledRole, step: PlanStep) -> PlanStepEntry:
    skill = compiled.rules.skills[step.skill]
    return {
        "skill": skill.slug,
        "name": skill.name,
        "to_step": step.to_step,
        "hours": _hours(step.effort),
        "study": step.study,
        "practice": step.practice,
        "months": step.months,
        "reason": _reason(compiled, step),
    }


def resources(step: PlanStep, lesson: Lesson) -> list[ResourceEntry]:
    """What to learn a step from, at least one: the main resource, a short one, and what its hours of practice go into."""
    offers: tuple[tuple[Use, Offer | None], ...] = (("main", lesson.main), ("short", lesson.short))
    found = [_resource(step, offer.resource, use, offer.resource.hours) for use, offer in offers if offer]
    if step.practice or not found:
        found.append(_practice(step, lesson))
    return found


def _resource(step: PlanStep, source: Resource, use: Use, hours: int) -> ResourceEntry:
    return {
        "use": use,
        "slug": source.slug,
        "title": source.title,
        "url": source.url or None,
        "kind": source.kind,
        "hours": hours,
        "from_step": step.to_step - 1,
        "to_step": step.to_step,
        "task": source.description if source.kind == PRACTICE else "",
    }


def _practice(step: PlanStep, lesson: Lesson) -> ResourceEntry:
    """A task for the hours of practice, 0 where months are counted; made of the skill's own sentences it has no slug."""
    hours = 0 if step.months else step.practice or step.hours
    if lesson.practice:
        return _resource(step, lesson.practice, "practice", hours)
    return {
        "use": "practice",
        "slug": None,
        "title": lesson.aim,
        "url": None,
        "kind": PRACTICE,
        "hours": hours,
        "from_step": step.to_step - 1,
        "to_step": step.to_step,
        "task": lesson.task,
    }


def _reason(compiled: CompiledRole, step: PlanStep) -> ReasonEntry:
    why, skill, to_step = step.reason
    return {
        # The first format has no word of its own for a gap that somebody chose; closing it brings readiness.
        "code": "readiness" if why == "chosen" else why,
        "skill": None if skill is None else compiled.rules.skills[skill].slug,
        "step": to_step,
    }


def _hours(effort: Effort) -> HoursEntry:
    low = effort.low
    return {"low": int(low) if low.denominator == 1 else float(low), "likely": effort.likely, "high": effort.high}


def _days(days: Dates) -> DaysEntry:
    return {"best": days.best.isoformat(), "likely": days.likely.isoformat(), "worst": days.worst.isoformat()}
