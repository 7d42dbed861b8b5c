"""What an account leaves where no foreign key leads to it: sessions, work that waits, the editor's log, counters."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model, Q, QuerySet
from django_tasks_db.models import DBTaskResult

from assessment import limits

SESSIONS_AT_ONCE = 1000


def addresses_of(user: User) -> set[str]:
    """The addresses of an account, confirmed or not."""
    found = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {address for address in (user.email, *found) if address}


def sessions_of(users: Collection[int]) -> Iterator[Session]:
    """The sessions of accounts. Only what is in a session says whose it is, so all of them are read."""
    return (session for session, user_id in _sessions() if user_id in users)


def _sessions() -> Iterator[tuple[Session, int]]:
    """Every session of somebody who is logged in, with the number of their account."""
    for session in Session.objects.iterator(SESSIONS_AT_ONCE):
        user_id = str(session.get_decoded().get(SESSION_KEY, ""))
        if user_id.isdecimal():
            yield session, int(user_id)


def tasks_of(addresses: Collection[str]) -> "QuerySet[DBTaskResult[Any, Any]]":
    """The work that names one of the addresses."""
    names = Q(pk__in=[])
    for address in addresses:
        names |= Q(args_kwargs__icontains=address) | Q(traceback__icontains=address)
        names |= Q(return_value__icontains=address)
    return DBTaskResult.objects.filter(names)


def entries_about(rows: dict[type[Model], Collection[int]]) -> QuerySet[LogEntry]:
    """What the editor's log says of rows of people, whoever did it."""
    about = Q(pk__in=[])
    for model, keys in rows.items():
        kind = ContentType.objects.get_for_model(model)
        about |= Q(content_type=kind, object_id__in=[str(key) for key in keys])
    return LogEntry.objects.filter(about)


def blank(rows: dict[type[Model], Collection[int]]) -> int:
    """Leave of the editor's log who did what to a row with that number, and no word about it. Gives how many."""
    return entries_about(rows).exclude(object_repr="").update(object_repr="")


def forget(user: User) -> None:
    """Erase the traces that are rows in the transaction of who calls, before the account itself goes."""
    addresses = addresses_of(user)
    blank(
        {
            User: [user.pk],
            EmailAddress: list(EmailAddress.objects.filter(user=user).values_list("pk", flat=True)),
            Authenticator: list(Authenticator.objects.filter(user=user).values_list("pk", flat=True)),
        }
    )
    forget_address(*addresses)


def forget_address(*addresses: str) -> None:
    """Erase what names addresses that may be nobody's account: work, and the counter of sign-ups."""
    tasks_of(addresses).delete()
    for address in addresses:
        limits.forget(what="sign-up", who=address)


def forget_sessions(users: Collection[int]) -> int:
    """Delete the sessions of accounts. Reads all sessions, so it is done after the accounts are gone. Gives how many."""
    return _forget(session for session in sessions_of(users))


def forget_sessions_of_nobody() -> int:
    """Delete the sessions of accounts that are no more; gives how many."""
    there = set(User.objects.values_list("pk", flat=True))
    return _forget(session for session, user_id in _sessions() if user_id not in there)


def _forget(sessions: Iterable[Session]) -> int:
    doomed = [session.pk for session in sessions]
    parts = [doomed[start : start + SESSIONS_AT_ONCE] for start in range(0, len(doomed), SESSIONS_AT_ONCE)]
    return sum(Session.objects.filter(pk__in=part).delete()[0] for part in parts)
