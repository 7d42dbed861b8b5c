"""A report's plan in words: what to take, why, and how long it may take. Hours are whole, rounded down.

It is the shortest way to the level in focus, or, in the files of a plan that somebody asked for (a `LearningPlan`), that plan
with its days and what to learn from.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from assessment.plan.core import planning
from assessment.plan.core.plan import Effort, Plan, PlanStep
from assessment.plan.core.planning import HOURS, LearningPlan
from assessment.plan.core.schedule import Dates
from assessment.plan.renderers import json_plan, quarters
from assessment.plan.renderers import wording as plan_wording
from assessment.plan.renderers.json_plan import ResourceEntry
from assessment.plan.renderers.quarters import ToldTurn
from assessment.plan.renderers.wording import shown, whole
from assessment.report.core.report import GapReport
from assessment.report.renderers.wording import Wording
from assessment.role.core.compiled import CompiledRole, kept
from assessment.words.ranges import percent
from assessment.words.values import MET


class Days(NamedTuple):
    """A month, and the span from the best case to the worst."""

    likely: str
    span: str


class Row(NamedTuple):
    """One step of a plan in words: the skill, the step it is taken to, why, and its hours from half to twice.

    A plan that was asked for also has what to learn from, line by line, and its days.
    """

    skill: str
    to_step: str
    why: str
    hours: str
    learn: tuple[str, ...] = ()
    begins: Days = Days("", "")
    ends: Days = Days("", "")


class Section(NamedTuple):
    """The part of a report about its plan: the page and the PDF show the same words.

    Of a plan that was asked for, `left` says what it leaves out and why, `quarter` what to do in its first twelve weeks
    and `stages` what each level takes from today.
    """

    title: str
    lead: str
    rows: list[Row]
    notes: str
    left: tuple[str, ...] = ()
    quarter: tuple[ToldTurn, ...] = ()
    stages: tuple[str, ...] = ()


def plan_of(report: GapReport, learning_plan: LearningPlan | None) -> Plan:
    """The plan that a report holds: the one that was asked for, else the shortest way to the level in focus."""
    return learning_plan.plan if learning_plan else report.plan


def title(wording: Wording, report: GapReport, learning_plan: LearningPlan | None = None) -> str:
    if learning_plan:
        return plan_wording.words_of(wording, report.compiled, learning_plan).heading()
    focus = report.focus
    return plan_wording.way_to(wording, focus.level.name, is_met=focus.verdict.low == MET)


def hours(effort: Effort) -> str:
    """Hours as a range, such as "20–80"."""
    low, _likely, high = whole(effort)
    return f"{low}–{high}"


def total(wording: Wording, plan: Plan, number: Callable[[int], str] = shown) -> str:
    """How much there is to do, as "3 steps, 84 to 340 hours, typically 170."; `number` writes its sums."""
    ngettext, count, hours = wording.ngettext, len(plan.steps), whole(plan.hours)
    low, likely, high = map(number, hours)
    return ngettext(
        "%(steps)s, %(low)s to %(high)s hour, typically %(likely)s.",
        "%(steps)s, %(low)s to %(high)s hours, typically %(likely)s.",
        hours.high,
    ) % {"steps": ngettext("%d step", "%d steps", count) % count, "low": low, "likely": likely, "high": high}


def lead(
    wording: Wording,
    report: GapReport,
    learning_plan: LearningPlan | None = None,
    number: Callable[[int], str] = shown,
) -> str:
    """The plan of a report in a few sentences; that nothing is left where it has no steps. `number` writes its sums."""
    _ = wording.gettext
    if learning_plan:
        return _learning_plan_lead(wording, report.compiled, learning_plan, number)
    level = report.focus.level.name
    if not report.plan.steps:
        return _(
            "Nothing is left to take for %(level)s: every must-have is at its step, and readiness is %(percent)d %%."
        ) % {"level": level, "percent": percent(report.plan.readiness)}
    return _(
        "%(total)s After it every must-have of %(level)s is at its step, and readiness for it is at least %(percent)d %%."
    ) % {"total": total(wording, report.plan, number), "level": level, "percent": percent(report.plan.readiness)}


def _learning_plan_lead(
    wording: Wording, compiled: CompiledRole, learning_plan: LearningPlan, number: Callable[[int], str]
) -> str:
    words = plan_wording.words_of(wording, compiled, learning_plan)
    if learning_plan.plan.steps:
        told = [words.total(number), words.pace(learning_plan), words.after()]
    else:
        is_more_open = bool(planning.still_open(compiled.graph, learning_plan.plan))
        told = [words.nothing(learning_plan.plan_request.budget, is_more_open=is_more_open)]
    return " ".join(filter(None, told))


def rough_hours(wording: Wording) -> str:
    """How a plan's hours are meant."""
    _ = wording.gettext
    return _("Hours are a rough guide, from half to twice the typical ones.")


