"""Public pages, kept finished: whoever asks again gets the bytes that the first one got, or hears that they still stand.

A page here depends on editions, the address, the language and what its decorator names, and on nobody: no session, no
form, no cookie. It is made once in a process and kept until another edition is current (docs/adr/0008-fragments.md).
"""

import hashlib
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from catalog.index import Digests

# So many pages of all kinds are kept; then they begin anew.
MOST_KEPT = 1024
# Anybody may keep it, and asks before each use whether it still stands: who publishes sees the new edition at once.
CACHE_CONTROL = "public, max-age=0, must-revalidate"

Find = Callable[..., Digests]
View = Callable[..., HttpResponse]


class Finished(NamedTuple):
    """A page as bytes, what was seen of the editions that it was made from, and its headers, with its name for caches."""

    shown: Hashable
    content: bytes
    headers: dict[str, str]


_kept: dict[Hashable, Finished] = {}


def finished(find: Find, *fixed: str) -> Callable[[View], View]:
    """Keep what a view answers. `fixed` are the fields of the query string that it reads.

    `find` takes the parts of the address and gives the digests of the editions that the page is made from, in one light
    query; the view gets them as `digests`. What it answers with another status than 200 is not kept, and neither is what looked at the
    session or took a token: that is somebody's own.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **place: Any) -> HttpResponse:
            digests = find(**place)
            asked = tuple(request.GET.get(name) for name in fixed)
            name = (view.__module__, view.__name__, *place.values(), asked)
            return kept(request, name, digests, lambda: view(request, digests=digests, **place))

        return answer

    return decorate


def kept(request: HttpRequest, name: Hashable, digests: Digests, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` answers, kept under a name until other editions are current, or 304 for who has it already."""
    key = (name, get_language(), get_script_prefix())
    shown = tuple((digest, digest.hidden) for digest in digests)
    page = _kept.get(key)
    if page is None or page.shown != shown:
        response = make()
        if response.status_code != 200 or _is_somebodys(request, response):
            return response
        page = _page(shown, response)
        _keep(key, page)
    return _told(request, page)


def no_edition() -> Digests:
    """For a page that the code and its settings make alone."""
    return ()


def forget() -> None:
    """Keep nothing of what was made so far."""
    _kept.clear()


def _keep(key: Hashable, page: Finished) -> None:
    if settings.DEBUG:  # a template that is being worked on shows at the next request
        return
    if len(_kept) >= MOST_KEPT:
        forget()
    _kept[key] = page


def _page(shown: Hashable, response: HttpResponse) -> Finished:
    """Named by its content and not by its editions: a new version of ours may say the same in other words."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    own = dict(response.headers.items())
    return Finished(shown, response.content, own | {"ETag": etag, "Cache-Control": CACHE_CONTROL})


def _told(request: HttpRequest, page: Finished) -> HttpResponse:
    """200 with the page, or 304 for who has it already."""
    response = HttpResponse(page.content, headers=page.headers)
    return get_conditional_response(request, etag=page.headers["ETag"], response=response) or response


def _is_somebodys(request: HttpRequest, response: HttpResponse) -> bool:
    session = getattr(request, "session", None)
    took_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    return bool(response.cookies or took_token or getattr(session, "accessed", False))
