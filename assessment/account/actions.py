"""Reminders that people asked for: the verbs that write them, what is due, and to which address it may go."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F

from assessment.models import Reminder


class Due(NamedTuple):
    """A reminder to send. `address` was confirmed by its owner."""

    pk: int
    role: str
    address: str


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


def due(*, on: date) -> list[Due]:
    """What is due by that day and may be sent: to the confirmed main address of an account that is in use."""
    waiting = Reminder.objects.filter(
        sent_at=None,
        due_on__lte=on,
        owner__is_active=True,
        owner__emailaddress__primary=True,
        owner__emailaddress__verified=True,
    )
    found = waiting.annotate(address=F("owner__emailaddress__email")).order_by("due_on", "pk")
    return [Due(*row) for row in found.values_list("pk", "role", "address")]
