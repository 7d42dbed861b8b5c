"""The catalogue that we ship, for tests whose point is its content: its rows, published, instead of the workshop's."""

import pickle
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

from catalog import editions
from catalog.models import Edition, Framework
from config.management.commands.prepare import fixture_labels
from tests.once import made_once

FRAMEWORK = "ai-ml-research"  # the larger one, whose edition `take_over` gives
MODELS = tuple(apps.get_app_config("catalog").get_models(include_auto_created=True))


def rows_of_shipped(folders: pytest.TempPathFactory, at: datetime) -> Path:
    """A file of all its rows, published at `at`. To read the fixtures takes seconds, so one process does it for all."""

    def make(file: Path) -> None:
        with transaction.atomic():
            _clear()
            call_command("loaddata", *fixture_labels(), verbosity=0)
            for framework in Framework.objects.order_by("slug"):
                editions.publish(framework=framework, by="tests", at=at, label="First")
            file.write_bytes(pickle.dumps([list(model._base_manager.all()) for model in MODELS]))
            transaction.set_rollback(True)

    return made_once(folders, "shipped.pickle", make)


def take_over(file: Path) -> Edition:
    """Put the rows of the file in the place of every row of the catalogue, and give the edition of `FRAMEWORK`.

    For the transaction of a test, whose end takes it back.
    """
    _clear()
    for model, rows in zip(MODELS, _rows(file), strict=True):
        model._base_manager.bulk_create(rows)
    if connection.vendor == "postgresql":
        _count_on()
    return next(edition for edition in editions.current() if edition.framework.slug == FRAMEWORK)


def _count_on() -> None:
    """Let numbers of new rows go on above these: they may come from a database that has counted further than this one.
    Never below what was counted here: the end of the test brings the rows back, and not the counting."""
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in MODELS):
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            [sequence] = cursor.fetchone()
            if sequence is None:
                continue  # its keys are no numbers
            most = f"GREATEST((SELECT last_value FROM {sequence}), (SELECT COALESCE(MAX(id), 1) FROM {table}))"
            cursor.execute(f"SELECT setval('{sequence}', {most})")  # names of our own


@cache
def _rows(file: Path) -> list[list[Model]]:
    rows: list[list[Model]] = pickle.loads(file.read_bytes())
    return rows


def _clear() -> None:
    # By hand: an edition refuses to be deleted. What refers to what is looked at when a transaction ends.
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
