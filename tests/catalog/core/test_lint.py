"""One planted fault for each rule, found exactly; and what looks like a fault and is none."""

from dataclasses import replace
from datetime import date

import pytest

from catalog.core import snapshot as s
from catalog.core.findings import RULES
from catalog.core.lint import lint
from tests.catalog.core import mini
from tests.catalog.core.planted import BEFORE, FAULTS, HARD, OTHER, ants
from tests.catalog.core.sound import (
    TODAY,
    resource,
    sound,
    with_anchor,
    with_level,
    with_resource,
    with_role,
    with_skill,
    without_resource,
)


def test_a_sound_catalogue_has_no_finding():
    assert lint(sound(), TODAY) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(name):
    planted, fault = FAULTS[name]
    assert lint(planted, TODAY, BEFORE.get(name)) == (fault,)


def test_every_rule_has_a_planted_fault():
    assert {fault.rule for _planted, fault in FAULTS.values()} == set(RULES)


def rules(snapshot: s.Snapshot, today: date = TODAY) -> list[str]:
    return [finding.rule for finding in lint(snapshot, today)]


def test_errors_come_first_then_by_rule_and_thing():
    value = with_skill("garden", anchors=sound().skill["garden"].anchors[:1], citations=(), name="–")
    value = replace(value, areas=(mini.area(), mini.area("desert", 2)))
    found = lint(value, TODAY)
    assert [(each.rule, dict(each.facts).get("step")) for each in found] == [
        ("text-missing", None),
        *(("anchor-missing", step) for step in range(1, 5)),
        ("area-empty", None),
        ("skill-uncited", None),
    ]
    assert [finding.is_error for finding in found] == [True] + [False] * 6


def test_a_catalogue_of_nothing_but_a_scale_has_no_finding():
    assert lint(mini.snapshot([], [], roles=(), areas=()), TODAY) == ()


def test_a_scale_may_begin_at_one():
    value = without_resource("task-dog", resource("up", url=OTHER, skill="dog", from_step=1))
    upper = replace(value, scale=tuple(step for step in mini.scale() if step.value), skills=tuple(
        replace(skill, anchors=skill.anchors[1:]) for skill in value.skills
    ))  # fmt: skip
    assert rules(upper) == ["serves-lowest"] * 3
    assert {finding.slug for finding in lint(upper, TODAY)} == {"task-garden", "task-cook", "task-cat"}


def test_a_fall_is_told_once_where_it_happens():
    """Both ways up go over "high"; it is the same fall on each."""
    value = with_level("high", garden=(0, "essential"))
    falls = [each for each in lint(value, TODAY) if each.rule == "requirement-falls"]
    assert [(each.slug, dict(each.facts)["below"]) for each in falls] == [("role/high", "Low")]


@pytest.mark.parametrize(
    ("importance", "found"),
    [("essential", ["requirement-falls"]), ("important", ["requirement-falls"]), ("helpful", [])],
)
def test_a_requirement_may_fall_where_its_importance_falls_too(importance, found):
    """The level below asks for step 2 of cooking and calls it important."""
    assert rules(with_level("experts", cook=(1, importance))) == found


def test_twins_on_two_tracks_are_not_compared():
    assert rules(with_level("leaders", garden=(4, "essential"))) == []
    assert rules(with_level("experts", garden=(3, "essential"))) == []


def test_a_step_that_is_not_stated_is_no_fall_and_hides_none():
    assert rules(with_level("high", garden=(None, "essential"), cook=(1, "important"))) == []
    below, unstated, above = (mini.level(f"l{rank}", rank, {"garden": (step, "essential")}) for rank, step in
                              ((1, 3), (2, None), (3, 2)))  # fmt: skip
    fallen = [each for each in lint(with_role(levels=(below, unstated, above)), TODAY) if "falls" in each.rule]
    assert [(each.rule, each.slug, each.is_error) for each in fallen] == [("requirement-falls", "role/l3", False)]


def test_a_level_may_pass_a_groups_requirement_to_another_member():
    """In the sound catalogue, the low level names cats and the high one dogs."""
    low, high = sound().role["role"].ladder[:2]
    assert ("cat" in low.requirement_of, "cat" in high.requirement_of) == (True, False)


def test_what_a_lower_step_needs_must_be_required_too():
    value = with_skill("cook", prerequisites=(s.Prerequisite(1, "garden", 4),))
    assert [finding.slug for finding in lint(value, TODAY)] == ["role/high", "role/low"]


def test_a_prerequisite_whose_step_a_level_leaves_open_is_not_required_by_it():
    value = with_level("high", garden=(None, "essential"))
    value = replace(value, skills=with_skill("cook", prerequisites=(s.Prerequisite(1, "garden", 1),)).skills)
    assert [(finding.rule, finding.slug) for finding in lint(value, TODAY)] == [
        ("prerequisite-not-required", "role/high")
    ]


