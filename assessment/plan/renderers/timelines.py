"""A plan on the calendar as pictures: its days and words handed to the drawing, for the page and the PDF alike."""

from typing import NamedTuple

from assessment.plan.core import pictures
from assessment.plan.core.pictures import Bar, Mark, TimelineRow
from assessment.plan.core.planning import LearningPlan
from assessment.plan.core.quarter import WEEKS
from assessment.plan.core.schedule import DAYS_A_WEEK, Slot
from assessment.plan.renderers.wording import PlanWording
from assessment.words.vocabulary import Words


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


def twelve_weeks(learning_plan: LearningPlan, words: PlanWording) -> Timeline:
    """The skills of the first twelve weeks on the calendar of these; what goes on is cut at their end."""
    _ = words.words.gettext
    days = [learning_plan.schedule.day(DAYS_A_WEEK * week) for week in (0, WEEKS // 2, WEEKS)]
    rows = []
    for turn in learning_plan.quarter:
        slots = [learning_plan.schedule.slots[item] for item in turn.items]
        step = learning_plan.plan.steps[turn.last]
        bars = tuple(Bar(slot.begins.likely, min(slot.ends.likely, days[-1])) for slot in slots)
        worst = min(slots[-1].ends.worst, days[-1])
        note = words.words.step(words.compiled.snapshot, step.to_step)
        rows.append(TimelineRow(words.skill(step.skill), note, bars, worst))
    told = " ".join(_timeline_sentence(words, row) for row in rows)
    marks = [Mark(day, words.words.short_day(day)) for day in days]
    title = _("The next twelve weeks, by skill")
    return Timeline(pictures.timeline(rows, marks, key="weeks", title=title, description=told), told)


def timeline_legend(words: Words) -> str:
    """How to read a timeline."""
    _ = words.gettext
    return _(
        "A bar is a step on its likely days, at most three skills in hand. The diamond is where the skill is done; the "
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
