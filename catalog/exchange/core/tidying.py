"""Texts of other people's files made comparable: odd spaces out, signs that nobody sees out, names in any case the same."""

import re
import unicodedata

# Spaces that are none of the keyboard's, and the tab.
_ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# What nobody sees: controls but the line break, marks of zero width, halves of letters that no encoding can hold.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_JOINERS = "\u200c\u200d"
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[\W_]+")


def tidy(text: str) -> str:
    """A text as it is meant: plain spaces, no unseen signs, nothing around it; line breaks stay."""
    plain = _UNSEEN.sub("", _ODD_SPACE.sub(" ", _BREAKS.sub("\n", text)))
    if "\n" in plain:
        plain = "\n".join(line.rstrip() for line in plain.split("\n"))
    return plain.strip().strip(_JOINERS).strip()


def one_line(text: str) -> str:
    """A tidy text without line breaks and with single spaces, as a name is written."""
    return _SPACES.sub(" ", tidy(text))


def same(text: str) -> str:
    """What names have in common that differ in case, in spaces or in the width of letters only."""
    if text.isascii() and text.isprintable():
        return " ".join(text.casefold().split())  # The same, as most texts are, without much ado.
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", tidy(text)).casefold()).strip()


def bare(text: str) -> str:
    """Letters and digits of a heading alone, in small letters: "Human Coding Scheme" and "humanCodingScheme" are one."""
    return _MARKS.sub("", same(text))
