"""How much of the study of a catalogue's skills its resources cover, by their providers' own figures."""

from collections import Counter
from statistics import median
from typing import NamedTuple

from assessment.plan.core.effort import study_hours
from assessment.role.core.priorities import step_hours
from catalog.core.snapshot import Snapshot

# The last step is nearly all practice; what leads there is not counted.
STEPS = 3


class Covered(NamedTuple):
    """Of one skill, by slug: the hours of study of its first three steps, and how many of them are covered."""

    skill: str
    study: int
    covered: int

    @property
    def percent(self) -> int:
        """The share that is covered, in whole per cent; all of it where nothing is to be studied."""
        return 100 * self.covered // self.study if self.study else 100


def covered(snapshot: Snapshot) -> tuple[Covered, ...]:
    """What is covered of each active skill, in catalogue order.

    What is in another language than the catalogue does not count: it says again what others say. What covers more than
    the study of its step counts for that study.
    """
    hours: Counter[tuple[str, int]] = Counter()
    for resource in snapshot.resources:
        if resource.language.split("-")[0] == snapshot.framework.language.split("-")[0]:
            for row in resource.steps:
                hours[row.skill, row.step] += row.covers_hours
    found = []
    for skill in snapshot.ordered_skills:
        if not skill.retired:
            study = {
                step.value: study_hours(step_hours(step, skill), step.value, snapshot.lowest, snapshot.highest)
                for step in snapshot.steps[1 : STEPS + 1]
            }
            known = sum(min(most, hours[skill.slug, step]) for step, most in study.items())
            found.append(Covered(skill.slug, sum(study.values()), known))
    return tuple(found)


def middle(found: tuple[Covered, ...]) -> float:
    """The median over skills of the share that is covered, in per cent; 0 without skills."""
    return median([each.percent for each in found]) if found else 0