def notes(wording: Wording, report: GapReport, learning_plan: LearningPlan | None = None) -> list[str]:
    """How to take the plan's hours; empty where it has no steps."""
    _ = wording.gettext
    plan, snapshot = plan_of(report, learning_plan), report.snapshot
    if not plan.steps:
        return []
    told = [" ".join([rough_hours(wording), _("A step comes after what it needs.")])]
    if any(step.to_step == snapshot.highest for step in plan.steps):
        top = wording.step(snapshot, snapshot.highest)
        told.append(_("Coming to %s is mostly practice on real work: think of months, not of courses.") % top)
    if any(report.spans[step.skill].low < report.spans[step.skill].high for step in plan.steps):
        told.append(_("Skipped and unsure answers count at their lowest here. Settling them may make the way shorter."))
    # The best use of some hours promises no shortest way.
    if not plan.is_proven and not (learning_plan and learning_plan.plan_request.what == HOURS):
        told.append(plan_wording.maybe_shorter(wording))
    return told


def rows(wording: Wording, report: GapReport, learning_plan: LearningPlan | None = None) -> list[Row]:
    """The steps of a report's plan in words, in the order to take them."""
    compiled = report.compiled
    if learning_plan is None:
        return [_row(compiled, wording, report.plan.level, step) for step in report.plan.steps]
    words, told = plan_wording.words_of(wording, compiled, learning_plan), []
    for step, slot, why in zip(
        learning_plan.plan.steps, learning_plan.schedule.slots, reasons(wording, report, learning_plan), strict=True
    ):
        low, likely, high = whole(step.effort)
        told.append(
            Row(
                compiled.rules.skills[step.skill].name,
                wording.step(compiled.snapshot, step.to_step),
                why,
                f"{likely} ({low}–{high})" if not step.months else words.length(step),
                tuple(_learn(wording, json_plan.resources(step, learning_plan.lesson(step)))),
                _days(wording, slot.begins),
                _days(wording, slot.ends),
            )
        )
    return told


def _learn(wording: Wording, found: Sequence[ResourceEntry]) -> Iterator[str]:
    for each in found:
        yield from filter(None, [_named(wording, each), each["url"], each["task"]])


def _named(wording: Wording, found: ResourceEntry) -> str:
    _ = wording.gettext
    if found["use"] == "main":
        return _("%(title)s (%(hours)d h, from step %(from_step)d to %(to_step)d)") % found
    if found["use"] == "short":
        return _("In short: %(title)s (%(hours)d h)") % found
    start = _("And about %d h of practice") % found["hours"] if found["hours"] else _("And practise")
    if found["slug"]:
        told = _("%(start)s: %(title)s")
    elif found["title"]:
        told = _("%(start)s, until this is true: %(title)s")
    else:
        told = _("%(start)s on real work")
    return told % {"start": start, "title": found["title"]}


def _days(wording: Wording, days: Dates) -> Days:
    best, likely, worst = map(wording.month, days)
    return Days(likely, f"{best} – {worst}")


def section(wording: Wording, report: GapReport, learning_plan: LearningPlan | None = None) -> Section:
    """The plan of a report in words."""
    left: tuple[str, ...] = ()
    turns: tuple[ToldTurn, ...] = ()
    stages: tuple[str, ...] = ()
    if learning_plan:
        words = plan_wording.words_of(wording, report.compiled, learning_plan)
        turns, stages = quarters.told(words, learning_plan), tuple(map(words.stage, learning_plan.stages))
        left = tuple(words.open(gap) for gap in planning.still_open(report.compiled.graph, learning_plan.plan))
    return Section(
        title(wording, report, learning_plan),
        lead(wording, report, learning_plan),
        rows(wording, report, learning_plan),
        " ".join(notes(wording, report, learning_plan)),
        left,
        turns,
        stages,
    )


def reasons(wording: Wording, report: GapReport, learning_plan: LearningPlan | None = None) -> list[str]:
    """Why each step is in a report's plan, in its order."""
    if learning_plan:
        words = plan_wording.words_of(wording, report.compiled, learning_plan)
        return [words.reason(step) for step in learning_plan.plan.steps]
    return [why(wording, report.compiled, report.plan.level, step) for step in report.plan.steps]


@kept(4096)
def _row(compiled: CompiledRole, wording: Wording, level: int, step: PlanStep) -> Row:
    # Kept, because most people's plans share their steps, and nothing in a step is personal.
    return Row(
        compiled.rules.skills[step.skill].name,
        wording.step(compiled.snapshot, step.to_step),
        why(wording, compiled, level, step),
        hours(step.effort),
    )


def why(wording: Wording, compiled: CompiledRole, level: int, step: PlanStep) -> str:
    """Why a step is in a plan to a level, by its index."""
    _ = wording.gettext
    reason = step.reason
    name = compiled.rules.levels[level].level.name
    if reason.skill is not None and reason.step is not None:
        return _("%(skill)s needs it for %(step)s") % {
            "skill": compiled.rules.skills[reason.skill].name,
            "step": wording.step(compiled.snapshot, reason.step),
        }
    return {
        "must_have": _("A must-have of %s"),
        "any_one_of": _("Your furthest of several skills of which %s asks for one"),
        "readiness": _("Lifts readiness for %s"),
    }[reason.why] % name
