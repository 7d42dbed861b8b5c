import pytest

from assessment.words.refusals import Refused
from assessment.words.texts import EVIDENCE_LIMIT, NAME_LIMIT, evidence_text, person_name

DECOMPOSED, COMPOSED = "e\u0301", "é"


@pytest.mark.parametrize("text", ["", "A paper", "two\nlines\tand a tab", "👩‍🔬 \u202eturned", "x" * EVIDENCE_LIMIT])
def test_evidence_is_kept_as_it_was_typed(text):
    assert evidence_text(text) == text


@pytest.mark.parametrize("text", ["", "Ann", "李小龍", "O’Neill-Smith", "x" * (NAME_LIMIT + 1)])
def test_a_name_is_kept_as_it_was_typed(text):
    assert person_name(text) == text  # how long it may be is for the form to say


@pytest.mark.parametrize("clean", [evidence_text, person_name])
def test_equal_texts_are_stored_equally(clean):
    assert clean(DECOMPOSED) == COMPOSED


def test_evidence_is_counted_as_it_is_stored():
    assert evidence_text(DECOMPOSED * EVIDENCE_LIMIT) == COMPOSED * EVIDENCE_LIMIT
    with pytest.raises(Refused, match=r"^evidence_too_long:2$"):
        evidence_text(DECOMPOSED * (EVIDENCE_LIMIT + 2))


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\r", "\u0085", "\ud800"])
def test_evidence_holds_no_control_character(character):
    with pytest.raises(Refused, match=r"^bad_characters:evidence$") as refusal:
        evidence_text(f"a{character}b")
    assert refusal.value.status == 422


@pytest.mark.parametrize("character", ["\0", "\n", "\t", "\u200b", "\u202e", "\ud800"])
def test_a_name_holds_nothing_that_cannot_be_printed(character):
    with pytest.raises(Refused, match=r"^bad_characters:person_name$") as refusal:
        person_name(f"a{character}b")
    assert refusal.value.status == 422
