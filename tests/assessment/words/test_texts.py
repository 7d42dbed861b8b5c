import pytest

from assessment.words.refusals import Refused
from assessment.words.texts import EVIDENCE_LIMIT, NAME_LIMIT, evidence_text, person_name
from tests.assessment.scripts import SCRIPTS, UNSHOWN

DECOMPOSED, COMPOSED = "e\u0301", "é"
BOTH = pytest.mark.parametrize("clean", [evidence_text, person_name])


@pytest.mark.parametrize("text", ["", "A paper", "two\nlines\tand a tab", "x" * EVIDENCE_LIMIT, *SCRIPTS.values()])
def test_evidence_is_kept_as_it_was_typed(text):
    assert evidence_text(text) == text


@pytest.mark.parametrize(
    "text", ["", "Ann", "O’Neill-Smith", "x" * (NAME_LIMIT + 1), *SCRIPTS.values(), *UNSHOWN.values()]
)
def test_a_name_is_kept_as_it_was_typed(text):
    assert person_name(text) == text  # how long it may be is for the form to say


@BOTH
def test_equal_texts_are_stored_equally(clean):
    assert clean(DECOMPOSED) == COMPOSED


@pytest.mark.parametrize(
    "kept",
    ["می\u200cخواهم", "क्\u200dष", "👩🏽\u200d🔬", "❤\ufe0f", "葛\U000e0100城", "🏴\U000e0067\U000e0062\U000e0065\U000e007f", "١\u0600"],
    ids=["ZWNJ", "ZWJ", "emoji", "selector", "variant", "flag", "sign that is seen"],
)  # fmt: skip
@BOTH
def test_what_spells_a_word_is_kept(clean, kept):
    assert clean(kept) == kept


@pytest.mark.parametrize(
    "unseen",
    [*"\x01\x07\x1b\x7f\x9f\u00ad\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\u3164\ufeff\ufff9\U000e0041"],
    ids=ascii,
)
@BOTH
def test_what_nobody_sees_is_dropped(clean, unseen):
    assert clean(f"{unseen}Ann{unseen}a{unseen}") == "Anna"


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_every_line_break_is_one_kind_of_line_break(line):
    assert evidence_text(f"One{line}two") == "One\ntwo"
    assert person_name(f"Ann{line}Lee{line}") == "Ann Lee"


@pytest.mark.parametrize(
    "nothing",
    ["\u200d", "\u200b \u200c", "\u3164", "\u2800", "\ufe0f\ufe0f", "\u115f", "\u00a0\u202e", "\v"],
    ids=ascii,
)
@BOTH
def test_what_shows_nothing_is_nothing(clean, nothing):
    assert clean(nothing) == ""


def test_evidence_is_counted_as_it_is_stored():
    assert evidence_text(DECOMPOSED * EVIDENCE_LIMIT) == COMPOSED * EVIDENCE_LIMIT
    assert evidence_text("x\u200b\r\n" * 500) == "x\n" * 500
    with pytest.raises(Refused, match=r"^evidence_too_long:2$"):
        evidence_text(DECOMPOSED * (EVIDENCE_LIMIT + 2))


@pytest.mark.parametrize("damaged", ["\0", "\ud800"], ids=ascii)
@pytest.mark.parametrize(("clean", "what"), [(evidence_text, "evidence"), (person_name, "person_name")])
def test_what_is_damaged_is_refused(clean, what, damaged):
    with pytest.raises(Refused, match=rf"^bad_characters:{what}$") as refusal:
        clean(f"a{damaged}b")
    assert refusal.value.status == 422
