"""What goes out comes in again: the draft, an edition, and what other systems call their things."""

import pytest

from catalog import editions
from catalog.compile import compile_live
from catalog.exchange import exporting, records
from catalog.exchange.core.formats import recognise
from catalog.exchange.core.imported import Foreign, Thing
from catalog.models import Framework, Skill
from tests.workshop import FRAMEWORK


@pytest.mark.parametrize("form", exporting.formats())
def test_what_goes_out_comes_in_again(edition, form):
    framework = Framework.objects.get(slug=FRAMEWORK)
    records.put(framework, [Foreign("native", "1", Thing("skill", ("cut",)), {"a": 1})])
    Skill.objects.filter(slug="cut").update(name="Cutting")
    told = exporting.formats()[form]
    for of, value in ((None, compile_live(framework)), (edition, editions.load(edition.digest))):
        data = exporting.export(framework, form, of)
        imported = recognise.read({f"file.{told.suffix}": data}).imported
        assert imported.snapshot == value
        assert "/" in told.media_type
