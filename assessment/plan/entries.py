"""A plan as entries of a calendar, in words."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from assessment.plan.core import planning
from assessment.plan.core.plan import PlanStep
from assessment.plan.core.planning import LearningPlan
from assessment.plan.renderers.ics import Block, Series
from assessment.plan.renderers.wording import PlanWording

# What somebody can sit through in one go; the other hours of the week are theirs to place.
MOST_HOURS_A_SESSION = 4
# Sessions are put into the calendar for the first five years of a plan, and no further.
MOST_WEEKS = 260
DAYS_A_WEEK = 7


def blocks(learning_plan: LearningPlan, words: PlanWording) -> Iterator[Block]:
    """Each step on its likely days."""
    for step, slot in zip(learning_plan.plan.steps, learning_plan.schedule.slots, strict=True):
        yield Block(
            _key(words, step),
            _title(words, step),
            _text(learning_plan, words, step),
            slot.begins.likely,
            slot.ends.likely,
        )


def sessions(learning_plan: LearningPlan, words: PlanWording, begins: datetime, weekday: int) -> Iterator[Series]:
    """A session each week on a day (0 Monday) at the time of `begins`, the first on or after its day."""
    first = begins + timedelta((weekday - begins.weekday()) % DAYS_A_WEEK)
    hours = min(learning_plan.schedule.hours_a_week, MOST_HOURS_A_SESSION)
    for run in planning.runs(learning_plan.schedule):
        weeks = min(run.weeks, MOST_WEEKS - run.first)
        if weeks > 0:
            steps = [learning_plan.plan.steps[position] for position in run.steps]
            title = "; ".join(_title(words, step) for step in steps)
            text = "\n\n".join(f"{_title(words, step)}\n{_text(learning_plan, words, step)}" for step in steps)
            key = "week/" + ",".join(_key(words, step) for step in steps)
            yield Series(key, title, text, first + timedelta(weeks=run.first), hours, weeks)


def _key(words: PlanWording, step: PlanStep) -> str:
    return f"{words.compiled.rules.skills[step.skill].slug}/{step.to_step}"


def _title(words: PlanWording, step: PlanStep) -> str:
    return f"{words.skill(step.skill)}: {words.words.step(words.compiled.snapshot, step.to_step)}"


def _text(learning_plan: LearningPlan, words: PlanWording, step: PlanStep) -> str:
    segment = learning_plan.segment(step.skill, step.to_step)
    skill = words.compiled.rules.skills[step.skill]
    anchor = skill.anchor_at.get(step.to_step)
    told = [
        _("Done when this is true: %s") % anchor.text if anchor else "",
        words.length(step, learning_plan.schedule.hours_a_week),
        f"{segment.resource.title} {segment.resource.url}".strip() if segment.resource else segment.task,
    ]
    return "\n".join(filter(None, told))
