"""Who may open an attempt: its owner; where it has none, a browser that holds its secret.

To all others it does not exist (404). No key opens an attempt that is in an account, so a claim ends them all. A link
that its owner shared opens no attempt: it shows a page that is made of it.
Every search begins at the keys that somebody brings, or at their account, so that it costs the same however many
attempts others have.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from assessment.models import AccessKey, Assessment, ShareLink, digest_of
from catalog.prepared import Prepared, columns, rows_of

PREFIX = f"{settings.COOKIE_PREFIX}attempt-"
# A cookie that opens several attempts: those that were longest left alone, in a browser that has many.
BUNCH_PREFIX = f"{settings.COOKIE_PREFIX}attempts-"
COOKIE_DAYS = 400
# All of them go with every request, and servers refuse headers beyond 8 kB.
MOST_COOKIES = 20
ID_LENGTH = 22  # of the public id of an attempt; a token is longer


class SeeOther(HttpResponseRedirect):
    """303: it was done; the page to look at is another one."""

    status_code = 303


def cookie_name(public_id: str) -> str:
    return PREFIX + public_id


def give_cookie(response: HttpResponse, assessment: Assessment, secret: str) -> None:
    """Let this browser open the attempt from now on. A cookie for each attempt, so that none can shadow another."""
    _give(response, cookie_name(assessment.public_id), secret)


def give_bunch(response: HttpResponse, secret: str) -> None:
    """Let this browser open the attempts of a bunch. Each has a name of its own, so that none can shadow another."""
    _give(response, BUNCH_PREFIX + secrets.token_hex(4), secret)


def _give(response: HttpResponse, name: str, secret: str) -> None:
    response.set_cookie(
        name,
        secret,
        max_age=COOKIE_DAYS * 24 * 3600,
        path=settings.COOKIE_PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def take_cookie(response: HttpResponse, name: str) -> None:
    response.delete_cookie(name, path=settings.COOKIE_PATH, samesite="Lax")


def digests(request: HttpRequest) -> dict[str, str]:
    """The digests of all keys that a browser brings, by the names of their cookies."""
    found = request.COOKIES.items()
    return {name: digest_of(secret) for name, secret in found if name.startswith((PREFIX, BUNCH_PREFIX))}


def digests_for(request: HttpRequest, public_id: str) -> list[str]:
    """The digests of the keys of a browser that may open an attempt: of its own cookie, and of each bunch."""
    own = cookie_name(public_id)
    return [digest for name, digest in digests(request).items() if name == own or name.startswith(BUNCH_PREFIX)]


def leave_nothing_behind(response: HttpResponse) -> HttpResponse:
    """Let the browser drop what it keeps of our pages, for whoever uses it next. Cookies of other attempts stay."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def user_id(request: HttpRequest) -> int | None:
    """The signed-in user, without a query for the many who have no session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user.pk


def find(request: HttpRequest, public_id: str) -> Assessment:
    """The attempt, or Http404 for everybody whose it is not. One query for who comes with a key to it."""
    for assessment in _opened_by(digests_for(request, public_id), public_id):
        return assessment
    if owner := user_id(request):
        for assessment in Assessment.objects.filter(public_id=public_id, owner_id=owner):
            return assessment
    raise Http404


def _opened_by(held: Iterable[str], *public_ids: str) -> list[Assessment]:
    """The attempts that keys open; only the given ones, where some are given. One query, none without a key."""
    held = tuple(dict.fromkeys(held))
    if not held:
        return []
    kind = AccessKey.Kind.BROWSER.value
    rows = _opened_of_these(kind, held, public_ids) if public_ids else _all_opened(kind, held)
    opened = rows_of(Assessment, rows)
    # The account is looked at here: asked for in the query, a database may begin at all that are in none.
    return list({each.pk: each for each in opened if each.owner_id is None}.values())


@Prepared
def _all_opened(kind: str, digests: tuple[str, ...]) -> QuerySet[AccessKey, Any]:
    keys = AccessKey.objects.filter(kind=kind).filter(digest__in=digests)
    return keys.values_list(*columns(Assessment, "assessment__"))


@Prepared
def _opened_of_these(kind: str, digests: tuple[str, ...], public_ids: tuple[str, ...]) -> QuerySet[AccessKey, Any]:
    keys = AccessKey.objects.filter(kind=kind).filter(digest__in=digests)
    return keys.filter(assessment__public_id__in=public_ids).values_list(*columns(Assessment, "assessment__"))


class NotHandedIn(Exception):
    """The attempt is still open, so there is no report of it yet. Whoever lets it pass leads to its last look."""

    def __init__(self, public_id: str) -> None:
        super().__init__(public_id)
        self.public_id = public_id


def find_submitted(request: HttpRequest, public_id: str) -> Assessment:
    """The attempt, as `find` gives it; raises NotHandedIn while it is open."""
    assessment = find(request, public_id)
    if not assessment.is_submitted:
        raise NotHandedIn(public_id)
    return assessment


def holds(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether this browser has a key to the attempt already."""
    return bool(_opened_by(digests_for(request, assessment.public_id), assessment.public_id))


def of_this_browser(request: HttpRequest) -> list[Assessment]:
    """The attempts in no account that this browser's cookies open, newest first: one query, none without a cookie."""
    return _newest_first(_opened_by(digests(request).values()))


def mine(request: HttpRequest) -> list[Assessment]:
    """The attempts of this browser and of the signed-in user, newest first: one query for each."""
    owner = user_id(request)
    return _newest_first([*_opened_by(digests(request).values()), *(of_owner(owner) if owner else ())])


def _newest_first(attempts: Iterable[Assessment]) -> list[Assessment]:
    return sorted(attempts, key=lambda each: (each.started_at, each.pk), reverse=True)


def may_have_more(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether somebody may have other attempts than this one, as far as can be told without a query."""
    names = digests(request)
    return len(names) > 1 or any(name.startswith(BUNCH_PREFIX) for name in names) or assessment.owner_id is not None


def by_resume_token(token: str, at: datetime) -> Assessment:
    """The attempt of a resume link, or Http404 when the link is wrong, replaced, revoked or too old."""
    keys = AccessKey.objects.filter(kind=AccessKey.Kind.RESUME, digest=digest_of(token), expires_at__gt=at)
    for key in keys.select_related("assessment"):
        if key.assessment.owner_id is None:
            return key.assessment
    raise Http404


def by_share_token(token: str, at: datetime) -> ShareLink:
    """The link to a shared page with its attempt, or Http404 when the link is wrong, stopped or too old. One query."""
    for link in ShareLink.objects.filter(digest=digest_of(token), expires_at__gt=at).select_related("assessment"):
        return link
    raise Http404


def of_owner(owner_id: int) -> list[Assessment]:
    """The attempts in an account, newest first."""
    return list(Assessment.objects.owned_by(owner_id).order_by("-started_at"))
