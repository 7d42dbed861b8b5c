"""A breaker for a frozen database: who finds out waits for seconds, and spares that to who comes after.

Each worker has its own. While it is open, requests are answered at once that the database is away; every few seconds one
is let through to look. Whatever the database answers closes it.
"""

import threading
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PAUSE = 4.0  # seconds; below the five in which the site is to answer again once the database does


class Breaker:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.look_at: float | None = None  # when the next may look; None while closed
        self.lock = threading.Lock()

    def trip(self) -> None:
        """The database was waited for in vain."""
        with self.lock:
            self.look_at = self.clock() + PAUSE

    def answered(self) -> None:
        """The database said something."""
        if self.look_at is not None:
            self.look_at = None

    def lets_pass(self) -> bool:
        """Whether a request may ask the database: all while it answers, else one after each pause."""
        if self.look_at is None:
            return True
        with self.lock:
            now = self.clock()
            if self.look_at is not None and now < self.look_at:
                return False
            self.look_at = now + PAUSE  # for the others, until this one knows
            return True


breaker = Breaker()


def notice(error: BaseException | None) -> None:
    """Trip for a connection that was not made in time. One that is refused costs nobody time."""
    if error is not None and "timeout expired" in str(error):
        breaker.trip()


def spare(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 503 at once while the breaker is open."""
    from config import errors

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request) if breaker.lets_pass() else errors.unavailable(request)

    return middleware
