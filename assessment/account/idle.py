"""Staff can do more harm than others, so a device that they left is logged out earlier."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from catalog import read_only

SEEN = "staff_seen"
A_MINUTE = 60

GetResponse = Callable[[HttpRequest], HttpResponse]


def staff_may_not_idle(get_response: GetResponse) -> GetResponse:
    """Middleware: ends the session of staff who did nothing for STAFF_IDLE_MINUTES. No query for who is no staff."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        request.user = SimpleLazyObject(lambda: _unless_idle(request, user))  # type: ignore[assignment] # as Django does
        return get_response(request)

    return middleware


def _unless_idle(request: HttpRequest, user: AbstractBaseUser | AnonymousUser) -> AbstractBaseUser | AnonymousUser:
    if not isinstance(user, User) or not user.is_staff:
        return user
    now = timezone.now().timestamp()
    seen = request.session.get(SEEN, now)
    if now - seen > timedelta(minutes=settings.STAFF_IDLE_MINUTES).total_seconds():
        if not read_only.is_on():
            request.session.flush()
        return AnonymousUser()
    if SEEN not in request.session or now - seen > A_MINUTE:
        request.session[SEEN] = now
    return user
