"""The plan page, the ticks on it, and its calendar file. A plan is never stored: the address says what is wanted."""

from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessment import access
from assessment.access import SeeOther
from assessment.models import Assessment
from assessment.plan import actions, contents, entries, reading
from assessment.plan.contents import Trouble
from assessment.plan.core import ticks
from assessment.plan.core.learning import Preferences
from assessment.plan.core.planning import LearningPlan, PlanRequest
from assessment.plan.forms import COSTS, PlanForm
from assessment.plan.reading import PlanInputs
from assessment.plan.renderers import ics
from assessment.plan.renderers.wording import words_of
from assessment.role import reading as role_reading
from assessment.words.refusals import Refused
from catalog.core.snapshot import Snapshot


class Asked(NamedTuple):
    """A request for a plan: whose, from what, and what it says it wants."""

    assessment: Assessment
    inputs: PlanInputs
    today: Snapshot | None
    form: PlanForm


@require_safe
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """A plan for a submitted attempt, by default the shortest way to the target, else to the level to aim for."""
    return page(request, _asked(request, public_id, request.GET))


@require_safe
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same plan as a calendar: `?as=weeks` as weekly sessions, else a block of days for each step."""
    asked = _asked(request, public_id, request.GET)
    if not asked.form.is_valid():
        return page(request, asked)
    learning_plan = planned(asked)
    words = words_of(role_reading.words(), asked.inputs.compiled, learning_plan)
    name = f"{asked.inputs.compiled.role.name}: {words.heading()}"
    when = ics.Asked(public_id, asked.assessment.handed_in_at, timezone.now())
    if request.GET.get("as") == "weeks":
        chosen = asked.form.cleaned_data
        begins = datetime.combine(chosen["start"], chosen["time"])
        series = entries.sessions(learning_plan, words, begins, int(chosen["day"]))
        body = ics.sessions(series, name=name, asked=when, zone=ZoneInfo(chosen["tz"]))
    else:
        found, zone = entries.blocks(learning_plan, words), timezone.get_default_timezone_name()
        body = ics.blocks(found, name=name, asked=when, zone=zone)
    return HttpResponse(
        body,
        content_type=ics.CONTENT_TYPE,
        headers={"Content-Disposition": 'attachment; filename="skillgap-plan.ics"'},
    )


@require_POST
def tick(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how far a step is, or take that back, and go back to the plan that it stands in."""
    query = QueryDict(request.POST.get("query", ""))
    asked = _asked(request, public_id, query)
    compiled = asked.inputs.compiled
    fields = request.POST.dict()
    try:
        scale = compiled.snapshot.lowest, compiled.snapshot.highest
        tick_input = ticks.parse_form(fields, compiled.questionnaire.question, scale)
        actions.tick(assessment=asked.assessment, tick_input=tick_input, at=timezone.now())
    except Refused as refused:
        trouble = Trouble(
            refused.code,
            refused.detail or "",
            fields.get("skill", ""),
            fields.get("to_step", ""),
            fields.get("evidence", ""),
        )
        return page(request, asked, trouble=trouble)
    except actions.NotSubmitted as error:
        raise Http404 from error
    return SeeOther(f"{reverse('assessment:plan', args=[public_id])}?{query.urlencode()}#ticked")


def _asked(request: HttpRequest, public_id: str, query: QueryDict) -> Asked:
    """What is asked for; Http404 for an attempt that is not yours or not handed in yet."""
    assessment = access.find_submitted(request, public_id)
    return asked_of(assessment, query)


def asked_of(assessment: Assessment, query: QueryDict) -> Asked:
    """What a query asks for of an attempt that is handed in."""
    inputs = reading.inputs_of(assessment)
    current = role_reading.today_for(assessment)
    today = current.snapshot if current else None
    form = PlanForm(
        query,
        rules=inputs.compiled.rules,
        library=today or inputs.compiled.snapshot,
        level=inputs.goal,
        today=_today(),
        address=reverse("assessment:plan", args=[assessment.public_id]),
    )
    return Asked(assessment, inputs, today, form)


def _today() -> date:
    return timezone.localdate()


def planned(asked: Asked) -> LearningPlan:
    """The plan that a valid form asks for."""
    chosen = asked.form.cleaned_data
    level = asked.inputs.compiled.rules.level_index[chosen["level"]]
    preferences = Preferences(
        languages=frozenset(filter(None, [chosen["language"]])),
        costs=frozenset(COSTS[chosen["cost"]]),
        kinds=frozenset(chosen["kind"]),
    )
    return reading.learning_plan(
        asked.inputs,
        PlanRequest(chosen["what"], level, chosen["budget"]),
        hours_a_week=chosen["hours"],
        start=chosen["start"],
        library=reading.library_of(asked.today),
        preferences=preferences,
    )


def page(request: HttpRequest, asked: Asked, *, trouble: Trouble | None = None) -> HttpResponse:
    """The page of the plan; 422 where it cannot be, or a tick was not taken."""
    context: dict[str, Any] = {
        "assessment": asked.assessment,
        "role": asked.inputs.compiled.role,
        "language": asked.inputs.compiled.language,
        "form": asked.form,
        "trouble": trouble,
        "is_elsewhere": request.path != asked.form.address,
        "ticks": contents.ticks(asked.inputs, role_reading.words()),
    }
    is_valid = asked.form.is_valid()
    if is_valid:
        learning_plan = planned(asked)
        words = words_of(role_reading.words(), asked.inputs.compiled, learning_plan)
        context |= contents.context_of(
            asked.inputs, learning_plan, words, asked.form, trouble, person_name=asked.assessment.person_name
        )
    status = 200 if is_valid and trouble is None else 422
    return render(request, "assessment/plan/plan.html", context, status=status)
