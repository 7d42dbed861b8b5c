"""How long the questions of some skills take, by their words (method.md 2.4). Nobody has been timed."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from catalog.core.snapshot import Skill, Snapshot

WORDS_A_MINUTE = 238
SECONDS_A_CHOICE = 6
ROUNDED_UP_TO = 5  # minutes


def minutes(snapshot: Snapshot, skills: Iterable[Skill]) -> int:
    """The minutes to read the question of each skill and to choose, rounded up to the next five; none for no question."""
    asked = list(skills)
    words = sum(len(text.split()) for skill in asked for text in _question(snapshot, skill))
    exact = Fraction(words, WORDS_A_MINUTE) + Fraction(len(asked) * SECONDS_A_CHOICE, 60)
    return ROUNDED_UP_TO * ceil(exact / ROUNDED_UP_TO)


def _question(snapshot: Snapshot, skill: Skill) -> Iterable[str]:
    """What a person reads of it."""
    return skill.name, skill.definition, *(snapshot.sentence(skill, step.value) for step in snapshot.steps)
