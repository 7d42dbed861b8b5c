"""What a newer edition changes for a role."""

from dataclasses import replace

from assessment.role.core.compiled import compile_role
from assessment.role.core.newer import differs
from catalog.core import snapshot as s
from catalog.core.diff import Part
from tests.assessment.mini import E, H, I, compiled
from tests.catalog.core import mini

LEVELS = [
    mini.level("one", 1, {"a": (2, E), "b": (1, I)}),
    mini.level("two", 2, {"a": (3, E), "b": (2, I), "c": (1, H)}),
]
OLD = compiled("abc", LEVELS)


def newer(**parts):
    return differs(OLD, compile_role(replace(OLD.snapshot, **parts), "e" * 64, "role"))


def with_skill(**parts) -> tuple[s.Skill, ...]:
    first, *others = OLD.snapshot.skills
    return replace(first, **parts), *others


def test_the_same_catalogue_differs_in_nothing():
    found = differs(OLD, OLD)
    assert (found.same, found.is_any) == (3, False)


def test_what_nobody_is_asked_or_scored_by_is_no_difference():
    found = newer(
        skills=with_skill(why="It matters.", tips=("Read.",), effort_percent=50),
        policy=replace(OLD.snapshot.policy, version=2),
        roles=(replace(OLD.role, summary="Another summary."),),
    )
    assert not found.is_any


def test_a_question_in_other_words_comes_with_both():
    found = newer(
        skills=with_skill(definition="New.", why="It matters.", anchors=(s.Anchor(1, "I do.", "Then do more."),))
    )

    [each] = found.reworded
    assert each.skill.slug == "a"
    assert [(change.place, change.field, change.before, change.after) for change in each.changes] == [
        ((Part("skill", ("a",)),), "definition", "", "New."),
        ((Part("skill", ("a",)), Part("anchor", (1,))), "", "", "I do."),
    ]
    assert (found.same, found.is_any) == (2, True)


def test_a_changed_sentence_is_one_change():
    before = compiled([mini.skill("a", anchors=(s.Anchor(1, "I do.", "More."),))], LEVELS[:1])
    skill = mini.skill("a", anchors=(s.Anchor(1, "I do it.", "Other."),))
    [each] = differs(before, compiled([skill], LEVELS[:1])).reworded
    assert [(change.field, change.before, change.after) for change in each.changes] == [("text", "I do.", "I do it.")]


def test_questions_that_come_or_go():
    later = compiled("abd", [mini.level("one", 1, {"a": (2, E), "b": (1, I), "d": (1, H)}), mini.level("two", 2, {})])
    found = differs(OLD, later)
    assert ([skill.slug for skill in found.added], [skill.slug for skill in found.gone]) == (["d"], ["c"])


def test_requirements_that_rise_fall_come_and_go():
    changed = [
        mini.level("one", 1, {"a": (3, E), "b": (1, E), "c": (1, H)}),
        mini.level("two", 2, {"a": (3, E), "c": (1, H)}),
    ]
    found = newer(roles=(mini.role(*changed),))
    rows = [
        (each.level.slug, each.skill.slug, each.before and each.before.step, each.after and each.after.step)
        for each in found.requirements
    ]
    assert rows == [("one", "a", 2, 3), ("one", "b", 1, 1), ("one", "c", None, 1), ("two", "b", 2, None)]
    assert (found.requirements[1].before.importance, found.requirements[1].after.importance) == (I, E)
    assert found.requirements[2].before is None


def test_levels_that_come_and_go_are_named_once():
    found = newer(roles=(mini.role(LEVELS[0], mini.level("three", 3, {"a": (4, E), "b": (2, I), "c": (1, H)})),))
    assert ([level.slug for level in found.new_levels], [level.slug for level in found.gone_levels]) == (
        ["three"],
        ["two"],
    )
    assert found.requirements == ()


def test_a_change_of_the_rule_or_the_scale_is_told():
    assert [change.field for change in newer(policy=replace(OLD.snapshot.policy, met_percent=90)).rule] == [
        "met_percent"
    ]
    scale = (replace(OLD.snapshot.scale[0], meaning="Something else."), *OLD.snapshot.scale[1:])
    found = newer(scale=scale)
    assert [change.field for change in found.rule] == ["meaning"]
    # Without sentences of their own the skills are asked in the words of the scale.
    assert [(each.skill.slug, each.changes) for each in found.reworded] == [("a", ()), ("b", ()), ("c", ())]
