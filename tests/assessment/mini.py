"""Small catalogues compiled for scoring, and people in one line."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.role.core.compiled import CompiledRole, compile_role
from assessment.role.core.rules import RULES_VERSION
from assessment.role.core.scoring import Answer
from catalog.core import snapshot as s
from tests.catalog.core import mini

E: s.Importance = "essential"  # the letters of method.md 3.8
I: s.Importance = "important"  # noqa: E741
H: s.Importance = "helpful"
DIGEST = "d" * 64


def compiled(
    skills: Sequence[s.Skill] | str, levels: Sequence[s.RoleLevel], *, version: int = RULES_VERSION, **parts: Any
) -> CompiledRole:
    """A role compiled; `skills` may be letters, a skill each."""
    if isinstance(skills, str):
        skills = [mini.skill(letter, position) for position, letter in enumerate(skills)]
    return compile_role(mini.snapshot(skills, levels, **parts), DIGEST, "role", version)


def sure(**steps: int) -> dict[str, Answer]:
    return {skill: Answer(step) for skill, step in steps.items()}


def report(
    skills: Sequence[s.Skill] | str,
    levels: Sequence[s.RoleLevel],
    answers: Mapping[str, Answer] | None = None,
    **parts: Any,
) -> GapReport:
    return reports.build(compiled(skills, levels, **parts), answers or {})


# Two questions, "a" a must-have, on the scale 0 to 4: what saves are read against.
QUESTIONS = compiled("ab", [mini.level("one", 1, {"a": (1, E), "b": (1, I)})]).questionnaire.question
SCALE = (0, 4)
# A group of which a main field may be named.
GROUPS = {"g": tuple(mini.skill(slug, group="g") for slug in ("ink", "lead"))}
