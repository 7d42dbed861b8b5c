"""The example of “How we score” is scored by the very code that scores everybody."""

from dataclasses import replace
from fractions import Fraction

from assessment.site.core import worked_example
from assessment.site.core.worked_example import DEFAULT_POLICY
from assessment.words.ranges import Range
from catalog.core import canonical
from tests.catalog.core import mini


def test_default_policy_is_that_of_the_method():
    assert mini.POLICY == DEFAULT_POLICY


def test_example_is_the_mini_catalogue_of_the_method():
    value = worked_example.snapshot()

    assert [skill.slug for skill in value.ordered_skills] == ["A", "B", "C", "D"]
    assert [
        (need.skill, need.importance, need.step) for level in value.roles[0].ladder for need in level.requirements
    ] == [
        ("A", "essential", 2),
        ("B", "essential", 1),
        ("C", "important", 2),
        ("D", "helpful", 1),
        ("A", "essential", 3),
        ("B", "essential", 2),
        ("C", "important", 3),
        ("D", "helpful", 1),
    ]
    assert [step.name for step in value.steps] == ["Not yet", "Foundation", "Working", "Practitioner", "Expert"]
    assert canonical.parse(canonical.payload(value)) == value


def test_example_adds_up_line_by_line():
    example = worked_example.build(None)

    assert [
        (line.members[0].slug, line.have.low, line.need.step, line.earned.low, line.possible) for line in example.lines
    ] == [
        ("A", 2, 2, 6, 6),
        ("B", 1, 1, 3, 3),
        ("C", 1, 2, 2, 4),
        ("D", 0, 1, 0, 1),
    ]
    assert example.report.focus.earned == (11, 11)
    assert example.report.focus.readiness.low == Fraction(11, 14)
    assert example.report.focus.verdict == Range("close", "close")
    assert example.report.focus.level.slug == "level-1"


def test_example_follows_the_policy_of_the_catalogue():
    example = worked_example.build(replace(DEFAULT_POLICY, essential=1, important=1, met_percent=50, close_percent=50))

    assert example.report.snapshot.policy.met_percent == 50
    assert [line.possible for line in example.lines] == [2, 1, 2, 1]
    assert example.report.focus.readiness.low == Fraction(4, 6)
    assert example.report.focus.verdict == Range("met", "met")
