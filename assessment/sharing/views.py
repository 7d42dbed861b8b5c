"""The owner's page of links to a report, and the page that a reader gets by one."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment import access, limits
from assessment.access import SeeOther
from assessment.models import QUERY_LIMIT, Assessment, ShareLink
from assessment.plan import views as plans
from assessment.plan.forms import PlanForm
from assessment.report import reading as report_reading
from assessment.report.views.reports import Around, page
from assessment.role import reading as role_reading
from assessment.sharing import actions, contents
from assessment.sharing.core.parts import MOST_LINKS, PLAN, Parts, shown
from assessment.sharing.forms import ShareForm

View = Callable[[HttpRequest, str], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, public_id: str) -> HttpResponse:
    """The links to a report and the form of a new one. Who comes from a plan, with its wishes in the address, is offered
    to show that one. The answer to a sent form shows the new link, which nothing can show again."""
    assessment = access.find_submitted(request, public_id)
    if request.method != "POST":
        return _page(request, assessment, _form(assessment, initial=_offered(assessment, request.GET)))
    form, token = _form(assessment, request.POST), ""
    if form.is_valid():
        token = _shared(assessment, form)
    if not token:
        return _page(request, assessment, form, status=422)
    return _page(request, assessment, _form(assessment), token=token)


def _form(assessment: Assessment, sent: QueryDict | None = None, **more: object) -> ShareForm:
    action = reverse("assessment:share", args=[assessment.public_id])
    return ShareForm(sent, person_name=assessment.person_name, action=action, **more)


def _offered(assessment: Assessment, query: QueryDict) -> dict[str, object]:
    """What stands in the form before anything is typed."""
    if not PlanForm.is_in(query):
        return {}
    return {"shows": [PLAN], "plan_query": contents.wishes(assessment, query)}


def _shared(assessment: Assessment, form: ShareForm) -> str:
    """Make the link that a valid form asks for, and give its token; none, and the form says why, where it cannot be."""
    wanted, parts = form.cleaned_data, form.parts
    wishes = contents.wishes(assessment, QueryDict(wanted["plan_query"])) if parts.plan else ""
    if len(wishes) > QUERY_LIMIT:
        form.add_error(None, _("This plan has too many wishes to be shared. Take some of its skills away first."))
        return ""
    try:
        return actions.share(
            assessment=assessment,
            label=wanted["label"],
            parts=parts,
            plan_query=wishes,
            days=wanted["days"],
            at=timezone.now(),
        )
    except actions.TooManyLinks:
        told = _(
            "This report has %(most)d links, which is as many as it may have at once. Stop one that you need no more."
        )
        form.add_error(None, told % {"most": MOST_LINKS})
        return ""


def _page(
    request: HttpRequest, assessment: Assessment, form: ShareForm, *, token: str = "", status: int = 200
) -> HttpResponse:
    compiled = role_reading.compiled_for(assessment)
    context = {
        "assessment": assessment,
        "role": compiled.role,
        "language": compiled.language,
        "form": form,
        "links": contents.listed(assessment, timezone.now()),
        "address": request.build_absolute_uri(reverse("assessment:shared", args=[token])) if token else "",
        "is_stopped": "stopped" in request.GET,
    }
    return render(request, "assessment/sharing/share.html", context, status=status)


@require_POST
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a link, named by its digest, at once."""
    assessment = access.find_submitted(request, public_id)
    actions.stop(assessment=assessment, digest=request.POST.get("link", ""))
    return SeeOther(f"{reverse('assessment:share', args=[public_id])}?stopped=1#links")


def _private(view: View) -> View:
    """Let nobody else hear of the address of a page that is the key to it."""

    @wraps(view)
    def answered(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answered


@require_safe
@_private
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The report as its owner shares it; `?level=` counts the gaps against another level. No cookie, no session."""
    now = timezone.now()
    try:
        link = access.by_share_token(token, now)
    except Http404:
        limits.count(request, "guess", now)
        return _unknown(request)
    level = request.GET.get("level", "")
    if level and level not in role_reading.compiled_for(link.assessment).role.level:
        return _unknown(request)
    response = HttpResponse(_report(link, level))
    if _is_opening(request):
        actions.count_opening(link=link, at=now)
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "assessment/sharing/unknown.html", status=404)


def _is_opening(request: HttpRequest) -> bool:
    """Whether somebody comes to the page: not who looks at another level there, and no browser that fetches ahead."""
    return (
        request.method == "GET"
        and "level" not in request.GET
        and "prefetch" not in request.headers.get("Sec-Purpose", "")
    )


def _report(link: ShareLink, level: str) -> str:
    """The page of the report with no more than what its reader may see."""
    assessment, parts = link.assessment, Parts(link.shows_name, link.shows_notes, link.shows_plan)
    asked = plans.asked_of(assessment, QueryDict(link.plan_query)) if parts.plan else None
    given = asked.inputs.given if asked else role_reading.given_in(assessment)[0]
    if not parts.name:
        assessment.person_name = ""
    gap_report = report_reading.report_of(assessment, focus=level, answers=shown(given, parts))
    around = Around(
        asked.today if asked else role_reading.today_for(assessment),
        is_imported=assessment.imported_at is not None,
        about=contents.about(link, gap_report),
        plan=contents.plan(link, gap_report, asked) if asked else "",
    )
    return page(gap_report, around)
