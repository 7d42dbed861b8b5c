"""Who may open an attempt: its owner; where it has none, a browser that holds its secret.

To all others it does not exist (404). No key opens an attempt that is in an account, so a claim ends them all.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from assessment.models import AccessKey, Assessment, digest_of

PREFIX = f"{settings.COOKIE_PREFIX}attempt-"
COOKIE_DAYS = 400


class SeeOther(HttpResponseRedirect):
    """303: it was done; the page to look at is another one."""

    status_code = 303


def cookie_name(public_id: str) -> str:
    return PREFIX + public_id


def give_cookie(response: HttpResponse, assessment: Assessment, secret: str) -> None:
    """Let this browser open the attempt from now on. A cookie for each attempt, so that none can shadow another."""
    response.set_cookie(
        cookie_name(assessment.public_id),
        secret,
        max_age=COOKIE_DAYS * 24 * 3600,
        path=settings.COOKIE_PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def take_cookie(response: HttpResponse, public_id: str) -> None:
    response.delete_cookie(cookie_name(public_id), path=settings.COOKIE_PATH, samesite="Lax")


def user_id(request: HttpRequest) -> int | None:
    """The signed-in user, without a query for the many who have no session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user.pk


def find(request: HttpRequest, public_id: str) -> Assessment:
    """The attempt, or Http404 for everybody whose it is not. One query for who comes with the attempt's own cookie."""
    if secret := secret_of(request, public_id):
        keys = AccessKey.objects.filter(
            digest=digest_of(secret),
            kind=AccessKey.Kind.BROWSER,
            assessment__public_id=public_id,
            assessment__owner=None,
        )
        # A digest is unique: a loop takes the one that there is without the order and the limit of `first`.
        for key in keys.select_related("assessment"):
            assessment: Assessment = key.assessment
            return assessment
    if owner := user_id(request):
        for assessment in Assessment.objects.filter(public_id=public_id, owner_id=owner):
            return assessment
    raise Http404


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


def secret_of(request: HttpRequest, public_id: str) -> str:
    return request.COOKIES.get(cookie_name(public_id), "")


def of_this_browser(request: HttpRequest) -> list[Assessment]:
    """The attempts in no account that this browser's cookies open, newest first: one query, none without a cookie."""
    secrets = [value for name, value in request.COOKIES.items() if name.startswith(PREFIX)]
    if not secrets:
        return []
    keys = AccessKey.objects.filter(
        assessment=OuterRef("pk"), kind=AccessKey.Kind.BROWSER, digest__in=[digest_of(secret) for secret in secrets]
    )
    return list(Assessment.objects.filter(Exists(keys), owner=None).order_by("-started_at"))


def mine(request: HttpRequest) -> list[Assessment]:
    """The attempts of this browser or of the signed-in user, newest first: one query."""
    secrets = [value for name, value in request.COOKIES.items() if name.startswith(PREFIX)]
    keys = AccessKey.objects.filter(
        assessment=OuterRef("pk"), kind=AccessKey.Kind.BROWSER, digest__in=[digest_of(secret) for secret in secrets]
    )
    who = Q(Exists(keys), owner=None) if secrets else Q()
    if owner := user_id(request):
        who |= Q(owner_id=owner)
    return list(Assessment.objects.filter(who).order_by("-started_at", "-pk")) if who else []


def may_have_more(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether somebody may have other attempts than this one, as far as can be told without a query."""
    cookies = sum(name.startswith(PREFIX) for name in request.COOKIES)
    return cookies > 1 or assessment.owner_id is not None


def by_resume_token(token: str, at: datetime) -> Assessment:
    """The attempt of a resume link, or Http404 when the link is wrong, replaced, revoked or too old."""
    keys = AccessKey.objects.filter(
        kind=AccessKey.Kind.RESUME, digest=digest_of(token), expires_at__gt=at, assessment__owner=None
    )
    key = keys.select_related("assessment").first()
    if key is None:
        raise Http404
    return key.assessment


def of_owner(owner_id: int) -> list[Assessment]:
    """The attempts in an account, newest first."""
    return list(Assessment.objects.owned_by(owner_id).order_by("-started_at"))
