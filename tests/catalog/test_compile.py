"""Compiling: the live rows of one framework, and of no other, as one value."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core import snapshot as snapshots
from catalog.models import Framework, Requirement, Skill
from tests import factories as make


@pytest.fixture
def framework(db) -> Framework:
    return make.make_framework()


@pytest.fixture
def skill(framework) -> Skill:
    return Skill.objects.get(slug="made-skill-0")


def test_what_is_compiled_can_be_published_and_read_back(framework):
    value = compile_live(framework)
    assert value.schema == snapshots.SCHEMA
    assert canonical.payload(canonical.parse(canonical.payload(value))) == canonical.payload(value)


def test_every_kind_of_row_finds_its_place(framework, skill):
    make.PrerequisiteFactory(skill=skill, step=2, needs=make.SkillFactory(area=skill.area, slug="other"), needs_step=1)
    make.ExternalLinkFactory(skill=skill)
    for slug in ("second", "first"):
        make.SkillPlaceFactory(skill=skill, area__slug=slug)
    role = framework.roles.get()
    make.RoleNoteFactory(role=role).skills.add(skill)
    make.SalaryRangeFactory(role=role)
    value = compile_live(framework)
    found = value.skill["made-skill-0"]
    assert found.prerequisites == (snapshots.Prerequisite(2, "other", 1),)
    assert found.also_in == ("first", "second")
    assert [link.scheme for link in found.links] == ["esco"]
    assert [note.skills for note in value.role["made-role"].notes] == [("made-skill-0",)]
    assert [(pay.low, pay.median, pay.high) for pay in value.role["made-role"].salaries] == [(100_000, None, 200_000)]


def test_a_text_with_a_thing_a_line_becomes_a_list(framework, skill):
    Skill.objects.filter(pk=skill.pk).update(tips=" Read. \n\n Write.\n", citations="Overview:1")
    found = compile_live(framework).skill["made-skill-0"]
    assert (found.tips, found.citations) == (("Read.", "Write."), ("Overview:1",))


def test_a_retired_skill_stays_and_is_marked(framework, skill):
    Skill.objects.filter(pk=skill.pk).update(retired_on=date(2026, 11, 1))
    assert compile_live(framework).skill["made-skill-0"].retired


@pytest.mark.parametrize(("checked_on", "told"), [(None, ""), (date(2026, 1, 5), "2026-01-05")])
def test_the_day_that_an_address_was_looked_at_is_a_text(framework, checked_on, told):
    framework.resources.update(checked_on=checked_on)
    [resource] = compile_live(framework).resources
    assert resource.checked_on == told


def test_a_requirement_without_a_step_stays_without(framework):
    Requirement.objects.update(step=None)
    levels = compile_live(framework).role["made-role"].levels
    assert {need.step for level in levels for need in level.requirements} == {None}


def test_another_framework_is_left_out(framework):
    before = compile_live(framework)
    make.make_framework(2, slug="other")
    assert compile_live(framework) == before


@pytest.mark.parametrize("areas", [1, 4])
def test_more_areas_skills_and_roles_ask_no_more_of_the_database(db, areas):
    framework = make.make_framework(areas)
    for _ in range(1, areas):
        make.SkillFactory(area=make.AreaFactory(framework=framework))
        make.RoleLevelFactory(role=make.RoleFactory(framework=framework))
    assert queries(framework) == 16


def queries(framework: Framework) -> int:
    with CaptureQueriesContext(connection) as asked:
        compile_live(framework)
    return len(asked)
