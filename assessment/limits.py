"""Counting what is done from one network, and refusing what is too much: the one 429."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from assessment.models import Throttle, digest_of

HOUR = timedelta(hours=1)


class TooMany(Exception):
    """Something was done too often from one network. Whoever lets it pass answers the request with the one 429."""


def too_many(request: HttpRequest, exception: Exception | None = None, *, seconds: int = 900) -> HttpResponse:
    """The page that says that something was done too often, and when to try again; JSON when a script asked."""
    response: HttpResponse
    if "json" in request.headers.get("Content-Type", "") + request.headers.get("Accept", ""):
        response = JsonResponse({"error": "too_often"}, status=429)
    else:
        response = HttpResponse(render_to_string("errors/429.html", {"code": "too_often"}), status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def count(request: HttpRequest, what: str, at: datetime) -> None:
    """Count one more of `what` from the network of a request; raises TooMany beyond settings.LIMITS_AN_HOUR[what]."""
    throttle(what=what, who=network(request), limit=settings.LIMITS_AN_HOUR[what], window=HOUR, at=at)


def throttle(*, what: str, who: str, limit: int, window: timedelta, at: datetime) -> None:
    """Count one more of `what` from `who`; raises TooMany beyond `limit` in a window. Keeps a hash, no address."""
    key = digest_of(f"{what}:{who}")
    with transaction.atomic():
        row, _created = Throttle.objects.select_for_update().get_or_create(key=key, defaults={"until": at + window})
        if row.until <= at:
            row.count, row.until = 0, at + window
        row.count += 1
        row.save()
        if row.count > limit:
            raise TooMany


def hold(*, what: str, who: str, at: datetime) -> None:
    """Let nobody else do `what` for `who` until the transaction ends that we are in. Keeps a hash for an hour."""
    Throttle.objects.select_for_update().get_or_create(key=digest_of(f"{what}:{who}"), defaults={"until": at + HOUR})


def forget_throttles(*, at: datetime) -> int:
    """Delete the counters of windows that are over; gives how many."""
    return Throttle.objects.filter(until__lte=at).delete()[0]


def network(request: HttpRequest) -> str:
    """The network that a request comes from, for counting: /24 or /48, so that it names no single machine."""
    try:
        client = ip_address(getattr(request, "client_ip", ""))
    except ValueError:
        return "unknown"
    return str(ip_network((client, 24 if client.version == 4 else 48), strict=False))
