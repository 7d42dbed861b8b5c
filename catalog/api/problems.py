"""What went wrong, for programs: one shape for all errors (RFC 9457)."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, Field

from catalog.api.case import status as case

MEDIA_TYPE = "application/problem+json"
# What stands below one of these is asked for by programs, whatever they say that they take.
PLACES = ("/api/", "/ims/")
PAGE = "/api/"
READS = ("GET", "HEAD")
# What is said of a status where nobody says more.
SAID = {
    400: gettext_lazy("The request cannot be read. It may hold bytes that are no text."),
    404: gettext_lazy("There is nothing here that visitors can see. Lists name all that there is."),
    405: gettext_lazy("Everything here is read only: use GET or HEAD."),
    406: gettext_lazy("This is answered as JSON alone. Send an Accept header that takes application/json, or none."),
    413: gettext_lazy("The request is too large. Nothing here reads a body."),
    422: gettext_lazy("Something in the query cannot be; “errors” says what."),
    500: gettext_lazy("Something went wrong on our side. It is noted, and not your fault."),
    503: gettext_lazy("The database does not answer right now. Ask again in a moment."),
}


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    name: str = Field(description="The field of the query.", examples=["limit"])
    detail: str = Field(description="What is wrong with it.")


class Problem(BaseModel):
    """Why there is no answer (RFC 9457)."""

    type: str = Field(description="Always about:blank: the status says what kind it is.", examples=["about:blank"])
    title: str = Field(description="The name of the status.", examples=["Not Found"])
    status: int = Field(description="The status, as in the answer's first line.", examples=[404])
    detail: str = Field(description="What is wrong, in a sentence.")
    errors: list[Fault] = Field(description="What is wrong with each field of the query; empty for other problems.")


def is_for(request: HttpRequest) -> bool:
    """Whether what is asked for is of the API, so that nothing is told as a page."""
    return request.path_info.startswith(PLACES) and request.path_info != PAGE


def problem(request: HttpRequest, status: int, faults: Sequence[Fault] = ()) -> HttpResponse:
    """The answer that says what went wrong. It may be read from other sites, as what it stands in place of.

    At the addresses of CASE it is told in CASE's words, which has 400 for a field that cannot be.
    """
    said = str(SAID.get(status, _("This request was refused.")))
    if case.is_for(request):
        details = [f"{fault.name}: {fault.detail}" for fault in faults]
        return opened(request, case.status_info(400 if status == 422 else status, " ".join([said, *details])))
    told = Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=said, errors=list(faults))
    return opened(request, HttpResponse(told.model_dump_json(), status=status, content_type=MEDIA_TYPE))


def opened(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let programs of other sites read what is for everybody. None of it hangs on who asks."""
    if request.method in READS:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, X-Total-Count, X-Request-ID"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
