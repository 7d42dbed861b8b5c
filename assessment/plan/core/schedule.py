"""A plan in weeks and dates (method.md 4.4).

The study of an item runs at the hours of learning a week, or it waits; its practice at those of practice. So each part
takes the same time whenever it is worked on, and a plan is laid out once on a line of time: half or twice the effort
halves or doubles every time on it, and so does twice or half the pace where nothing counts in months.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

IN_HAND = 3
# One project closes several: an hour of practice counts for so many items. Judgement, not measurement.
PRACTISED_AT_ONCE = 2
MOST_HOURS = 60
DAYS_A_WEEK, WEEKS_A_YEAR, MONTHS_A_YEAR = 7, 52, 12
# Best, likely and worst effort, in halves of the typical one (method.md 4.3).
HALVES = (1, 2, 4)


class HoursInvalid(ValueError):
    """The hours a week are outside LEAST_HOURS to MOST_HOURS."""


class Pace(NamedTuple):
    """Hours a week to learn, and hours a week of work or study in which it can be practised."""

    learning: int
    practice: int

    @property
    def of_practice(self) -> int:
        """Hours of practice a week while there is any: without hours for it, those of learning pay."""
        return self.practice or self.learning


LEAST_HOURS = Pace(1, 0)


class Work(NamedTuple):
    """What an item of a plan takes: typical hours of study and of practice, or, where it counts in months, months alone.

    `after` are the positions of what must be done before.
    """

    study: int
    practice: int
    months: int
    after: tuple[int, ...]


class Stretch(NamedTuple):
    """From one time to another, in weeks from the start: the item that is studied, if any, and those practised.

    Items by position; what counts in months is in no stretch.
    """

    begins: Fraction
    ends: Fraction
    study: int | None
    practice: tuple[int, ...]


class Dates(NamedTuple):
    """A day if the effort is half, typical, or twice."""

    best: date
    likely: date
    worst: date


class Slot(NamedTuple):
    """When an item (by position in the plan) is begun and done: days, and weeks from the start at the typical effort."""

    step: int
    begins: Dates
    ends: Dates
    from_week: Fraction
    to_week: Fraction


class Share(NamedTuple):
    """Hours of study and of practice that a week gives to an item (by position in the plan)."""

    step: int
    study: Fraction
    practice: Fraction


@dataclass(frozen=True)
class Schedule:
    """A plan on the calendar: a slot for each item, in plan order; `ends` is the last day of all of it."""

    pace: Pace
    start: date
    stretches: tuple[Stretch, ...]
    slots: tuple[Slot, ...]

    @cached_property
    def ends(self) -> Dates:
        """The last days: the start itself where there is nothing to do."""
        return Dates(
            *(max((slot.ends[case] for slot in self.slots), default=self.start) for case in range(len(Dates._fields)))
        )

    @cached_property
    def length(self) -> Fraction:
        """Weeks from the start to the end of the last item at the typical effort."""
        return max((slot.to_week for slot in self.slots), default=Fraction(0))

    def day(self, number: int) -> date:
        """The day so many days after the first."""
        return _later(self.start, number)

    def weeks(self, most: int) -> tuple[tuple[Share, ...], ...]:
        """What each of the first typical weeks holds, `most` of them at most; items in plan order."""
        count = min(most, -(-self.stretches[-1].ends // 1)) if self.stretches else 0
        return tuple(self._week(week) for week in range(int(count)))

    def _week(self, week: int) -> tuple[Share, ...]:
        studied: dict[int, Fraction] = {}
        practised: dict[int, Fraction] = {}
        for stretch in self.stretches:
            length = min(stretch.ends, Fraction(week + 1)) - max(stretch.begins, Fraction(week))
            if length > 0:
                if stretch.study is not None:
                    studied[stretch.study] = studied.get(stretch.study, Fraction(0)) + length * self.pace.learning
                for step in stretch.practice:
                    practised[step] = practised.get(step, Fraction(0)) + length * self.pace.of_practice
        none = Fraction(0)
        return tuple(
            Share(step, studied.get(step, none), practised.get(step, none)) for step in sorted({*studied, *practised})
        )


# The parts of what is left of an item.
STUDY, PRACTICE, MONTHS = range(3)


def schedule(works: Sequence[Work], pace: Pace, start: date) -> Schedule:
    """Lay the items of a plan out from a day on, at most three in hand. Raises HoursInvalid."""
    for hours, least in zip(pace, LEAST_HOURS, strict=True):
        if not least <= hours <= MOST_HOURS:
            raise HoursInvalid(f"{hours} hours a week: say {least} to {MOST_HOURS}")
    # Every time on the line is a whole number of ticks: a month is 13/3 of a week.
    week = 3 * pace.learning * pace.of_practice
    left = [
        [0, 0, work.months * week * WEEKS_A_YEAR // MONTHS_A_YEAR]
        if work.months
        else [work.study * week // pace.learning, work.practice * week // pace.of_practice, 0]
        for work in works
    ]
    stretches, begun, done = _flow(works, left, is_practice_apart=bool(pace.practice))
    slots = tuple(
        Slot(
            item,
            Dates(*(_first_day(start, begun[item], half, week) for half in HALVES)),
            Dates(*(_last_day(start, begun[item], done[item], half, week) for half in HALVES)),
            Fraction(begun[item], week),
            Fraction(done[item], week),
        )
        for item in range(len(works))
    )
    in_weeks = (Stretch(begins / week, ends / week, study, practice) for begins, ends, study, practice in stretches)
    return Schedule(pace, start, tuple(in_weeks), slots)


def _flow(
    works: Sequence[Work], left: list[list[int]], *, is_practice_apart: bool
) -> tuple[list[Stretch], dict[int, int], dict[int, int]]:
    """The stretches of work, and when each item is begun and done, all in ticks; uses up what is `left`.

    What is in hand stays in the order in which it was taken, so that nothing is put aside for another's study.
    """
    waiting = list(range(len(works)))
    in_hand: list[int] = []
    beside: list[int] = []
    stretches: list[Stretch] = []
    begun: dict[int, int] = {}
    done: dict[int, int] = {}
    now = 0
    while waiting or in_hand or beside:
        ready = [item for item in waiting if all(other in done for other in works[item].after)]
        beside += [item for item in ready if works[item].months]
        in_hand += [item for item in ready if not works[item].months][: IN_HAND - len(in_hand)]
        waiting = [item for item in waiting if item not in in_hand and item not in beside]
        study = next((item for item in in_hand if left[item][STUDY]), None)
        practice = tuple(item for item in in_hand if not left[item][STUDY] and left[item][PRACTICE])[:PRACTISED_AT_ONCE]
        if study is not None and not is_practice_apart:
            practice = ()
        moving = [(study, STUDY)] if study is not None else []
        moving += [(item, PRACTICE) for item in practice] + [(item, MONTHS) for item in beside]
        # An item without hours is done as soon as it is in hand.
        moving += [(item, STUDY) for item in in_hand if not any(left[item])]
        passed = min(left[item][part] for item, part in moving)
        for item, part in moving:
            begun.setdefault(item, now)
            left[item][part] -= passed
        if passed and (study is not None or practice):
            stretches.append(Stretch(Fraction(now), Fraction(now + passed), study, practice))
        now += passed
        done |= {item: now for item in (*in_hand, *beside) if not any(left[item])}
        in_hand = [item for item in in_hand if item not in done]
        beside = [item for item in beside if item not in done]
    return stretches, begun, done


def _first_day(start: date, tick: int, half: int, week: int) -> date:
    return _later(start, tick * half * DAYS_A_WEEK // (2 * week))


def _last_day(start: date, begun: int, done: int, half: int, week: int) -> date:
    """The day on which the last hour falls; an item without hours is done on the day on which it is begun."""
    days = -(-done * half * DAYS_A_WEEK // (2 * week)) - 1
    return max(_later(start, days), _first_day(start, begun, half, week))


def _later(start: date, days: int) -> date:
    """Some days on; what lies beyond the calendar is its last day."""
    return start + timedelta(min(days, (date.max - start).days))
