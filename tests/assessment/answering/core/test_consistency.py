"""Gentle second looks: claims above their prerequisites, and answers that look hurried."""

import pytest

from assessment.answering.core.consistency import Alike, Contradiction, alike, contradictions, is_hurried
from assessment.role.core.scoring import Answer
from catalog.core.snapshot import Prerequisite
from tests import blueprint
from tests.assessment.mini import I, compiled, sure
from tests.catalog.core import mini

BASE = mini.skill("base", 0)
OTHER = mini.skill("other", 1)
CLAIM = mini.skill(
    "claim",
    2,
    prerequisites=(Prerequisite(2, "base", 1), Prerequisite(3, "base", 3), Prerequisite(3, "other", 2)),
)
WORK = compiled([CLAIM, OTHER, BASE], [mini.level("one", 1, dict.fromkeys(["base", "other", "claim"], (4, I)))]).graph


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (sure(claim=3, base=3, other=2), []),
        (sure(claim=2, base=0), [Contradiction(CLAIM, 2, BASE, 1, 0)]),
        (sure(claim=3, base=0), [Contradiction(CLAIM, 3, BASE, 3, 0)]),
        (sure(claim=3, base=2, other=4), [Contradiction(CLAIM, 3, BASE, 3, 2)]),
        (
            sure(claim=4, base=2, other=1),
            [Contradiction(CLAIM, 4, BASE, 3, 2), Contradiction(CLAIM, 4, OTHER, 2, 1)],
        ),
        (sure(claim=1, base=0, other=0), []),
        (sure(claim=4), []),
        (sure(base=0, other=0), []),
        ({}, []),
        ({"claim": Answer(4, unsure=True), "base": Answer(0)}, []),
        ({"claim": Answer(4), "base": Answer(0, unsure=True)}, []),
    ],
    ids=[
        "all in place",
        "one step",
        "the highest need counts",
        "short of the highest",
        "two skills",
        "below any need",
        "needs not answered",
        "claim not answered",
        "nothing",
        "unsure claim",
        "unsure base",
    ],
)
def test_contradictions_of_answers(answers, found):
    assert contradictions(WORK, answers) == found


def test_contradictions_come_in_catalogue_order():
    skills = [
        mini.skill("z", 0, prerequisites=(Prerequisite(1, "base", 4),)),
        mini.skill("a", 1, prerequisites=(Prerequisite(1, "base", 4),)),
        mini.skill("base", 2),
    ]
    graph = compiled(skills, [mini.level("one", 1, dict.fromkeys(["z", "a", "base"], (1, I)))]).graph

    assert [found.skill.slug for found in contradictions(graph, sure(a=1, z=1, base=0))] == ["z", "a"]


def test_contradictions_look_at_direct_needs_only():
    skills = [
        mini.skill("a", 0),
        mini.skill("b", 1, prerequisites=(Prerequisite(1, "a", 1),)),
        mini.skill("c", 2, prerequisites=(Prerequisite(1, "b", 1),)),
    ]
    graph = compiled(skills, [mini.level("one", 1, dict.fromkeys("abc", (1, I)))]).graph

    assert contradictions(graph, sure(a=0, c=1)) == []


def test_contradictions_of_everything_at_one_step_are_none_in_the_blueprint():
    answers = {row["skill_key"]: Answer(4) for row in blueprint.rows()}

    assert contradictions(blueprint.compiled().graph, answers) == []


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([2] * 10, Alike(2, 10, 10, 10)),
        ([2] * 9, None),
        ([1, 2] * 10, None),
        ([1, 0, *[0] * 11, 0, 3, 0], Alike(0, 14, 16, 13)),
        ([3] * 10 + [1] * 12 + [3] * 5, Alike(1, 12, 27, 12)),
        ([3] * 10 + [1] * 10, Alike(3, 10, 20, 10)),
        ([], None),
    ],
    ids=["ten", "nine", "mixed", "the lowest step, and once more", "the longest run", "the first of equals", "nothing"],
)
def test_many_equal_answers_in_a_row(steps, found):
    assert alike(steps) == found


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([1.9] * 8, True),
        ([1.0] * 7, False),
        ([2.0] * 8, False),
        ([0.1] * 4 + [9.0] * 4, False),
        ([0.1] * 5 + [60.0] * 4, True),
        ([], False),
    ],
    ids=["hurried", "too few times", "just not hurried", "half hurried", "mostly hurried", "nothing"],
)
def test_answers_in_a_hurry(seconds, expected):
    assert is_hurried(seconds) is expected
