"""Foreign records come back as they were stored, whatever they hold."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.exchange import records
from catalog.exchange.core.imported import Foreign, Thing
from catalog.models import Framework
from tests.workshop import FRAMEWORK

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
THINGS = st.none() | st.builds(Thing, st.sampled_from(["framework", "skill", "level"]), st.tuples(TEXT, TEXT))
DATA = st.dictionaries(TEXT, st.none() | st.booleans() | st.integers(-9, 9) | st.lists(TEXT, max_size=2), max_size=3)
FOREIGN = st.lists(st.builds(Foreign, st.sampled_from(["case", "known"]), TEXT, THINGS, DATA), max_size=4).map(tuple)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FOREIGN)
def test_what_was_put_is_there(edition, foreign):
    framework = Framework.objects.get(slug=FRAMEWORK)
    records.put(framework, foreign)
    assert records.of(framework) == foreign
    assert records.from_json(records.as_json(foreign)) == foreign
