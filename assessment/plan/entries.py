"""A plan as entries of a calendar, in words."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from assessment.plan.core import planning
from assessment.plan.core.plan import PlanStep
from assessment.plan.core.planning import LearningPlan
from assessment.plan.core.schedule import DAYS_A_WEEK
from assessment.plan.renderers.ics import Block, Series
from assessment.plan.renderers.wording import PlanWording

# What somebody can sit through in one go; the other hours of the week are theirs to place.
MOST_HOURS_A_SESSION = 4
# What is further off than so many weeks is in no calendar: plans change.
CALENDAR_WEEKS = 12


def blocks(learning_plan: LearningPlan, words: PlanWording) -> Iterator[Block]:
    """Each step that is begun in the first weeks, on its likely days among them."""
    last = learning_plan.schedule.day(CALENDAR_WEEKS * DAYS_A_WEEK - 1)
    for step, slot in zip(learning_plan.plan.steps, learning_plan.schedule.slots, strict=True):
        if slot.begins.likely <= last:
            yield Block(
                _key(words, step),
                _title(words, step),
                _text(learning_plan, words, step),
                slot.begins.likely,
                min(slot.ends.likely, last),
            )


def sessions(learning_plan: LearningPlan, words: PlanWording, begins: datetime, weekday: int) -> Iterator[Series]:
    """A session each week on a day (0 Monday) at the time of `begins`, the first on or after its day."""
    first = begins + timedelta((weekday - begins.weekday()) % DAYS_A_WEEK)
    hours = min(learning_plan.schedule.pace.learning, MOST_HOURS_A_SESSION)
    before: Counter[tuple[int, ...]] = Counter()
    for run in planning.runs(learning_plan.schedule, CALENDAR_WEEKS):
        steps = [learning_plan.plan.steps[position] for position in run.steps]
        title = "; ".join(_title(words, step) for step in steps)
        text = "\n\n".join(f"{_title(words, step)}\n{_text(learning_plan, words, step)}" for step in steps)
        # The same steps may come together again after weeks with others.
        key = "/".join(["week", ",".join(_key(words, step) for step in steps), *["again"] * before[run.steps]])
        before[run.steps] += 1
        yield Series(key, title, text, first + timedelta(weeks=run.first), hours, run.weeks)


def _key(words: PlanWording, step: PlanStep) -> str:
    return f"{words.compiled.rules.skills[step.skill].slug}/{step.to_step}"


def _title(words: PlanWording, step: PlanStep) -> str:
    return f"{words.skill(step.skill)}: {words.words.step(words.compiled.snapshot, step.to_step)}"


def _text(learning_plan: LearningPlan, words: PlanWording, step: PlanStep) -> str:
    lesson = learning_plan.lesson(step)
    skill = words.compiled.rules.skills[step.skill]
    anchor = skill.anchor_at.get(step.to_step)
    told = [
        _("Done when this is true: %s") % anchor.text if anchor else "",
        words.length(step),
        f"{lesson.first.title} {lesson.first.url}".strip() if lesson.first else lesson.task,
    ]
    return "\n".join(filter(None, told))
