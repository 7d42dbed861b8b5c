"""The consequences shown before publishing are what carrying every attempt over gives, report by report."""

import pytest

from assessment.consequences import reading as consequences_reading
from assessment.consequences.core.counting import RoleCount, count
from assessment.models import Answer, Assessment
from assessment.role import reading
from catalog import drafts, editions
from catalog.models import Edition, Framework, Requirement, Skill
from tests import blueprint
from tests.assessment.consequences.carried import as_by_hand, by_hand, seeded
from tests.conftest import NOW
from tests.workshop import ROLE


def counted(framework: Framework, role: str) -> RoleCount:
    """What is counted of a role before its draft is published."""
    draft = drafts.draft_of(framework)
    before = editions.load(editions.current_digest(framework.pk) or "")
    attempts = consequences_reading.attempts_by_role(framework.pk)[role]
    asked = {each.edition: reading.compiled(each.edition, role) for each in attempts}
    return count(before, draft.live, role, attempts, asked)


def publish(framework: Framework) -> Edition:
    return editions.publish(framework=framework, by="tests", at=NOW)


def rows() -> list[tuple[object, ...]]:
    return [*Assessment.objects.order_by("pk").values_list(), *Answer.objects.order_by("pk").values_list()]


def test_attempts_on_two_editions_with_and_without_a_main_field(edition):
    framework = Framework.objects.get()
    seeded(edition, ROLE, 40, seed=1)
    Skill.objects.filter(slug="ask").update(definition="Asked in other words.")
    Requirement.objects.filter(skill__slug="measure", level__slug="lead").update(step=5)
    second = publish(framework)
    seeded(second, ROLE, 40, seed=2)

    # The draft takes the first rewording back, words another question anew, and asks for more and for less.
    Skill.objects.filter(slug="ask").update(definition=editions.load(edition.digest).skill["ask"].definition)
    Skill.objects.filter(slug="cut").update(name="To cut well")
    Skill.objects.filter(slug="weld").update(any_one_of="")
    Requirement.objects.filter(skill__slug="teach", level__slug="junior").update(importance="essential")
    Requirement.objects.filter(skill__slug="measure", level__slug="senior").update(step=2)
    framework.met_percent, framework.policy_version = 75, 2
    framework.save()
    stored = rows()
    found = counted(framework, ROLE)

    assert rows() == stored
    assert as_by_hand(found) == by_hand(ROLE, second, publish(framework))
    assert (found.attempts, 0 < found.verdict < 80, found.readiness > 0, found.reopened > 0) == (80, True, True, True)


def test_what_is_counted_costs_the_same_for_few_and_for_many(edition, django_assert_num_queries):
    framework, published = Framework.objects.get(), editions.load(edition.digest)
    for more in (3, 30):
        seeded(edition, ROLE, more, seed=more)
        consequences_reading.consequences(framework.pk, published, published)
        with django_assert_num_queries(2):
            consequences_reading.consequences(framework.pk, published, published)


@pytest.mark.thorough
@pytest.mark.slow
def test_a_thousand_attempts_at_the_shipped_role(shipped):
    framework, role = shipped.framework, blueprint.ROLE
    seeded(shipped, role, 1000, seed=11)
    for number, skill in enumerate(Skill.objects.filter(framework=framework).order_by("pk")):
        if number % 12 == 0:
            Skill.objects.filter(pk=skill.pk).update(definition="Asked in other words.")
    for number, need in enumerate(Requirement.objects.filter(level__role__slug=role, step__lt=4).order_by("pk")):
        if number % 10 == 0:
            Requirement.objects.filter(pk=need.pk).update(step=(need.step or 0) + 1)
    found = counted(framework, role)

    # The catalogue has errors now, so it is published past the rule that stops them.
    assert as_by_hand(found) == by_hand(role, shipped, forced(framework))
    assert found.attempts == 1000
    assert 0 < found.verdict < 1000


def forced(framework: Framework) -> Edition:
    """The live catalogue as an edition, whatever is wrong with it."""
    draft = drafts.draft_of(framework)
    return Edition.objects.create(
        framework=framework, digest=draft.digest, payload=draft.payload, label="Forced", published_at=NOW
    )
