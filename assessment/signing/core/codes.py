"""The code on a report's first page: 115 random bits as 23 letters and digits, and one more that finds slips of the pen.

Letters are those of Crockford's base 32: no I, L, O or U, so that none is taken for a digit, or spells a word. Who types
one of them is understood all the same.
"""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 23
BITS = 5 * LETTERS
GROUP = 4
_ALIKE = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
# Arithmetic of 32 numbers in which each but 0 can be divided by: x^5 + x^2 + 1.
_OVERFLOW, _POLYNOMIAL = 0b100000, 0b100101


class CodeMistyped(ValueError):
    """What was typed is no code: too short, too long, a sign that none has, or a slip."""


def made_of(secret: bytes) -> str:
    """The code of 16 or more random bytes, as it is kept: letters without anything between."""
    number = int.from_bytes(secret, "big") >> (8 * len(secret) - BITS)
    letters = [number >> (5 * place) & 31 for place in reversed(range(LETTERS))]
    return "".join(ALPHABET[each] for each in [*letters, _check(letters)])


def shown(code: str) -> str:
    """A code as people read it, in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(typed: str) -> str:
    """The code that somebody typed, in any case, with or without what stands between. Raises CodeMistyped."""
    code = _BETWEEN.sub("", typed).upper().translate(_ALIKE)
    if len(code) != LETTERS + 1 or set(code) - set(ALPHABET):
        raise CodeMistyped
    *letters, last = (ALPHABET.index(each) for each in code)
    if _check(letters) != last:
        raise CodeMistyped
    return code


def _check(letters: list[int]) -> int:
    """The last letter. Each place has a weight of its own, so one wrong letter or any two that changed places show."""
    total = 0
    for letter in letters:
        total = _doubled(total ^ letter)
    return total


def _doubled(number: int) -> int:
    number <<= 1
    return number ^ _POLYNOMIAL if number & _OVERFLOW else number
