"""The first twelve weeks of a plan: a few skills, and how far each of them comes (method.md 4.4)."""

from collections.abc import Sequence
from typing import NamedTuple

from assessment.plan.core.plan import PlanStep
from assessment.plan.core.schedule import Schedule

WEEKS, MOST_SKILLS = 12, 3


class Turn(NamedTuple):
    """A skill of the quarter: its items among those weeks, by position, the first `done` of them done by their end.

    `week` is the one, from 1, in which the first item is begun.
    """

    items: tuple[int, ...]
    done: int
    week: int

    @property
    def first(self) -> int:
        """The item to begin with."""
        return self.items[0]

    @property
    def last(self) -> int:
        """The highest item that is done by then; the one under way where none is."""
        return self.items[max(self.done, 1) - 1]


def quarter(steps: Sequence[PlanStep], schedule: Schedule) -> tuple[Turn, ...]:
    """The skills that come first in the plan among those begun in its first weeks, in the order in which they are begun."""
    items: dict[int, list[int]] = {}
    for slot in schedule.slots:
        if slot.from_week < WEEKS:
            items.setdefault(steps[slot.step].skill, []).append(slot.step)
    turns = [
        Turn(
            tuple(of_skill),
            sum(schedule.slots[item].to_week <= WEEKS for item in of_skill),
            int(schedule.slots[of_skill[0]].from_week) + 1,
        )
        for of_skill in list(items.values())[:MOST_SKILLS]
    ]
    return tuple(sorted(turns, key=lambda turn: schedule.slots[turn.first].from_week))
