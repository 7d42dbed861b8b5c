"""Gentle checks of a set of answers (method.md 2.2): they prompt a second look and never change a score."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from assessment.role.core.priorities import StepGraph
from assessment.role.core.scoring import Answer
from catalog.core.snapshot import Skill

SAME_IN_A_ROW = 10
QUICK_SECONDS = 2.0
ENOUGH_TO_TIME = 8


class Contradiction(NamedTuple):
    """A skill claimed at a step that, by the catalogue, needs more of another skill than was claimed there."""

    skill: Skill
    step: int
    needs: Skill
    needs_step: int
    given: int


def contradictions(graph: StepGraph, answers: Mapping[str, Answer]) -> list[Contradiction]:
    """Sure answers that sit above what their direct prerequisites allow, in catalogue order."""
    skills = graph.rules.skills
    found: dict[tuple[str, str], Contradiction] = {}
    for position, skill in enumerate(skills):
        claimed = answers.get(skill.slug)
        if claimed is None or claimed.unsure:
            continue
        for step in range(graph.rules.lowest + 1, claimed.step + 1):
            for other, needed in graph.needs[position][step]:
                base = answers.get(skills[other].slug)
                if base is not None and not base.unsure and base.step < needed:
                    found[skill.slug, skills[other].slug] = Contradiction(
                        skill, claimed.step, skills[other], needed, base.step
                    )
    return list(found.values())


def longest_run(steps: Sequence[int]) -> int:
    """The length of the longest run of equal steps, in the order in which they were asked."""
    longest = run = 0
    previous = None
    for step in steps:
        run = run + 1 if step == previous else 1
        previous = step
        longest = max(longest, run)
    return longest


def is_straight_line(steps: Sequence[int], seconds: Sequence[float]) -> bool:
    """Ten equal answers in a row, or a median under two seconds an answer (over at least eight timed answers).

    `seconds` are the pauses between one answer and the next, as far as they are known.
    """
    hurried = len(seconds) >= ENOUGH_TO_TIME and median(seconds) < QUICK_SECONDS
    return hurried or longest_run(steps) >= SAME_IN_A_ROW
