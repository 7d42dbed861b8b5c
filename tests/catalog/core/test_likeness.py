"""Sets of words that share much: the quick way finds what comparing all with all finds."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.core.likeness import alike

VOCABULARIES = st.lists(st.frozensets(st.sampled_from("abcdefgh")), max_size=8)


@given(VOCABULARIES, st.integers(1, 100))
def test_it_finds_what_comparing_each_with_each_finds(vocabularies, percent):
    texts = {str(position): words for position, words in enumerate(vocabularies)}
    expected = {
        (one, other): 100 * len(texts[one] & texts[other]) // len(texts[one] | texts[other])
        for one, other in combinations(texts, 2)
        if texts[one] | texts[other]
    }
    found = {(one, other): shared for one, other, shared in alike(texts, percent)}
    assert found == {pair: shared for pair, shared in expected.items() if shared >= percent}


@pytest.mark.parametrize(
    ("percent", "found"), [(50, [("a", "b", 50)]), (51, [])], ids=["shares just enough", "shares too little"]
)
def test_the_earlier_comes_first_and_the_limit_counts(percent, found):
    assert list(alike({"a": {"x", "y", "z"}, "b": {"x", "y", "w"}, "c": {"q"}}, percent)) == found


def test_texts_without_words_are_like_nothing():
    assert list(alike({"a": set(), "b": set()}, 1)) == []
