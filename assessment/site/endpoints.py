"""What scripts and machines ask for."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from assessment.report.renderers import json_report


@require_safe
def report_schema(request: HttpRequest, version: int) -> HttpResponse:
    """The JSON Schema of the report's format; it never changes under its address. 404 for one that never was."""
    schema = json_report.published(version)
    if schema is None:
        raise Http404
    response = JsonResponse(schema, json_dumps_params={"indent": 2})
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def csrf(request: HttpRequest) -> HttpResponse:
    """Gives the browser a fresh CSRF cookie, for a page whose own was lost."""
    get_token(request)
    return HttpResponse(status=204)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers; 503 (by the error handler) when it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
