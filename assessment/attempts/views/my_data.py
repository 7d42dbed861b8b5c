"""A person's own data: go on elsewhere, the code of the report, close other browsers or this one, delete all of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessment import access
from assessment.access import SeeOther
from assessment.attempts import actions
from assessment.attempts.forms import DeleteForm, ForgetForm
from assessment.models import AccessKey, Assessment
from assessment.role import reading
from assessment.signing import actions as signing_actions
from assessment.signing import reading as signing
from assessment.signing.core import codes


@require_safe
def my_data(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, access.find(request, public_id), DeleteForm())


@require_POST
def resume_link(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a resume link where there is none; with `new` one that replaces it, with `revoke` end the one there is."""
    assessment = _of_no_account(request, public_id)
    now = timezone.now()
    if "revoke" in request.POST:
        actions.revoke_resume_link(assessment=assessment)
    elif "new" in request.POST or not _link(assessment, now):
        actions.make_resume_link(assessment=assessment, at=now)
    return _to_my_data(public_id)


@require_POST
def report_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a code for the report, in the place of one there was; with `withdraw` let it have none. 404 for a report that
    was not answered here."""
    assessment = access.find_submitted(request, public_id)
    if not assessment.answered_here:
        raise Http404
    if "withdraw" in request.POST:
        signing_actions.withdraw_code(assessment=assessment)
    else:
        signing_actions.make_code(assessment=assessment)
    return _to_my_data(public_id)


def _of_no_account(request: HttpRequest, public_id: str) -> Assessment:
    """The attempt; Http404 for one in an account: it opens there, on every device, and by no key."""
    assessment = access.find(request, public_id)
    if assessment.owner_id is not None:
        raise Http404
    return assessment


def _to_my_data(public_id: str) -> HttpResponse:
    return SeeOther(reverse("assessment:my-data", args=[public_id]))


@require_POST
def browsers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close the attempt in every other browser."""
    assessment = access.find(request, public_id)
    actions.close_other_browsers(assessment=assessment, digests=access.digests_for(request, public_id))
    return _to_my_data(public_id)


@require_POST
def forget(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close the attempt in this browser, and leave it as it is."""
    assessment = _of_no_account(request, public_id)
    form = ForgetForm(request.POST)
    if not form.is_valid():
        return _page(request, assessment, DeleteForm(), forget_form=form, status=422)
    actions.close_browser(assessment=assessment, digests=access.digests_for(request, public_id))
    return _gone_from_here(render(request, "assessment/attempts/forgotten.html"), public_id)


@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    assessment = access.find(request, public_id)
    form = DeleteForm(request.POST)
    if not form.is_valid():
        return _page(request, assessment, form, status=422)
    actions.delete(assessment=assessment)
    return _gone_from_here(render(request, "assessment/attempts/deleted.html"), public_id)


def _gone_from_here(response: HttpResponse, public_id: str) -> HttpResponse:
    access.take_cookie(response, access.cookie_name(public_id))
    return access.leave_nothing_behind(response)


def _link(assessment: Assessment, at: datetime) -> AccessKey | None:
    """The resume link that works, where there is one."""
    return assessment.keys.filter(kind=AccessKey.Kind.RESUME, expires_at__gt=at).first()


def _kept_until(assessment: Assessment) -> datetime | None:
    """When an attempt goes by itself if nobody touches it; None for one in an account, which stays."""
    if assessment.owner_id is not None:
        return None
    if assessment.submitted_at is None:
        is_empty = not assessment.answers.exclude(step=None, evidence="").exists()
        kept = actions.EMPTY_KEPT if is_empty else timedelta(days=settings.KEEP_UNFINISHED_DAYS)
        return assessment.changed_at + kept
    return (assessment.imported_at or assessment.submitted_at) + timedelta(days=settings.KEEP_FINISHED_DAYS)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    form: DeleteForm,
    *,
    forget_form: ForgetForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    keys = [key for key in assessment.keys.all() if key.expires_at is None or key.expires_at > now]
    link = next((key for key in keys if key.kind == AccessKey.Kind.RESUME), None)
    compiled = reading.compiled_for(assessment)
    context = {
        "assessment": assessment,
        "role": compiled.role,
        "language": compiled.language,
        "form": form,
        "forget_form": forget_form or ForgetForm(),
        "link": link,
        "token": actions.token_of(link) if link else "",
        "code": codes.shown(signing.code_of(assessment)),
        # A key that was replaced is this browser's, or one's that never got the new one.
        "browsers": sum(key.kind == AccessKey.Kind.BROWSER and not key.replaced_by for key in keys),
        "is_signed_in": access.user_id(request) is not None,
        "kept_until": _kept_until(assessment),
        "unfinished_days": settings.KEEP_UNFINISHED_DAYS,
        "finished_days": settings.KEEP_FINISHED_DAYS,
    }
    response = render(request, "assessment/attempts/my_data.html", context, status=status)
    response.headers["Referrer-Policy"] = "same-origin"
    return response
