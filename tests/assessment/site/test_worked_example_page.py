"""“How we score” says of its example what the rule of the catalogue makes of it."""

import pytest

from catalog import editions
from catalog.models import Framework
from tests.conftest import NOW
from tests.pages import read, text


@pytest.mark.parametrize(
    ("met", "close", "said"),
    [(85, 70, "Close"), (85, 80, "Not yet"), (78, 60, "Met")],
)
def test_the_example_gives_the_verdict_and_what_it_rests_on(edition, met, close, said):
    Framework.objects.update(met_percent=met, close_percent=close, policy_version=2)
    editions.publish(framework=Framework.objects.get(), by="tests", at=NOW)
    page = text(read("/how-we-score/"))
    assert f"“Met” needs {met} % and “close” {close} %, so the verdict is: {said}." in page
    assert "not_yet" not in page
