"""All roles by the oracle: one set of answers against each, as plainly as docs/method.md says it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.assessment.oracle import document, scorer
from tests.assessment.oracle.catalogue import Catalogue
from tests.assessment.oracle.scorer import RANKS, Answered


def elsewhere(cats: Sequence[Catalogue], answers: Mapping[str, Answered], *, target: str = "") -> list[dict[str, Any]]:
    """Where the answers put somebody at all roles, the nearest first; `target` is a level of the first."""
    found = []
    for cat in cats:
        asked = {skill.slug for skill in cat.skills}
        said = {slug: answer for slug, answer in answers.items() if slug in asked}
        found.append(_at(cat, said, target if cat is cats[0] else ""))
    return sorted(found, key=_near, reverse=True)


def _at(cat: Catalogue, said: Mapping[str, Answered], target: str) -> dict[str, Any]:
    """The part of a report's document that is about the levels."""
    track = next((level.track for level in cat.levels if level.slug == target), "")
    ladders = [scorer.ladder(cat, steps, track) for steps in scorer.ends(cat, said)]
    return {
        "role": cat.role[0],
        "coverage": document.coverage(cat, said),
        **scorer.place_of(cat, said, track),
        "levels": [document.of_level(cat, level, said, ladders) for level in cat.levels],
    }


def _near(told: Mapping[str, Any]) -> list[Any]:
    """The best verdict surely, the best one maybe, the readiness for the first level surely and maybe."""
    best = [max(RANKS.index(level["verdict"][end]) for level in told["levels"]) for end in ("low", "high")]
    return [*best, *(Fraction(told["levels"][0]["readiness"][end]) for end in ("low", "high"))]


def skills_of(cats: Sequence[Catalogue]) -> set[str]:
    return {skill.slug for cat in cats for skill in cat.skills}
