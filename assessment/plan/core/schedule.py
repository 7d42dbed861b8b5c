"""A plan in weeks and dates (method.md 4.4).

Work flows. While any step is open, exactly the week's hours are worked, shared equally by the steps in hand: the first
two in plan order that are ready, or the one that is. So a schedule is laid out once on a line of hours worked, whatever
the week holds, and hours a week only turn that line into dates: hour t is worked at t/H weeks. From that follow, for
every step: twice the hours a week halve both its start and its end, so nothing ever ends later; the load of each week
is the week's hours, less only in the last; and half or twice the effort halves or doubles every date. List scheduling
in whole weeks has none of this (Graham's anomalies).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from assessment.plan.core.plan import PlanStep

IN_PARALLEL = 2
LEAST_HOURS, MOST_HOURS = 1, 60
DAYS_A_WEEK = 7
# Best, likely and worst effort, in halves of the typical one (method.md 4.3).
HALVES = (1, 2, 4)


class HoursInvalid(ValueError):
    """The hours a week are outside LEAST_HOURS to MOST_HOURS."""


class Stretch(NamedTuple):
    """From one hour worked to another, both counted from the start of the plan, `steps` (positions) share the work."""

    start: int
    end: int
    steps: tuple[int, ...]


class Dates(NamedTuple):
    """A day if the effort is half, typical, or twice."""

    best: date
    likely: date
    worst: date


class Slot(NamedTuple):
    """When a step (by position in the plan) is begun and done, and the week, from 1, in which it is typically done."""

    step: int
    begins: Dates
    ends: Dates
    week: int


class Share(NamedTuple):
    """Hours that one week gives to a step (by position in the plan)."""

    step: int
    hours: Fraction


@dataclass(frozen=True)
class Schedule:
    """A plan on the calendar: a slot for each step, in plan order; `ends` is the last day of all of it."""

    hours_a_week: int
    start: date
    stretches: tuple[Stretch, ...]
    slots: tuple[Slot, ...]

    @cached_property
    def weeks(self) -> tuple[tuple[Share, ...], ...]:
        """What each typical week holds, steps in plan order; no week has more than `hours_a_week`."""
        held: list[dict[int, Fraction]] = []
        for stretch in self.stretches:
            for week in range(stretch.start // self.hours_a_week, -(-stretch.end // self.hours_a_week)):
                held += [{} for _missing in range(week + 1 - len(held))]
                begins, ends = week * self.hours_a_week, (week + 1) * self.hours_a_week
                each = Fraction(min(stretch.end, ends) - max(stretch.start, begins), len(stretch.steps))
                for step in stretch.steps:
                    held[week][step] = held[week].get(step, Fraction(0)) + each
        return tuple(tuple(Share(step, hours) for step, hours in sorted(week.items())) for week in held)

    @cached_property
    def ends(self) -> Dates:
        """The last days: the start itself where there is nothing to do."""
        return Dates(
            *(max((slot.ends[case] for slot in self.slots), default=self.start) for case in range(len(Dates._fields)))
        )


def schedule(steps: Sequence[PlanStep], hours_a_week: int, start: date) -> Schedule:
    """Lay the steps of a plan out from a day on, at most two skills at a time. Raises HoursInvalid."""
    if not LEAST_HOURS <= hours_a_week <= MOST_HOURS:
        raise HoursInvalid(f"{hours_a_week} hours a week: say {LEAST_HOURS} to {MOST_HOURS}")
    stretches, begun, done = _flow(steps)
    slots = tuple(
        Slot(
            step,
            Dates(*(_first_day(start, begun[step], half, hours_a_week) for half in HALVES)),
            Dates(*(_last_day(start, begun[step], done[step], half, hours_a_week) for half in HALVES)),
            max(1, -(-done[step] // hours_a_week)),
        )
        for step in range(len(steps))
    )
    return Schedule(hours_a_week, start, stretches, slots)


def _flow(steps: Sequence[PlanStep]) -> tuple[tuple[Stretch, ...], dict[int, int], dict[int, int]]:
    """The stretches of work, and at which hour each step is begun and done.

    Whole hours throughout: the shorter of two steps ends after twice its hours, and takes as many from the other.
    """
    left = [step.hours for step in steps]
    waiting = list(range(len(steps)))
    in_hand: list[int] = []
    stretches: list[Stretch] = []
    begun: dict[int, int] = {}
    done: dict[int, int] = {}
    now = 0
    while waiting or in_hand:
        ready = [step for step in waiting if all(other in done for other in steps[step].after)]
        for step in ready[: IN_PARALLEL - len(in_hand)]:
            waiting.remove(step)
            in_hand.append(step)
            begun[step] = now
        each = min(left[step] for step in in_hand)
        if each:
            stretches.append(Stretch(now, now + each * len(in_hand), tuple(sorted(in_hand))))
            now = stretches[-1].end
        for step in in_hand:
            left[step] -= each
        done |= {step: now for step in in_hand if not left[step]}
        in_hand = [step for step in in_hand if left[step]]
    return tuple(stretches), begun, done


def _first_day(start: date, hour: int, half: int, hours_a_week: int) -> date:
    return _later(start, hour * half * DAYS_A_WEEK // (2 * hours_a_week))


def _last_day(start: date, begun: int, done: int, half: int, hours_a_week: int) -> date:
    """The day on which the last hour falls; a step without hours is done on the day on which it is begun."""
    days = -(-done * half * DAYS_A_WEEK // (2 * hours_a_week)) - 1
    return max(_later(start, days), _first_day(start, begun, half, hours_a_week))


def _later(start: date, days: int) -> date:
    """Some days on; what lies beyond the calendar is its last day."""
    return start + timedelta(min(days, (date.max - start).days))
