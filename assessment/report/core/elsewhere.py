"""Where else somebody stands: one set of answers against every role of an edition, each as a report of its own."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.scoring import Answer
from assessment.words.values import VERDICTS


class Elsewhere(NamedTuple):
    """The reports of all roles, the nearest first, and how many skills these ask and how many of them are answered:
    a skill that several roles ask counts once."""

    reports: tuple[GapReport, ...]
    asked: int
    answered: int

    @property
    def open(self) -> int:
        return self.asked - self.answered


def elsewhere(
    own: CompiledRole, others: Sequence[CompiledRole], answers: Mapping[str, Answer], target: str
) -> Elsewhere:
    """The answers to the role `own` against it and against others of its edition; `target` is a level of `own`.

    What a role does not ask is left aside, what it asks and nobody answered has the whole scale. Roles that are equally
    near keep their order.
    """
    found = [
        reports.build(
            role,
            {slug: answer for slug, answer in answers.items() if slug in role.rules.index},
            target=target if role is own else "",
        )
        for role in (own, *others)
    ]
    asked = {slug for role in (own, *others) for slug in role.rules.index}
    return Elsewhere(tuple(sorted(found, key=_distance)), len(asked), len(asked & answers.keys()))


def open_questions(report: GapReport) -> int:
    """How many questions of a role have no answer."""
    return report.coverage.questions - report.coverage.answered


def _distance(report: GapReport) -> tuple[object, ...]:
    """How far a role is: by the best verdict at any level, surely and then maybe, then by the readiness for the first."""
    surely, maybe = (max(VERDICTS.index(level.verdict[end]) for level in report.levels) for end in (0, 1))
    return -surely, -maybe, *(-ready for ready in report.levels[0].readiness)
