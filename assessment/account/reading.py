"""Which reminders are due, and to which address each may go."""

from datetime import date
from typing import NamedTuple

from django.db.models import F

from assessment.models import Reminder


class Due(NamedTuple):
    """A reminder to send. `address` was confirmed by its owner."""

    pk: int
    framework_id: int
    role: str
    address: str


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
    return [Due(*row) for row in found.values_list("pk", "framework", "role", "address")]
