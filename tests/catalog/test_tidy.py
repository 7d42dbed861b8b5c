"""Texts are stored in one spelling, so that opening and saving something changes nothing."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField, CheckConstraint, TextField
from django.urls import reverse

from catalog import audit, editions
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.models import Area, Framework, Publication, Role, RoleLevel, Skill
from catalog.models.base import NaturallyKeyed
from tests import factories as make
from tests.catalog.editor import SAVE, edit, main_form, page_of
from tests.conftest import NOW

CATALOGUE = [model for model in apps.get_app_config("catalog").get_models() if issubclass(model, NaturallyKeyed)]
UNTIDY = "\r\nOne e\u0301. \r\nTwo.\n\n"


def free_texts(model) -> list[str]:
    kinds = (CharField, TextField)
    fields = [field for field in model._meta.concrete_fields if isinstance(field, kinds)]
    return [field.name for field in fields if not field.choices and field.max_length not in range(1, 13)]


@pytest.mark.parametrize("model", CATALOGUE, ids=lambda model: model.__name__)
def test_every_text_of_every_model_is_stored_tidily(edition, model):
    row = model.objects.order_by("pk").first()
    names = free_texts(model)
    for name in names:
        setattr(row, name, UNTIDY)
    row.save()
    row.refresh_from_db()
    assert {getattr(row, name) for name in names} <= {"One \u00e9. \nTwo."}


def browser(fields: dict[str, str]) -> dict[str, str]:
    """What a browser makes of a form: it ends lines by CRLF."""
    return {name: value.replace("\n", "\r\n") for name, value in fields.items()}


@pytest.mark.slow
def test_opening_and_saving_the_shipped_catalogue_changes_nothing(erin, shipped):
    for model in (Framework, Area, Skill, Role, RoleLevel):
        name = model._meta.model_name
        for row in model.objects.order_by("pk")[:5]:
            path = reverse(f"admin:catalog_{name}_change", args=[row.pk])
            assert erin.post(path, browser(main_form(erin.get(path)).fields) | SAVE).status_code == 302
            assert not audit.of_page(model, row.pk).filter(by="erin").exists(), path
    published = Publication.objects.count()
    assert editions.publish(framework=shipped.framework, by="erin", at=NOW + timedelta(days=1)) == shipped
    assert Publication.objects.count() == published


def test_an_untidy_edition_of_before_says_the_same(edition):
    """It keeps its bytes and its name; nothing is published again for the sake of a space."""
    framework = edition.framework
    Framework.objects.filter(pk=framework.pk).update(description=framework.description + "\r\n")
    framework.refresh_from_db()
    assert canonical.digest(compile_live(framework)) == edition.digest
    assert editions.publish(framework=framework, by="erin", at=NOW) == edition


CHECKS = [
    (model, rule)
    for model in apps.get_app_config("catalog").get_models()
    for rule in model._meta.constraints
    if isinstance(rule, CheckConstraint)
]


@pytest.mark.parametrize(("model", "rule"), CHECKS, ids=lambda value: getattr(value, "name", ""))
def test_every_constraint_says_in_a_sentence_what_is_wrong(model, rule):
    said = str(rule.get_violation_error_message())
    assert rule.name not in said
    assert said.endswith(".")
    assert len(said.split()) > 4


MOVED = [
    (make.AreaFactory, "framework", make.FrameworkFactory),
    (make.SkillFactory, "area", make.AreaFactory),
    (make.RoleFactory, "framework", make.FrameworkFactory),
    (make.RoleLevelFactory, "role", make.RoleFactory),
    (make.RoleNoteFactory, "role", make.RoleFactory),
    (make.SalaryRangeFactory, "role", make.RoleFactory),
    (make.ResourceFactory, "framework", make.FrameworkFactory),
    (make.ScaleStepFactory, "framework", make.FrameworkFactory),
    (make.PracticePersonFactory, "framework", make.FrameworkFactory),
    (make.AnchorFactory, "skill", make.SkillFactory),
    (make.SkillPlaceFactory, "skill", make.SkillFactory),
    (make.SkillPlaceFactory, "area", make.AreaFactory),
    (make.ExternalLinkFactory, "skill", make.SkillFactory),
    (make.PrerequisiteFactory, "skill", make.SkillFactory),
    (make.PrerequisiteFactory, "needs", make.SkillFactory),
    (make.RequirementFactory, "level", make.RoleLevelFactory),
    (make.RequirementFactory, "skill", make.SkillFactory),
    (make.ReviewFactory, "skill", make.SkillFactory),
    (make.ResourceStepFactory, "resource", make.ResourceFactory),
    (make.ResourceStepFactory, "skill", make.SkillFactory),
]


@pytest.mark.parametrize(("factory", "parent", "other"), MOVED, ids=lambda value: str(value)[-20:])
def test_nothing_moves_to_another_framework(db, factory, parent, other):
    row = factory()
    row.full_clean()
    setattr(row, parent, other())
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert list(refused.value.message_dict) == [parent]


def test_a_skill_may_move_to_another_area_of_its_framework(db):
    skill = make.SkillFactory()
    skill.area = make.AreaFactory(framework=skill.area.framework)
    skill.full_clean()


def test_every_model_with_a_way_to_a_framework_is_held_to_it():
    held = {model for model in CATALOGUE if model.FRAMEWORK}
    assert held == {factory._meta.model for factory, _parent, _other in MOVED}


@pytest.mark.slow
def test_a_skill_moved_to_another_framework_is_refused_on_its_page(erin, edition):
    path = page_of("skill")
    area = make.AreaFactory()
    response = edit(erin, path, area=str(area.pk))
    assert "This belongs to another framework" in response.content.decode()
    assert Skill.objects.get(slug="cut").area_id != area.pk


@pytest.mark.parametrize(("days", "retired"), [(-1, True), (0, True), (1, False)])
def test_a_skill_retires_on_its_day_and_not_before(edition, days, retired):
    today = date(2026, 11, 23)
    Skill.objects.filter(slug="cut").update(retired_on=today + timedelta(days=days))
    assert compile_live(edition.framework, today).skill["cut"].retired is retired
