"""What an editor is told before publishing."""

from dataclasses import replace

import pytest

from catalog.core import canonical
from catalog.core import snapshot as s
from catalog.core.diff import Change, Part, diff
from tests import blueprint
from tests.catalog.core import mini

SKILL = mini.skill("write", name="Writing", anchors=(s.Anchor(1, "I write.", "Write more."),))
LEVEL = mini.level("base", 1, {"write": (1, "helpful")})
WRITE = Part("skill", ("write",))
BASE = (Part("role", ("role",)), Part("level", ("base",)))
BEFORE = mini.snapshot([SKILL], [LEVEL])


def changed_skill(**parts) -> s.Snapshot:
    return replace(BEFORE, skills=(replace(SKILL, **parts),))


def changed_level(**parts) -> s.Snapshot:
    return replace(BEFORE, roles=(mini.role(replace(LEVEL, **parts)),))


@pytest.mark.parametrize("value", [BEFORE, mini.rich(), blueprint.snapshot()], ids=["small", "rich", "blueprint"])
def test_diff_of_a_snapshot_with_itself_is_empty(value):
    assert diff(value, value) == []


def test_diff_ignores_the_order_of_things():
    value = mini.rich()

    assert diff(value, canonical.parse(canonical.payload(value))) == []


def test_diff_names_a_changed_field_with_both_values():
    assert diff(BEFORE, changed_skill(name="Scientific writing")) == [
        Change("changed", (WRITE,), "name", "Writing", "Scientific writing")
    ]


def test_diff_names_a_changed_part_of_a_skill():
    after = changed_skill(anchors=(s.Anchor(1, "I write alone.", "Write more."),))

    assert diff(BEFORE, after) == [
        Change("changed", (WRITE, Part("anchor", (1,))), "text", "I write.", "I write alone.")
    ]


def test_diff_names_added_and_removed_parts_by_their_text():
    after = changed_skill(anchors=(s.Anchor(2, "I teach.", ""),))

    assert diff(BEFORE, after) == [
        Change("removed", (WRITE, Part("anchor", (1,))), "", "I write.", ""),
        Change("added", (WRITE, Part("anchor", (2,))), "", "", "I teach."),
    ]


def test_diff_shows_the_first_parts_of_an_empty_list_as_added():
    after = changed_skill(prerequisites=(s.Prerequisite(2, "read", 1),), links=(s.Link("esco", "1", "u", "U", "x"),))

    assert diff(BEFORE, after) == [
        Change("added", (WRITE, Part("prerequisite", (2, "read"))), "", "", ""),
        Change("added", (WRITE, Part("link", ("u",))), "", "", "U"),
    ]


def test_diff_shows_the_last_parts_of_a_list_as_removed():
    assert diff(BEFORE, changed_skill(anchors=())) == [
        Change("removed", (WRITE, Part("anchor", (1,))), "", "I write.", "")
    ]


def test_diff_joins_plain_lines():
    assert diff(changed_skill(tips=("One",)), changed_skill(tips=("One", "Two"))) == [
        Change("changed", (WRITE,), "tips", "One", "One\nTwo")
    ]


def test_diff_shows_a_step_that_is_no_longer_stated_as_empty():
    after = changed_level(requirements=(s.Requirement("write", None, "essential"),))

    assert diff(BEFORE, after) == [
        Change("changed", (*BASE, Part("requirement", ("write",))), "step", "1", ""),
        Change("changed", (*BASE, Part("requirement", ("write",))), "importance", "helpful", "essential"),
    ]


def test_diff_names_an_added_requirement_by_its_importance():
    after = changed_level(requirements=(*LEVEL.requirements, s.Requirement("read", 1, "important")))

    assert diff(BEFORE, after) == [Change("added", (*BASE, Part("requirement", ("read",))), "", "", "important")]


def test_diff_places_policy_and_framework_by_their_names():
    after = replace(BEFORE, policy=replace(mini.POLICY, met_percent=90), framework=mini.framework(licence="CC0"))

    assert diff(BEFORE, after) == [
        Change("changed", (Part("framework"),), "licence", "", "CC0"),
        Change("changed", (Part("policy"),), "met_percent", "85", "90"),
    ]


def test_diff_places_a_field_of_the_snapshot_itself_in_the_catalogue():
    assert diff(BEFORE, replace(BEFORE, schema=3)) == [Change("changed", (), "schema", "2", "3")]


def test_diff_from_nothing_adds_every_thing_once():
    assert diff(None, mini.rich()) == [
        Change("added", (Part("step", (1,)),), "", "", "Some"),
        Change("added", (Part("step", (0,)),), "", "", "None"),
        Change("added", (Part("practice person", (1,)),), "", "", "Ann plans."),
        Change("added", (Part("area", ("second",)),), "", "", "Second"),
        Change("added", (Part("area", ("first",)),), "", "", "First"),
        Change("added", (Part("skill", ("plan",)),), "", "", "PLAN"),
        Change("added", (WRITE,), "", "", "Écrire"),
        Change("added", (Part("role", ("role",)),), "", "", "Role"),
        Change("added", (Part("resource", ("book",)),), "", "", "Book"),
    ]


def test_diff_to_nothing_removes_every_thing_once():
    empty = mini.snapshot([], [], framework=mini.rich().framework, scale=(), areas=(), roles=())

    assert [change.kind for change in diff(mini.rich(), empty)] == ["removed"] * 9
    assert diff(mini.rich(), empty)[-1] == Change("removed", (Part("resource", ("book",)),), "", "Book", "")


def test_diff_looks_into_notes_salaries_and_resources():
    value = mini.rich()
    [role], [book] = value.roles, value.resources
    after = replace(
        value,
        roles=(
            replace(
                role,
                notes=(replace(role.notes[0], skills=("plan", "write")),),
                salaries=(replace(role.salaries[0], median=2),),
            ),
        ),
        resources=(replace(book, steps=(s.ResourceStep("write", 1, 2), book.steps[1])),),
    )

    assert diff(value, after) == [
        Change("changed", (Part("role", ("role",)), Part("note", ("duty",))), "skills", "plan", "plan\nwrite"),
        Change("changed", (Part("role", ("role",)), Part("salary range", ("pay",))), "median", "", "2"),
        Change("changed", (Part("resource", ("book",)), Part("resource step", ("write", 1))), "covers_hours", "0", "2"),
    ]


def test_diff_is_the_mirror_of_the_way_back():
    after = changed_skill(name="New", anchors=())

    there, back = diff(BEFORE, after), diff(after, BEFORE)

    mirror = {"added": "removed", "removed": "added", "changed": "changed"}
    assert [Change(mirror[kind], place, field, new, old) for kind, place, field, old, new in back] == there


def test_diff_is_empty_exactly_when_the_digest_is_the_same():
    value = mini.rich()
    for change in ({"in_demand": True}, {"effort_percent": 75}, {"code": "W1"}, {"position": 9}, {"group": "g"}):
        after = replace(value, skills=(value.skills[0], replace(value.skills[1], **change)))

        assert canonical.digest(after) != canonical.digest(value)
        assert [(found.kind, found.place, found.field) for found in diff(value, after)] == [
            ("changed", (WRITE,), next(iter(change)))
        ]
