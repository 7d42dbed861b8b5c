"""The counters that all processes share: what they could not write is told, also where an older value is there."""

import pytest
from django.core.cache import cache
from django.db import OperationalError

from config.cache import SharedCache
from tests.config.test_errors import failing

FULL = OperationalError("database or disk is full")


@pytest.mark.parametrize("verb", ["INSERT", "UPDATE"])
def test_a_value_that_finds_no_room_is_told_and_the_old_one_stays(db, verb):
    old = None if verb == "INSERT" else 1
    if old:
        cache.set("key", old)
    with failing(FULL, only=verb), pytest.raises(OperationalError):
        cache.set("key", 2)
    assert cache.get("key") == old
    cache.set("key", 2)
    assert cache.get("key") == 2


def test_another_process_that_wrote_first_is_written_over(db, monkeypatch):
    """Both looked, neither found it, and the other was sooner: our row is refused once, and then it is there."""
    tries = []
    write = SharedCache._base_set

    def second_time(self, *args):
        tries.append(args)
        return len(tries) > 1 and write(self, *args)

    monkeypatch.setattr(SharedCache, "_base_set", second_time)
    cache.set("key", 2)
    assert (cache.get("key"), len(tries)) == (2, 2)
