"""The steps of a plan on its page: those of this week, and all of them, each in a line that opens."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.safestring import SafeString

from assessment.plan import fragments
from assessment.plan.core.learning import Lesson
from assessment.plan.core.plan import PlanStep
from assessment.plan.core.planning import LearningPlan
from assessment.plan.forms import PlanForm
from assessment.plan.fragments import Line, Source
from assessment.plan.reading import PlanInputs
from assessment.plan.renderers.wording import PlanWording
from catalog.core.snapshot import Skill


class Trouble(NamedTuple):
    """A tick that could not be taken: why, and what was sent."""

    code: str
    detail: str
    skill: str
    to_step: str
    evidence: str

    def is_of(self, skill: str, to_step: int) -> bool:
        return (self.skill, self.to_step) == (skill, str(to_step))


class Contents(NamedTuple):
    """A plan that was asked for, with all that its page is made from. `library` is the digest of the edition that help
    comes from, empty for none; `own` is what every form on the page needs: CSRF token, address, query."""

    inputs: PlanInputs
    learning_plan: LearningPlan
    words: PlanWording
    form: PlanForm
    library: str
    trouble: Trouble | None
    own: dict[str, str]

    @property
    def steps(self) -> Sequence[PlanStep]:
        return self.learning_plan.plan.steps


def week_item(has: Contents, place: int) -> SafeString:
    """A skill to begin with: the first thing to do, the line that ties it to a day, and two buttons."""
    step, chosen = has.steps[place], has.form.cleaned_data
    lesson = has.learning_plan.lesson(step)
    day, time = str(WEEKDAYS[int(chosen["day"])]), time_format(chosen["time"], "H:i")
    opened = lesson.first
    return fragments.week_item(
        has.inputs.compiled,
        step.skill,
        step.to_step,
        act=fragments.act(has.inputs.compiled, lesson.task, has.library, opened.slug if opened else ""),
        intention=has.words.if_then(day, time, step, opened.title if opened else ""),
        tick=_tick(has, step, in_full=False),
    )


def line(has: Contents, place: int) -> SafeString:
    """A step in one line, with all about it inside."""
    step, slot = has.steps[place], has.learning_plan.schedule.slots[place]
    has_days = has.learning_plan.has_days
    state = _state(has, step)
    fixed = Line(
        step.skill,
        step.to_step,
        state,
        is_first=_is_first(has, place),
        is_open=is_open(has, place),
        is_doubtful=step.skill in has.inputs.doubtful,
        has_days=has_days,
    )
    return fragments.line(
        has.inputs.compiled,
        fixed,
        state=has.words.state(state) or (has.words.words.month(slot.ends.likely) if has_days else ""),
        effort=has.words.effort(step),
        length=has.words.length(step),
        reason=has.words.reason(step),
        days=has.words.days(slot.begins, slot.ends) if has_days else "",
        lesson=fragments.lesson(has.inputs.compiled, _source(has.library, step, has.learning_plan.lesson(step))),
        tick=_tick(has, step, in_full=True),
    )


def is_open(has: Contents, place: int) -> bool:
    """Whether a step is shown unfolded: what somebody came to plan, and what could not be ticked."""
    step = has.steps[place]
    slug = _skill(has, step).slug
    is_troubled = has.trouble is not None and has.trouble.is_of(slug, step.to_step)
    return is_troubled or (slug in has.form.cleaned_data["also"] and _is_first(has, place))


def _is_first(has: Contents, place: int) -> bool:
    """Whether a step is the first of its skill."""
    return all(other.skill != has.steps[place].skill for other in has.steps[:place])


def _skill(has: Contents, step: PlanStep) -> Skill:
    return has.inputs.compiled.rules.skills[step.skill]


def _state(has: Contents, step: PlanStep) -> str:
    ticked = has.inputs.ticks.get((_skill(has, step).slug, step.to_step))
    return ticked.state if ticked else ""


def _source(library: str, step: PlanStep, lesson: Lesson) -> Source:
    main, short = lesson.main, lesson.short
    return Source(
        library,
        main.resource.slug if main else "",
        main_again=bool(main and main.is_again),
        short=short.resource.slug if short else "",
        short_again=bool(short and short.is_again),
        practice=lesson.practice.slug if lesson.practice else "",
        task=lesson.task,
        hours=0 if step.months else step.practice,
        is_practised=bool(step.practice or main is None),
    )


def _tick(has: Contents, step: PlanStep, *, in_full: bool) -> SafeString:
    """The form that says how far a step is; what could not be taken stands in it again."""
    skill = _skill(has, step)
    ticked = has.inputs.ticks.get((skill.slug, step.to_step))
    trouble = has.trouble if in_full and has.trouble and has.trouble.is_of(skill.slug, step.to_step) else None
    return fragments.tick(
        has.inputs.compiled,
        step.skill,
        step.to_step,
        ticked.state if ticked else "",
        in_full,
        evidence=trouble.evidence if trouble else ticked.evidence if ticked else "",
        trouble=fragments.trouble(has.inputs.compiled, trouble.code, detail=trouble.detail) if trouble else "",
        **has.own,
    )
