"""What the plan page shows of a plan, made ready to read, and the plan's section of the report."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from assessment import fragments
from assessment.plan.core import planning
from assessment.plan.core.learning import Segment
from assessment.plan.core.planning import HOURS, LearningPlan
from assessment.plan.entries import MOST_WEEKS
from assessment.plan.forms import PlanForm
from assessment.plan.reading import PlanInputs
from assessment.plan.renderers import timelines
from assessment.plan.renderers.wording import PlanWording, maybe_shorter
from assessment.role.core import printing
from assessment.words.values import DONE, DROPPED, STARTED
from assessment.words.vocabulary import Words
from catalog.core.snapshot import PRACTICE


class Trouble(NamedTuple):
    """A tick that could not be taken: why, and what was sent."""

    code: str
    detail: str
    skill: str
    to_step: str
    evidence: str


def context_of(
    inputs: PlanInputs,
    learning_plan: LearningPlan,
    words: PlanWording,
    form: PlanForm,
    trouble: Trouble | None,
    *,
    person_name: str,
) -> dict[str, Any]:
    """The plan from its total to its calendar."""
    rules, chosen = inputs.compiled.rules, form.cleaned_data
    is_hours = chosen["what"] == HOURS
    left = planning.still_open(inputs.compiled.graph, learning_plan.plan)
    return {
        "plan": learning_plan.plan,
        "heading": words.heading(),
        "level": rules.levels[learning_plan.plan.level].level,
        "total": words.total(),
        "after": words.after(),
        "pace": words.pace(learning_plan.schedule),
        "nothing": words.nothing(chosen["budget"], is_more_open=bool(left)),
        "doubtful": len(inputs.doubtful),
        "maybe_shorter": maybe_shorter(words.words),
        "steps": [
            _step(inputs, learning_plan, words, position, trouble) for position in range(len(learning_plan.plan.steps))
        ],
        "intentions": [_intention(learning_plan, words, position, form) for position in learning_plan.first_steps],
        "left": [words.open(gap) for gap in left],
        "timeline": fragments.picture(timelines.timelines(learning_plan, words)[0].svg)
        if learning_plan.plan.steps
        else "",
        "timeline_legend": timelines.timeline_legend(words.words),
        "query": form.query(),
        "ways": [
            (what, name, f"{form.address}?{form.query(what=what)}", what == chosen["what"]) for what, name in _ways()
        ],
        "downloads": ("PDF", "XLSX", "CSV", "JSON"),
        "unshown": printing.unshown(inputs.compiled, person_name, inputs.given, _learned_from(learning_plan)),
        "is_hours": is_hours,
        "is_long": learning_plan.plan.hours.likely > MOST_WEEKS * learning_plan.schedule.hours_a_week,
        "has_done": any(row.state == DONE for row in inputs.ticks.values()),
    }


def _learned_from(learning_plan: LearningPlan) -> Iterator[str]:
    for segments in learning_plan.segments.values():
        for segment in segments:
            yield segment.resource.title if segment.resource else segment.task


def _ways() -> list[tuple[str, str]]:
    return [
        (planning.SHORTEST, _("Shortest way")),
        (planning.EVERYTHING, _("All gaps")),
        (HOURS, _("Best use of hours")),
    ]


def _step(
    inputs: PlanInputs, learning_plan: LearningPlan, words: PlanWording, position: int, trouble: Trouble | None
) -> dict[str, Any]:
    step, slot = learning_plan.plan.steps[position], learning_plan.schedule.slots[position]
    skill = inputs.compiled.rules.skills[step.skill]
    segment = learning_plan.segment(step.skill, step.to_step)
    ticked = inputs.ticks.get((skill.slug, step.to_step))
    own = trouble if trouble and (trouble.skill, trouble.to_step) == (skill.slug, str(step.to_step)) else None
    return {
        "skill": skill,
        "to_step": step.to_step,
        "key": f"{skill.slug}-{step.to_step}",
        "way": words.way(step),
        "anchor": skill.anchor_at.get(step.to_step),
        "reason": words.reason(step),
        "is_doubtful": step.skill in inputs.doubtful,
        "is_dropped": (step.skill, step.to_step) in inputs.avoided,
        "length": words.length(step, learning_plan.schedule.hours_a_week),
        "slot": slot,
        "resource": segment.resource,
        # Something that serves more than one step is shown with all about it at the first of them.
        "goes_on": segment.resource is not None and step.to_step > segment.from_step + 1,
        # A book alone makes no step: what the catalogue says to do stands beside whatever is no task itself.
        "is_task": segment.resource is not None and segment.resource.kind == PRACTICE,
        "task": here.next_step if (here := skill.anchor_at.get(step.to_step - 1)) else "",
        "state": ticked.state if ticked else "",
        "evidence": own.evidence if own else ticked.evidence if ticked else "",
        "trouble": own,
    }


def _intention(learning_plan: LearningPlan, words: PlanWording, position: int, form: PlanForm) -> str:
    step = learning_plan.plan.steps[position]
    segment: Segment = learning_plan.segment(step.skill, step.to_step)
    day = str(WEEKDAYS[int(form.cleaned_data["day"])])
    first = segment.resource.title if segment.resource else ""
    return words.if_then(day, time_format(form.cleaned_data["time"], "H:i"), step, first)


def ticks(inputs: PlanInputs, words: Words) -> list[dict[str, Any]]:
    """All ticks, done first, each with the skill's name; what the role does not ask any more is left out."""
    order = {DONE: 0, STARTED: 1, DROPPED: 2}
    asked, snapshot = inputs.compiled.questionnaire.question, inputs.compiled.snapshot
    rows = [row for row in inputs.ticks.values() if row.skill in asked and row.to_step in snapshot.step]
    rows.sort(key=lambda row: (order[row.state], row.ticked_at, row.skill, row.to_step))
    return [
        {
            "row": row,
            "skill": asked[row.skill].skill,
            "step": words.step(snapshot, row.to_step),
            "day": timezone.localdate(row.ticked_at),
        }
        for row in rows
    ]
