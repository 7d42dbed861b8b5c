"""The code on a first page: typed as people type, and every slip of one letter or of two that changed places is found."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.signing.core import codes
from assessment.signing.core.codes import ALPHABET, CodeMistyped, made_of, read, shown

secrets = st.binary(min_size=16, max_size=32)


def test_a_code_by_hand():
    assert made_of(b"\0" * 16) == "0" * 24
    assert made_of(b"\xff" * 16) == "Z" * 23 + "H"
    assert shown("0123456789ABCDEFGHJKMNPQ") == "0123-4567-89AB-CDEF-GHJK-MNPQ"
    assert codes.BITS == 115


@given(secrets)
def test_a_code_is_read_as_it_is_shown_and_as_people_type_it(secret):
    code = made_of(secret)
    assert len(code) == 24
    typed = shown(code).lower().replace("0", "o").replace("1", "l")
    for each in (code, shown(code), typed, f" {typed} ", typed.replace("-", " \u2013 "), typed.replace("l", "I")):
        assert read(each) == code


@given(secrets, st.integers(0, 23), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_found(secret, place, letter):
    code = made_of(secret)
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        with pytest.raises(CodeMistyped):
            read(wrong)


@given(secrets)
def test_any_two_letters_that_changed_places_are_found(secret):
    code = made_of(secret)
    for one, other in combinations(range(24), 2):
        if code[one] != code[other]:
            letters = list(code)
            letters[one], letters[other] = letters[other], letters[one]
            with pytest.raises(CodeMistyped):
                read("".join(letters))


@pytest.mark.parametrize("typed", ["", "-", "0" * 23, "0" * 25, "U" * 24, "0" * 23 + "é", "0" * 23 + "\0", "ß" * 12])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(CodeMistyped):
        read(typed)


def test_another_bit_gives_another_code():
    secret = int.from_bytes(bytes(range(16)), "big")
    found = {made_of((secret ^ 1 << place).to_bytes(16, "big")) for place in range(13, 128)}
    assert len(found) == codes.BITS
