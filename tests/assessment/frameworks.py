"""Random people, on the blueprint and on random small frameworks: other scales, groups, tracks and weights."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.role.core.compiled import CompiledRole, compile_role
from assessment.role.core.scoring import Answer
from catalog.core import canonical
from catalog.core import snapshot as s
from tests import blueprint
from tests.catalog.core import mini

TRACKS = ("", "expert", "people")
EXAMPLES = settings(max_examples=60, deadline=None)  # of a property


class Case:
    """A compiled role and somebody's answers."""

    def __init__(self, compiled: CompiledRole, answers: dict[str, Answer]) -> None:
        self.compiled = compiled
        self.answers = answers

    @cached_property
    def report(self) -> GapReport:
        return self.report_of(self.answers)

    def report_of(self, answers: dict[str, Answer]) -> GapReport:
        return reports.build(self.compiled, answers)

    def __repr__(self) -> str:
        return f"Case({self.compiled.snapshot!r}, {self.answers!r})"


@st.composite
def answers(draw: st.DrawFn, compiled: CompiledRole, *, only_sure: bool = False) -> dict[str, Answer]:
    """Skipped, sure or unsure for each question; every one sure where that is asked for."""
    rules = compiled.rules
    codes = 2 * (rules.highest - rules.lowest + 1)
    drawn = draw(
        st.lists(
            st.integers(0 if only_sure else -1, codes // 2 - 1 if only_sure else codes - 1),
            min_size=len(rules.skills),
            max_size=len(rules.skills),
        )
    )
    proofs = draw(st.integers(0, 2 ** len(rules.skills) - 1))
    return {
        skill.slug: Answer(
            rules.lowest + code % (codes // 2), code >= codes // 2, "A paper" if proofs >> position & 1 else ""
        )
        for position, (skill, code) in enumerate(zip(rules.skills, drawn, strict=True))
        if code >= 0
    }


@st.composite
def policies(draw: st.DrawFn) -> s.Policy:
    helpful, important, essential = sorted(draw(st.tuples(*[st.integers(1, 6)] * 3)))
    close, met = sorted(draw(st.tuples(*[st.integers(0, 100)] * 2)))
    met_slip, close_slip = sorted(draw(st.tuples(*[st.integers(0, 100)] * 2)))
    return s.Policy(draw(st.integers(1, 9)), essential, important, helpful, met, close, met_slip, close_slip)


@st.composite
def roles(
    draw: st.DrawFn, slugs: Sequence[Sequence[str]], steps: range, *, tracks: Sequence[str], open_steps: bool
) -> s.Role:
    """Levels that never ask less than the ones below them; the members of a group are asked alike.

    Tracks part after a common trunk and do not meet again.
    """
    rungs = draw(st.lists(st.sampled_from(tracks), min_size=1, max_size=4))
    ladder: list[tuple[int, str]] = []
    for track in sorted(rungs):
        rank = 1 + max((rank for rank, other in ladder if other in {"", track}), default=0)
        ladder.append((rank, track))
    ladder.sort()
    asked: list[dict[str, tuple[int | None, s.Importance]]] = [{} for _rung in ladder]
    for members in slugs:
        needs = sorted(draw(st.lists(st.integers(0, steps[-1]), min_size=len(ladder), max_size=len(ladder))))
        for position, step in enumerate(needs):
            importance = draw(st.sampled_from(s.IMPORTANCES))
            if step >= max(1, steps[0]):
                asked[position] |= dict.fromkeys(members, (step, importance))
            elif open_steps and draw(st.integers(0, 3)) == 3:
                asked[position] |= dict.fromkeys(members, (None, importance))
    return mini.role(
        *(
            mini.level(f"level-{position}", rank, asked[position], track=track)
            for position, (rank, track) in enumerate(ladder)
        )
    )


@st.composite
def snapshots(
    draw: st.DrawFn,
    *,
    lowest: Sequence[int] = (0, 1),
    skills: int = 7,
    tracks: Sequence[str] = TRACKS,
    open_steps: bool = True,
) -> s.Snapshot:
    first = draw(st.sampled_from(lowest))
    steps = range(first, draw(st.integers(first + 2, 6)) + 1)
    units: list[list[str]] = []
    made: list[s.Skill] = []
    while len(made) < skills:
        size = draw(st.sampled_from((1, 1, 1, 2, 3)))
        members = [f"skill_{len(made) + offset}" for offset in range(size)]
        units.append(members)
        for slug in members:
            made.append(draw(_skill(slug, len(made), f"group-{len(units)}" if size > 1 else "", steps)))
        if draw(st.integers(0, skills)) == 0:
            break
    return mini.snapshot(
        made,
        [],
        roles=(draw(roles(units, steps, tracks=tracks, open_steps=open_steps)),),
        scale=tuple(s.Step(value, str(value), "", draw(st.integers(0, 400))) for value in steps),
        areas=tuple(mini.area(f"area-{number}", draw(st.integers(0, 3))) for number in range(3)),
        policy=draw(policies()),
    )


@st.composite
def _skill(draw: st.DrawFn, slug: str, position: int, group: str, steps: range) -> s.Skill:
    needs: dict[tuple[int, int], int] = {}
    if position:
        above = st.integers(steps[0] + 1, steps[-1])
        pairs = draw(st.lists(st.tuples(above, st.integers(0, position - 1), above), max_size=2))
        needs = {(step, other): needed for step, other, needed in pairs}
    return mini.skill(
        slug,
        draw(st.integers(0, 5)),
        area=f"area-{draw(st.integers(0, 2))}",
        group=group,
        effort_percent=draw(st.integers(10, 300)),
        prerequisites=tuple(s.Prerequisite(step, f"skill_{other}", needed) for (step, other), needed in needs.items()),
    )


@st.composite
def cases(draw: st.DrawFn, /, *, only_sure: bool = False, **shape: Any) -> Case:
    """A random framework and somebody's answers to it."""
    snapshot = draw(snapshots(**shape))
    compiled = compile_role(snapshot, canonical.digest(snapshot), "role")
    return Case(compiled, draw(answers(compiled, only_sure=only_sure)))


@st.composite
def blueprint_cases(draw: st.DrawFn, *, only_sure: bool = False) -> Case:
    compiled = blueprint.compiled()
    return Case(compiled, draw(answers(compiled, only_sure=only_sure)))


def any_cases(*, only_sure: bool = False, **shape: Any) -> st.SearchStrategy[Case]:
    """Half blueprint, half random frameworks."""
    return st.one_of(cases(only_sure=only_sure, **shape), blueprint_cases(only_sure=only_sure))
