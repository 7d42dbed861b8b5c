"""The counters that all processes share, in the database."""

import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

TOLERANCE = 60  # seconds that the clocks of two machines may differ


class SharedCache(DatabaseCache):
    """Django's, but for what a clock wrote that was ahead: it is not believed, or it would lock people out until then."""

    def _base_set(self, mode: str, key: str, value: Any, *timeout: Any) -> bool:
        return bool(super()._base_set(mode, key, (time.time(), value), *timeout))  # type: ignore[misc] # no stub knows it

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        found = super().get_many(keys, version)
        return {key: value for key, (at, value) in found.items() if at <= time.time() + TOLERANCE}

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if super().add(key, value, timeout, version):
            return True
        if self.get_many([key], version):
            return False
        self.delete(key, version)
        return super().add(key, value, timeout, version)
