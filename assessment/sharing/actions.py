"""Sharing a report by a link, and ending that: the link's token is told once, and only its hash is kept."""

import logging
import secrets
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from assessment import locks
from assessment.models import Assessment, ShareLink, digest_of
from assessment.sharing.core.parts import MOST_LINKS, Parts
from catalog import read_only

TOKEN_BYTES = 32

logger = logging.getLogger(__name__)


class TooManyLinks(Exception):
    """An attempt has as many links as it may have at once."""


def share(*, assessment: Assessment, label: str, parts: Parts, plan_query: str, days: int, at: datetime) -> str:
    """Make a link to a report that is handed in; gives its token. Raises TooManyLinks, and locks.Gone."""
    with transaction.atomic():
        locks.hold(attempts=[assessment.pk])
        if assessment.shares.filter(expires_at__gt=at).count() >= MOST_LINKS:
            raise TooManyLinks
        token = secrets.token_urlsafe(TOKEN_BYTES)
        ShareLink.objects.create(
            assessment=assessment,
            digest=digest_of(token),
            label=label,
            shows_name=parts.name,
            shows_notes=parts.notes,
            shows_plan=parts.plan,
            plan_query=plan_query if parts.plan else "",
            created_at=at,
            expires_at=at + timedelta(days=days),
        )
        return token


def stop(*, assessment: Assessment, digest: str) -> None:
    """End a link of an attempt at once. One that is gone already may go again."""
    assessment.shares.filter(digest=digest).delete()


def count_opening(*, link: ShareLink, at: datetime) -> None:
    """Count that a shared page was opened. Where nothing can be written, who reads it is not kept from it."""
    if read_only.is_on():
        return
    try:
        with transaction.atomic():
            ShareLink.objects.filter(pk=link.pk).update(views=F("views") + 1, viewed_on=timezone.localdate(at))
    except DatabaseError as error:
        logger.warning("An opening of a shared page could not be counted: %s", type(error).__name__)


def forget_ended(*, at: datetime) -> int:
    """Delete the links that have ended by themselves; gives how many."""
    return ShareLink.objects.filter(expires_at__lte=at).delete()[0]
