"""What those ask who watch a server: does it live, can it serve, and what has it counted (docs/operations.md).

They know neither the name of the site nor HTTPS, so they are answered before anything asks for either.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from config import errors, metrics

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]

PLAIN = "text/plain; charset=utf-8"
# The tables of a database are only asked for until they are there: nobody takes one away below a server that runs.
_seen: set[str] = set()


def watched(get_response: GetResponse) -> GetResponse:
    """Middleware: answer who watches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        view = VIEWS.get(request.path_info.removeprefix("/"))
        return view(request) if view and request.method in {"GET", "HEAD"} else get_response(request)

    return middleware


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """200 while this process answers at all. Who gets nothing here starts it anew; a database that is away is no reason."""
    return HttpResponse("ok\n", content_type=PLAIN)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers and has all tables of this version; else 503, so that others are asked."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        is_ready, said = _has_its_tables(), "migrations wait"
    except (DatabaseError, InterfaceError) as error:
        logger.warning("Not ready: %s", type(error).__name__)
        is_ready, said = False, "the database does not answer"
    if is_ready:
        return HttpResponse("ok\n", content_type=PLAIN)
    headers = {"Retry-After": str(errors.RETRY_SECONDS[503])}
    return HttpResponse(f"{said}\n", status=503, content_type=PLAIN, headers=headers)


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """What was counted, for who shows METRICS_TOKEN; 404 for everybody else."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if not settings.METRICS_TOKEN or kind != "Bearer" or not constant_time_compare(token, settings.METRICS_TOKEN):
        return errors.page(request, 404)
    return HttpResponse(metrics.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _has_its_tables() -> bool:
    if connection.alias not in _seen:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen.add(connection.alias)
    return True


# `/healthz` is what `/readyz` was called at first; those who set it up need not change it.
VIEWS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "livez": livez,
    "readyz": readyz,
    "healthz": readyz,
    "metrics": numbers,
}
