"""A clock that stands where a test puts it, for us and for the accounts library with its counters."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock

from django.core.cache.backends import db
from django.utils import timezone


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def shift(self, by: timedelta) -> None:
        self.at += by


@contextmanager
def clock_at(at: datetime) -> Iterator[Clock]:
    clock = Clock(at)
    with (
        mock.patch.object(timezone, "now", side_effect=lambda: clock.at),
        mock.patch.object(db, "tz_now", side_effect=lambda: clock.at),
        mock.patch.object(time, "time", side_effect=lambda: clock.at.timestamp()),
    ):
        yield clock
