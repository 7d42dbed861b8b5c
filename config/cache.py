"""The counters that all processes share, in the database."""

import time
import uuid
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError

TOLERANCE = 60  # seconds that the clocks of two machines may differ
# Another process may write and delete between our look and our write, and hardly so each time.
TRIES = 3
TAKES_NOTHING = "the database takes nothing"


class SharedCache(DatabaseCache):
    """Django's, but for two things. What a clock wrote that was ahead is not believed, or it would lock people out until
    then. And a full disk is told as such: Django says nothing of what it could not set, and of what it could not add that
    the key is there, which limits read as “too often”."""

    def _base_set(self, mode: str, key: str, value: Any, *timeout: Any) -> bool:
        return bool(super()._base_set(mode, key, (time.time(), value), *timeout))  # type: ignore[misc] # no stub knows it

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        found = super().get_many(keys, version)
        return {key: value for key, (at, value) in found.items() if at <= time.time() + TOLERANCE}

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        for _try in range(TRIES):
            if self._base_set("set", self.make_and_validate_key(key, version=version), value, timeout):
                return
        raise OperationalError(TAKES_NOTHING)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        while not super().add(key, value, timeout, version):
            if self.get_many([key], version):
                return False
            if super().get_many([key], version):
                self.delete(key, version)
            else:  # Another process had it a moment ago, and again with each try; or nothing can be written at all.
                self.set(f"may-write:{uuid.uuid4()}", value, 1)
        return True
