"""What the tables of the catalogue refuse by themselves, and that rows are known by their keys and not by numbers."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, ProtectedError

from catalog import editions
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.models import (
    Area,
    Concept,
    Edition,
    Feedback,
    Framework,
    Prerequisite,
    PublishedRole,
    PublishedSkill,
    Requirement,
    Role,
    RoleLevel,
    SavedMapping,
    Skill,
    Vocabulary,
    Withdrawal,
)
from catalog.models.base import NaturallyKeyed
from tests import factories as make
from tests.conftest import NOW
from tests.factories import make_framework
from tests.workshop import ROLE

MODELS = list(apps.get_app_config("catalog").get_models())
# What editors do not write, such as editions and the audit log; all else is the live catalogue.
BESIDE = {model for model in MODELS if not issubclass(model, NaturallyKeyed)}


def edition(**fields: str) -> Edition:
    row = {"framework": make.FrameworkFactory(), "payload": "{}", "label": "x", "published_at": NOW} | fields
    return Edition.objects.create(**row)


def twice(factory, *same: str):
    """Make a row and then one that is equal in the given fields."""

    def refused() -> None:
        first = factory()
        factory(**{name: getattr(first, name) for name in same})

    return refused


def published_twice(model: type[Model], slug: str):
    """List a thing of the workshop once more."""

    def refused() -> None:
        row = model._default_manager.get(slug=slug)
        row.pk = None
        row.save(force_insert=True)

    return refused


def twin_review() -> None:
    level = make.RoleLevelFactory()
    for _ in range(2):
        make.ReviewFactory(skill=None, level=level)


def stored_twice(model: type[Model], **fields: object):
    """Store the same row two times; what a field gives when it is called is its value."""

    def refused() -> None:
        row = {name: value() if callable(value) else value for name, value in fields.items()}
        for _ in range(2):
            model._default_manager.create(**row)

    return refused


def vocabulary() -> Vocabulary:
    return Vocabulary.objects.create(scheme="esco", version="1.2.1", uploaded_at=NOW)


def self_need() -> None:
    skill = make.SkillFactory()
    make.PrerequisiteFactory(skill=skill, needs=skill)


def twin_level(**fields: object) -> RoleLevel:
    """A level beside the first, level-1, of a role."""
    return make.RoleLevelFactory.create(role=make.RoleLevelFactory.create().role, **fields)


# For each constraint what it must refuse.
REFUSED = {
    "catalog_framework_close_is_not_above_met": lambda: make.FrameworkFactory(close_percent=86),
    "catalog_framework_met_allows_no_more_slips_than_close": lambda: make.FrameworkFactory(met_slip_percent=41),
    "catalog_framework_weights_fall_with_importance": lambda: make.FrameworkFactory(weight_helpful=3),
    "catalog_scalestep_one_per_framework_and_value": twice(make.ScaleStepFactory, "framework", "value"),
    "catalog_practiceperson_one_per_position": twice(make.PracticePersonFactory, "framework", "position"),
    "catalog_area_one_per_framework_and_key": twice(make.AreaFactory, "framework", "slug"),
    "catalog_skill_one_per_framework_and_key": twice(make.SkillFactory, "area", "slug"),
    "catalog_role_one_per_framework_and_key": twice(make.RoleFactory, "framework", "slug"),
    "catalog_resource_one_per_framework_and_key": twice(make.ResourceFactory, "framework", "slug"),
    "catalog_rolenote_one_per_role_and_key": twice(make.RoleNoteFactory, "role", "slug"),
    "catalog_salaryrange_one_per_role_and_key": twice(make.SalaryRangeFactory, "role", "slug"),
    "catalog_skill_effort_is_a_tenth_to_ten_times": lambda: make.SkillFactory(effort_percent=9),
    "catalog_skillplace_one_per_area": twice(make.SkillPlaceFactory, "skill", "area"),
    "catalog_anchor_one_per_skill_and_step": twice(make.AnchorFactory, "skill", "step"),
    "catalog_prerequisite_one_per_step_and_skill": twice(make.PrerequisiteFactory, "skill", "step", "needs"),
    "catalog_prerequisite_is_another_skill": self_need,
    "catalog_prerequisite_steps_are_above_the_first": lambda: make.PrerequisiteFactory(needs_step=0),
    "catalog_rolelevel_one_per_role_and_key": lambda: twin_level(rank=2, slug="level-1"),
    "catalog_rolelevel_one_per_rank_and_track": lambda: twin_level(rank=1, slug="other"),
    "catalog_requirement_one_per_level_and_skill": twice(make.RequirementFactory, "level", "skill"),
    "catalog_requirement_importance_is_known": lambda: make.RequirementFactory(importance="vital"),
    "catalog_salaryrange_low_is_not_above_high": lambda: make.SalaryRangeFactory(low=2, high=1),
    "catalog_salaryrange_has_a_figure": lambda: make.SalaryRangeFactory(low=None, high=None),
    "catalog_resource_has_an_address_or_is_a_task": lambda: make.ResourceFactory(url=""),
    "catalog_resourcestep_one_per_skill_and_step": twice(make.ResourceStepFactory, "resource", "skill", "step"),
    "catalog_resourcestep_is_above_the_first": lambda: make.ResourceStepFactory(step=0),
    "catalog_review_is_of_a_skill_or_of_a_level": lambda: make.ReviewFactory(level=make.RoleLevelFactory()),
    "catalog_review_one_of_a_skill_by_day_and_name": twice(make.ReviewFactory, "skill", "day", "by"),
    "catalog_review_one_of_a_level_by_day_and_name": lambda: twin_review(),
    "catalog_externallink_one_per_skill": twice(make.ExternalLinkFactory, "skill", "uri"),
    "catalog_publishedrole_one_per_framework_and_key": published_twice(PublishedRole, ROLE),
    "catalog_publishedskill_one_per_framework_and_key": published_twice(PublishedSkill, "cut"),
    "catalog_edition_digest_has_64_digits": lambda: edition(digest="a" * 63),
    "catalog_withdrawal_one_at_a_time": stored_twice(Withdrawal, edition=lambda: edition(digest="a" * 64), at=NOW),
    "catalog_feedback_kind_is_known": lambda: Feedback.objects.create(
        edition=edition(digest="a" * 64), skill="cut", kind="rude", day=NOW.date()
    ),
    "catalog_savedmapping_one_per_name": stored_twice(
        SavedMapping, framework=lambda: Framework.objects.get(), name="x", mapping={}, at=NOW
    ),
    "catalog_vocabulary_one_per_scheme_and_version": lambda: [vocabulary() for _ in range(2)],
    "catalog_concept_one_per_vocabulary_and_uri": stored_twice(Concept, vocabulary=vocabulary, uri="x", label="X"),
}
# Values at the edge of each rule, which must be stored.
ALLOWED = {
    "close equal to met": lambda: make.FrameworkFactory(close_percent=85, met_percent=85),
    "no slips at all": lambda: make.FrameworkFactory(met_slip_percent=0, close_slip_percent=0),
    "as many slips for met as for close": lambda: make.FrameworkFactory(met_slip_percent=40),
    "equal weights": lambda: make.FrameworkFactory(weight_essential=1, weight_important=1, weight_helpful=1),
    "the least effort": lambda: make.SkillFactory(effort_percent=10),
    "the most effort": lambda: make.SkillFactory(effort_percent=1000),
    "a step that is not stated": lambda: make.RequirementFactory(step=None),
    "one figure of pay": lambda: make.SalaryRangeFactory(low=None, high=None, median=1),
    "low equal to high": lambda: make.SalaryRangeFactory(low=1, high=1),
    "a task without an address": lambda: make.ResourceFactory(kind="practice", url=""),
    "twins on two tracks": lambda: twin_level(rank=1, slug="other", track="manager"),
    "one key in two frameworks": lambda: [
        factory(slug="same")
        for factory in (make.AreaFactory, make.SkillFactory, make.RoleFactory, make.ResourceFactory)
        for _framework in range(2)
    ][-1],
    "one key in two roles": lambda: [
        factory(slug="same") for factory in (make.RoleNoteFactory, make.SalaryRangeFactory) for _role in range(2)
    ][-1],
    "64 digits": lambda: edition(digest="a" * 64),
}


def test_every_constraint_has_its_case():
    named = {rule.name for model in MODELS for rule in model._meta.constraints}
    assert named == set(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_each_constraint_refuses_what_it_names(db, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        REFUSED[name]()
    # SQLite names the columns of a unique constraint, PostgreSQL the constraint.
    rule = next(rule for model in MODELS for rule in model._meta.constraints if rule.name == name)
    table = next(model._meta.db_table for model in MODELS if rule in model._meta.constraints)
    columns = ", ".join(f"{table}.{_column(table, field)}" for field in getattr(rule, "fields", ()))
    assert name in str(refused.value) or str(refused.value) == f"UNIQUE constraint failed: {columns}"


def _column(table: str, field: str) -> str | None:
    model = next(model for model in MODELS if model._meta.db_table == table)
    return next(each.column for each in model._meta.local_concrete_fields if each.name == field)


@pytest.mark.parametrize("case", ALLOWED.values(), ids=ALLOWED.keys())
def test_what_is_just_allowed_is_stored(db, case):
    assert case().pk is not None


@pytest.mark.parametrize("slug", ["Upper", "two words", "-first", "last-", "dou--ble", "ünï", "a/b", "", "line\n"])
def test_a_key_is_plain(db, slug):
    with pytest.raises(ValidationError) as refused:
        Area(framework=make.FrameworkFactory(), slug=slug, name="x", position=1).full_clean()
    assert list(refused.value.message_dict) == ["slug"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "//example.org", "data:text/html,x", "x"])
def test_the_address_of_a_resource_is_a_web_address(db, url):
    with pytest.raises(ValidationError) as refused:
        make.ResourceFactory.build(framework=make.FrameworkFactory(), url=url).full_clean()
    assert list(refused.value.message_dict) == ["url"]


@pytest.mark.parametrize(
    ("model", "kept_by"),
    [(Area, "skills"), (Skill, "requirements"), (Framework, "skills"), (Role, "")],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_others_build_on_cannot_go(edition_of_made, model, kept_by):
    row = model.objects.filter(slug__startswith="made").first()
    if kept_by:
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()
        assert model.objects.filter(pk=row.pk).exists()
    else:
        row.delete()
        assert Requirement.objects.filter(level__role__slug="made-role").count() == 0


@pytest.fixture
def edition_of_made(db) -> Edition:
    return make.publish_framework(3)


def test_a_skill_that_another_needs_cannot_go(db):
    need = make.PrerequisiteFactory()
    with pytest.raises(ProtectedError), transaction.atomic():
        need.needs.delete()
    need.skill.delete()
    assert Prerequisite.objects.filter(needs=need.needs).count() == 0


def test_a_framework_goes_with_its_parts_only_when_nothing_was_published(db):
    framework = make_framework(0)
    framework.delete()
    assert Area.objects.filter(slug="made-area").count() == 0
    published = editions.publish(framework=make_framework(1, slug="other"), by="tests", at=NOW)
    with pytest.raises(ProtectedError), transaction.atomic():
        published.framework.delete()


def test_natural_keys_find_their_rows_again(edition):
    keyed = [model for model in MODELS if model not in BESIDE]
    for model in keyed:
        for row in model.objects.all():
            assert model.objects.get_by_natural_key(*row.natural_key()) == row


def dump() -> str:
    out = StringIO()
    call_command(
        "dumpdata",
        "catalog",
        exclude=[model._meta.label for model in BESIDE],
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
        stdout=out,
    )
    return out.getvalue()


@pytest.mark.slow
def test_the_catalogue_survives_being_dumped_and_loaded(edition, tmp_path):
    before = canonical.payload(compile_live(edition.framework))
    dumped = dump()
    assert [entry for entry in json.loads(dumped) if "pk" in entry] == []
    empty_the_catalogue()
    (tmp_path / "catalogue.json").write_text(dumped)
    call_command("loaddata", str(tmp_path / "catalogue.json"), verbosity=0)
    assert canonical.payload(compile_live(Framework.objects.get())) == before


def empty_the_catalogue() -> None:
    """Delete every live row but the framework, which the edition keeps; its texts are emptied."""
    Requirement.objects.all().delete()
    Prerequisite.objects.all().delete()
    for model in reversed(MODELS):
        if model not in {Framework, *BESIDE}:
            model._default_manager.all().delete()
    Framework.objects.update(name="", weight_essential=9)
    assert Skill.objects.count() == 0


def test_loading_a_dump_over_what_is_there_makes_no_second_row(edition, tmp_path):
    counts = {model: model.objects.count() for model in MODELS}
    assert min(count for model, count in counts.items() if model not in BESIDE) > 0
    (tmp_path / "catalogue.json").write_text(dump())
    call_command("loaddata", str(tmp_path / "catalogue.json"), verbosity=0)
    assert {model: model.objects.count() for model in MODELS} == counts


def test_the_database_itself_keeps_a_framework_of_an_edition(edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        remove_by_hand(edition.framework_id)


def remove_by_hand(framework: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_framework WHERE id = %s", [framework])
    connection.check_constraints()
