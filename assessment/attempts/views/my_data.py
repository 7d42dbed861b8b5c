"""A person's own data: go on elsewhere, close other browsers, delete all of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessment import access
from assessment.attempts import actions
from assessment.attempts.forms import DeleteForm
from assessment.models import AccessKey, Assessment
from assessment.role import reading


@require_safe
def my_data(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, access.find(request, public_id), DeleteForm())


@require_POST
def resume_link(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a resume link and show it this once, or with `revoke` end the one there is."""
    assessment = access.find(request, public_id)
    if assessment.owner_id is not None:
        raise Http404  # it opens in its account, on every device, and nowhere else
    if "revoke" in request.POST:
        actions.revoke_resume_link(assessment=assessment)
        return redirect("assessment:my-data", public_id)
    token = actions.make_resume_link(assessment=assessment, at=timezone.now())
    return _page(request, assessment, DeleteForm(), token=token)


@require_POST
def browsers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close the attempt in every other browser."""
    assessment = access.find(request, public_id)
    actions.close_other_browsers(assessment=assessment, secret=access.secret_of(request, public_id))
    return redirect("assessment:my-data", public_id)


@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    assessment = access.find(request, public_id)
    form = DeleteForm(request.POST)
    if not form.is_valid():
        return _page(request, assessment, form, status=422)
    actions.delete(assessment=assessment)
    response = render(request, "assessment/attempts/deleted.html")
    access.take_cookie(response, public_id)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _page(
    request: HttpRequest, assessment: Assessment, form: DeleteForm, *, token: str = "", status: int = 200
) -> HttpResponse:
    kinds = list(assessment.keys.values_list("kind", flat=True))
    context = {
        "assessment": assessment,
        "role": reading.compiled_for(assessment).role,
        "form": form,
        "token": token,
        "browsers": kinds.count(AccessKey.Kind.BROWSER),
        "is_signed_in": access.user_id(request) is not None,
        "has_link": AccessKey.Kind.RESUME in kinds,
        "resume_days": actions.RESUME_DAYS,
    }
    response = render(request, "assessment/attempts/my_data.html", context, status=status)
    response.headers["Referrer-Policy"] = "same-origin"
    return response
