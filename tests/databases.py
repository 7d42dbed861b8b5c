"""What a test needs of the database that the suite runs on. `.ci/run` runs it on both, so that none is left out there."""

import pytest
from django.db import connection

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
