from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessment import access, limits
from assessment.attempts import actions
from assessment.attempts.views.start import opened


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """A private link from another device. Looking at it changes nothing; the button opens the attempt here.

    A browser that holds a key to it gets no second one, or one phone would count as several browsers."""
    now = timezone.now()
    try:
        assessment = access.by_resume_token(token, now)
    except Http404:
        limits.count(request, "guess", now)
        return _private(render(request, "assessment/attempts/resume_unknown.html", status=404))
    if request.method != "POST":
        return _private(render(request, "assessment/attempts/resume.html", {"assessment": assessment}))
    secret = "" if access.holds(request, assessment) else actions.open_to_browser(assessment=assessment, at=now)
    address = reverse("assessment:go-on", args=[assessment.public_id])
    return _private(opened(request, address, assessment, secret))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
