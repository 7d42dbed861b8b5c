"""Our own formats: whatever a framework holds comes back, in each of them. FRAMEWORKS says how many are tried."""

import os
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings

from catalog.core.canonical import payload
from catalog.core.files import opened
from catalog.core.snapshot import Snapshot
from catalog.exchange.core.formats import bundle, native, workbook
from catalog.exchange.core.imported import Foreign, Imported
from tests.catalog.core import mini
from tests.catalog.core.sound import sound
from tests.catalog.exchange.wild import FOREIGN, wild

OURS = [workbook, bundle, native]
FRAMEWORKS = int(os.environ.get("FRAMEWORKS", "30"))


def there_and_back(ours: Any, snapshot: Snapshot, foreign: tuple[Foreign, ...] = ()) -> Imported:
    """What an upload of a written file is read as."""
    files = opened(f"mine.{ours.SUFFIX}", ours.write(snapshot, foreign))
    assert [each for each in OURS if each.fits(files)] == [ours]
    found: Imported = ours.read(files)
    assert found.format == ours.NAME
    return found


@pytest.mark.slow
@settings(max_examples=FRAMEWORKS)
@given(wild(), FOREIGN)
@pytest.mark.parametrize("ours", OURS, ids=lambda ours: ours.NAME)
def test_a_framework_of_any_texts_comes_back(ours: ModuleType, snapshot: Snapshot, foreign: tuple[Foreign, ...]):
    found = there_and_back(ours, snapshot, foreign)
    assert payload(found.snapshot) == payload(snapshot)
    assert found.foreign == foreign
    assert (found.messages, found.rejected, found.tells) == ((), 0, None)
    if ours is not native:  # whose lists are in the canonical order
        assert found.snapshot == snapshot


@pytest.mark.parametrize("ours", OURS, ids=lambda ours: ours.NAME)
@pytest.mark.parametrize("snapshot", [sound(), mini.rich()], ids=["sound", "rich"])
def test_the_same_framework_gives_the_same_bytes(ours, snapshot):
    written = ours.write(snapshot)
    assert ours.write(there_and_back(ours, snapshot).snapshot) == written
