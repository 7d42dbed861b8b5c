"""A change as an editor reads it: its sort, the words that differ, and what is in a thing that came or went."""

from dataclasses import replace

import pytest

from catalog.core import snapshot as s
from catalog.core.changes import Line, Marked, content, marked, sort_of
from catalog.core.diff import Part, diff
from tests.catalog.core import mini

SKILL = mini.skill("write", name="Writing", anchors=(s.Anchor(1, "I write.", "Write more."),))
LEVEL = mini.level("base", 1, {"write": (1, "important")})
BEFORE = mini.snapshot([SKILL], [LEVEL])


def asks(step: int | None, importance: s.Importance) -> s.Snapshot:
    return replace(BEFORE, roles=(mini.role(mini.level("base", 1, {"write": (step, importance)})),))


def of_skill(**parts) -> s.Snapshot:
    return replace(BEFORE, skills=(replace(SKILL, **parts),))


def with_rule(**parts) -> s.Snapshot:
    return replace(BEFORE, policy=replace(mini.POLICY, **parts))


SORTS = {
    "a step more": (BEFORE, asks(2, "important"), "stricter"),
    "a step less": (BEFORE, asks(0, "important"), "looser"),
    "a step stated": (asks(None, "important"), BEFORE, "stricter"),
    "a step no more stated": (BEFORE, asks(None, "important"), "looser"),
    "a must-have now": (BEFORE, asks(1, "essential"), "stricter"),
    "helpful now": (BEFORE, asks(1, "helpful"), "looser"),
    "a higher bar": (BEFORE, with_rule(met_percent=90), "stricter"),
    "more slips": (BEFORE, with_rule(met_slip_percent=30), "looser"),
    "a weight": (BEFORE, with_rule(helpful=2), "other"),
    "a name": (BEFORE, of_skill(name="To write"), "reworded"),
    "a position": (BEFORE, of_skill(position=7), "other"),
    "retired": (BEFORE, of_skill(retired=True), "removed"),
    "brought back": (of_skill(retired=True), BEFORE, "added"),
    "into a group": (BEFORE, of_skill(group="g"), "looser"),
    "out of a group": (of_skill(group="g"), BEFORE, "stricter"),
    "into another group": (of_skill(group="g"), of_skill(group="h"), "other"),
    "a sentence gone": (BEFORE, of_skill(anchors=()), "removed"),
    "a link": (BEFORE, of_skill(links=(s.Link("esco", "1", "u", "U", "x"),)), "added"),
    "the catalogue": (BEFORE, replace(BEFORE, schema=3), "other"),
}


@pytest.mark.parametrize(("before", "after", "sort"), SORTS.values(), ids=SORTS)
def test_the_sort_of_a_change(before: s.Snapshot, after: s.Snapshot, sort: str):
    assert [sort_of(change) for change in diff(before, after)] == [sort]


def test_words_that_differ_are_marked():
    assert marked("I write one page of it.", "I write two pages of it.") == (
        Marked("same", "I write "),
        Marked("removed", "one"),
        Marked("added", "two"),
        Marked("same", " "),
        Marked("removed", "page"),
        Marked("added", "pages"),
        Marked("same", " of it."),
    )


@pytest.mark.parametrize(("before", "after"), [("a b c d", "a c d e"), ("", "new"), ("old", ""), ("x\n y", "x\n z")])
def test_both_texts_can_be_read_from_the_marks(before, after):
    pieces = marked(before, after)
    assert "".join(piece.text for piece in pieces if piece.sort != "added") == before
    assert "".join(piece.text for piece in pieces if piece.sort != "removed") == after


def test_texts_with_little_in_common_stand_one_after_the_other():
    assert marked("I plan a week.", "Somebody else decides it.") == (
        Marked("removed", "I plan a week."),
        Marked("added", "Somebody else decides it."),
    )


def test_what_is_in_a_thing_is_every_value_that_is_not_empty():
    assert content(BEFORE, (Part("skill", ("write",)), Part("anchor", (1,)))) == [
        Line((), "step", "1"),
        Line((), "text", "I write."),
        Line((), "next_step", "Write more."),
    ]
    lines = content(BEFORE, (Part("role", ("role",)),))
    assert Line((Part("level", ("base",)), Part("requirement", ("write",))), "importance", "important") in lines
    assert Line((), "name", "Role") in lines


@pytest.mark.parametrize("change", diff(None, mini.rich()), ids=str)
def test_everything_that_can_come_has_content(change):
    assert content(mini.rich(), change.place)
