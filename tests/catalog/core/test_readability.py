"""The Flesch-Kincaid grade: words, sentences, syllables and the formula."""

import pytest

from catalog.core.readability import grade, sentences, syllables, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("One two.", ["One", "two"]),
        ("machine-learning", ["machine", "learning"]),
        ("I don't, she’s", ["I", "don't", "she’s"]),
        ("3 of 12 and_so x2y", ["of", "and", "so", "x", "y"]),
        ("Größe déjà", ["Größe", "déjà"]),
        ("'quoted'", ["quoted"]),
    ],
    ids=["empty", "plain", "hyphen", "apostrophe", "digits", "other letters", "quotes"],
)
def test_words_of_a_text(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("No end", ["No end"]),
        ("One. Two! Three? Four: five; six", ["One", "Two", "Three", "Four", "five", "six"]),
        ("Really?! Yes...", ["Really", "Yes"]),
        ("Version 1.2 of e.g.this", ["Version 1.2 of e.g.this"]),
        ("One.\nTwo.", ["One", "Two"]),
        ("1. 2. Go.", ["Go"]),
    ],
    ids=["empty", "open", "every mark", "runs of marks", "points inside", "lines", "no words"],
)
def test_sentences_of_a_text(text, found):
    assert sentences(text) == found


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("Python", 2),
        ("model", 2),
        ("evaluation", 4),
        ("make", 1),
        ("the", 1),
        ("table", 2),
        ("degree", 2),
        ("makes", 1),
        ("used", 1),
        ("describes", 2),
        ("explored", 2),
        ("tested", 2),
        ("decided", 3),
        ("uses", 2),
        ("boxes", 2),
        ("sizes", 2),
        ("batches", 2),
        ("crashes", 2),
        ("changes", 2),
        ("traces", 2),
        ("oboe", 2),
        ("goodbye", 2),
        ("hmm", 1),
        ("CODE", 1),
        ("naïve", 1),
    ],
)
def test_syllables_of_a_word(word, count):
    assert syllables(word) == count


def test_grade_is_the_published_formula():
    # 6 words, 1 sentence, 6 syllables.
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)


def test_grade_counts_words_in_each_sentence():
    # 6 words in 2 sentences, 7 syllables.
    assert grade("I make models. She tests them.") == pytest.approx(0.39 * 3 + 11.8 * 7 / 6 - 15.59)


def test_grade_counts_terms_of_the_field_as_one_syllable():
    text = "I know Backpropagation."

    assert syllables("Backpropagation") == 5
    assert grade(text) == pytest.approx(0.39 * 3 + 11.8 * 7 / 3 - 15.59)
    assert grade(text, ignoring={"backpropagation"}) == pytest.approx(0.39 * 3 + 11.8 * 1 - 15.59)


@pytest.mark.parametrize("text", ["", "  ", "123 – 45!"], ids=["empty", "blank", "no letters"])
def test_grade_of_a_text_without_words_is_zero(text):
    assert grade(text) == 0


def test_grade_of_words_without_a_sentence_mark_counts_one_sentence():
    assert grade("I plan") == grade("I plan.")


def test_grade_rises_with_longer_sentences():
    assert grade("I plan. I build. I test.") < grade("I plan and I build and I test.")
