"""What rows cannot hold is cut or left out and told, and all else is laid as it came."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core import snapshot as s
from catalog.exchange import wording
from catalog.exchange.fitting import fit
from catalog.models import Framework
from catalog.restore import lay
from tests.catalog.by_chance import snapshots
from tests.catalog.core.sound import sound
from tests.conftest import NOW

pytestmark = pytest.mark.django_db  # how large a number may be, the database says

SOUND = sound()
SKILL, ROLE, RESOURCE = SOUND.skills[0], SOUND.roles[0], SOUND.resources[-1]


def with_skill(**changed: Any) -> s.Snapshot:
    return replace(SOUND, skills=(replace(SKILL, **changed), *SOUND.skills[1:]))


def with_resource(**changed: Any) -> s.Snapshot:
    return replace(SOUND, resources=(replace(RESOURCE, **changed),))


def with_pay(**changed: Any) -> s.Snapshot:
    none = {"low": None, "median": None, "high": None}
    pay = s.SalaryRange("pay", "Gardener", "", currency="EUR", year=None, note="", citations=(), **none | changed)
    return replace(SOUND, roles=(replace(ROLE, salaries=(pay,)),))


def codes(value: s.Snapshot) -> list[str]:
    fitted = fit(value)
    for each in fitted.messages:
        assert wording.line(each).endswith((".", "!"))
    return [each.code for each in fitted.messages]


def test_what_can_be_held_stays_as_it_is():
    assert fit(SOUND) == (SOUND, ())


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(snapshots())
def test_whatever_is_fitted_can_be_laid(db, drawn):
    value = fit(drawn).snapshot
    with transaction.atomic():
        framework = Framework.objects.create(slug="fitted", name="Fitted")
        lay(framework=framework, snapshot=value, at=NOW)
        live = compile_live(Framework.objects.get(slug="fitted"), NOW.date())
        transaction.set_rollback(True)
    assert canonical.payload(replace(live, framework=value.framework)) == canonical.payload(canonical.tidied(value))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (with_skill(name="x" * 121), ["exchange-cut"]),
        (with_skill(effort_percent=5), ["exchange-value", "exchange-unknown"]),
        (with_skill(area="nowhere"), ["exchange-unknown"]),
        (with_skill(anchors=(*SKILL.anchors, SKILL.anchors[0])), ["exchange-twice"]),
        (with_skill(prerequisites=(s.Prerequisite(1, SKILL.slug, 1),)), ["exchange-unknown"]),
        (with_skill(also_in=("nowhere", SKILL.area)), []),
        (with_resource(url="javascript:alert(1)"), ["exchange-value"]),
        (with_resource(url=""), ["exchange-no-address"]),
        (with_pay(), ["exchange-pay"]),
        (with_pay(low=2, high=1), ["exchange-pay"]),
        (with_pay(median=1), []),
        (with_resource(kind="spell"), ["exchange-value"]),
        (with_resource(checked_on="yesterday"), ["exchange-value"]),
        (replace(SOUND, framework=replace(SOUND.framework, language="English")), ["exchange-language"]),
        (replace(SOUND, skills=(*SOUND.skills, SKILL)), ["exchange-twice"]),
        (replace(SOUND, policy=replace(SOUND.policy, helpful=0)), ["exchange-policy"]),
        (replace(SOUND, policy=replace(SOUND.policy, close_percent=90)), ["exchange-policy"]),
        (replace(SOUND, policy=replace(SOUND.policy, close_slip_percent=101)), ["exchange-policy"]),
    ],
)
def test_what_cannot_is_told(value, found):
    assert list(dict.fromkeys(codes(value))) == found


def test_what_is_cut_says_so_and_lines_are_lines():
    value = fit(with_skill(name="x" * 200, tips=("One\ntwo", "  ", "three "))).snapshot.skill[SKILL.slug]
    assert (len(value.name), value.name[-1]) == (120, "…")
    assert value.tips == ("One", "two", "three")
