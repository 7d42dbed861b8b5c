"""The worked example of “How we score”: four skills, two levels, computed by the very code that scores everybody.

The numbers are those of method.md 3.8; tests hold them against `tests/golden.json`.
"""

from typing import NamedTuple

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport, Term
from assessment.role.core.compiled import compile_role
from assessment.role.core.scoring import Answer
from catalog.core import snapshot as s

DEFAULT_POLICY = s.Policy(
    version=1,
    essential=3,
    important=2,
    helpful=1,
    met_percent=85,
    close_percent=70,
    met_slip_percent=20,
    close_slip_percent=40,
)
_NEEDS: tuple[tuple[str, s.Importance, tuple[int, int]], ...] = (
    ("A", "essential", (2, 3)),
    ("B", "essential", (1, 2)),
    ("C", "important", (2, 3)),
    ("D", "helpful", (1, 1)),
)
STEPS = {"A": 2, "B": 1, "C": 1, "D": 0}


class Example(NamedTuple):
    report: GapReport
    lines: tuple[Term, ...]


def snapshot(policy: s.Policy = DEFAULT_POLICY) -> s.Snapshot:
    """The small catalogue of the example."""
    area = s.Area("area", "Area", "", 1)
    return s.Snapshot(
        schema=s.SCHEMA,
        framework=s.Framework("example", "", "Example", "", "", "en", "", "", "", ""),
        policy=policy,
        scale=tuple(
            s.Step(value, name, "", hours)
            for value, (name, hours) in enumerate(
                [("Not yet", 0), ("Foundation", 8), ("Working", 40), ("Practitioner", 120), ("Expert", 400)]
            )
        ),
        practice=(),
        areas=(area,),
        skills=tuple(_skill(slug, position) for position, (slug, *_rest) in enumerate(_NEEDS)),
        roles=(s.Role("example", "Example", "", "", (), tuple(_level(rank) for rank in (1, 2)), (), ()),),
        resources=(),
    )


def build(policy: s.Policy | None) -> Example:
    """Score the example's answers under a policy."""
    compiled = compile_role(snapshot(policy or DEFAULT_POLICY), "example", "example")
    report = reports.build(compiled, {slug: Answer(step) for slug, step in STEPS.items()}, focus="level-1")
    return Example(report, reports.terms(report, report.focus))


def _skill(slug: str, position: int) -> s.Skill:
    return s.Skill(
        slug=slug,
        area="area",
        code="",
        name=slug,
        definition="",
        position=position,
        group="",
        effort_percent=100,
        evidence_prompt="",
        explain_prompt="",
        why="",
        tips=(),
        citations=(),
        in_demand=False,
        retired=False,
        anchors=(),
        prerequisites=(),
        links=(),
    )


def _level(rank: int) -> s.RoleLevel:
    return s.RoleLevel(
        slug=f"level-{rank}",
        rank=rank,
        track="",
        name=f"Level {rank}",
        titles=(),
        duties=(),
        credentials=(),
        citations=(),
        requirements=tuple(s.Requirement(slug, steps[rank - 1], importance) for slug, importance, steps in _NEEDS),
    )
