"""Heavy work, a few at a time for a whole server however many processes it has: the one 503 for what is asked beyond."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from prometheus_client import Counter, Gauge

from assessment.models import digest_of

RETRY_SECONDS = 5

_held = Gauge("skillgap_slots_held", "PDFs and other heavy work at this moment.", multiprocess_mode="livesum")
_refused = Counter("skillgap_slots_refused", "Heavy work that found every slot taken.")


class Busy(Exception):
    """Every slot is taken. Whoever lets it pass answers the request with the one 503 that says so."""


def busy(request: HttpRequest) -> HttpResponse:
    """The page that says that others are being served just now, and when to ask again."""
    page = render_to_string("errors/busy.html", {"address": request.get_full_path()}, request)
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})


@contextmanager
def slot() -> Iterator[int]:
    """Hold one of settings.PDFS_AT_ONCE slots; raises Busy where none is free, and never waits.

    Gives the descriptor that holds it. The system frees a slot when the last process that has the descriptor ends,
    whatever ends it; so give it on to a process that does the work.
    """
    held = _take()
    try:
        with _held.track_inprogress():
            yield held
    finally:
        os.close(held)


def _take() -> int:
    for number in range(settings.PDFS_AT_ONCE):
        held = os.open(_lock(number), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
        else:
            return held
    _refused.inc()
    raise Busy


def _lock(number: int) -> Path:
    """The file that all processes of this site on this machine lock; there is nothing in it."""
    site = digest_of(str(connection.settings_dict["NAME"]))[:16]
    return Path(tempfile.gettempdir()) / f"skillgap-{os.getuid()}-{site}-{number}.lock"
