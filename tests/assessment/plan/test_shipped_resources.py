"""What the shipped catalogue offers to learners: what can come up for somebody, and how much study it covers."""

from dataclasses import replace
from io import StringIO
from itertools import product

import pytest
from django.core.management import call_command

from assessment.plan.core import learning, plan
from assessment.plan.core.covered import covered, middle
from assessment.plan.core.effort import study_hours
from assessment.plan.core.learning import Preferences
from assessment.role.core.priorities import StepGraph
from assessment.role.reading import compiled
from catalog import editions
from catalog.core.snapshot import PRACTICE, Snapshot
from tests import blueprint

pytestmark = pytest.mark.slow

Pair = tuple[str, str, int]


@pytest.fixture
def snapshot(shipped) -> Snapshot:
    return editions.load(shipped.digest)


def come_up(snapshot: Snapshot, graph: StepGraph, wishes: Preferences) -> set[Pair]:
    """The resources, each with skill and step, that a plan of every step of every skill names."""
    skills = graph.rules.skills
    start = plan.shortest(graph, 0, [snapshot.lowest] * len(skills))
    every = tuple(
        start.steps[0]._replace(
            skill=skill, to_step=step, hours=hours, study=study_hours(hours, step, snapshot.lowest, snapshot.highest)
        )
        for skill, step in product(range(len(skills)), range(snapshot.lowest + 1, snapshot.highest + 1))
        if (hours := graph.hours[skill][step])
    )
    found = learning.lessons(learning.compile_library(snapshot), graph, replace(start, steps=every), wishes)
    return {
        (resource.slug, skills[skill].slug, step)
        for (skill, step), lesson in found.items()
        for resource in lesson.named
    }


def test_three_of_five_pairs_of_resource_and_step_come_up_under_some_wishes(snapshot, shipped):
    graphs = [compiled(shipped.digest, role).graph for role in snapshot.role]
    kinds = {(each.language, each.cost, each.kind) for each in snapshot.resources}
    # Each wish takes one value of what it names; what it does not name, it leaves open.
    some = {wish for own in kinds for wish in product(*((value, "") for value in own))}
    seen = set().union(*(come_up(snapshot, graph, wishes(*wish)) for wish in some for graph in graphs))
    pairs = {(each.slug, row.skill, row.step) for each in snapshot.resources for row in each.steps}
    read = {
        (each.slug, row.skill, row.step) for each in snapshot.resources if each.kind != PRACTICE for row in each.steps
    }
    assert len(seen & pairs) >= 0.6 * len(pairs)
    assert len(seen & read) >= 0.6 * len(read)


def wishes(language: str, cost: str, kind: str) -> Preferences:
    return Preferences(*(frozenset({value}) if value else frozenset() for value in (language, cost, kind)))


def test_three_fifths_of_the_study_of_the_middle_skill_is_covered(snapshot):
    first = {row["skill_key"] for row in blueprint.rows()}
    assert middle([each for each in covered(snapshot) if each.skill in first]) >= 60


def test_the_share_is_printed_for_each_skill(snapshot):
    said = StringIO()
    call_command("study_covered", stdout=said)
    of_each = said.getvalue().split("\nsmall-team:\n")
    heading, *lines, last = of_each[0].splitlines()
    assert heading == "ai-ml-research:"
    assert len(of_each[1].splitlines()) == 13
    assert [line.split()[0] for line in lines] == [skill.slug for skill in snapshot.ordered_skills]
    assert "mat_linear_algebra 76 of 84 h, 90 %" in lines
    assert last.startswith("median over skills: ")
