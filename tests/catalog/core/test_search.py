"""What is found, in which order, and what of it is marked."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.core.search import Entry, Passage, excerpt, fold, marked, search, words_of


def entry(slug: str, name: str, lead: str = "", **texts: str) -> Entry:
    told = [Passage("name", "", name, fold(name)), Passage("lead", "", lead, fold(lead))]
    told += [Passage("anchor", label, words, fold(words)) for label, words in texts.items()]
    return Entry(slug, "", (), tuple(told), "\n".join(text.folded for text in told))


def found(query: str, *entries: Entry) -> list[str]:
    return [hit.entry.slug for hit in search(entries, words_of(query))]


def shown(pieces) -> str:
    return "".join(f"[{piece.words}]" if piece.is_hit else piece.words for piece in pieces)


def test_every_word_has_to_stand_somewhere():
    bread = entry("bread", "Baking bread", "Bake what people eat.", one="I bake rolls.")
    cake = entry("cake", "Baking cake")
    assert found("bak", bread, cake) == ["bread", "cake"]
    assert found("rolls baking", bread, cake) == ["bread"]
    assert found("rolls cake", bread, cake) == []


def test_words_in_a_name_come_before_words_in_a_text_and_starts_before_middles():
    text = entry("text", "Cooking", "With salt.")
    middle = entry("middle", "Basalt")
    name = entry("name", "Old salt")
    assert found("salt", text, middle, name) == ["name", "middle", "text"]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("CAFÉ", "a cafe, a Café, a cafe\u0301.", "a [cafe], a [Café], a [cafe\u0301]."),
        ("strasse", "Die Straße", "Die [Straße]"),
        ("ss", "Straße", "Stra[ß]e"),
        ("istanbul", "İSTANBUL", "[İSTANBUL]"),
        ("أداة", "اداة", "[اداة]"),
        ("机器", "学习机器学习", "学习[机器]学习"),
        ("ab bc", "xabcx", "x[abc]x"),
        ("a <b>", "<b> and a", "[<b>] [a]nd [a]"),
    ],
)
def test_case_and_accents_do_not_matter_and_what_is_marked_is_the_text_itself(query, text, expected):
    assert shown(marked(text, words_of(query))) == expected


def test_an_excerpt_is_the_part_around_the_first_hit_in_whole_words():
    text = f"{'before ' * 40}salt{' after' * 40}"
    said = shown(excerpt(text, ["salt"]))
    assert said.startswith("… before before")
    assert said.endswith("after after …")
    assert said.count("[salt]") == 1
    assert len(said) < 200


def test_an_excerpt_of_a_text_without_spaces_is_cut_where_it_is():
    said = shown(excerpt(f"{'前' * 300}鹽{'後' * 300}", ["鹽"]))
    assert said.startswith("… 前")
    assert said.endswith("後 …")
    assert "[鹽]" in said
    assert len(said) < 200


def test_where_else_a_word_stands_is_told_once_for_each_word():
    [hit] = search(
        [entry("bread", "Bread", one="I bake rolls.", two="You bake rolls and buns.")], words_of("bread buns")
    )
    assert [(place.label, shown(place.pieces)) for place in hit.places] == [("two", "You bake rolls and [buns].")]


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_pieces_are_the_text_and_their_hits_are_what_was_asked_for(text, words):
    folded = [word for each in words for word in words_of(each)]
    pieces = marked(text, folded)
    assert "".join(piece.words for piece in pieces) == text
    assert any(piece.is_hit for piece in pieces) == any(word in fold(text) for word in folded)


@pytest.mark.slow
def test_every_letter_once_folded_stays_as_it_is():
    letters = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    assert [letter for letter in letters if fold(fold(letter)) != fold(letter)] == []
