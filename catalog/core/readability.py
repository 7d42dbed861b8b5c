"""How hard a text is to read, by the Flesch-Kincaid grade (Kincaid et al. 1975).

Syllables are counted by rule, not by dictionary: good enough for a median over a catalogue
and for a warning on one text, not for a verdict on one word.
"""

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")


def words(text: str) -> list[str]:
    """The words of a text, in order; hyphenated parts count one by one."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text: split at . ! ? : ; before white space or the end."""
    return [part.strip() for part in _SENTENCE_END.split(text) if words(part)]


def syllables(word: str) -> int:
    """Syllables of an English word, at least 1: vowel groups, less a silent final e."""
    lower = word.lower()
    count = len(_VOWELS.findall(lower))
    if (
        lower.endswith(("es", "ed"))
        and not lower.endswith(("ted", "ded", "ses", "xes", "zes", "ches", "shes", "ges", "ces"))
    ) or (lower.endswith("e") and not lower.endswith(("le", "ee", "oe", "ye"))):
        count -= 1
    return max(1, count)


def grade(text: str, ignoring: Collection[str] = ()) -> float:
    """The Flesch-Kincaid grade of a text: about the school year that can read it.

    0.39 x words per sentence + 11.8 x syllables per word - 15.59. Words in `ignoring`
    (lower case, the field's own terms) count as one syllable each, as method.md 2.3 rule 6 asks.
    A text without words has grade 0.
    """
    found = words(text)
    if not found:
        return 0.0
    spoken = sum(1 if word.lower() in ignoring else syllables(word) for word in found)
    return 0.39 * len(found) / max(1, len(sentences(text))) + 11.8 * spoken / len(found) - 15.59
