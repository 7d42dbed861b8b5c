"""What a view may let pass, answered in one place."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from assessment import limits
from assessment.access import NotHandedIn, SeeOther

GetResponse = Callable[[HttpRequest], HttpResponse]


class Passed:
    """Answers requests whose view let pass that an attempt is still open, or that something was done too often."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotHandedIn):
            return SeeOther(reverse("assessment:check", args=[exception.public_id]))
        if isinstance(exception, limits.TooMany):
            return limits.too_many(request, seconds=int(limits.HOUR.total_seconds()))
        return None
