"""The catalogue that we ship goes out in each of our formats and comes back without a difference."""

import pytest

from catalog.compile import compile_live
from catalog.core.canonical import digest
from catalog.exchange.core.formats import bundle, native, recognise, workbook
from catalog.models import Framework


@pytest.mark.slow
@pytest.mark.parametrize("ours", [workbook, bundle, native], ids=lambda ours: ours.NAME)
def test_both_frameworks_come_back(shipped, ours):
    frameworks = list(Framework.objects.order_by("slug"))
    assert len(frameworks) == 2
    for framework in frameworks:
        value = compile_live(framework)
        found = recognise.read({"file": ours.write(value)}).imported
        assert (found.format, found.messages, found.tells) == (ours.NAME, (), None)
        assert digest(found.snapshot) == digest(value)
