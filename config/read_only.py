"""What visitors see while the site only reads: every page with a word about it up front, and a kind 503 for what writes."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from catalog import read_only
from config import errors

GetResponse = Callable[[HttpRequest], HttpResponse]

READS = {"GET", "HEAD", "OPTIONS"}
_MAIN = re.compile(rb"<main\b[^>]*>")


def writes_wait(get_response: GetResponse) -> GetResponse:
    """Middleware: while the switch is on, answer what would write with 503 before anything is looked at, write no session,
    and say it at the top of each page. Many pages are kept finished, so the word is laid into what leaves."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not read_only.is_on():
            return get_response(request)
        if request.method not in READS:
            return errors.waits(request)
        request.META.pop("HTTP_IF_NONE_MATCH", None)  # what a browser kept does not say it
        response = get_response(request)
        if hasattr(request, "session"):
            request.session.modified = False
        return _told(response)

    return middleware


def _told(response: HttpResponse) -> HttpResponse:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return response
    word = render_to_string("_components/read_only.html").encode()
    response.content = _MAIN.sub(lambda found: found[0] + word, response.content, count=1)
    if response.headers.pop("ETag", None) is not None:
        response.headers["Cache-Control"] = "private, no-store"
    return response
