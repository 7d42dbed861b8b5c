"""What may stand in the texts that a person types: how long they are, and which characters are refused."""

import unicodedata

from assessment.words.refusals import Refused

EVIDENCE_LIMIT = 1000
NAME_LIMIT = 120


def evidence_text(text: str) -> str:
    """The text as it is stored, NFC. Raises Refused (422) where it is too long or holds control characters."""
    clean = unicodedata.normalize("NFC", text)
    if len(clean) > EVIDENCE_LIMIT:
        raise Refused(422, "evidence_too_long", str(len(clean) - EVIDENCE_LIMIT))
    if any(unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t" for character in clean):
        raise Refused(422, "bad_characters", "evidence")
    return clean


def person_name(text: str) -> str:
    """A name as it is stored, NFC. Raises Refused (422) where it holds a character that cannot be printed."""
    clean = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(character) in {"Cc", "Cs", "Cf"} for character in clean):
        raise Refused(422, "bad_characters", "person_name")
    return clean
