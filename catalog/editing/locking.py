"""Who writes to the catalogue writes alone: a transaction, and the rows kept from others until it ends."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest

from catalog.models import Framework


def lasting(request: HttpRequest) -> AbstractContextManager[Any]:
    """A transaction for a request that writes, alone; what only reads needs none."""
    return _writing() if request.method == "POST" else nullcontext()


@contextmanager
def _writing() -> Iterator[None]:
    with transaction.atomic():
        alone()
        yield


def alone() -> None:
    """Let all others who edit, publish or restore wait until the transaction ends: first of all locks, so that no two
    wait for each other. Whoever only refers to a framework waits for nothing."""
    list(Framework.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def lock(model: type[Model], **which: Any) -> None:
    """Keep the rows of a table that `which` finds from others until the transaction ends.

    By the base manager, which leaves no row out and joins no other table: PostgreSQL would lock the rows of those too,
    and refuses some joins. In the order of their keys, so that no two who lock several wait for each other.
    """
    list(model._base_manager.select_for_update().filter(**which).order_by("pk").values_list("pk"))
