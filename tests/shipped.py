"""The catalogue that we ship, for tests whose point is its content: its rows, published, instead of the workshop's."""

from datetime import datetime
from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

from catalog import editions
from catalog.models import Edition, Framework
from config.management.commands.prepare import fixture_labels

MODELS = tuple(apps.get_app_config("catalog").get_models(include_auto_created=True))


def take_over(at: datetime) -> Edition:
    """Put the shipped catalogue, published at `at`, in the place of every row of the catalogue, and give its edition.

    For the transaction of a test, whose end takes it back.
    """
    rows = _rows(at)
    _clear()
    for model, found in rows.items():
        model._base_manager.bulk_create(found)
    [edition] = editions.current()
    return edition


@cache
def _rows(at: datetime) -> dict[type[Model], list[Model]]:
    """All rows, read from the fixtures once in a process: that takes seconds, to write them again a tenth of one."""
    with transaction.atomic():
        _clear()
        call_command("loaddata", *fixture_labels(), verbosity=0)
        editions.publish(framework=Framework.objects.get(), by="tests", at=at, label="First")
        found = {model: list(model._base_manager.all()) for model in MODELS}
        transaction.set_rollback(True)
    return found


def _clear() -> None:
    # By hand: an edition refuses to be deleted. What refers to what is looked at when a transaction ends.
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
