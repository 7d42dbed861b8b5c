"""Our error pages. Each says what happened, what became of the person's answers, and what to do next."""

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from catalog.api import problems
from config import metrics
from config.breaker import notice
from config.logs import will_pass

RETRY_SECONDS = {503: 10}
# Codes with a page of their own; for others, the page of the status says all.
WITH_A_PAGE = {"at_work"}
# How Django's reasons begin where a browser does not tell, or tells wrongly, from which page a form comes.
HIDES_WHERE_FROM = ("Origin checking failed", "Referer checking failed")


def page(request: HttpRequest, status: int, code: str = "") -> HttpResponse:
    """The error as a page, or as JSON when a script asked. Needs no database, so that it can tell of its absence."""
    response: HttpResponse
    if problems.is_for(request):
        response = problems.problem(request, status)
    elif "json" in request.headers.get("Content-Type", "") + request.headers.get("Accept", ""):
        response = JsonResponse({"error": code or f"http_{status}"}, status=status)
    else:
        name = code if code in WITH_A_PAGE else status
        response = HttpResponse(render_to_string(f"errors/{name}.html"), status=status)
    if status in RETRY_SECONDS:
        response.headers["Retry-After"] = str(RETRY_SECONDS[status])
    return response


def waits(request: HttpRequest) -> HttpResponse:
    """503 for what would write while the site only reads. A form of ours is offered again."""
    if problems.is_for(request) or "json" in request.headers.get("Content-Type", "") + request.headers.get(
        "Accept", ""
    ):
        return page(request, 503, "read_only")
    context = {"typed": _typed(request), "action": request.get_full_path()}
    content = render_to_string("errors/read_only.html", context, request=request)
    return HttpResponse(content, status=503, headers={"Retry-After": str(RETRY_SECONDS[503])})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. A form that our own page sent is offered again: its log-in may have ended while somebody typed."""
    typed = _typed(request)
    is_form = "json" not in request.headers.get("Content-Type", "") and not problems.is_for(request)
    if request.method != "POST" or not typed or not is_form:
        return page(request, 404)
    context = {"typed": typed, "action": request.get_full_path()}
    return HttpResponse(render_to_string("errors/404.html", context, request=request), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database or the disk that does not answer, or takes nothing."""
    error = sys.exc_info()[1]
    notice(error)
    metrics.count_error(error)
    return unavailable(request) if will_pass(error) else page(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer."""
    return page(request, 503, "database_unavailable")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's safety token did not fit: say why that happens, and offer what was typed for sending again."""
    why = "csrf" if settings.CSRF_COOKIE_NAME in request.COOKIES else "no_cookies"
    if reason.startswith(HIDES_WHERE_FROM):
        why = "no_origin"
    if "json" in request.headers.get("Content-Type", ""):
        return JsonResponse({"error": why}, status=403)
    context = {"typed": _typed(request), "action": request.get_full_path(), "why": why}
    return HttpResponse(render_to_string("errors/csrf.html", context, request=request), status=403)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form of ours held, but for passwords. What another site sent is not offered: it must not put words into a
    person's form."""
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        return []
    return [
        (name, str(value))
        for name, value in request.POST.items()
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
