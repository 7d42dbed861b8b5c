"""What a snapshot answers about itself, whatever the order its parts came in."""

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import Any

import pytest
from pydantic import ValidationError

from catalog.core import snapshot as s
from tests.catalog.core import mini


@pytest.mark.parametrize(("importance", "weight"), [("essential", 3), ("important", 2), ("helpful", 1)])
def test_policy_weight_of_each_importance(importance, weight):
    assert mini.POLICY.weight(importance) == weight


def test_policy_weight_of_an_unknown_importance_is_an_error():
    with pytest.raises(KeyError, match="vital"):
        mini.POLICY.weight("vital")


def test_importances_run_from_the_strongest_to_the_weakest():
    assert s.IMPORTANCES == ("essential", "important", "helpful")


def test_scale_knows_its_ends_and_its_order():
    value = mini.rich()

    assert (value.lowest, value.highest) == (0, 1)
    assert [step.value for step in value.steps] == [0, 1]
    assert value.step[1] == s.Step(1, "Some", "Does some", 8)


def test_scale_may_start_above_zero():
    value = mini.snapshot([], [], scale=mini.scale(1, 4))

    assert (value.lowest, value.highest) == (1, 4)


def test_parts_are_found_by_their_slug():
    value = mini.rich()

    assert value.area["second"] == s.Area("second", "Second", "", 2)
    assert value.skill["plan"].name == "PLAN"
    assert value.role["role"].level["base"].rank == 1
    assert sorted(value.skill) == ["plan", "write"]
    assert "ghost" not in value.area


def test_areas_are_ordered_by_position_then_slug():
    areas = (mini.area("c", 2), mini.area("b", 1), mini.area("a", 2))

    assert [area.slug for area in mini.snapshot([], [], areas=areas).ordered_areas] == ["b", "a", "c"]


def test_skills_are_ordered_by_area_then_position_then_slug():
    skills = [
        mini.skill("late", 1, area="late"),
        mini.skill("twin_b", 2, area="early"),
        mini.skill("twin_a", 2, area="early"),
        mini.skill("first", 1, area="early"),
        mini.skill("same_place", 0, area="also_late"),
    ]
    areas = (mini.area("late", 2), mini.area("early", 1), mini.area("also_late", 2))

    ordered = mini.snapshot(skills, [], areas=areas).ordered_skills

    assert [skill.slug for skill in ordered] == ["first", "twin_a", "twin_b", "same_place", "late"]


def test_ladder_runs_from_the_lowest_rank_with_twins_by_track():
    levels = (
        mini.level("lead", 3, {}),
        mini.level("manager", 2, {}, track="people"),
        mini.level("specialist", 2, {}, track="expert"),
        mini.level("entry", 1, {}),
    )

    assert [level.slug for level in mini.role(*levels).ladder] == ["entry", "specialist", "manager", "lead"]


def test_anchor_at_a_step_is_found_and_a_missing_one_is_not():
    anchors = mini.rich().skill["write"].anchor_at

    assert anchors[0].next_step == "Write a page."
    assert sorted(anchors) == [0, 1]


def test_requirement_of_a_skill_may_leave_its_step_open():
    level = mini.rich().role["role"].level["base"]

    assert level.requirement_of == {"write": s.Requirement("write", None, "helpful")}


def parts(value: object) -> list[Any]:
    """A value and everything inside it that has fields."""
    if isinstance(value, tuple):
        return [part for item in value for part in parts(item)]
    if is_dataclass(value):
        return [value, *(part for field in fields(value) for part in parts(getattr(value, field.name)))]
    return []


def test_snapshot_is_frozen_through_and_through():
    found = {type(part).__name__: part for part in parts(mini.rich())}

    assert sorted(found) == [
        "Anchor",
        "Area",
        "Framework",
        "Link",
        "Policy",
        "PracticePerson",
        "Prerequisite",
        "Requirement",
        "Resource",
        "ResourceStep",
        "Role",
        "RoleLevel",
        "RoleNote",
        "SalaryRange",
        "Skill",
        "Snapshot",
        "Step",
    ]
    for part in found.values():
        with pytest.raises(FrozenInstanceError):
            setattr(part, fields(part)[0].name, "other")


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        (mini.POLICY, {"met_percent": 85.0}),
        (mini.POLICY, {"met_percent": "85"}),
        (mini.POLICY, {"met_percent": True}),
        (mini.skill("a"), {"position": 1.5}),
        (mini.skill("a"), {"tips": ["a list"]}),
        (mini.skill("a"), {"name": None}),
        (mini.skill("a"), {"in_demand": 1}),
        (s.Requirement("a", 1, "helpful"), {"importance": "vital"}),
    ],
    ids=["float", "digits", "bool", "half", "list", "none", "one for true", "importance"],
)
def test_parts_refuse_a_value_of_another_type(part, changes):
    with pytest.raises(ValidationError):
        replace(part, **changes)


def test_where_a_skill_has_no_anchor_the_scale_speaks():
    scale = (s.Step(0, "Not yet", "", 0), s.Step(1, "Able", "Does it.", 8))
    skill = mini.skill("cut", anchors=(s.Anchor(1, "I cut.", ""),))
    value = mini.snapshot([skill, mini.skill("bare")], [], scale=scale)
    assert [value.sentence(skill, step) for step in (0, 1)] == ["Not yet", "I cut."]
    assert [value.sentence(value.skill["bare"], step) for step in (0, 1, 9)] == ["Not yet", "Does it.", ""]
