"""Gentle checks of a set of answers (method.md 2.2): they prompt a second look and never change a score."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from assessment.role.core.priorities import StepGraph
from assessment.role.core.scoring import Answer
from catalog.core.snapshot import Skill

SAME_IN_A_ROW = 10
QUICK_SECONDS = 2
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


class Alike(NamedTuple):
    """A step that was chosen many times in a row: in how many of how many answers at all, and in how many in a row."""

    step: int
    chosen: int
    answers: int
    run: int


def alike(steps: Sequence[int]) -> Alike | None:
    """The longest run of one step, in the order in which questions were asked; None where it is under ten."""
    runs = [(step, len(list(group))) for step, group in groupby(steps)]
    step, run = max(runs, key=lambda each: each[1], default=(0, 0))
    return Alike(step, steps.count(step), len(steps), run) if run >= SAME_IN_A_ROW else None


def is_hurried(seconds: Sequence[float]) -> bool:
    """Whether half of the pauses between one answer and the next are under two seconds, of eight pauses or more."""
    return len(seconds) >= ENOUGH_TO_TIME and median(seconds) < QUICK_SECONDS
