"""The rows of a catalogue, kept in a file: what takes long to make is made once in a run, and put in place by each test."""

import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from tests.once import made_once

MODELS = tuple(apps.get_app_config("catalog").get_models(include_auto_created=True))


def make_once(folders: pytest.TempPathFactory, name: str, write: Callable[[], object]) -> Path:
    """A file of all rows of the catalogue as they are after `write`, which one process of the run does for all."""

    def store(file: Path) -> None:
        with transaction.atomic():
            write()
            file.write_bytes(pickle.dumps([list(model._base_manager.all()) for model in MODELS]))
            transaction.set_rollback(True)

    return made_once(folders, f"{name}.pickle", store)


def put(file: Path) -> None:
    """Put the rows of the file in the place of every row of the catalogue: for the transaction of a test, whose end takes
    it back."""
    clear()
    for model, rows in zip(MODELS, _rows(file), strict=True):
        model._base_manager.bulk_create(rows)
    if connection.vendor == "postgresql":
        _count_on()


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


def clear() -> None:
    """Leave no row in the catalogue."""
    # By hand: an edition refuses to be deleted. What refers to what is looked at when a transaction ends.
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
