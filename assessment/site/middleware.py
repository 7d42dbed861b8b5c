"""What a view may let pass, answered in one place."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from assessment import limits, slots
from assessment.access import NotHandedIn, SeeOther, leave_nothing_behind
from assessment.role.reading import NotOffered

GetResponse = Callable[[HttpRequest], HttpResponse]

HAS_LEFT = "skillgap.has_left"  # in the META of a request that logged somebody out; no header has such a name there


class Passed:
    """Answers requests whose view let pass that an attempt is still open, that something was done too often, or that
    others are being served; and after a log-out clears what the browser keeps."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return leave_nothing_behind(response) if HAS_LEFT in request.META else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotHandedIn):
            return SeeOther(reverse("assessment:check", args=[exception.public_id]))
        if isinstance(exception, limits.TooMany):
            return limits.too_many(request, seconds=exception.seconds)
        if isinstance(exception, NotOffered):
            context = {"role": exception.role, "is_gone": exception.is_gone}
            return render(request, "assessment/role/not_offered.html", context, status=409)
        if isinstance(exception, slots.Busy):
            return slots.busy(request)
        return None


@receiver(user_logged_out)
def note_departure(request: HttpRequest | None, **kwargs: Any) -> None:
    """Whichever page logs somebody out, its answer tells the browser to keep nothing."""
    if request is not None:
        request.META[HAS_LEFT] = True
