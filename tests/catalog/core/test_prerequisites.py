"""Circles in "needs": a step needs what its prerequisites name and every step below it of its own skill."""

import pytest

from catalog.core.prerequisites import find_cycle
from tests import blueprint


@pytest.mark.parametrize(
    "edges",
    [
        [],
        [(("a", 2), ("b", 1))],
        [(("a", 2), ("b", 1)), (("b", 2), ("a", 1))],
        [(("a", 3), ("b", 2)), (("b", 2), ("c", 1)), (("a", 3), ("c", 1))],
        [(("a", 2), ("b", 2)), (("a", 2), ("c", 2)), (("b", 2), ("d", 1)), (("c", 2), ("d", 1))],
    ],
    ids=["none", "one", "leapfrog", "chain", "diamond"],
)
def test_find_cycle_without_a_circle_is_empty(edges):
    assert find_cycle(edges) == []


def test_find_cycle_passes_the_blueprint():
    edges = [
        ((row["skill_key"], step), (needs, needs_step))
        for row in blueprint.rows()
        for step, needs, needs_step in blueprint.prerequisites(row)
    ]

    assert len(edges) == 63
    assert find_cycle(edges) == []


@pytest.mark.parametrize(
    ("edges", "cycle"),
    [
        ([(("a", 1), ("a", 1))], [("a", 1), ("a", 1)]),
        ([(("a", 1), ("b", 1)), (("b", 1), ("a", 1))], [("a", 1), ("b", 1), ("a", 1)]),
        (
            [(("a", 1), ("b", 1)), (("b", 1), ("c", 1)), (("c", 1), ("a", 1))],
            [("a", 1), ("b", 1), ("c", 1), ("a", 1)],
        ),
        ([(("a", 2), ("a", 3))], [("a", 2), ("a", 3), ("a", 2)]),
    ],
    ids=["itself", "two", "three", "own later step"],
)
def test_find_cycle_returns_the_circle_and_its_start_again(edges, cycle):
    assert find_cycle(edges) == cycle
    assert find_cycle(reversed(edges)) == cycle


def test_find_cycle_sees_a_circle_that_closes_over_the_steps_between():
    edges = [(("a", 1), ("b", 4)), (("b", 2), ("a", 1))]

    assert find_cycle(edges) == [("a", 1), ("b", 4), ("b", 2), ("a", 1)]


def test_find_cycle_leaves_out_what_only_leads_to_the_circle():
    edges = [(("a", 1), ("m", 1)), (("m", 1), ("n", 1)), (("n", 1), ("m", 1))]

    assert find_cycle(edges) == [("m", 1), ("n", 1), ("m", 1)]


def test_find_cycle_finds_one_behind_a_part_that_was_already_cleared():
    edges = [(("a", 1), ("b", 1)), (("c", 1), ("b", 1)), (("c", 1), ("d", 1)), (("d", 1), ("c", 1))]

    assert find_cycle(edges) == [("c", 1), ("d", 1), ("c", 1)]


def test_find_cycle_takes_an_iterator():
    assert find_cycle(iter([(("a", 1), ("a", 1))])) == [("a", 1), ("a", 1)]
