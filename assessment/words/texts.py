"""What a person's texts are stored as: the one place that every form, file and interface of ours cleans them in.

Kept are all letters and signs, and the joiners without which Persian, Hindi and emoji are misspelt. Line breaks are one
kind of line break. Other characters that nobody sees, which come with what is pasted, are dropped.
"""

import re
import unicodedata

from assessment.words.refusals import Refused

EVIDENCE_LIMIT = 1000
NAME_LIMIT = 120
LABEL_LIMIT = 60

_DAMAGED = re.compile("[\0\ud800-\udfff]")
# Also those of PowerPoint (VT), of printers (FF), of mainframes (NEL), and Unicode's own for lines and paragraphs.
_LINE_BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_BLANK = re.compile("[\n\t]+")
# The flags of some countries are spelt by characters that are not seen, behind a black flag.
_UNSEEN = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007f]+)|[\x01-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
# With what is kept and not seen by itself: joiners, selectors of variants, fillers, the empty Braille cell.
_NOTHING = re.compile(
    "[\\s\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
)


def evidence_text(text: str) -> str:
    """The text as it is stored, NFC. Raises Refused (422) where it is too long or damaged."""
    clean = _clean(text, "evidence")
    if len(clean) > EVIDENCE_LIMIT:
        raise Refused(422, "evidence_too_long", str(len(clean) - EVIDENCE_LIMIT))
    return clean


def person_name(text: str) -> str:
    """A name as it is stored: NFC and on one line. Raises Refused (422) where it is damaged."""
    return _BLANK.sub(" ", _clean(text, "person_name")).strip()


def label(text: str) -> str:
    """What somebody calls a thing of theirs, as it is stored: NFC and on one line. Raises Refused (422) where it is
    damaged."""
    return _BLANK.sub(" ", _clean(text, "label")).strip()


def remark(text: str) -> str:
    """A line on a question as it is stored: NFC and on one line. Raises Refused (422) where it is damaged."""
    return _BLANK.sub(" ", _clean(text, "remark")).strip()


def _clean(text: str, what: str) -> str:
    """The text without what is not seen; empty where nothing can be seen. NUL and halves of characters are no text."""
    if _DAMAGED.search(text):
        raise Refused(422, "bad_characters", what)
    clean = _UNSEEN.sub(lambda found: found[1] or "", _LINE_BREAK.sub("\n", text))
    return "" if _NOTHING.fullmatch(clean) else unicodedata.normalize("NFC", clean)
