from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessment import access, limits
from assessment.access import SeeOther
from assessment.attempts import actions


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """A private link from another device. Looking at it changes nothing; the button opens the attempt here."""
    now = timezone.now()
    try:
        assessment = access.by_resume_token(token, now)
    except Http404:
        limits.count(request, "resume", now)
        return _private(render(request, "assessment/attempts/resume_unknown.html", status=404))
    if request.method != "POST":
        return _private(render(request, "assessment/attempts/resume.html", {"assessment": assessment}))
    response = SeeOther(reverse("assessment:go-on", args=[assessment.public_id]))
    access.give_cookie(response, assessment, actions.open_to_browser(assessment=assessment, at=now))
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
