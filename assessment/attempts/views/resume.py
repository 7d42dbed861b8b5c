from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessment import access, limits
from assessment.access import SeeOther
from assessment.attempts import actions
from assessment.attempts.views.start import opened

# The token of a link that this browser followed; once it has opened its attempt, which one that was.
FOLLOWED = f"{settings.COOKIE_PREFIX}followed"
FOLLOWED_SECONDS = 15 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, token: str = "") -> HttpResponse:
    """A private link from another device. Looking at it changes nothing; the button opens the attempt here.

    The token is exchanged for a cookie at once, so that the page has an address that may stand in a log. A browser that
    holds a key to the attempt gets no second one, or one phone would count as several browsers."""
    now = timezone.now()
    held = token or request.COOKIES.get(FOLLOWED, "")
    if len(held) == access.ID_LENGTH:
        return _private(SeeOther(reverse("assessment:go-on", args=[held])))
    try:
        assessment = access.by_resume_token(held, now)
    except Http404:
        if token:
            limits.count(request, "guess", now)
        context = {"is_without_cookie": not held}
        return _private(render(request, "assessment/attempts/resume_unknown.html", context, status=404))
    if request.method == "POST":
        secret = "" if access.holds(request, assessment) else actions.open_to_browser(assessment=assessment, at=now)
        address = reverse("assessment:go-on", args=[assessment.public_id])
        return _following(opened(request, address, assessment, secret), assessment.public_id)
    if token:
        return _following(SeeOther(reverse("assessment:resume-here")), token)
    return _private(render(request, "assessment/attempts/resume.html"))


def _following(response: HttpResponse, value: str) -> HttpResponse:
    response.set_cookie(
        FOLLOWED,
        value,
        max_age=FOLLOWED_SECONDS,
        path=settings.COOKIE_PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
