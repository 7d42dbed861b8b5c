"""What a monitoring server can ask of all workers together: how many requests, how long, and what went wrong.

Labels are names of routes, methods and statuses, never an address: nothing here tells of a person, and a visitor cannot
make more lines. Each worker counts in a file of its own (config/gunicorn.py says where); one of them adds all up.
"""

import os
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY

GetResponse = Callable[[HttpRequest], HttpResponse]

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# The editor has some hundred routes; what its people do is told as one.
EDITOR = "admin"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

_requests = Counter("skillgap_requests", "Requests that were answered.", ["route", "method", "status"])
_seconds = Histogram("skillgap_request_seconds", "How long a request took.", ["route"], buckets=SECONDS)
_in_flight = Gauge("skillgap_requests_in_flight", "Requests that are being answered.", multiprocess_mode="livesum")
_database_errors = Counter("skillgap_database_errors", "Requests that ended at the database, by error.", ["kind"])


def counted(get_response: GetResponse) -> GetResponse:
    """Middleware: count each request by its route. Not there when nobody may ask for the numbers."""
    if not settings.METRICS_TOKEN:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        start = perf_counter()
        with _in_flight.track_inprogress():
            response = get_response(request)
        route, method = _route(request), str(request.method)
        _requests.labels(route, method if method in METHODS else "other", response.status_code).inc()
        _seconds.labels(route).observe(perf_counter() - start)
        return response

    return middleware


def count_error(error: BaseException | None) -> None:
    """Count an error that ended a request, where it is one of the database."""
    if isinstance(error, (DatabaseError, InterfaceError)):
        _database_errors.labels(type(error).__name__).inc()


def exposition() -> bytes:
    """All numbers in the text format of Prometheus, of all workers of this server together."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return generate_latest(together)


def _route(request: HttpRequest) -> str:
    """The name of the route that a request took; "files" for static ones, "none" where it took none."""
    if request.path.startswith(settings.STATIC_URL):
        return "files"
    match = request.resolver_match
    if match is None:
        return "none"
    return EDITOR if match.namespaces[:1] == [EDITOR] else match.view_name
