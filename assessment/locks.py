"""The one order in which rows are locked, so that no two who write wait for each other.

First the account, then attempts by their ids. What belongs to an attempt is written only by who holds the attempt, and
what belongs to an account only by who holds the account; so nothing can come to be under what is being deleted.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.contrib.auth import get_user_model
from django.db import OperationalError, connection, transaction
from django.http import Http404

from assessment.models import Assessment

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 3
DEADLOCK = "40P01"  # PostgreSQL ended one of two who waited for each other; SQLite has one writer at a time


class Gone(Http404):
    """What was to be written to was deleted meanwhile. Whoever lets it pass answers as if it had never been."""


def hold(*, account: int | None = None, attempts: Iterable[int] = ()) -> None:
    """Lock an account and attempts until the transaction ends; raises Gone unless all of them are still there."""
    wanted = set(attempts)
    if account is not None:
        users = get_user_model().objects.select_for_update().filter(pk=account)
        if not list(users.values_list("pk")):
            raise Gone
    if len(hold_those_left(wanted)) < len(wanted):
        raise Gone


def hold_those_left(attempts: Iterable[int]) -> list[int]:
    """Lock those of some attempts that are still there until the transaction ends, and give them."""
    wanted = set(attempts)
    if not wanted:
        return []
    held = Assessment.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    return list(held.values_list("pk", flat=True))


def again_after_deadlock(act: Callable[P, R]) -> Callable[P, R]:
    """Do all of `act` in one transaction, and do it again if the database ended it in favour of somebody else's."""

    @wraps(act)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for _try in range(TRIES - 1):
            try:
                with transaction.atomic():
                    return act(*args, **kwargs)
            except OperationalError as error:
                # Inside a transaction of somebody else it is theirs to begin again.
                if connection.in_atomic_block or getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                    raise
        with transaction.atomic():
            return act(*args, **kwargs)

    return tried
