"""The report's pictures: its numbers and words handed to the charts, for the page and the PDF alike."""

from fractions import Fraction
from typing import NamedTuple

from assessment.plan.core import pictures
from assessment.plan.core.pictures import Bar, Mark, TimelineRow
from assessment.plan.core.planning import LearningPlan
from assessment.plan.core.schedule import Slot
from assessment.plan.renderers.wording import PlanWording
from assessment.report.core.charts import DotRow, StripRow, dot_plot, level_strip
from assessment.report.core.report import GapReport, Term, terms
from assessment.report.renderers.wording import Wording
from catalog.core.snapshot import Area


class Group(NamedTuple):
    """The requirements of the level in focus that lie in one area, the widest gaps first."""

    area: Area
    terms: list[Term]


def groups(report: GapReport) -> list[Group]:
    """The requirements of the level in focus by area, in the order of the plan within each."""
    order = {gap.unit: position for position, gap in enumerate(report.gaps)}
    by_area: dict[str, list[Term]] = {}
    for term in terms(report, report.focus):
        by_area.setdefault(term.members[0].area, []).append(term)
    for found in by_area.values():
        found.sort(key=lambda term: order.get(term.need.unit, len(order)))
    return [Group(area, by_area[area.slug]) for area in report.snapshot.ordered_areas if area.slug in by_area]


def strip(report: GapReport, wording: Wording, *, key: str = "strip", title: str = "") -> str:
    """The level strip; `key` tells it from another one on the same page."""
    _ = wording.gettext
    met = Fraction(report.snapshot.policy.met_percent, 100)
    rows = [
        StripRow(
            level.level.name,
            level.running.low,
            level.running.high,
            met,
            wording.verdict_range(level.verdict),
        )
        for level in report.levels
    ]
    return level_strip(
        rows,
        key=key,
        title=title or _("Your readiness for each level"),
        description=wording.strip_description(report),
    )


def area(report: GapReport, group: Group, wording: Wording) -> str:
    """The dot-and-target plot of one area."""
    _ = wording.gettext
    rows = [
        DotRow(
            wording.short_members(term.members), term.have.low, term.have.high, term.need.step, wording.short_of(term)
        )
        for term in group.terms
    ]
    return dot_plot(
        rows,
        steps=tuple(step.value for step in report.snapshot.steps),
        key=f"plot-{group.area.slug}",
        title=_("%(area)s: you and what %(level)s needs") % {"area": group.area.name, "level": report.focus.level.name},
        description=" ".join(wording.term(report, term, report.focus) for term in group.terms),
    )


class Timeline(NamedTuple):
    """The picture of a plan on the calendar, and the same in words."""

    svg: str
    alt: str


def timelines(learning_plan: LearningPlan, words: PlanWording, *, most: int = 0) -> list[Timeline]:
    """A plan that has steps on the calendar, at most so many skills in a picture; by default all in one."""
    _ = words.words.gettext
    rows, ends = _timeline_rows(learning_plan, words), learning_plan.schedule.ends
    marks = [Mark(day, words.words.month(day)) for day in (learning_plan.schedule.start, ends.likely, ends.worst)]
    found = []
    for first in range(0, len(rows), most or len(rows)):
        shown = rows[first : first + (most or len(rows))]
        told = " ".join(_timeline_sentence(words, row) for row in shown)
        title = _("When: the plan by skill")
        found.append(Timeline(pictures.timeline(shown, marks, key="timeline", title=title, description=told), told))
    return found


def timeline_legend(wording: Wording) -> str:
    """How to read a timeline."""
    _ = wording.gettext
    return _(
        "A bar is a step on its likely days, at most two skills at a time. The diamond is where the skill is done; the "
        "dotted line is how long it takes at twice the effort."
    )


def _timeline_rows(learning_plan: LearningPlan, words: PlanWording) -> list[TimelineRow]:
    by_skill: dict[int, list[Slot]] = {}
    for slot in learning_plan.schedule.slots:
        by_skill.setdefault(learning_plan.plan.steps[slot.step].skill, []).append(slot)
    return [
        TimelineRow(
            words.skill(skill),
            words.words.step(words.compiled.snapshot, learning_plan.plan.steps[slots[-1].step].to_step),
            tuple(Bar(slot.begins.likely, slot.ends.likely) for slot in slots),
            slots[-1].ends.worst,
        )
        for skill, slots in by_skill.items()
    ]


def _timeline_sentence(words: PlanWording, row: TimelineRow) -> str:
    _ = words.words.gettext
    return _("%(skill)s: %(begins)s to %(ends)s.") % {
        "skill": row.name,
        "begins": words.words.short_day(row.bars[0].begins),
        "ends": words.words.short_day(row.bars[-1].ends),
    }
