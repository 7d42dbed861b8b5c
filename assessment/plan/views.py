"""The plan page, the ticks on it, and its calendar file. A plan is never stored: the address says what is wanted."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from assessment import access
from assessment.access import SeeOther
from assessment.models import Assessment
from assessment.plan import actions, contents, entries, fragments, panel, reading
from assessment.plan.core import ticks
from assessment.plan.core.learning import Preferences
from assessment.plan.core.planning import LearningPlan, PlanRequest
from assessment.plan.core.schedule import Pace
from assessment.plan.forms import COSTS, PlanForm
from assessment.plan.fragments import Shown
from assessment.plan.lines import Contents, Trouble
from assessment.plan.reading import PlanInputs
from assessment.plan.renderers import ics
from assessment.plan.renderers.wording import PlanWording, words_of
from assessment.role import reading as role_reading
from assessment.role.reading import Today
from assessment.words.refusals import Refused


class Asked(NamedTuple):
    """A request for a plan: whose, from what, and what it says it wants."""

    assessment: Assessment
    inputs: PlanInputs
    today: Today | None
    form: PlanForm


@require_safe
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """A plan for a submitted attempt, by default the shortest way to the target, else to the level to aim for.

    `?was=` is the query of a plan that stands until other wishes are applied: the page says what these would change.
    """
    asked = _asked(request, public_id, request.GET)
    if "was" in request.GET:
        before = asked_of(asked.assessment, QueryDict(request.GET["was"]), asked.inputs)
        if before.form.is_valid():
            return page(request, before, wished=asked)
    return page(request, asked)


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


def asked_of(assessment: Assessment, query: QueryDict, inputs: PlanInputs | None = None) -> Asked:
    """What a query asks for of an attempt that is handed in. `inputs` are its answers and ticks, where they are read."""
    inputs = inputs or reading.inputs_of(assessment)
    main = PlanForm.main_in(query, inputs.compiled.rules, assessment.named)
    inputs = reading.for_main(inputs, main)
    today = role_reading.today_for(assessment)
    form = PlanForm(
        query,
        rules=inputs.compiled.rules,
        library=today.snapshot if today else inputs.compiled.snapshot,
        level=inputs.goal,
        today=timezone.localdate(),
        address=reverse("assessment:plan", args=[assessment.public_id]),
        main=assessment.named,
    )
    return Asked(assessment, inputs, today, form)


def planned(asked: Asked) -> LearningPlan:
    """The plan that a valid form asks for."""
    chosen = asked.form.cleaned_data
    rules = asked.inputs.compiled.rules
    preferences = Preferences(
        languages=frozenset(filter(None, [chosen["language"]])),
        costs=frozenset(COSTS[chosen["cost"]]),
        kinds=frozenset(chosen["kind"]),
    )
    return reading.learning_plan(
        asked.inputs,
        PlanRequest(
            chosen["what"],
            rules.level_index[chosen["level"]],
            chosen["budget"],
            tuple(rules.index[skill] for skill in chosen["also"]),
        ),
        pace=Pace(chosen["hours"], chosen["practice"]),
        start=chosen["start"],
        library=reading.library_of(_library(asked)),
        preferences=preferences,
    )


def page(
    request: HttpRequest, asked: Asked, *, trouble: Trouble | None = None, wished: Asked | None = None
) -> HttpResponse:
    """The page of the plan, beside it what other wishes would change; 422 where one of both cannot be, or a tick was
    not taken."""
    typed = wished or asked
    has_plan, can_be = asked.form.is_valid(), typed.form.is_valid()
    own = {"csrf_token": get_token(request), "public_id": asked.assessment.public_id, "query": asked.form.query()}
    shown, parts = Shown(), dict.fromkeys(fragments.page.names, "")
    if has_plan:
        has = Contents(asked.inputs, *_told(asked), asked.form, _library(asked), trouble, own)
        shown, told = contents.parts(has, asked.assessment.person_name)
        parts |= told
        if wished and can_be:
            parts["preview"] = panel.preview(has, wished.form, *_told(wished))
    shown = shown._replace(wishes_open=wished is not None or not can_be)
    is_sound = can_be and trouble is None
    parts |= own | {
        "troubles": "" if is_sound else _troubles(request, typed, trouble, is_preview=wished is not None),
        "wishes": panel.wishes(
            typed.form,
            typed.inputs.compiled,
            _library(typed) or typed.inputs.compiled.digest,
            was=own["query"] if has_plan else None,
        ),
    }
    return HttpResponse(fragments.page(asked.inputs.compiled, shown, **parts), status=200 if is_sound else 422)


def _told(asked: Asked) -> tuple[LearningPlan, PlanWording]:
    learning_plan = planned(asked)
    return learning_plan, words_of(role_reading.words(), asked.inputs.compiled, learning_plan)


def _library(asked: Asked) -> str:
    """The digest of the edition that help comes from, empty for none."""
    return asked.today.digest if asked.today else ""


def _troubles(request: HttpRequest, typed: Asked, trouble: Trouble | None, *, is_preview: bool) -> SafeString:
    """What could not be taken, for the top of the page."""
    context = {
        "form": typed.form,
        "is_preview": is_preview,
        "is_elsewhere": request.path != typed.form.address,
        "code": trouble.code if trouble else "",
        "hole": {"detail": trouble.detail if trouble else ""},
    }
    return render_to_string("assessment/plan/_troubles.html", context)
