"""What a session knows of the provider: whether it was told of a second factor there, and how lately of the person."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

METHOD = "provider"


def has_factor(request: HttpRequest, user: User) -> bool:
    """Whether the provider told this session of a second factor, for an account there that is still connected here."""
    uids = [each.get("uid") for each in _records(request, user) if each.get("factor")]
    return bool(uids) and connected(user).filter(uid__in=uids).exists()


def was_shown_lately(request: HttpRequest, user: User) -> bool:
    """Whether they were asked at the provider who they are, as lately as others are asked for their password here."""
    times = [each["at"] for each in _records(request, user) if each.get("reauthenticated")]
    return bool(times) and time.time() - times[-1] < app_settings.REAUTHENTICATION_TIMEOUT


def connected(user: Any) -> Any:
    """The accounts at the provider of the settings by which this person logs in: one as a rule."""
    if settings.OIDC is None:
        return SocialAccount.objects.none()
    return SocialAccount.objects.filter(user_id=user.pk, provider=settings.OIDC.url)


def _records(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    if settings.OIDC is None:
        return []
    return [each for each in get_authentication_records(request, user) if each.get("method") == METHOD]
