"""Ways on: joined to the steps that are surely there, never to an order of pay or worth."""

import pytest

from assessment.report.core.directions import Direction, directions, lowest_high, strengths
from assessment.role.core.scoring import Answer
from catalog.core import snapshot as s
from tests.assessment.mini import E, report, sure
from tests.catalog.core import mini

LEVEL = mini.level("one", 1, dict.fromkeys("abcdef", (2, E)))


def told(answers: dict[str, Answer], **parts):
    return report("abcdef", [LEVEL], answers, **parts)


def note(slug: str, skills: str = "", kind: str = "transition", position: int = 0) -> s.RoleNote:
    return s.RoleNote(slug, kind, position, slug.title(), "", tuple(skills), (), "", "")


def ways(found: list[Direction]) -> list[tuple[str, list[tuple[str, int]]]]:
    return [(way.note.slug, [(each.skill.slug, each.step) for each in way.strengths]) for way in found]


def test_a_way_builds_on_the_high_steps_in_its_skills():
    found = directions(told(sure(a=3, b=2, c=4, d=4)), [note("teach", "abc")])

    assert ways(found) == [("teach", [("c", 4), ("a", 3)])]


def test_the_surest_of_equal_steps_comes_first():
    answers = {"a": Answer(4, unsure=True), "b": Answer(3), "c": Answer(3, unsure=True)}

    found = strengths(told(answers), note("teach", "abc"))

    assert [(each.skill.slug, each.step) for each in found] == [("b", 3), ("a", 3)]


def test_no_more_than_four_are_named():
    assert len(strengths(told(sure(**dict.fromkeys("abcdef", 4))), note("teach", "abcdef"))) == 4


def test_what_was_skipped_is_no_strength():
    assert directions(told(sure(a=2)), [note("teach", "abc")]) == []


def test_a_way_without_a_strength_is_left_out():
    assert ways(directions(told(sure(a=4)), [note("teach", "a"), note("lead", "b"), note("rest")])) == [
        ("teach", [("a", 4)])
    ]


def test_more_strengths_come_first_and_equals_stay_in_the_order_of_their_notes():
    notes = [
        note("second", "a", position=2), note("near", "a", "adjacent"), note("first", "b", position=1),
        note("both", "ab", "adjacent", 9),
    ]  # fmt: skip

    assert [slug for slug, _ in ways(directions(told(sure(a=4, b=4)), notes))] == ["both", "first", "second", "near"]


@pytest.mark.parametrize("kind", ["about", "duty", "background", "employer", "market", "learning"])
def test_no_other_note_is_a_way(kind):
    assert directions(told(sure(a=4)), [note("pay", "a", kind)]) == []


def test_a_skill_of_a_later_edition_does_not_count():
    later = s.RoleNote("teach", "transition", 0, "Teach", "", ("a", "new"), (), "", "")

    assert ways(directions(told(sure(a=4)), [later])) == [("teach", [("a", 4)])]


@pytest.mark.parametrize(
    ("lowest", "highest", "high"), [(0, 4, 3), (1, 4, 3), (0, 1, 1), (0, 2, 1), (1, 2, 2), (0, 6, 5)]
)
def test_what_counts_as_high_depends_on_the_scale(lowest, highest, high):
    asked = [mini.level("one", 1, {"a": (lowest + 1, E)})]

    assert lowest_high(report("a", asked, scale=mini.scale(lowest, highest))) == high
