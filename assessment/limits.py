"""Counting what is done from one network, and refusing what is too much: the one 429.

A network may be a school: the limits leave room for a class of 200 (docs/operations.md).
"""

from datetime import datetime, timedelta
from ipaddress import ip_network
from math import ceil

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from assessment.models import Throttle, digest_of
from catalog import read_only
from catalog.core import addresses

HOUR = timedelta(hours=1)


class TooMany(Exception):
    """Something was done too often from one network. Whoever lets it pass answers the request with the one 429, which
    says in how many seconds the window ends."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """The page that says that something was done too often, and when to try again; JSON when a script asked."""
    response: HttpResponse
    if "json" in request.headers.get("Content-Type", "") + request.headers.get("Accept", ""):
        response = JsonResponse({"error": "too_often"}, status=429)
    else:
        response = HttpResponse(render_to_string("errors/429.html"), status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def count(request: HttpRequest, what: str, at: datetime) -> None:
    """Count one more of `what` from the network of a request; raises TooMany beyond settings.LIMITS_AN_HOUR[what]."""
    throttle(what=what, who=network(request), limit=settings.LIMITS_AN_HOUR[what], window=HOUR, at=at)


def refuse_beyond(request: HttpRequest, what: str, at: datetime) -> None:
    """Raise TooMany when the network of a request has done as much of `what` as it may, without counting."""
    row = Throttle.objects.filter(key=_key(what, network(request)), count__gte=settings.LIMITS_AN_HOUR[what]).first()
    if row and not _is_over(row, at, HOUR):
        raise TooMany(_seconds(row, at))


def throttle(*, what: str, who: str, limit: int, window: timedelta, at: datetime) -> None:
    """Count one more of `what` from `who`; raises TooMany beyond `limit` in a window. Keeps a hash, no address."""
    if read_only.is_on():  # pages are read on; what is dear is limited by its slots still
        return
    with transaction.atomic():
        row, _created = Throttle.objects.select_for_update().get_or_create(
            key=_key(what, who), defaults={"until": at + window}
        )
        if _is_over(row, at, window):
            row.count, row.until = 0, at + window
        row.count += 1
        row.save()
        if row.count > limit:
            raise TooMany(_seconds(row, at))


def _key(what: str, who: str) -> str:
    return digest_of(f"{what}:{who}")


def _is_over(row: Throttle, at: datetime, window: timedelta) -> bool:
    """Whether a window is over, or cannot be: it was begun by a clock that was ahead."""
    return row.until <= at or row.until > at + window


def _seconds(row: Throttle, at: datetime) -> int:
    return ceil((row.until - at).total_seconds())


def hold(*, what: str, who: str, at: datetime) -> None:
    """Let nobody else do `what` for `who` until the transaction ends that we are in. Keeps a hash for an hour."""
    Throttle.objects.select_for_update().get_or_create(key=_key(what, who), defaults={"until": at + HOUR})


def forget_throttles(*, at: datetime) -> int:
    """Delete the counters of windows that are over, or that a clock which was ahead began; gives how many."""
    return Throttle.objects.filter(Q(until__lte=at) | Q(until__gt=at + timedelta(days=1))).delete()[0]


def network(request: HttpRequest) -> str:
    """The network that a request comes from, for counting: /24 or /48, so that it names no single machine."""
    client = addresses.read(getattr(request, "client_ip", ""))
    if client is None:
        return "unknown"
    client = addresses.carried(client) or client
    return str(ip_network((client, 24 if client.version == 4 else 48), strict=False))


def forget(*, what: str, who: str) -> None:
    """Delete the counter of `who`."""
    Throttle.objects.filter(key=_key(what, who)).delete()
