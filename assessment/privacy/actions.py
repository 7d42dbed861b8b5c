"""Erasing somebody, and erasing again what an older backup brought back."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction

from assessment import ledger, locks, traces
from assessment.account.actions import delete_account
from assessment.attempts.actions import erase_attempts
from assessment.ledger import LedgerEntry
from assessment.models import Assessment, Erasure
from assessment.privacy.finding import account_of

AT_ONCE = 200


class Erased(NamedTuple):
    """How many accounts and attempts outside of them were erased."""

    accounts: int
    attempts: int


def erase_person(*, address: str) -> Erased:
    """Erase the account with an address and all that is in it, and what else names the address; for good."""
    accounts = 0
    while user := account_of(address):
        delete_account(user_id=user.pk)
        traces.forget_sessions({user.pk})
        accounts += 1
    with transaction.atomic():
        traces.forget_address(address)
    return Erased(accounts, 0)


def erase_attempt(*, public_id: str) -> Erased:
    """Erase one attempt, for good."""
    return Erased(0, _erase(list(Assessment.objects.filter(public_id=public_id).values_list("pk", flat=True))))


def apply_erasures(found: Collection[LedgerEntry] | None = None) -> Erased:
    """Erase again all that was erased before: by the rows of the database, by the file ERASURE_LEDGER, and by `found`, such
    as the rows of the database that a backup took the place of. Does nothing the second time.

    `config.backup.restoring` calls it, and `manage.py apply_erasures`. Raises ledger.LedgerUnreadable.
    """
    ledger.add([*ledger.in_file(), *(found or ())])
    known = {kind: {entry.digest for entry in ledger.entries() if entry.kind == kind} for kind in Erasure.Kind.values}
    users = User.objects.values_list("pk", "date_joined").order_by("pk")
    named = ((pk, ledger.name_of(pk, joined)) for pk, joined in users.iterator())
    accounts = list(_among(Erasure.Kind.ACCOUNT, known, named))
    for user_id in accounts:
        delete_account(user_id=user_id)
    attempts = Assessment.objects.values_list("pk", "public_id").order_by("pk")
    erased = _erase(list(_among(Erasure.Kind.ATTEMPT, known, attempts.iterator())))
    traces.forget_sessions_of_nobody()
    ledger.complete_file()
    return Erased(len(accounts), erased)


def _among(kind: str, known: dict[str, set[str]], rows: Iterable[tuple[int, str]]) -> Iterable[int]:
    """The numbers of the rows whose names are written down."""
    if not known[kind]:
        return []
    return (pk for pk, name in rows if not known[kind].isdisjoint(ledger.digests(kind, name)))


def _erase(attempts: list[int]) -> int:
    erase: Callable[[list[int]], int] = locks.again_after_deadlock(erase_attempts)
    return sum(erase(attempts[start : start + AT_ONCE]) for start in range(0, len(attempts), AT_ONCE))
