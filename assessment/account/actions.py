"""What a person does with an account, as verbs: putting attempts into it, reminders, deleting it."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from assessment import ledger, locks, traces
from assessment.attempts.actions import erase_attempts
from assessment.models import AccessKey, Assessment, Reminder


class CannotClaim(Exception):
    """The attempt has an owner already, or this browser does not hold a key to it."""


def claim(*, assessment: Assessment, digests: Collection[str], owner_id: int) -> None:
    """Put an attempt into an account, for a browser that holds keys with these digests. Raises CannotClaim, or
    locks.Gone when one of the two was deleted meanwhile.

    Every key to it goes, that of this browser too: whoever planted it, or has the link, sees nothing from now on.
    """
    with transaction.atomic():
        locks.hold(account=owner_id, attempts=[assessment.pk])
        held = assessment.keys.filter(kind=AccessKey.Kind.BROWSER, digest__in=digests)
        # Whether it has an owner is looked at here: asked for in the update, a database may begin at all that have none.
        if set(held.values_list("assessment__owner", flat=True)) != {None}:
            raise CannotClaim
        Assessment.objects.filter(pk=assessment.pk).update(owner_id=owner_id)
        assessment.keys.all().delete()


@locks.again_after_deadlock
def delete_account(*, user_id: int) -> None:
    """Delete a person's account with all that is in it, for good. One that is gone already may go again.

    Its sessions open nothing from then on; `traces.forget_sessions` deletes them, or the daily clean-up.
    """
    with suppress(locks.Gone):
        locks.hold(account=user_id)
        user = User.objects.get(pk=user_id)
        ledger.record(accounts=[user])
        traces.forget(user)
        erase_attempts(list(Assessment.objects.owned_by(user_id).values_list("pk", flat=True)))
        User.objects.filter(pk=user_id).delete()


def unconfirmed(*, before: datetime) -> QuerySet[User]:
    """The accounts that were asked for before then, and whose address nobody confirmed.

    Only what a sign-up made: nobody ever logged in there, and no operator vouches for it.
    """
    never = User.objects.filter(date_joined__lt=before, last_login=None, is_staff=False, is_superuser=False)
    asked = never.filter(emailaddress__verified=False).exclude(emailaddress__verified=True)
    return User.objects.filter(pk__in=asked.values("pk"))


def expire_unconfirmed(*, before: datetime) -> int:
    """Delete accounts that nobody confirmed since then; gives how many."""
    found = list(unconfirmed(before=before).order_by("pk").values_list("pk", flat=True))
    return sum(_expire_unconfirmed(user_id=user_id, before=before) for user_id in found)


@locks.again_after_deadlock
def _expire_unconfirmed(*, user_id: int, before: datetime) -> bool:
    """Delete one, unless it was confirmed since it was found."""
    with suppress(locks.Gone):
        locks.hold(account=user_id)
        if unconfirmed(before=before).filter(pk=user_id).exists():
            delete_account(user_id=user_id)
            return True
    return False


def ask(*, owner_id: int, framework_id: int, role: str, due_on: date, at: datetime) -> None:
    """Wish to be told of a role of a framework on a day; a wish for the same role that still waits is moved. Raises locks.Gone."""
    with transaction.atomic():
        locks.hold(account=owner_id)
        Reminder.objects.update_or_create(
            owner_id=owner_id,
            framework_id=framework_id,
            role=role,
            sent_at=None,
            defaults={"due_on": due_on, "created_at": at},
        )


def stop(*, owner_id: int, framework_id: int, role: str) -> None:
    Reminder.objects.filter(owner_id=owner_id, framework=framework_id, role=role, sent_at=None).delete()


def take(*, pk: int, at: datetime) -> bool:
    """Mark a reminder as sent, before it is: whoever gets True sends it, and nobody else ever does."""
    return bool(Reminder.objects.filter(pk=pk, sent_at=None).update(sent_at=at))


def put_back(*, pk: int) -> None:
    """It could not be sent: let it wait again, unless there is a newer wish for the role."""
    try:
        with transaction.atomic():
            Reminder.objects.filter(pk=pk).update(sent_at=None)
    except IntegrityError:
        Reminder.objects.filter(pk=pk).delete()


def forget(*, sent_before: datetime) -> int:
    """Delete reminders that were sent long ago; gives how many."""
    return Reminder.objects.filter(sent_at__lt=sent_before).delete()[0]
