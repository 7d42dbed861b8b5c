"""The databases that servers are put under load with."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test alone, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'faults.sqlite3'}"
        return
    if "KILL_POSTGRES" not in os.environ:
        pytest.skip("left out: PostgreSQL; set KILL_POSTGRES to postgres://USER@HOST:PORT/DATABASE of a superuser")
    with servers.own_database(os.environ["KILL_POSTGRES"], "faults") as made:
        yield made
