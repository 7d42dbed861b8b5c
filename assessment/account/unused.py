"""Accounts in which nobody logged in for long: their owners are told by e-mail, and then the accounts are deleted.

Of staff nothing is deleted here. Whom no e-mail reaches is told nothing, so nothing of theirs is deleted either.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from assessment import locks
from assessment.account.actions import delete_account
from assessment.models import IdleNotice

# Between the e-mail and the end.
NOTICE = timedelta(days=30)


class Unused(NamedTuple):
    """An account to tell of. `address` was confirmed by its owner, `used_at` is when somebody last logged in."""

    pk: int
    address: str
    used_at: datetime


def _unused(*, since: datetime) -> QuerySet[Any, Any]:
    """Accounts in which nobody has logged in after that time."""
    accounts = User.objects.filter(is_staff=False, is_superuser=False, is_active=True)
    return accounts.annotate(used_at=Coalesce("last_login", "date_joined")).filter(used_at__lte=since)


def to_tell(*, at: datetime, kept: timedelta) -> list[Unused]:
    """The owners to write to: so close to the end of their time that the notice must go now, and not told of it yet."""
    waiting = _unused(since=at - kept + NOTICE).exclude(idlenotice__sent_at__gte=F("used_at"))
    reached = waiting.filter(emailaddress__primary=True, emailaddress__verified=True)
    rows = reached.order_by("pk").values_list("pk", "emailaddress__email", "used_at")
    return [Unused(*row) for row in rows]


def unreached(*, at: datetime, kept: timedelta) -> int:
    """How many are past their time, and cannot be written to."""
    late = _unused(since=at - kept)
    return late.exclude(emailaddress__primary=True, emailaddress__verified=True).exclude(emailaddress=None).count()


def ends_at(unused: Unused, *, at: datetime, kept: timedelta) -> datetime:
    """When an account is deleted whose owner is told now."""
    return max(unused.used_at + kept, at + NOTICE)


def told(*, pk: int, at: datetime) -> None:
    """Keep that the owner was written to. Only now: an e-mail that was never sent must lead to nothing."""
    IdleNotice.objects.update_or_create(owner_id=pk, defaults={"sent_at": at})


def over(*, at: datetime, kept: timedelta) -> QuerySet[Any, Any]:
    """The accounts whose time is over, and whose owners were told long enough ago, since they last logged in."""
    return _unused(since=at - kept).filter(idlenotice__sent_at__gte=F("used_at"), idlenotice__sent_at__lte=at - NOTICE)


@locks.again_after_deadlock
def expire(*, pk: int, at: datetime, kept: timedelta) -> bool:
    """Delete an account, unless somebody logged in since it was found."""
    try:
        locks.hold(account=pk)
    except locks.Gone:
        return False
    if not over(at=at, kept=kept).filter(pk=pk).exists():
        return False
    delete_account(user_id=pk)
    return True