def test_a_member_may_need_another_of_its_own_group_as_far_as_the_group_is_asked_for():
    """Whoever finds that too much takes the other member."""
    for step, found in ((2, []), (3, ["prerequisite-not-required"] * 2)):
        assert rules(with_skill("cat", prerequisites=(s.Prerequisite(2, "dog", step),))) == found


def test_what_only_a_retired_skill_used_is_left_alone():
    assert rules(with_resource(resource("ash", url=OTHER, skill="smoke"))) == []


def test_a_changed_rule_under_a_higher_version_is_fine_and_so_is_a_higher_version_alone():
    for parts in ({"met_percent": 90}, {}):
        value = replace(sound(), policy=replace(mini.POLICY, version=2, **parts))
        assert lint(value, TODAY, sound()) == ()


def test_a_catalogue_is_never_at_odds_with_itself():
    assert lint(sound(), TODAY, sound()) == ()


def test_steps_may_be_served_by_several_resources():
    parts = [resource(f"part-{step}", url=f"{OTHER}/{step}", skill="dog", from_step=step - 1, to_step=step)
             for step in range(1, 5)]  # fmt: skip
    assert rules(without_resource("task-dog", *parts)) == []
    assert rules(without_resource("task-dog", *parts[1:])) == ["step-without-resource"]


def test_every_step_that_a_level_asks_for_wants_a_resource_and_no_other():
    value = replace(sound(), resources=(resource("task", url="", kind="practice", checked_on="", skill="smoke"),))
    missing = [(finding.slug, dict(finding.facts)["step"]) for finding in lint(value, TODAY)]
    most = {"cat": 2, "cook": 2, "dog": 2, "garden": 4}  # cats and dogs count as one
    assert missing == [(skill, step) for skill in most for step in range(1, most[skill] + 1)]


@pytest.mark.parametrize("unasked", ["cat", "dog"])  # the first of their group and the last
def test_a_skill_that_no_level_asks_for_wants_resources_as_far_as_its_group_is_asked_for(unasked):
    levels = tuple(
        replace(level, requirements=tuple(need for need in level.requirements if need.skill != unasked))
        for level in sound().roles[0].levels
    )
    value = replace(with_role(levels=levels), resources=without_resource(f"task-{unasked}").resources)
    most = {"cat": 1, "dog": 2}[unasked]  # what is asked of the other
    missing = [finding for finding in lint(value, TODAY) if finding.rule == "step-without-resource"]
    assert [(each.slug, dict(each.facts)["step"]) for each in missing] == [
        (unasked, step) for step in range(1, most + 1)
    ]


@pytest.mark.parametrize("url", [OTHER, "https://example.org/course?part=2", "https://example.org/course#two"])
def test_another_page_or_another_part_is_another_address(url):
    assert rules(with_resource(resource("second", url=url, skill="garden", to_step=2))) == []


def test_one_address_may_serve_several_skills_and_several_steps():
    pieces = [resource("next", skill="garden", from_step=2), resource("there", skill="cook")]
    assert rules(with_resource(*pieces)) == []


def test_a_step_with_nothing_but_tasks_wants_no_start():
    untaught = resource("walk", url="", kind="practice", skill="", steps=(s.ResourceStep("dog", 2),))
    assert rules(without_resource("task-dog", untaught, resource("bark", url=OTHER, skill="dog", to_step=1))) == []


def test_hours_covered_are_counted_skill_by_skill_up_to_all_hours_of_a_resource():
    rows = tuple(s.ResourceStep(skill, step, 4, True) for skill in ("cat", "dog") for step in (1, 2))
    stated = resource("stated", url=OTHER, skill="", hours=8, hours_estimated=False, steps=rows)
    assert rules(with_resource(stated)) == []
    assert rules(with_resource(replace(stated, hours=7))) == ["covers-too-much"] * 2


def test_an_area_may_count_in_months_on_a_scale_that_has_some():
    value = replace(sound(), areas=(replace(mini.area(), counts_in=s.MONTHS),))
    assert rules(replace(value, scale=(*mini.scale(0, 3), replace(mini.scale()[4], months=1)))) == []


def test_an_address_twice_is_told_once_for_all_steps():
    first, second = (resource(slug, url=OTHER, skill="cat") for slug in ("first", "second"))
    assert rules(with_resource(first, second)) == ["address-twice"]


def test_a_resource_is_fresh_for_a_year():
    old = resource("old", url=OTHER, skill="cat", checked_on="2025-11-23")
    assert rules(with_resource(old)) == []
    assert rules(with_resource(old), date(2026, 11, 24)) == ["resource-stale"]


def test_the_words_are_counted_to_the_limit_itself():
    assert rules(with_skill("cat", name=ants(10), definition=ants(25))) == []


def test_a_handful_of_words_is_not_graded():
    assert rules(with_anchor("cat", 2, "Organisational transformation methodologies internationally.")) == []


def test_other_languages_are_not_graded():
    value = with_anchor("cat", 2, HARD)
    assert rules(replace(value, framework=mini.framework(language="de"))) == []
    assert rules(replace(value, framework=mini.framework(language="en-GB"))) == ["text-hard"]
