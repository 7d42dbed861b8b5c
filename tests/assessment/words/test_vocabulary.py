import re
from datetime import date
from fractions import Fraction

import pytest

from assessment.words.ranges import Interval, Range
from assessment.words.values import VERDICTS
from assessment.words.vocabulary import Words
from catalog.core.snapshot import IMPORTANCES
from tests.catalog.core import mini

# As gettext and ngettext are without a translation, and in a language that shouts.
PLAIN = Words(str, lambda one, many, count: one if count == 1 else many)
LOUD = Words(
    lambda text: re.sub(r"(%\(\w+\)\w)|.", lambda m: m[1] or m[0].upper(), text),
    lambda _one, many, _count: many.upper(),
    "loud",
)
SNAPSHOT = mini.snapshot([], [])


@pytest.mark.parametrize(
    ("word", "codes", "words"),
    [
        (PLAIN.verdict, VERDICTS, ["Not yet", "Close", "Met"]),
        (PLAIN.importance, IMPORTANCES, ["must-have", "important", "helpful"]),
    ],
)
def test_every_value_of_a_vocabulary_has_a_word(word, codes, words):
    assert [word(code) for code in codes] == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("met", "met", "Met"), ("not_yet", "close", "Between “Not yet” and “Close”")],
)
def test_a_verdict_that_answers_leave_open_has_both_ends(low, high, words):
    assert PLAIN.verdict_range(Range(low, high)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (Fraction(1, 2), Fraction(1, 2), "50 %"),
        (Fraction(1, 2), Fraction(2, 3), "50–66 %"),
        (Fraction(501, 1000), Fraction(509, 1000), "50 %"),
    ],
)
def test_a_share_that_answers_leave_open_has_both_ends_where_they_read_differently(low, high, words):
    assert PLAIN.percent_range(Range(low, high)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"), [(2, 2, "2 Step 2"), (0, 4, "0 Step 0 to 4 Step 4"), (0, 0, "0 Step 0")]
)
def test_steps_are_told_by_number_and_name(low, high, words):
    assert PLAIN.steps(SNAPSHOT, Interval(low, high)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "in place"),
        (1, 1, "1 step to go"),
        (3, 3, "3 steps to go"),
        (0, 1, "0–1 step to go"),
        (1, 3, "1–3 steps to go"),
    ],
)
def test_how_many_steps_are_missing(low, high, words):
    assert PLAIN.to_go(low, high) == words


def test_a_requirement_is_named_by_its_skill_and_a_group_by_all_of_them():
    a, b = mini.skill("a"), mini.skill("b")
    assert PLAIN.members([a]) == "A"
    assert PLAIN.members([a, b]) == "The best of: A; B"


@pytest.mark.parametrize("month", range(1, 13))
def test_days_are_told_long_and_short(month):
    day = date(2027, month, 4)
    assert PLAIN.day(day) == f"{day:4 %B %Y}"
    assert PLAIN.month(day) == f"{day:%b %Y}"
    assert PLAIN.short_day(day) == f"{day:4 %b %Y}"


def test_all_words_are_those_of_the_language():
    told = [
        LOUD.verdict("met"),
        LOUD.importance("helpful"),
        LOUD.to_go(0, 0),
        LOUD.month(date(2027, 1, 1)),
    ]
    assert told == ["MET", "HELPFUL", "IN PLACE", "JAN 2027"]
