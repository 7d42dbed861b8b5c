"""What the plan page shows of a plan, made ready to read: every part of the page as HTML, by name."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.fragments import joined, picture
from assessment.plan import fragments
from assessment.plan.core import planning
from assessment.plan.core.plan import PlanStep
from assessment.plan.core.planning import HOURS, LearningPlan
from assessment.plan.entries import CALENDAR_WEEKS
from assessment.plan.forms import PlanForm
from assessment.plan.fragments import Shown
from assessment.plan.lines import Contents, is_open, line, week_item
from assessment.plan.renderers import quarters, timelines
from assessment.plan.renderers.wording import maybe_shorter
from assessment.role.core import printing
from assessment.role.core.priorities import Gap
from assessment.words.values import DONE, DROPPED, STARTED
from catalog.core.snapshot import Skill

# So many steps are in sight; what comes later is folded away, however long a plan is.
STEPS_IN_SIGHT = 12
ORDER = {DONE: 0, STARTED: 1, DROPPED: 2}


def parts(has: Contents, person_name: str) -> tuple[Shown, dict[str, Any]]:
    """Which parts the page has, and each of them."""
    inputs, learning_plan, words, form = has.inputs, has.learning_plan, has.words, has.form
    what = form.cleaned_data["what"]
    ticked = _ticks(has)
    left = planning.still_open(inputs.compiled.graph, learning_plan.plan)
    week = [place for place in learning_plan.first_steps if _key(has.steps[place]) not in inputs.avoided]
    lines, query = [line(has, place) for place in range(len(has.steps))], form.query()
    is_far = any(is_open(has, place) for place in range(STEPS_IN_SIGHT, len(lines)))
    unshown = printing.unshown(inputs.compiled, person_name, inputs.given, _learned_from(learning_plan))
    shown = Shown(
        plan=True,
        steps=bool(lines),
        week=bool(week),
        timeline=learning_plan.has_days,
        more=len(lines) > STEPS_IN_SIGHT,
        more_open=is_far,
        left=bool(left),
        hours=what == HOURS,
        stages=len(learning_plan.stages) > 1,
        ticks=bool(ticked),
        has_done=any(row.state == DONE for row in inputs.ticks.values()),
        long=learning_plan.schedule.length > CALENDAR_WEEKS,
        unshown=bool(unshown),
    )
    return shown, {
        "heading": words.heading(),
        "pace": words.pace(learning_plan) if lines else "",
        "week_heading": _week_heading(learning_plan),
        "week": joined(week_item(has, place) for place in week),
        "nothing": words.nothing(form.cleaned_data["budget"], is_more_open=bool(left)),
        "instead": _address(form, what=planning.SHORTEST if what == HOURS else planning.EVERYTHING),
        "ticks_heading": ngettext("What you ticked: %d step", "What you ticked: %d steps", len(ticked)) % len(ticked),
        "ticks": joined(ticked),
        "timeline": picture(timelines.twelve_weeks(learning_plan, words).svg) if learning_plan.has_days else "",
        "quarter": _quarter(has, week),
        "way_heading": words.way_heading(),
        "total": words.total(),
        "after": words.after(),
        "notes": " ".join(_notes(has)),
        "ways": _ways(form),
        "steps": joined(lines[:STEPS_IN_SIGHT]),
        "more_heading": _further(len(lines) - STEPS_IN_SIGHT),
        "more_start": STEPS_IN_SIGHT + 1,
        "more": joined(lines[STEPS_IN_SIGHT:]),
        "left": _left(has, left),
        "stages": _stages(has),
        "query": query,
        "unshown": unshown,
    }


def _ticks(has: Contents) -> list[SafeString]:
    """All ticks, done first, each with the button that takes it back; what the role does not ask any more is left out."""
    compiled = has.inputs.compiled
    index, steps = compiled.rules.index, compiled.snapshot.step
    rows = [row for row in has.inputs.ticks.values() if row.skill in index and row.to_step in steps]
    rows.sort(key=lambda row: (ORDER[row.state], row.ticked_at, row.skill, row.to_step))
    return [
        fragments.ticked(
            compiled,
            index[row.skill],
            row.to_step,
            has.words.state(row.state),
            bool(row.evidence),
            day=date_format(timezone.localdate(row.ticked_at), "DATE_FORMAT"),
            evidence=row.evidence,
            **has.own,
        )
        for row in rows
    ]


def _key(step: PlanStep) -> tuple[int, int]:
    return step.skill, step.to_step


def _address(form: PlanForm, **changes: str) -> str:
    return f"{form.address}?{form.query(**changes)}"


def _learned_from(learning_plan: LearningPlan) -> Iterator[str]:
    for lesson in learning_plan.lessons.values():
        yield lesson.task
        for resource in lesson.named:
            yield resource.title


def _week_heading(learning_plan: LearningPlan) -> str:
    start = learning_plan.schedule.start
    if start <= timezone.localdate():
        return _("This week")
    return _("The first week, from %s") % date_format(start, "DATE_FORMAT")


def _quarter(has: Contents, week: Sequence[int]) -> SafeString:
    """What will be true after twelve weeks, skill by skill; what is not begun this week says how."""
    told = zip(has.learning_plan.quarter, quarters.told(has.words, has.learning_plan), strict=True)
    return joined(
        fragments.turn(
            has.inputs.compiled,
            has.steps[turn.first].skill,
            begin="" if turn.first in week else words.begin,
            after=words.after,
        )
        for turn, words in told
    )


def _notes(has: Contents) -> Iterator[str]:
    """How the plan's numbers are meant."""
    count = len(has.inputs.doubtful)
    if count:
        yield (
            ngettext(
                "%d question is skipped or unsure. The plan counts on the careful end of it, so an answer may make it shorter.",
                "%d questions are skipped or unsure. The plan counts on the careful end of them, so answers may make it shorter.",
                count,
            )
            % count
        )
    if not has.learning_plan.plan.is_proven and has.form.cleaned_data["what"] != HOURS:
        yield maybe_shorter(has.words.words)


