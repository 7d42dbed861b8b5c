"""Who writes to the catalogue writes alone: a transaction, and the rows kept from others until it ends."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest


def lasting(request: HttpRequest) -> AbstractContextManager[Any]:
    """A transaction for a request that writes; what only reads needs none."""
    return transaction.atomic() if request.method == "POST" else nullcontext()


def lock(model: type[Model], **which: Any) -> None:
    """Keep the rows of a table that `which` finds from others until the transaction ends.

    By the base manager, which leaves no row out and joins no other table: PostgreSQL would lock the rows of those too,
    and refuses some joins. In the order of their keys, so that no two who lock several wait for each other.
    """
    list(model._base_manager.select_for_update().filter(**which).order_by("pk").values_list("pk"))
