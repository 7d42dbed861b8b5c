"""Restoring: whatever a snapshot says, the live rows say it then, in the same rows where they are there already."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import CASCADE
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from catalog import editions, restore
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core import snapshot as s
from catalog.models import Area, Edition, Framework, KeptDraft, Resource, Role, RoleLevel, RoleNote, Skill
from catalog.rows import TABLES
from tests.catalog.by_chance import TODAY, snapshots
from tests.conftest import NOW
from tests.factories import make_framework
from tests.workshop import RETIRED


def digest_of(framework: Framework) -> str:
    return canonical.digest(compile_live(framework, TODAY))


def put(framework: Framework, value: s.Snapshot, **named: Any) -> KeptDraft | None:
    return restore.restore(framework=framework, snapshot=value, by="erin", at=NOW, reason="a test", **named)


@pytest.fixture
def framework(edition: Edition) -> Framework:
    return edition.framework


@pytest.fixture
def value(framework: Framework) -> s.Snapshot:
    return compile_live(framework, TODAY)


# Each try asks the database some hundred times, so what fails is shown as it was drawn.
@pytest.mark.thorough
@pytest.mark.slow
@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
@given(st.lists(snapshots(), min_size=1, max_size=3))
def test_whatever_was_there_the_live_rows_are_the_snapshot_then(framework, drawn):
    with transaction.atomic():
        for value in drawn:
            put(framework, value)
            framework.refresh_from_db()
            live = compile_live(framework, TODAY)
            own = replace(value.framework, slug=framework.slug, uuid=str(framework.uuid))
            assert live == canonical.tidied(replace(value, framework=own))
        transaction.set_rollback(True)


@pytest.mark.thorough
@pytest.mark.slow
def test_the_shipped_catalogue_comes_back_by_its_digest(shipped):
    framework = shipped.framework
    skill, other = Skill.objects.order_by("pk")[:2]
    numbers = set(Skill.objects.values_list("pk", flat=True))
    Role.objects.all().delete()
    skill.anchors.all().delete()
    other.name = "Another name"
    other.save()
    framework.refresh_from_db()
    assert digest_of(framework) != shipped.digest
    put(framework, editions.load(shipped.digest))
    assert digest_of(framework) == shipped.digest
    assert set(Skill.objects.values_list("pk", flat=True)) == numbers


def test_rows_that_stay_keep_their_numbers_and_those_that_come_back_what_only_they_held(framework, value):
    Role.objects.update(position=7)
    Resource.objects.filter(slug="first-cuts").update(check_result="200")
    before = {model: dict(model.objects.values_list("slug", "pk")) for model in (Skill, Area, RoleLevel, RoleNote)}
    slim = replace(
        value,
        roles=(),
        resources=value.resources[1:],
        skills=tuple(replace(skill, prerequisites=()) for skill in value.skills if skill.slug != RETIRED),
    )
    kept = put(framework, slim)
    assert kept is not None
    assert (Role.objects.count(), Skill.objects.filter(slug=RETIRED).count()) == (0, 0)
    assert dict(Area.objects.values_list("slug", "pk")) == before[Area]
    put(framework, canonical.parse(kept.payload), aside=kept.aside)
    assert compile_live(framework, TODAY) == value
    back = dict(Skill.objects.values_list("slug", "pk"))
    assert {slug: pk for slug, pk in back.items() if slug != RETIRED} == {
        slug: pk for slug, pk in before[Skill].items() if slug != RETIRED
    }
    assert Role.objects.get().position == 7
    assert Resource.objects.get(slug="first-cuts").check_result == "200"
    assert Skill.objects.get(slug=RETIRED).retired_on == date(2026, 1, 31)


def test_levels_change_their_places_and_skills_leave_an_area_that_goes(framework, value):
    [role] = value.roles
    low, middle, high = role.levels
    turned = replace(role, levels=(replace(low, rank=3), replace(middle, rank=1), replace(high, rank=2)))
    moved = tuple(replace(skill, area="craft") for skill in value.skills)
    new = replace(
        value, roles=(turned,), skills=moved, areas=tuple(area for area in value.areas if area.slug == "craft")
    )
    put(framework, new)
    assert compile_live(framework, TODAY) == new
    put(framework, value)
    assert compile_live(framework, TODAY) == value


def test_a_day_to_retire_stays_where_the_snapshot_does_not_speak_against_it(framework, value):
    later = TODAY + timedelta(days=30)
    Skill.objects.filter(slug="cut").update(retired_on=later, name="Other")
    Skill.objects.filter(slug="ask").update(retired_on=TODAY)
    put(framework, value)
    days = dict(Skill.objects.values_list("slug", "retired_on"))
    assert (days["cut"], days["ask"], days[RETIRED]) == (later, None, date(2026, 1, 31))
    put(framework, replace(value, skills=tuple(replace(skill, retired=True) for skill in value.skills)))
    days = dict(Skill.objects.values_list("slug", "retired_on"))
    assert (days["cut"], days["ask"], days[RETIRED]) == (TODAY, TODAY, date(2026, 1, 31))


def test_what_was_looked_at_must_still_be_there(framework, value):
    seen = digest_of(framework)
    Skill.objects.filter(slug="cut").update(name="Changed meanwhile")
    with pytest.raises(restore.DraftChanged):
        put(framework, replace(value, roles=()), seen=seen)
    assert Role.objects.exists()
    assert Skill.objects.get(slug="cut").name == "Changed meanwhile"
    assert not KeptDraft.objects.exists()


def test_what_is_the_same_replaces_nothing(framework, value):
    assert put(framework, value) is None
    assert not KeptDraft.objects.exists()


def changed(value: s.Snapshot, **first: Any) -> s.Snapshot:
    """The snapshot with another first skill."""
    return replace(value, skills=(replace(value.skills[0], **first), *value.skills[1:]))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda value: changed(value, area="nowhere"), "there is no area nowhere"),
        (lambda value: replace(value, skills=(*value.skills, value.skills[0])), "ask: stands there twice"),
        (lambda value: changed(value, name="x" * 121), "skill, name: longer than 120"),
        (lambda value: changed(value, effort_percent=5), "effort"),
        (lambda value: changed(value, tips=("one\ntwo",)), "skill ask tips: 'one"),
        (lambda value: replace(value, skills=value.skills[1:]), "there is no skill ask"),
        (
            lambda value: replace(value, resources=(replace(value.resources[0], checked_on="soon"),)),
            "first-cuts: 'soon' is no day",
        ),
        (
            lambda value: replace(value, policy=replace(value.policy, close_percent=99)),
            "catalog_framework_close_is_not_above_met",
        ),
    ],
    ids=[
        "unknown area",
        "twice",
        "too long",
        "refused by the database",
        "a line of two",
        "unknown skill",
        "no day",
        "rule",
    ],
)
def test_what_rows_cannot_hold_changes_nothing(framework, value, spoil, said):
    before = digest_of(framework)
    with pytest.raises(restore.CannotHold) as told:
        put(framework, spoil(value))
    assert said in str(told.value)
    framework.refresh_from_db()
    assert digest_of(framework) == before
    assert not KeptDraft.objects.exists()


def test_another_framework_takes_it_over_and_the_first_stays(framework, value):
    other = make_framework(slug="made")
    put(other, value)
    other.refresh_from_db()
    assert compile_live(other, TODAY) == replace(
        value, framework=replace(value.framework, slug="made", uuid=str(other.uuid))
    )
    assert compile_live(framework, TODAY) == value


def test_an_edition_is_restored_with_few_queries(framework, value, django_assert_max_num_queries):
    new = replace(value, skills=tuple(replace(skill, name=f"New {skill.name}") for skill in value.skills))
    with django_assert_max_num_queries(80):
        put(framework, new)


def test_what_refers_to_a_row_goes_with_it():
    """Rows are deleted past the models, so whoever refers to one must be ready to go as well."""
    kept = [
        f"{field.model.__name__}.{field.name}"
        for table in TABLES
        for field in restore._referring(table)
        if field.remote_field.on_delete is not CASCADE
    ]
    assert kept == []
