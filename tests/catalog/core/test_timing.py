"""The time that is told: worked out from the words that are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.core import snapshot as s
from catalog.core.timing import minutes
from tests.catalog.core import mini


def skill_of(words: int, position: int = 0) -> s.Skill:
    """A skill whose question has so many words: one of its name, one for each of two of its steps, the rest to define it."""
    anchors = (s.Anchor(0, "No", ""), s.Anchor(1, "Yes", ""))
    return mini.skill("a", position, name="A", definition="word " * (words - 3), anchors=anchors)


SNAPSHOT = mini.snapshot([], [], scale=mini.scale(0, 1))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], 0),
        ([3], 5),
        ([1166], 5),
        ([1167], 10),
        ([583, 559], 5),
        ([583, 560], 10),
        ([11_876, 11_876], 100),
        ([11_876, 11_877], 105),
    ],
    ids=[
        "nothing",
        "little",
        "five minutes with a choice",
        "a word more",
        "two choices",
        "and a word",
        "much",
        "and a word more",
    ],
)
def test_reading_and_choosing_in_steps_of_five_minutes(words, told):
    assert minutes(SNAPSHOT, [skill_of(each, place) for place, each in enumerate(words)]) == told


def test_a_step_without_a_sentence_is_read_in_the_words_of_the_scale():
    bare = mini.skill("a", 0, name="A", definition="word " * 1156, anchors=())
    steps = (s.Step(0, "No", "four words are here", 0), s.Step(1, "Yes", "and here are five words", 8))

    assert minutes(mini.snapshot([], [], scale=steps), [bare]) == 5
    assert minutes(mini.snapshot([], [], scale=(*steps, s.Step(2, "More", "one", 40))), [bare]) == 10


@given(st.lists(st.integers(3, 2000), max_size=8), st.integers(3, 2000))
def test_more_questions_never_take_less_time(words, more):
    fewer = [skill_of(each) for each in words]

    assert minutes(SNAPSHOT, fewer) <= minutes(SNAPSHOT, [*fewer, skill_of(more)])
    assert minutes(SNAPSHOT, fewer) % 5 == 0
