"""The shortest way to a level in words: what to take, why, and how long it may take. Hours are whole, rounded down."""

from functools import lru_cache
from typing import NamedTuple

from assessment.core.plan import Effort, Plan, PlanStep
from assessment.core.report import Compiled, GapReport
from assessment.renderers.wording import Wording, percent


class Hours(NamedTuple):
    """An effort in whole hours."""

    low: int
    likely: int
    high: int


class Row(NamedTuple):
    """One step of a plan in words: the skill, the step it is taken to, why, and its hours from half to twice."""

    skill: str
    to_step: str
    why: str
    hours: str


def whole(effort: Effort) -> Hours:
    """An effort in whole hours, as every face but JSON tells it."""
    return Hours(int(effort.low), effort.likely, effort.high)


def title(wording: Wording, report: GapReport) -> str:
    _ = wording.gettext
    return _("The shortest way to %s") % report.focus.level.name


def hours(effort: Effort) -> str:
    """Hours as a range, such as "20–80"."""
    low, _likely, high = whole(effort)
    return f"{low}–{high}"


def total(wording: Wording, plan: Plan) -> str:
    """How much there is to do, as "3 steps, 84 to 336 hours, typically 168."."""
    _, n = wording.gettext, wording.ngettext
    count = len(plan.steps)
    return _("%(steps)s, %(low)d to %(high)d hours, typically %(likely)d.") % {
        "steps": n("%d step", "%d steps", count) % count,
        **whole(plan.hours)._asdict(),
    }


def lead(wording: Wording, report: GapReport) -> str:
    """The plan of a report in a sentence or two; that nothing is left where it has no steps."""
    _ = wording.gettext
    level = report.focus.level.name
    if not report.plan.steps:
        return _(
            "Nothing is left to take for %(level)s: every must-have is at its step, and readiness is %(percent)d %%."
        ) % {"level": level, "percent": percent(report.plan.readiness)}
    return _(
        "%(total)s After it every must-have of %(level)s is at its step, and readiness for it is at least %(percent)d %%."
    ) % {"total": total(wording, report.plan), "level": level, "percent": percent(report.plan.readiness)}


def notes(wording: Wording, report: GapReport) -> list[str]:
    """How to take the plan's hours; empty where it has no steps."""
    _ = wording.gettext
    plan, snapshot = report.plan, report.snapshot
    if not plan.steps:
        return []
    told = [_("Hours are a rough guide, from half to twice the typical ones. A step comes after what it needs.")]
    if any(step.to_step == snapshot.highest for step in plan.steps):
        top = wording.step(snapshot, snapshot.highest)
        told.append(_("Coming to %s is mostly practice on real work: think of months, not of courses.") % top)
    if any(report.spans[step.skill].low < report.spans[step.skill].high for step in plan.steps):
        told.append(_("Skipped and unsure answers count at their lowest here. Settling them may make the way shorter."))
    if not plan.is_proven:
        told.append(_("There may be a way that is a little shorter still."))
    return told


def rows(wording: Wording, report: GapReport) -> list[Row]:
    """The steps of a report's plan in words, in the order to take them."""
    return [_row(wording, report.compiled, report.plan.level, step) for step in report.plan.steps]


class Section(NamedTuple):
    """The part of a report about its plan: the page and the PDF show the same words."""

    title: str
    lead: str
    rows: list[Row]
    notes: str


def section(wording: Wording, report: GapReport) -> Section:
    """The plan of a report in words."""
    return Section(
        title(wording, report), lead(wording, report), rows(wording, report), " ".join(notes(wording, report))
    )


@lru_cache(maxsize=4096)
def _row(wording: Wording, compiled: Compiled, level: int, step: PlanStep) -> Row:
    # Kept, because most people's plans share their steps, and nothing in a step is personal.
    return Row(
        compiled.rules.skills[step.skill].name,
        wording.step(compiled.snapshot, step.to_step),
        why(wording, compiled, level, step),
        hours(step.effort),
    )


def why(wording: Wording, compiled: Compiled, level: int, step: PlanStep) -> str:
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
        "any_one_of": _("The quickest of several skills of which %s asks for one"),
        "readiness": _("Lifts readiness for %s"),
    }[reason.why] % name
