"""The catalogue that we ship, for tests whose point is its content: its rows, published, instead of the workshop's."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from catalog import editions
from catalog.models import Edition, Framework
from config.management.commands.prepare import fixture_labels
from tests import kept_rows

FRAMEWORK = "ai-ml-research"  # the larger one, whose edition `take_over` gives
AREA = "res"  # one of its areas: seven questions, an ordinary page


def rows_of_shipped(folders: pytest.TempPathFactory, at: datetime) -> Path:
    """A file of all its rows, published at `at`. To read the fixtures takes seconds, so one process does it for all."""

    def write() -> None:
        kept_rows.clear()
        call_command("loaddata", *fixture_labels(), verbosity=0)
        for framework in Framework.objects.order_by("slug"):
            editions.publish(framework=framework, by="tests", at=at, label="First")

    return kept_rows.make_once(folders, "shipped", write)


def take_over(file: Path) -> Edition:
    """Put its rows in the place of every row of the catalogue, and give the edition of `FRAMEWORK`."""
    kept_rows.put(file)
    return next(edition for edition in editions.current() if edition.framework.slug == FRAMEWORK)
