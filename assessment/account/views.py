"""A person's own pages, for those who want an account: their assessments, claiming, reminders, deleting it all."""

from datetime import date
from typing import Any
from uuid import uuid4

from allauth.account.decorators import reauthentication_required
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment import access
from assessment.access import SeeOther
from assessment.account import actions
from assessment.account.forms import DeleteAccountForm, ReminderForm
from assessment.models import Assessment, Reminder
from assessment.plan.renderers import ics
from assessment.role import reading


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The assessments of an account by role, and those of this browser that are in no account yet."""
    owner = access.user_id(request)
    if owner is None:
        return redirect_to_login(reverse("assessment:mine"))
    return _page(request, owner)


def _page(request: HttpRequest, owner: int, *, refused: ReminderForm | None = None, status: int = 200) -> HttpResponse:
    wishes = Reminder.objects.filter(owner_id=owner, sent_at=None).values_list("framework", "role", "due_on")
    waiting = {(framework, role): due_on for framework, role, due_on in wishes}
    roles: dict[tuple[int, str], dict[str, Any]] = {}
    for assessment in reading.with_answered(access.of_owner(owner)):
        compiled = reading.compiled_for(assessment)
        entry: dict[str, Any] = {
            "place": compiled.place,
            "framework": compiled.snapshot.framework,
            "name": compiled.role.name,
            "language": compiled.language,
            "attempts": [],
            "due_on": waiting.get(reading.place_of(assessment)),
        }
        roles.setdefault(reading.place_of(assessment), entry)["attempts"].append(assessment)
    unclaimed = reading.listed(access.of_this_browser(request))
    context = {
        "roles": list(roles.values()),
        "has_frameworks": len({framework for framework, _role in roles}) > 1,
        "unclaimed": unclaimed,
        "tells_frameworks": len({each["framework"].slug for each in unclaimed}) > 1,
        "months": ReminderForm.MONTHS,
        "refused": refused,
        "mail_works": settings.MAIL_WORKS,
        "provider": settings.OIDC,
    }
    return render(request, "assessment/account/mine.html", context, status=status)


@require_POST
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put an attempt of this browser into the account, by one deliberate click. Twice is as good as once."""
    assessment = access.find(request, public_id)
    owner = access.user_id(request)
    if owner is None:
        return redirect_to_login(reverse("assessment:mine"))
    if assessment.owner_id != owner:
        try:
            actions.claim(assessment=assessment, digests=access.digests_for(request, public_id), owner_id=owner)
        except actions.CannotClaim as error:
            raise Http404 from error
        messages.success(request, _("It is in your account now. It opens when you are logged in, and nowhere else."))
    response = _to_mine()
    access.take_cookie(response, access.cookie_name(public_id))
    return response


def _to_mine() -> HttpResponse:
    return SeeOther(reverse("assessment:mine"))


@require_POST
def reminder(request: HttpRequest) -> HttpResponse:
    """Ask for a reminder of a role, or with `stop` take it back."""
    owner = access.user_id(request)
    if owner is None:
        return redirect_to_login(reverse("assessment:mine"))
    framework, role = reading.place_of(_own_attempt(owner, request.POST.get("role", "")))
    if "stop" in request.POST:
        actions.stop(owner_id=owner, framework_id=framework, role=role)
        return _to_mine()
    form = ReminderForm(request.POST)
    if not settings.MAIL_WORKS or not form.is_valid():
        return _page(request, owner, refused=form, status=422)
    now = timezone.now()
    due_on = timezone.localdate(now) + relativedelta(months=form.cleaned_data["months"])
    actions.ask(owner_id=owner, framework_id=framework, role=role, due_on=due_on, at=now)
    return _to_mine()


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The same reminder as a file for one's own calendar: nothing is stored, nothing is sent."""
    owner = access.user_id(request)
    if owner is None:
        return redirect_to_login(request.get_full_path())
    attempt = _own_attempt(owner, request.GET.get("role", ""))
    role, offered = reading.compiled_for(attempt).role, reading.on_offer(*reading.place_of(attempt))
    form = ReminderForm(request.GET)
    if not form.is_valid():
        raise Http404
    now = timezone.now()
    on = timezone.localdate(now) + relativedelta(months=form.cleaned_data["months"])
    body = ics.reminder(
        uid=f"{uuid4()}@skillgap",
        name=_("Look again: %(role)s") % {"role": role.name},
        words=_("See how far you have come since the last time."),
        address=request.build_absolute_uri(
            reverse("assessment:start", args=[offered.framework.slug, offered.slug])
            if offered
            else reverse("assessment:home")
        ),
        on=on,
        at=now,
        zone=timezone.get_default_timezone_name(),
    )
    response = HttpResponse(body, content_type=ics.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="skillgap-{role.slug}-{_stamp(on)}.ics"'
    return response


def _stamp(day: date) -> str:
    return f"{day:%Y-%m-%d}"


def _own_attempt(owner: int, place: str) -> Assessment:
    """The last attempt at a role, by `framework/role`, of this person; Http404 where there is none."""
    # The framework is looked at here: asked for in the query, a database may begin at all attempts at its editions.
    for attempt in access.of_owner(owner):
        if place.endswith(f"/{attempt.role}") and reading.compiled_for(attempt).place == place:
            return attempt
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the account with all assessments in it, after the password was typed again."""
    user_id = access.user_id(request)
    form = DeleteAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and user_id is not None:
        actions.delete_account(user_id=user_id)
        # Only now: who could not be deleted is still logged in, and can try again.
        logout(request)
        return access.leave_nothing_behind(render(request, "account/deleted.html"))
    status = 422 if request.method == "POST" else 200
    return render(request, "account/delete.html", {"form": form}, status=status)
