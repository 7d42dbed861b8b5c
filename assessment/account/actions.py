"""What a person does with an account, as verbs: putting attempts into it, reminders, deleting it."""

from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from assessment.models import AccessKey, Assessment, Reminder, digest_of


class CannotClaim(Exception):
    """The attempt has an owner already, or this browser does not hold its secret."""


def claim(*, assessment: Assessment, secret: str, owner_id: int) -> None:
    """Put an attempt of this browser into an account; raises CannotClaim.

    Every key to it goes, that of this browser too: whoever planted it, or has the link, sees nothing from now on.
    """
    with transaction.atomic():
        held = assessment.keys.filter(kind=AccessKey.Kind.BROWSER, digest=digest_of(secret))
        if not held.exists() or not Assessment.objects.filter(pk=assessment.pk, owner=None).update(owner_id=owner_id):
            raise CannotClaim
        assessment.keys.all().delete()


def delete_account(*, user_id: int) -> None:
    """Delete a person's account with all that is in it, for good."""
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
    _count, by_model = unconfirmed(before=before).delete()
    return by_model.get("auth.User", 0)


def ask(*, owner_id: int, role: str, due_on: date, at: datetime) -> None:
    """Wish to be told of a role on a day; a wish for the same role that still waits is moved."""
    Reminder.objects.update_or_create(
        owner_id=owner_id, role=role, sent_at=None, defaults={"due_on": due_on, "created_at": at}
    )


def stop(*, owner_id: int, role: str) -> None:
    Reminder.objects.filter(owner_id=owner_id, role=role, sent_at=None).delete()


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
