"""What the report page offers to go on with: resources for the next steps, and directions that build on strengths.

They come from the current edition, so they may be newer than the one that scored.
"""

from django.utils.safestring import SafeString

from assessment.fragments import joined
from assessment.report import fragments
from assessment.report.core.directions import KINDS, Direction, directions
from assessment.report.core.report import GapReport
from assessment.report.renderers.wording import Wording
from assessment.role.core.priorities import Gap
from assessment.role.reading import Today

WAYS = 4


def next_step(gap_report: GapReport, gap: Gap, today: Today | None, words: Wording) -> str:
    """One gap to close next, with what helps; for a question that was skipped there is only the question."""
    return fragments.next_step(
        gap_report.compiled,
        gap.skill,
        words.first_action(gap_report, gap),
        today.digest if today else "",
        None if gap_report.is_skipped(gap) else gap.have.low,
        today is not None and today.shows(gap_report.skill(gap.skill).slug),
        hours=words.about_hours(gap.hours),
    )


def has_ways(gap_report: GapReport, today: Today | None) -> bool:
    """Whether the current edition tells of any way on from the role."""
    return today is not None and any(note.kind in KINDS for note in today.snapshot.role[gap_report.role.slug].notes)


def directions_of(gap_report: GapReport, today: Today | None, words: Wording) -> SafeString:
    """The ways on that build on a strength, each with the person's own steps, as HTML; empty when there is none."""
    if today is None:
        return joined([])
    ways = directions(gap_report, today.snapshot.role[gap_report.role.slug].notes)[:WAYS]
    return joined(_direction(gap_report, way, today, words) for way in ways)


def _direction(gap_report: GapReport, way: Direction, today: Today, words: Wording) -> str:
    strengths = ", ".join(f"{each.skill.name} ({words.step(gap_report.snapshot, each.step)})" for each in way.strengths)
    return fragments.direction(today, gap_report.role.slug, way.note.slug, strengths=strengths)
