"""What would follow from other answers, in words: about the answers and the way, never about the person."""

from collections.abc import Sequence

from assessment.plan.core.plan import PlanStep
from assessment.plan.renderers.wording import whole
from assessment.report.core.report import GapReport
from assessment.report.core.what_if import Fault, Ways
from assessment.report.renderers.shortest_way import hours as hours_of
from assessment.report.renderers.wording import Wording
from assessment.role.core.compiled import CompiledRole
from assessment.words.ranges import Range

# So many faults are told one by one, and so much of what stands in the address is said again.
TOLD, SAID = 5, 40


def faults(wording: Wording, compiled: CompiledRole, read: Sequence[Fault]) -> list[str]:
    """Why parts of an address could not be read, a sentence each; of many the first, and how many more there are."""
    ngettext = wording.ngettext
    told = [fault(wording, compiled, each) for each in read[:TOLD]]
    if (more := len(read) - TOLD) > 0:
        told.append(ngettext("And %d part more.", "And %d parts more.", more) % more)
    return told


def fault(wording: Wording, compiled: CompiledRole, part: Fault) -> str:
    """Why one part of an address could not be read, and what could stand there."""
    _ = wording.gettext
    questions, snapshot = compiled.questionnaire.question, compiled.snapshot
    name = questions[part.name].skill.name if part.name in questions else _short(part.name)
    return {
        "unknown_skill": _("This role asks for no skill called “%(name)s”."),
        "off_scale": _("%(name)s cannot be at “%(value)s”: the steps are %(low)d to %(high)d."),
        "twice": _("%(name)s stands there more than once, so it is not clear what you suppose."),
        "unknown_member": _("“%(value)s” is no main field that can be named here."),
        "unknown_level": _("This role has no level called “%(value)s”."),
        "too_many": _("The address holds more than this role asks for. Only the first %(most)d parts were read."),
    }[part.code] % {
        "name": name,
        "value": _short(part.value),
        "low": snapshot.lowest,
        "high": snapshot.highest,
        "most": len(questions) + len(compiled.rules.groups) + 1,
    }


def _short(text: str) -> str:
    return text if len(text) <= SAID else text[:SAID] + "…"


def current(wording: Wording, report: GapReport, none: str) -> str:
    """The level, or the levels that it may be; `none` stands for no level."""
    _ = wording.gettext
    levels = [slug for slug in report.place.possible if slug is not None]
    if report.place.possible[0] is not None:
        return wording.any_of(report, levels)
    return _("%(none)s, or %(levels)s") % {"none": none, "levels": wording.any_of(report, levels)} if levels else none


def ends(wording: Wording, report: GapReport, span: Range[str | None], none: str) -> str:
    """A place on the ladder: the name of a level, `none` where there is none, or what lies between both ends."""
    _ = wording.gettext
    low, high = (report.role.level[slug].name if slug is not None else none for slug in span)
    if span.is_settled:
        return low
    if span.low is None:
        return _("%(none)s, or up to %(high)s") % {"none": none, "high": high}
    if span.high is None:
        return _("%(low)s or higher, or %(none)s") % {"low": low, "none": none}
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def step(wording: Wording, compiled: CompiledRole, taken: PlanStep) -> str:
    """One step of a way with its hours."""
    _ = wording.gettext
    return _("%(skill)s to %(step)s, %(hours)s hours") % {
        "skill": compiled.rules.skills[taken.skill].name,
        "step": wording.step(compiled.snapshot, taken.to_step),
        "hours": hours_of(taken.effort),
    }


def saved(wording: Wording, ways: Ways, level: str) -> str:
    """How much shorter the way to a level, by name, would be, in hours and steps."""
    _ = wording.gettext
    if not ways.spared and not ways.added:
        return _("The way to %s would be the same.") % level
    return _("The way to %(level)s: %(hours)s, %(steps)s.") % {
        "level": level,
        "hours": _hours(wording, ways),
        "steps": _steps(wording, ways.steps),
    }


def _hours(wording: Wording, ways: Ways) -> str:
    _, ngettext = wording.gettext, wording.ngettext
    likely = ways.hours.likely
    if not likely:
        return _("as many hours")
    told = ngettext(
        "%(likely)d hour %(way)s (%(low)d to %(high)d)", "%(likely)d hours %(way)s (%(low)d to %(high)d)", abs(likely)
    )
    size = ways.hours if likely > 0 else Ways(ways.then, ways.now).hours
    return told % {"way": _("less") if likely > 0 else _("more"), **whole(size)._asdict()}


def _steps(wording: Wording, fewer: int) -> str:
    _, ngettext = wording.gettext, wording.ngettext
    if not fewer:
        return _("as many steps")
    if fewer > 0:
        return ngettext("%d step less", "%d steps less", fewer) % fewer
    return ngettext("%d step more", "%d steps more", -fewer) % -fewer
