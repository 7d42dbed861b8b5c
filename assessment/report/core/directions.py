"""Ways on from a role, joined to what a person is surest of. Nothing here weighs pay, rank or worth."""

from collections.abc import Iterable
from typing import NamedTuple

from assessment.report.core.report import GapReport
from assessment.words.ranges import Interval
from catalog.core.snapshot import RoleNote, Skill

KINDS = ("transition", "adjacent")
# A step within one of the top of the scale carries over: there the work is done alone, or leads others.
BELOW_TOP = 1
SHOWN = 4


class Strength(NamedTuple):
    """A skill with the step that is surely there."""

    skill: Skill
    step: int


class Direction(NamedTuple):
    """A transition or an adjacent role, as its source tells it, with the strengths that it would build on."""

    note: RoleNote
    strengths: tuple[Strength, ...]


def directions(report: GapReport, notes: Iterable[RoleNote]) -> list[Direction]:
    """The ways on that build on a strength, those that build on most of them first; else in the notes' own order.

    `notes` may come from a later edition than the report: skills that the report does not know do not count.
    """
    ways = sorted(
        (note for note in notes if note.kind in KINDS),
        key=lambda note: (KINDS.index(note.kind), note.position, note.slug),
    )
    found = [Direction(note, strengths(report, note)) for note in ways]
    found.sort(key=lambda way: -len(way.strengths))
    return [way for way in found if way.strengths]


def strengths(report: GapReport, note: RoleNote) -> tuple[Strength, ...]:
    """The surest high steps in the skills that a note names: the highest first, then the surest, then as listed."""
    index = report.compiled.rules.index
    named = sorted(index[slug] for slug in note.skills if slug in index and slug in report.answers)
    high = [position for position in named if report.spans[position].low >= lowest_high(report)]
    high.sort(key=lambda position: _rank(report.spans[position]))
    return tuple(Strength(report.skill(position), report.spans[position].low) for position in high[:SHOWN])


def lowest_high(report: GapReport) -> int:
    """The lowest step that counts as a strength; never the bottom of a short scale."""
    rules = report.compiled.rules
    return max(rules.lowest + 1, rules.highest - BELOW_TOP)


def _rank(span: Interval) -> tuple[int, int]:
    return -span.low, span.high - span.low
