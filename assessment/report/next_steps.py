"""What the report page offers to go on with: resources for the next steps, and directions that build on strengths.

They come from the current edition, so they may be newer than the one that scored.
"""

from django.utils.safestring import SafeString

from assessment.fragments import joined
from assessment.report import fragments
from assessment.report.core import what_if
from assessment.report.core.directions import KINDS, Direction, directions
from assessment.report.core.report import GapReport
from assessment.report.core.what_if import Change
from assessment.report.renderers.wording import Wording
from assessment.role.core.priorities import Gap
from assessment.role.reading import Today

WAYS = 4


def next_step(found: GapReport, gap: Gap, today: Today | None, words: Wording) -> str:
    """One gap to close next, with what helps; for a question that was skipped there is only the question."""
    step = what_if.worth_a_look(gap.have, gap.need.step)
    return fragments.next_step(
        found.compiled,
        gap.skill,
        words.first_action(found, gap),
        today.digest if today else "",
        None if words.is_skipped(found, gap) else gap.have.low,
        what=words.gap(found, gap),
        gain=words.gain(gap),
        supposed=words.step(found.snapshot, step),
        what_if=what_if.query([Change(found.skill(gap.skill).slug, step)], found.focus.level.slug),
    )


def has_ways(found: GapReport, today: Today | None) -> bool:
    """Whether the current edition tells of any way on from the role."""
    return today is not None and any(note.kind in KINDS for note in today.snapshot.role[found.role.slug].notes)


def directions_of(found: GapReport, today: Today | None, words: Wording) -> SafeString:
    """The ways on that build on a strength, each with the person's own steps, as HTML; empty when there is none."""
    if today is None:
        return joined([])
    ways = directions(found, today.snapshot.role[found.role.slug].notes)[:WAYS]
    return joined(_direction(found, way, today, words) for way in ways)


def _direction(found: GapReport, way: Direction, today: Today, words: Wording) -> str:
    strengths = ", ".join(f"{each.skill.name} ({words.step(found.snapshot, each.step)})" for each in way.strengths)
    return fragments.direction(today, found.role.slug, way.note.slug, strengths=strengths)