def _ways(form: PlanForm) -> SafeString:
    """The three plans that there are, the one that is shown marked."""
    ways = (
        (planning.SHORTEST, _("Shortest way")),
        (planning.EVERYTHING, _("All gaps")),
        (HOURS, _("Best use of hours")),
    )
    chosen = form.cleaned_data["what"]
    return format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        (
            (_address(form, what=what), SafeString(' aria-current="true"') if what == chosen else "", name)
            for what, name in ways
        ),
    )


def _further(count: int) -> str:
    return ngettext("%d further step", "%d further steps", count) % count


def _left(has: Contents, left: Sequence[Gap]) -> SafeString:
    """The gaps that the plan leaves, why, and how to plan them, too."""
    skills, can_be_added = has.inputs.compiled.rules.skills, has.form.cleaned_data["what"] == planning.SHORTEST
    return format_html_join(
        "",
        "<li>{} {}</li>",
        ((has.words.open(gap), _plan_it_too(has.form, skills[gap.skill]) if can_be_added else "") for gap in left),
    )


def _plan_it_too(form: PlanForm, skill: Skill) -> SafeString:
    address = f"{form.address}?{form.query(also=skill.slug)}#plan-{skill.slug}"
    return format_html(
        '<a href="{}">{}<span class="visually-hidden">: {}</span></a>', address, _("Plan it too"), skill.name
    )


def _stages(has: Contents) -> SafeString:
    levels = has.inputs.compiled.rules.levels
    return format_html_join(
        "",
        '<li><a href="{}">{}</a></li>',
        (
            (_address(has.form, what=planning.SHORTEST, level=levels[stage.level].level.slug), has.words.stage(stage))
            for stage in has.learning_plan.stages
        ),
    )
