"""What changed, in words: every form of each sentence."""

from dataclasses import replace
from fractions import Fraction
from gettext import NullTranslations

import pytest

from assessment.history.core.compare import Part, Side, compare
from assessment.history.renderers.wording import ProgressWording
from assessment.role.core.compiled import with_main
from assessment.role.core.scoring import Answer
from tests.assessment.mini import E, compiled, sure
from tests.catalog.core import mini

PLAIN = NullTranslations()
TOLD = ProgressWording(PLAIN.gettext, PLAIN.ngettext)
ROLE = compiled("abc", [mini.level("one", 1, dict.fromkeys("abc", (4, E)))])


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "no change"),
        (Fraction(9, 10), Fraction(9, 10), "under 1 point"),
        (Fraction(-9, 10), Fraction(9, 10), "under 1 point"),
        (1, 1, "+1 point"),
        (Fraction(-3, 2), Fraction(-3, 2), "\u22121 point"),
        (-2, -2, "\u22122 points"),
        (Fraction(99, 10), Fraction(99, 10), "+9 points"),
        (12, 3, "+3 to +12 points"),
        (-12, 0, "\u221212 to 0 points"),
    ],
)
def test_a_change_of_readiness_in_points(low, high, words):
    assert TOLD.part(Part(Fraction(low) / 100, Fraction(high) / 100)) == words


@pytest.mark.parametrize(
    ("old", "new", "done", "words"),
    [
        (Answer(1), Answer(2), [("a", 2)], "1 step closed (a plan step done)"),
        (Answer(1), Answer(2, evidence="A talk"), [("a", 2)], "1 step closed (new evidence, a plan step done)"),
        (Answer(1), Answer(3), [], "2 steps closed"),
        (Answer(1), Answer(2), [], "up, within the usual wobble"),
        (Answer(1), Answer(1), [], "no change"),
        (Answer(2), Answer(1), [], "down, within the usual wobble"),
        (Answer(4), Answer(2), [], "2 steps lower"),
        (None, Answer(2), [], "answered now, open before"),
        (Answer(2), None, [], "not answered this time"),
    ],
)
def test_what_became_of_a_skill(old, new, done, words):
    sides = [Side(ROLE, {"a": answer} if answer else {}) for answer in (old, new)]
    assert TOLD.skill(compare(*sides, done).skills[0]) == words


@pytest.mark.parametrize(("value", "words"), [(Fraction(5, 3), "1.7"), (Fraction(5, 4), "1.3"), (Fraction(2), "2.0")])
def test_a_mean_has_one_decimal(value, words):
    assert TOLD.mean(value) == words


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (dict.fromkeys("abc", 3), "up, beyond the usual wobble (0.8 steps)"),
        (dict.fromkeys("abc", 1), "down, beyond the usual wobble (0.8 steps)"),
        ({"a": 3, "b": 2, "c": 2}, "within the usual wobble (0.8 steps)"),
        (dict.fromkeys("abc", 2), "no change (0.8 steps)"),
    ],
)
def test_what_became_of_an_area(steps, words):
    [area] = compare(Side(ROLE, sure(a=2, b=2, c=2)), Side(ROLE, sure(**steps))).areas
    assert TOLD.area(area) == words


def test_the_open_end_decides():
    [level] = compare(Side(ROLE, {}), Side(ROLE, sure(a=4, b=4, c=4))).levels
    assert TOLD.moved(level.yours.moved) == "not clear: open answers decide"


def test_what_to_know_first():
    nothing = compare(Side(ROLE, sure(a=1)), Side(ROLE, sure(a=1)))
    assert TOLD.summary(nothing) == ["No step counts as closed between these two attempts."]
    much = compare(Side(ROLE, sure(a=1, b=0)), Side(ROLE, {"a": Answer(2, evidence="A"), "b": Answer(3, evidence="B")}))
    assert TOLD.summary(much) == ["4 steps closed in 2 skills.", "New evidence for 2 skills."]


def test_another_main_field_is_told_by_name():
    skills = [mini.skill("a", group="g"), mini.skill("b", 1, group="g")]
    role = compiled(skills, [mini.level("one", 1, dict.fromkeys("ab", (4, E)))])
    named = Side(with_main(role, {"g": "b"}), sure(a=1))
    [_closed, told] = TOLD.summary(compare(Side(role, sure(a=1)), named))
    assert told == f"Your main field: then none named, now {role.snapshot.skill['b'].name}."


def test_other_rules_are_told():
    found = replace(compare(Side(ROLE, sure(a=1)), Side(ROLE, sure(a=1))), rules=(2, 3))
    assert TOLD.summary(found)[1:] == [
        "Rules version 2 scored the first and 3 the second, so verdicts can differ by that alone."
    ]
